// Signatures of senders: every scheme, held against what is missing, wrong, old, said twice, or made with the secret before.
import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Signing } from '../../domain/intake/signing.ts'
import { makeSealer } from '../secrets.ts'
import { checkFrom, secretBytes, secretContext, wrongWith, type SignedRequest } from './signatures.ts'

const now = Temporal.Instant.from('2026-03-02T09:00:00Z')
const seconds = String(now.epochMilliseconds / 1_000)
const sealer = makeSealer('a key for tests that is long enough')
const standard = `whsec_${Buffer.from('a secret of a standard webhook').toString('base64')}`
const bodies = {
  plain: Buffer.from('{"title":"Disk is full"}'),
  'with a byte order mark': Buffer.from('\ufeff{"title":"Disk"}'),
  'that is no UTF-8': Buffer.from([0x7b, 0xff, 0x00, 0x7d]),
  empty: Buffer.alloc(0),
}

const mac = (text: string | Buffer, secret: string | Buffer, as: 'hex' | 'base64' = 'hex') =>
  createHmac('sha256', secret).update(text).digest(as)
const after = (before: string, body: Buffer) => Buffer.concat([Buffer.from(before), body])

/** How the sender of each scheme signs, written by its documentation and not by our reader of it. */
const senders: Readonly<Record<string, Sender>> = {
  'hex, bare': {
    signing: { scheme: 'hmac', header: 'X-Signature', encoding: 'hex' },
    send: (body, secret) => ({ 'x-signature': mac(body, secret) }),
  },
  'hex with a prefix, as GitHub': {
    signing: { scheme: 'hmac', header: 'X-Hub-Signature-256', encoding: 'hex', prefix: 'sha256=' },
    send: (body, secret) => ({ 'x-hub-signature-256': `sha256=${mac(body, secret)}` }),
  },
  base64: {
    signing: { scheme: 'hmac', header: 'X-Signature', encoding: 'base64' },
    send: (body, secret) => ({ 'x-signature': mac(body, secret, 'base64') }),
  },
  'a timestamp and a dot': {
    signing: { scheme: 'hmac', header: 'X-Signature', encoding: 'hex', timestampHeader: 'X-Time' },
    send: (body, secret, at) => ({ 'x-time': at, 'x-signature': mac(after(`${at}.`, body), secret) }),
    isDated: true,
  },
  'a timestamp and a colon': {
    signing: { scheme: 'hmac', header: 'X-Signature', encoding: 'hex', timestampHeader: 'X-Time', divider: ':' },
    send: (body, secret, at) => ({ 'x-time': at, 'x-signature': mac(after(`${at}:`, body), secret) }),
    isDated: true,
  },
  Grafana: {
    signing: { scheme: 'grafana' },
    send: (body, secret) => ({ 'x-grafana-alerting-signature': mac(body, secret) }),
  },
  'Grafana with a timestamp': {
    signing: { scheme: 'grafana', timestampHeader: 'X-Grafana-Time' },
    send: (body, secret, at) => ({
      'x-grafana-time': at,
      'x-grafana-alerting-signature': mac(after(`${at}:`, body), secret),
    }),
    isDated: true,
  },
  Sentry: {
    signing: { scheme: 'sentry' },
    send: (body, secret) => ({ 'sentry-hook-signature': mac(body, secret) }),
  },
  'Standard Webhooks': {
    signing: { scheme: 'standard' },
    secret: standard,
    send: (body, secret, at) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': at,
      'webhook-signature': `v1a,x v1,${mac(after(`msg_1.${at}.`, body), Buffer.from(secret.slice(6), 'base64'), 'base64')}`,
    }),
    isDated: true,
  },
}

