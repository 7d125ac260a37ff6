import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { afterAll, describe, expect, test } from 'vitest'
import { egressRules } from '../egress/egress-rules.ts'
import { Egress } from '../egress/egress.ts'
import { testMessage, within } from './testing/page.ts'
import { answer, receiver } from './testing/receiver.ts'
import { webhookChannel } from './webhook.ts'

const egress = new Egress(egressRules(['127.0.0.1']))
afterAll(() => egress.close())

// The library checks the timestamp against the real clock, as every receiver does.
const clock = () => Temporal.Now.instant()
const webhook = webhookChannel(egress, clock)
const newSecret = (bytes = 32) => `whsec_${randomBytes(bytes).toString('base64')}`
const [oldKey, newKey] = [newSecret(24), newSecret(64)]

const signatures = (headers: Record<string, unknown>) => ({
  'webhook-id': String(headers['webhook-id']),
  'webhook-timestamp': String(headers['webhook-timestamp']),
  'webhook-signature': String(headers['webhook-signature']),
})

describe('what a receiver gets', () => {
  test('the library of the standard verifies it', async () => {
    await using hook = await receiver(answer(204))
    const message = testMessage({ summary: '결제 서비스 "장애" 😀' })
    const outcome = await webhook.reach({ address: hook.url, secret: newKey }, message, within(2_000))
    expect(outcome).toEqual({ sent: 'page-12/0/1/ana/contact-3/1' })
    const [call] = hook.received
    expect(new Webhook(newKey).verify(call?.body ?? '', signatures(call?.headers ?? {}))).toEqual(message.event)
    expect(() => new Webhook(oldKey).verify(call?.body ?? '', signatures(call?.headers ?? {}))).toThrow('No matching')
    expect(call?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Baton' })
  })

  test('during a change of secrets both the old and the new one verify', async () => {
    await using hook = await receiver(answer(200))
    await webhook.reach({ address: hook.url, secret: `${oldKey} ${newKey}` }, testMessage(), within(2_000))
    const [call] = hook.received
    for (const key of [oldKey, newKey]) new Webhook(key).verify(call?.body ?? '', signatures(call?.headers ?? {}))
  })

  test('a repeat has the same id and the time of its own attempt', async () => {
    await using hook = await receiver(answer(500))
    let seconds = 1_774_746_301
    const ticking = webhookChannel(egress, () => Temporal.Instant.fromEpochMilliseconds(seconds * 1_000 + 999))
    for (; seconds < 1_774_746_303; seconds += 1) {
      await ticking.reach({ address: hook.url, secret: newKey }, testMessage(), within(2_000))
    }
    const sent = hook.received.map((call) => [call.headers['webhook-id'], call.headers['webhook-timestamp']])
    expect(sent).toEqual([
      ['page-12/0/1/ana/contact-3/1', '1774746301'],
      ['page-12/0/1/ana/contact-3/1', '1774746302'],
    ])
  })

  test('a key no header could hold is written so that it can', async () => {
    await using hook = await receiver(answer(200))
    const message = testMessage({ deliveryKey: 'page/안나.1\r\nx: y\uD83D' })
    await webhook.reach({ address: hook.url, secret: newKey }, message, within(2_000))
    const [call] = hook.received
    expect(call?.headers['webhook-id']).toMatch(/^[A-Za-z0-9/%_-]+$/)
    expect(call?.headers).not.toHaveProperty('x')
    new Webhook(newKey).verify(call?.body ?? '', signatures(call?.headers ?? {}))
  })
})

describe('what its answer means', () => {
  test.each([
    [200, {}, { sent: expect.any(String) }],
    [202, {}, { sent: expect.any(String) }],
    [301, { location: 'https://other.example' }, { giveUp: 'http_redirects: HTTP 301; enter the final address' }],
    [400, {}, { giveUp: 'http_refused: HTTP 400 what it says' }],
    [404, {}, { giveUp: 'http_refused: HTTP 404 what it says' }],
    [408, {}, { tryAgain: 'http_busy: HTTP 408 what it says' }],
    [410, {}, { giveUp: 'http_gone: HTTP 410 what it says' }],
    [429, {}, { tryAgain: 'http_busy: HTTP 429 what it says' }],
    [429, { 'retry-after': '7' }, { tryAgain: expect.any(String), afterSeconds: 7 }],
    [429, { 'retry-after': '0' }, { tryAgain: expect.any(String), afterSeconds: 1 }],
    [429, { 'retry-after': '86400' }, { tryAgain: expect.any(String), afterSeconds: 600 }],
    [429, { 'retry-after': 'soon' }, { tryAgain: 'http_busy: HTTP 429 what it says' }],
    [500, {}, { tryAgain: 'http_failing: HTTP 500 what it says' }],
    [503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, { tryAgain: expect.any(String), afterSeconds: 1 }],
  ])('%i %o', async (status, headers, expected) => {
    await using hook = await receiver(answer(status, 'what\r\nit \u202Esays', headers))
    expect(await webhook.reach({ address: hook.url, secret: newKey }, testMessage(), within(2_000))).toEqual(expected)
  })

  test('a date in Retry-After counts from now', async () => {
    const at = Temporal.Instant.from('2026-03-29T01:00:00Z')
    await using hook = await receiver(answer(503, '', { 'retry-after': 'Sun, 29 Mar 2026 01:01:30 GMT' }))
    const outcome = await webhookChannel(egress, () => at).reach(
      { address: hook.url, secret: newKey },
      testMessage(),
      within(2_000),
    )
    expect(outcome).toMatchObject({ afterSeconds: 90 })
  })
})

test.each([
  ['none', undefined],
  ['an empty one', ''],
  ['one of another kind', 'whsk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['one too short to be safe', newSecret(23)],
  ['one too long', newSecret(65)],
  ['a good one beside a broken one', `${newKey} whsec_!`],
])('with %s for a secret nothing is sent', async (_, secret) => {
  await using hook = await receiver(answer(200))
  const to = secret === undefined ? { address: hook.url } : { address: hook.url, secret }
  expect(await webhook.reach(to, testMessage(), within(2_000))).toEqual({
    giveUp: expect.stringContaining('webhook_secret: '),
  })
  expect(hook.connections).toBe(0)
})

test('an address that may not be called is given up with the reason, never the key', async () => {
  const outcome = await webhook.reach({ address: 'http://10.0.0.1/', secret: newKey }, testMessage(), within(2_000))
  expect(outcome).toEqual({ giveUp: expect.stringContaining('egress_refused: the address is not public') })
})
