// Who may speak for SNS, and what is called on its word (P16).
import { generateKeyPairSync } from 'node:crypto'
import pino from 'pino'
import { describe, expect, test } from 'vitest'
import type { EgressPage } from '../egress/egress.ts'
import { snsCheck, type FetchOfSns } from './sns.ts'
import type { KnownSource } from './sources.ts'
import * as sns from './testing/sns.ts'

const source: KnownSource = {
  id: 's',
  slug: 'sns',
  name: 'AWS',
  serviceId: 'v',
  teamId: 't',
  dialect: 'sns',
  mapping: null,
}
const failed: EgressPage = { kind: 'failed', because: 'ECONNREFUSED' }

/** A check in front of an SNS that answers as told, and what was asked of it. */
function checking(answer: (url: string) => EgressPage | Promise<EgressPage> = served) {
  const asked: string[] = []
  const fetch: FetchOfSns = async (url) => {
    asked.push(url)
    return answer(url)
  }
  const check = snsCheck({ fetch, diagnostics: pino({ level: 'silent' }) })
  const ask = (sent: unknown, headers: Record<string, string> = {}) => {
    const body = Buffer.from(typeof sent === 'string' ? sent : JSON.stringify(sent))
    return check({ method: 'POST', path: '/', headers, query: {}, body }, source)
  }
  return { ask, asked }
}

function served(url: string): EgressPage {
  return url === sns.certificateUrl
    ? sns.page(200, sns.snsCertificate)
    : sns.page(200, '<ConfirmSubscriptionResponse/>')
}

describe('a notification', () => {
  test.each(['1', '2'] as const)('signed by version %s is welcome', async (version) => {
    const { ask, asked } = checking()
    expect(await ask(sns.signed({}, { version }))).toBeNull()
    expect(asked).toEqual([sns.certificateUrl])
  })

  test('without a subject, or with any text in it, is signed all the same', async () => {
    const { ask } = checking()
    expect(await ask(sns.signed({ Subject: undefined }))).toBeNull()
    expect(await ask(sns.signed({ Subject: 'Üb"er\n한', Message: 'a\r\n\\n🔥' }))).toBeNull()
  })

  test.each([
    ['another message', { Message: 'x' }],
    ['another subject', { Subject: 'x' }],
    ['no subject', { Subject: undefined }],
    ['another topic', { TopicArn: 'arn:aws:sns:eu-west-1:1:other' }],
    ['another time', { Timestamp: '2026-11-23T00:00:00Z' }],
    ['another id', { MessageId: 'x' }],
    ['another type', { Type: 'UnsubscribeConfirmation' }],
    ['no signature', { Signature: '' }],
    ['nonsense for a signature', { Signature: '%%%' }],
    ['an unknown version', { SignatureVersion: '3' }],
    ['the wrong version', { SignatureVersion: '1' }],
  ])('with %s is refused, for good', async (_name, more) => {
    expect(await checking().ask({ ...sns.signed(), ...more })).toMatchObject({ status: 403 })
  })

  test('signed by another key is refused', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
    expect(await checking().ask(sns.signed({}, { key }))).toMatchObject({ status: 403 })
  })

  test.each([
    'https://evil.example/SimpleNotificationService-1.pem',
    'http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem',
    'https://169.254.169.254/a.pem',
    '',
  ])('whose certificate lies at %j is refused, and nothing is called', async (SigningCertURL) => {
    const { ask, asked } = checking(() => sns.page(200, sns.snsCertificate))
    expect(await ask(sns.signed({ SigningCertURL }))).toMatchObject({ status: 403 })
    expect(asked).toEqual([])
  })

  test('as Lambda passes it on, with another spelling of the address', async () => {
    const { SigningCertURL: SigningCertUrl, ...rest } = sns.signed()
    expect(await checking().ask({ ...rest, SigningCertUrl })).toBeNull()
  })
})