describe.each(Object.entries(senders))('%s', (_, sender) => {
  const { signing, send, isDated = false, secret = 'the secret of the sender' } = sender
  const check = checkOf(signing, { secret })
  const verdict = (headers: Headers, body: Buffer = bodies.plain) => wrongWith(check, { headers, body }, now)

  test.each(Object.entries(bodies))('takes a body %s that is signed rightly, and takes it again', (__, body) => {
    expect(verdict(send(body, secret, seconds), body)).toBeNull()
    expect(verdict(send(body, secret, seconds), body)).toBeNull()
  })

  test('is missing without any of its headers, and without a request', () => {
    const signed = send(bodies.plain, secret, seconds)
    expect(wrongWith(check, undefined, now)).toBe('signature_missing')
    for (const name of Object.keys(signed)) {
      expect(verdict({ ...signed, [name]: undefined })).toBe('signature_missing')
      expect(verdict({ ...signed, [name]: '  ' })).toBe('signature_missing')
    }
  })

  test('is wrong for another body, another secret, a byte more, and whatever is no signature', () => {
    const signed = send(bodies.plain, secret, seconds)
    expect(verdict(signed, Buffer.from('{"title":"disk is full"}'))).toBe('signature_wrong')
    expect(verdict(signed, Buffer.concat([bodies.plain, Buffer.from(' ')]))).toBe('signature_wrong')
    expect(verdict(signed, Buffer.concat([Buffer.from('\ufeff'), bodies.plain]))).toBe('signature_wrong')
    const other = secret.startsWith('whsec_') ? `whsec_${Buffer.from('another').toString('base64')}` : 'another secret'
    expect(verdict(send(bodies.plain, other, seconds))).toBe('signature_wrong')
    const name = Object.keys(signed).at(-1) ?? ''
    for (const nonsense of [
      '0',
      'z'.repeat(64),
      '0'.repeat(63),
      '0'.repeat(65),
      'x'.repeat(10_000),
      '🔑',
      'v1,',
      'sha256=',
    ]) {
      expect(verdict({ ...signed, [name]: nonsense })).toBe('signature_wrong')
    }
  })

  test('is old five minutes away from now, before or after, where it says when it was made', () => {
    for (const [away, is] of [
      [-301, 'old'],
      [-300, 'ok'],
      [300, 'ok'],
      [301, 'old'],
    ] as const) {
      const signed = send(bodies.plain, secret, String(Number(seconds) + away))
      expect([away, verdict(signed)]).toEqual([away, isDated && is === 'old' ? 'signature_old' : null])
    }
    if (!isDated) return
    expect(verdict(send(bodies.plain, secret, String(now.epochMilliseconds)))).toBeNull()
    for (const at of ['yesterday', '-1', '1e9', '99999999999999999999', '0'])
      expect(verdict(send(bodies.plain, secret, at))).toBe('signature_old')
    // A timestamp that was moved is no longer what was signed.
    const moved = Object.entries(send(bodies.plain, secret, '0')).map(([name, text]) => [
      name,
      text === '0' ? seconds : text,
    ])
    expect(verdict(Object.fromEntries(moved) as Headers)).toBe('signature_wrong')
  })

  test('holds by the secret before for as long as it was given, and no longer', () => {
    const next = secret.startsWith('whsec_')
      ? `whsec_${Buffer.from('the next one').toString('base64')}`
      : 'the next secret'
    const until = now.add({ hours: 1 })
    const both = checkOf(signing, { secret: next, before: secret, until })
    const at = (moment: Temporal.Instant, with_: string) => {
      const stamp = String(moment.epochMilliseconds / 1_000)
      return wrongWith(both, { headers: send(bodies.plain, with_, stamp), body: bodies.plain }, moment)
    }
    expect([at(now, secret), at(now, next)]).toEqual([null, null])
    expect([at(until, secret), at(until, next)]).toEqual(['signature_wrong', null])
  })
})

test('a secret of Standard Webhooks is base64 behind its mark, and anything else is its own text', () => {
  expect(secretBytes(standard)?.toString()).toBe('a secret of a standard webhook')
  expect(secretBytes('whsec_no base64!')).toBeNull()
  expect(secretBytes('wh sec')?.toString()).toBe('wh sec')
})

test('a sealed secret opens at its own source alone', () => {
  const sealed = sealer.seal('secret of one', secretContext('one'))
  const stored = { signing: { scheme: 'sentry' }, secret: sealed, secret_before: null, secret_before_until: null }
  expect(() => checkFrom({ ...stored, source_id: 'two' }, sealer)).toThrow()
})

function checkOf(signing: unknown, of: { secret: string; before?: string; until?: Temporal.Instant }) {
  const seal = (secret: string) => sealer.seal(secret, secretContext('one'))
  return checkFrom(
    {
      source_id: 'one',
      signing: Signing.parse(signing),
      secret: seal(of.secret),
      secret_before: of.before ? seal(of.before) : null,
      secret_before_until: of.until ?? null,
    },
    sealer,
  )
}

type Headers = SignedRequest['headers']
type Sender = {
  readonly signing: unknown
  readonly secret?: string
  readonly isDated?: boolean
  readonly send: (body: Buffer, secret: string, at: string) => Headers
}
