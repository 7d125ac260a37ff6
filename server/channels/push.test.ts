import { afterAll, expect, test } from 'vitest'
import { egressRules } from '../egress/egress-rules.ts'
import { Egress } from '../egress/egress.ts'
import { pushChannel } from './push.ts'
import { newKeyPair } from './push-encryption.ts'
import { testBrowser } from './testing/browser.ts'
import { testMessage, testNow, within } from './testing/page.ts'
import { answer, type Receiver, receiver } from './testing/receiver.ts'

const egress = new Egress(egressRules(['127.0.0.1']))
afterAll(() => egress.close())
const keys = newKeyPair()
const channel = pushChannel(egress, { keys: async () => keys, subject: 'https://baton.example', clock: () => testNow })
const browser = testBrowser()

function push(server: Receiver, message = testMessage()) {
  const to = { address: `${server.url}/send/abc`, secret: `${browser.p256dh}.${browser.auth}` }
  return channel.reach(to, message, within(2_000))
}

async function shown(server: Receiver): Promise<unknown> {
  return JSON.parse(await browser.open(server.received[0]?.bytes ?? Buffer.of()))
}

test('a page arrives sealed, urgent and short-lived, and says all that the service worker needs', async () => {
  await using server = await receiver(answer(201))
  expect(await push(server)).toEqual({ sent: 'accepted' })
  expect(server.received[0]).toMatchObject({
    method: 'POST',
    path: '/send/abc',
    headers: {
      'content-encoding': 'aes128gcm',
      ttl: '1800',
      urgency: 'high',
      authorization: expect.stringMatching(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]+$/),
    },
  })
  expect(server.received[0]?.body).not.toContain('Checkout')
  expect(await shown(server)).toEqual({
    title: '[P1] Checkout is failing · Payments',
    body: expect.stringMatching(/^Service: Payments\nTeam: Shop\n/),
    tag: 'page-12',
    isUrgent: true,
    language: 'en',
    openPath: '/pages/12',
    answerPath: '/answer/t0ken',
    words: expect.objectContaining({ acknowledge: 'Acknowledge', open: 'Open in Baton', taken: '{name} has it.' }),
  })
})

test('its links are buttons, and not in its text', async () => {
  await using server = await receiver(answer(201))
  await push(server)
  expect(await shown(server)).toMatchObject({ body: expect.not.stringContaining('https://baton.example') })
})

test('a long page in Korean is cut to what a push holds', async () => {
  await using server = await receiver(answer(201))
  const long = { language: 'ko' as const, summary: '결제 장애 😀 '.repeat(900), details: '재시작 '.repeat(4_000) }
  expect(await push(server, testMessage(long))).toEqual({ sent: 'accepted' })
  expect(server.received[0]?.bytes.length).toBeLessThanOrEqual(4_096)
  expect(await shown(server)).toMatchObject({
    language: 'ko',
    body: expect.toSatisfy((text: string) => text.isWellFormed() && Buffer.byteLength(text) <= 1_200),
  })
})

test.each([
  ['P2', 'high'],
  ['P4', 'normal'],
] as const)('%s has urgency %s', async (priority, urgency) => {
  await using server = await receiver(answer(201))
  await push(server, testMessage({ priority }))
  expect(server.received[0]?.headers).toMatchObject({ urgency })
})

test.each([404, 410])('%i: the browser unsubscribed, and the contact is gone', async (status) => {
  await using server = await receiver(answer(status, 'gone'))
  expect(await push(server)).toEqual({ giveUp: `push_gone: HTTP ${status}`, ends: 'gone' })
})

test.each([
  [413, { giveUp: 'http_refused: HTTP 413' }],
  [403, { giveUp: 'http_refused: HTTP 403' }],
  [500, { tryAgain: 'http_failing: HTTP 500' }],
])('HTTP %i is not the end of the contact', async (status, expected) => {
  await using server = await receiver(answer(status))
  expect(await push(server)).toEqual(expected)
})

test('a service that is busy says when', async () => {
  await using server = await receiver(answer(429, '', { 'retry-after': '30' }))
  expect(await push(server)).toEqual({ tryAgain: 'http_busy: HTTP 429', afterSeconds: 30 })
})

test.each(['', 'abc', `${newKeyPair().publicKey}.`, `${'A'.repeat(87)}.${'A'.repeat(22)}`])(
  'keys that are none are not sent to: "%.10s"',
  async (secret) => {
    const outcome = await channel.reach({ address: 'https://push.example/a', secret }, testMessage(), within(2_000))
    expect(outcome).toEqual({ giveUp: 'push_keys: allow it again on the device' })
  },
)
