import { afterAll, describe, expect, test } from 'vitest'
import { egressRules } from '../egress/egress-rules.ts'
import { Egress } from '../egress/egress.ts'
import { ntfyChannel } from './ntfy.ts'
import { testMessage, testNow, within } from './testing/page.ts'
import { answer, type Received, type Receiver, receiver } from './testing/receiver.ts'

const egress = new Egress(egressRules(['127.0.0.1']))
afterAll(() => egress.close())

const accepted = answer(200, '{"id":"sPs71M8A2T","time":1774746301,"event":"message","topic":"payments"}')
const ntfyAt = (server: string, token?: string) =>
  ntfyChannel(egress, token === undefined ? { server } : { server, token }, () => testNow)
const published = (call: Received | undefined): unknown => JSON.parse(call?.body ?? 'null')

async function headersOf(server: Receiver, address: string, token?: string, secret?: string) {
  const to = secret === undefined ? { address } : { address, secret }
  await ntfyAt(server.url, token).reach(to, testMessage(), within(2_000))
  return server.received.at(-1)?.headers
}

describe('what is published', () => {
  test('title, body, urgency, and one button that only opens a screen', async () => {
    await using server = await receiver(accepted)
    const outcome = await ntfyAt(server.url).reach({ address: 'payments' }, testMessage(), within(2_000))
    expect(outcome).toEqual({ sent: 'sPs71M8A2T' })
    expect(server.received[0]).toMatchObject({ method: 'POST', path: '/' })
    expect(published(server.received[0])).toEqual({
      topic: 'payments',
      title: '[P1] Checkout is failing · Payments',
      message: expect.stringMatching(/^Service: Payments\nTeam: Shop\n/),
      priority: 5,
      tags: ['rotating_light', 'P1', 'page-12'],
      click: 'https://baton.example/pages/12',
      actions: [{ action: 'view', label: 'Answer', url: 'https://baton.example/answer/t0ken' }],
    })
  })

  test.each([
    ['P1', 5],
    ['P2', 4],
    ['P3', 3],
    ['P4', 2],
  ] as const)('%s has urgency %i', async (priority, urgency) => {
    await using server = await receiver(accepted)
    await ntfyAt(server.url).reach({ address: 'payments' }, testMessage({ priority }), within(2_000))
    expect(published(server.received[0])).toMatchObject({ priority: urgency })
  })

  test('Korean, cut to 4,096 bytes between code points', async () => {
    await using server = await receiver(accepted)
    const summary = '결제 서비스 장애 😀 '.repeat(1_000)
    const past = Array.from({ length: 3 }, (_, index) => ({
      summary: '장애'.repeat(100),
      at: testNow,
      helped: '재시작'.repeat(100),
      openUrl: `https://baton.example/incidents/${index}`,
    }))
    await ntfyAt(server.url).reach(
      { address: 'payments' },
      testMessage({ language: 'ko', summary, past }),
      within(2_000),
    )
    expect(published(server.received[0])).toMatchObject({
      message: expect.toSatisfy((text: string) => Buffer.byteLength(text) <= 4_096 && text.endsWith('…')),
      title: expect.toSatisfy((text: string) => Buffer.byteLength(text) <= 250 && text.isWellFormed()),
      actions: [{ label: '응답하기' }],
    })
  })
})

describe('where and as whom', () => {
  test('a whole address publishes there, also below a path', async () => {
    await using server = await receiver(accepted)
    const elsewhere = ntfyAt('https://ntfy.invalid')
    await elsewhere.reach({ address: `${server.url}/push/payments` }, testMessage(), within(2_000))
    expect(server.received[0]).toMatchObject({ path: '/push/' })
    expect(published(server.received[0])).toMatchObject({ topic: 'payments' })
  })

  test('the set token is used on the set server and goes nowhere else', async () => {
    await using home = await receiver(accepted)
    await using other = await receiver(accepted)
    expect(await headersOf(home, 'payments', 'tk_home')).toMatchObject({ authorization: 'Bearer tk_home' })
    await ntfyAt(home.url, 'tk_home').reach({ address: `${other.url}/payments` }, testMessage(), within(2_000))
    expect(other.received[0]?.headers).not.toHaveProperty('authorization')
  })

  test('a contact brings its own token or user and password', async () => {
    await using server = await receiver(accepted)
    expect(await headersOf(server, 'payments', 'tk_home', 'tk_own')).toMatchObject({ authorization: 'Bearer tk_own' })
    const basic = `Basic ${Buffer.from('ana:비밀').toString('base64')}`
    expect(await headersOf(server, 'payments', undefined, 'ana:비밀')).toMatchObject({ authorization: basic })
  })

  test.each([
    '',
    'two words',
    'a/b',
    'https://ntfy.example',
    'https://ntfy.example/',
    'ftp://x/topic',
    'a'.repeat(65),
    '../x',
  ])('"%s" is no topic', async (address) => {
    const outcome = await ntfyAt('http://127.0.0.1:1').reach({ address }, testMessage(), within(2_000))
    expect(outcome).toEqual({ giveUp: 'ntfy_topic: enter a topic or the address of one' })
  })

  test('a token that would break the header is not sent', async () => {
    const to = { address: 'payments', secret: 'tk\r\nx-evil' }
    const outcome = await ntfyAt('http://127.0.0.1:1').reach(to, testMessage(), within(2_000))
    expect(outcome).toEqual({ giveUp: expect.stringContaining('ntfy_sign_in') })
  })
})

test.each([
  [403, '{"code":40301,"http":403,"error":"forbidden"}', { giveUp: expect.stringContaining('http_refused: HTTP 403') }],
  [413, '', { giveUp: 'http_refused: HTTP 413' }],
  [429, '{"code":42901}', { tryAgain: 'http_busy: HTTP 429 {"code":42901}' }],
  [500, '', { tryAgain: 'http_failing: HTTP 500' }],
  [200, 'not json', { sent: 'accepted' }],
])('HTTP %i %s', async (status, body, expected) => {
  await using server = await receiver(answer(status, body))
  expect(await ntfyAt(server.url).reach({ address: 'payments' }, testMessage(), within(2_000))).toEqual(expected)
})