describe('the certificate', () => {
  test('is fetched once, by whoever asks at once too', async () => {
    const { ask, asked } = checking()
    await Promise.all([ask(sns.signed()), ask(sns.signed()), ask(sns.signed())])
    expect(await ask(sns.signed())).toBeNull()
    expect(asked).toHaveLength(1)
  })

  test.each<[string, EgressPage]>([
    ['cannot be fetched', failed],
    ['is refused by the guard', { kind: 'refused', because: 'the address is not public' }],
    ['is away', sns.page(503)],
    ['is asked for too often', sns.page(429)],
  ])('that %s: SNS sends again, and it is asked for again', async (_name, page) => {
    let answer = page
    const { ask, asked } = checking(() => answer)
    expect(await ask(sns.signed())).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
    answer = sns.page(200, sns.snsCertificate)
    expect(await ask(sns.signed())).toBeNull()
    expect(asked).toHaveLength(2)
  })

  test.each<[string, EgressPage]>([
    ['is elsewhere', sns.page(302, '', { location: 'https://evil.example/a.pem' })],
    ['is not there', sns.page(404)],
    ['is endless', { kind: 'too_large' }],
    ['is none', sns.page(200, '<html>')],
  ])('that %s speaks for nobody', async (_name, page) => {
    const { ask, asked } = checking(() => page)
    expect(await ask(sns.signed())).toMatchObject({ status: 403 })
    expect(asked).toEqual([sns.certificateUrl])
  })

  test('of many addresses are not fetched all at once', async () => {
    const waiting: (() => void)[] = []
    const { ask, asked } = checking(
      () => new Promise((resolve) => waiting.push(() => resolve(sns.page(200, sns.snsCertificate)))),
    )
    const at = (name: number) => sns.signed({ SigningCertURL: `https://sns.eu-west-1.amazonaws.com/${name}.pem` })
    const answers = Array.from({ length: 20 }, (_, name) => ask(at(name)))
    expect(asked).toHaveLength(8)
    for (const resolve of waiting) resolve()
    const statuses = (await Promise.all(answers)).map((answer) => answer?.status ?? 200)
    expect(statuses.filter((status) => status === 503)).toHaveLength(12)
  })
})

describe('a subscription', () => {
  test('is confirmed after its signature', async () => {
    const { ask, asked } = checking()
    expect(await ask(sns.signed(sns.subscription()))).toBeNull()
    expect(asked).toEqual([sns.certificateUrl, sns.subscribeUrl])
  })

  test('that is not signed is not confirmed', async () => {
    const { ask, asked } = checking()
    expect(await ask({ ...sns.signed(sns.subscription()), Signature: 'AAAA' })).toMatchObject({ status: 403 })
    expect(asked).toEqual([sns.certificateUrl])
  })

  test.each([
    'http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription',
    'https://evil.example/?Action=ConfirmSubscription',
    'https://127.0.0.1/',
    'https://sns.eu-west-1.amazonaws.com.evil.example/',
    '',
  ])('at %j is not confirmed, signed or not', async (SubscribeURL) => {
    const { ask, asked } = checking()
    expect(await ask(sns.signed(sns.subscription({ SubscribeURL })))).toMatchObject({ status: 403 })
    expect(asked).toEqual([sns.certificateUrl])
  })

  test.each<[string, EgressPage]>([
    ['cannot be reached', failed],
    ['answers with an error', sns.page(500)],
    ['refuses', sns.page(403)],
    ['answers with another address', sns.page(302, '', { location: 'https://evil.example/' })],
    ['never ends', { kind: 'too_large' }],
  ])('whose SNS %s is sent again', async (_name, page) => {
    const { ask } = checking((url) => (url === sns.certificateUrl ? served(url) : page))
    expect(await ask(sns.signed(sns.subscription()))).toMatchObject({ status: 503 })
  })

  test('that was removed is not made again', async () => {
    const { ask, asked } = checking()
    expect(await ask(sns.signed(sns.subscription({ Type: 'UnsubscribeConfirmation' })))).toBeNull()
    expect(asked).toEqual([sns.certificateUrl])
  })
})

test.each<[string, unknown, Record<string, string>]>([
  ['a message delivered raw', { AlarmName: 'a', NewStateValue: 'ALARM' }, { 'x-amz-sns-rawdelivery': 'true' }],
  ['an envelope inside of it', sns.subscription({ TopicArn: sns.topicArn }), { 'x-amz-sns-rawdelivery': 'true' }],
  ['JSON of anybody', { title: 'x' }, {}],
  ['no JSON', 'words', {}],
  ['nothing', '', {}],
])('%s is for the key to vouch for, and calls nobody', async (_name, sent, headers) => {
  const { ask, asked } = checking()
  expect(await ask(sent, headers)).toBeNull()
  expect(asked).toEqual([])
})
