// What a telephone provider is asked, what is done when it fails, and that another is asked then.
import { afterAll, describe, expect, test } from 'vitest'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { egressRules } from '../egress/egress-rules.ts'
import { Egress } from '../egress/egress.ts'
import { makeMetrics } from '../metrics.ts'
import type { PhoneProvider } from './phone.ts'
import { smsChannel } from './sms.ts'
import { testMessage, testNow, within } from './testing/page.ts'
import { fakeAccount, fakeToken, fakeTwilio, type FakeTwilio, type PhoneMood } from './testing/twilio.ts'
import { voiceChannel } from './voice.ts'

const egress = new Egress(egressRules(['127.0.0.1']))
afterAll(() => egress.close())
const number = '+821012345678'

function phone(fakes: readonly FakeTwilio[], of: { readonly receiptWithinSeconds?: number } = {}) {
  const metrics = makeMetrics()
  let now = testNow
  const names = ['first', 'second'] as const
  const providers = fakes.map(({ url }, i): PhoneProvider => ({
    name: names[i] ?? 'second',
    url,
    account: fakeAccount,
    token: fakeToken,
    smsFrom: `+1555000000${i}`,
    voiceFrom: `+1555000000${i}`,
  }))
  const parts = {
    egress,
    providers,
    publicUrl: 'https://baton.example',
    receiptWithinSeconds: of.receiptWithinSeconds ?? 60,
    clock: () => now,
    metrics: metrics.phone,
  }
  const [sms, voice] = [smsChannel(parts, 3), voiceChannel(parts)]
  return {
    metrics,
    sms,
    voice,
    pass: (seconds: number) => (now = now.add({ seconds })),
    send: (deadline = within(5_000)): Promise<Outcome> => sms.reach({ address: number }, testMessage(), deadline),
    call: (): Promise<Outcome> => voice.reach({ address: number }, testMessage(), within(5_000)),
  }
}

describe('an SMS', () => {
  test('is asked for as the provider documents it, with where its receipts go', async () => {
    await using fake = await fakeTwilio()
    expect(await phone([fake]).send()).toEqual({ sent: `first ${fake.asked[0]?.sid}` })
    expect(fake.asked).toEqual([
      {
        sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
        resource: 'Messages',
        authorization: `Basic ${btoa(`${fakeAccount}:${fakeToken}`)}`,
        form: {
          To: number,
          From: '+15550000000',
          Body: expect.stringMatching(
            /^\[P1\] Checkout is failing - Payments\nReply 1 4821 .*\nhttps:\S+\/answer\/t0ken$/,
          ),
          StatusCallback: 'https://baton.example/phone/first/sms-status/t0ken',
        },
      },
    ])
  })

  test('asks for no receipt where none could come', async () => {
    await using fake = await fakeTwilio()
    const { sms, send } = phone([fake], { receiptWithinSeconds: 0 })
    await send()
    expect(fake.asked[0]?.form).not.toHaveProperty('StatusCallback')
    expect(sms).not.toHaveProperty('receiptWithinSeconds')
  })
})

test('a call rings for half a minute, and asks what to say and tells what became of it', async () => {
  await using fake = await fakeTwilio()
  expect(await phone([fake]).call()).toEqual({ sent: `first ${fake.asked[0]?.sid}` })
  expect(fake.http.received[0]?.body).toContain('StatusCallbackEvent=answered&StatusCallbackEvent=completed')
  expect(fake.asked[0]).toMatchObject({
    resource: 'Calls',
    form: {
      To: number,
      From: '+15550000000',
      Timeout: '30',
      Url: 'https://baton.example/phone/first/call-say/t0ken',
      StatusCallback: 'https://baton.example/phone/first/call-status/t0ken',
    },
  })
})

test('where a provider cannot ask, a call brings along what it says', async () => {
  await using fake = await fakeTwilio()
  await phone([fake], { receiptWithinSeconds: 0 }).call()
  expect(fake.asked[0]?.form['Twiml']).toContain('[P1] Checkout is failing')
  expect(fake.asked[0]?.form).not.toHaveProperty('Url')
})

describe('a provider', () => {
  test.each<[string, PhoneMood, object]>([
    ['that fails is tried again', 'fails', { tryAgain: expect.stringMatching(/^http_failing: HTTP 503/) }],
    [
      'that is busy is tried again when it says',
      { busyForSeconds: 7 },
      { tryAgain: expect.stringMatching(/^http_busy: HTTP 429/), afterSeconds: 7 },
    ],
    [
      'that talks garbage has sent nothing',
      'talks garbage',
      { tryAgain: expect.stringMatching(/^http_failing: HTTP 200 without an id/) },
    ],
    ['that does not know us', 'knows no account', { giveUp: 'phone_account: 20003 Authenticate' }],
    ['that knows no such number', { code: 21_211 }, { giveUp: 'phone_number: 21211 refused' }],
    [
      'whose messages somebody has stopped',
      { code: 21_610 },
      { giveUp: 'phone_opted_out: 21610 refused', ends: 'stopped' },
    ],
    ['that refuses something else', { code: 21_408 }, { giveUp: 'phone_refused: 21408 refused' }],
  ])('%s', async (_, mood, outcome) => {
    await using fake = await fakeTwilio()
    fake.mood = mood
    expect(await phone([fake]).send()).toEqual(outcome)
  })

  test.each<PhoneMood>(['fails', 'talks garbage', 'knows no account', { busyForSeconds: 7 }, { code: 21_408 }])(
    'that %j is passed over for the second at once',
    async (mood) => {
      await using first = await fakeTwilio()
      await using second = await fakeTwilio()
      first.mood = mood
      expect(await phone([first, second]).send()).toEqual({ sent: `second ${second.asked[0]?.sid}` })
      expect(second.asked[0]?.form['StatusCallback']).toContain('/phone/second/')
    },
  )

  test.each([21_211, 21_610])('is not passed over for what is the number (%i)', async (code) => {
    await using first = await fakeTwilio()
    await using second = await fakeTwilio()
    first.mood = { code }
    expect(await phone([first, second]).send()).toHaveProperty('giveUp')
    expect(second.asked).toEqual([])
  })

  test('that fails three times is asked last while it rests, and first again afterwards', async () => {
    await using first = await fakeTwilio()
    await using second = await fakeTwilio()
    const { send, pass, metrics } = phone([first, second])
    first.mood = 'fails'
    for (let i = 0; i < 3; i++) await send()
    expect(first.http.received).toHaveLength(3)
    await send()
    expect(first.http.received).toHaveLength(3)
    const told = await metrics.registry.metrics()
    expect(told).toContain('baton_provider_resting{channel="sms",provider="first"} 1')
    expect(told).toContain('baton_provider_calls_total{channel="sms",provider="first",outcome="try_again"} 3')
    expect(told).toContain('baton_provider_calls_total{channel="sms",provider="second",outcome="sent"} 4')
    first.mood = 'accepts'
    pass(31)
    expect(await send()).toEqual({ sent: `first ${first.asked[0]?.sid}` })
  })

  test('that rests is still asked when it is the last way (C7)', async () => {
    await using first = await fakeTwilio()
    await using second = await fakeTwilio()
    const { send } = phone([first, second])
    first.mood = 'fails'
    for (let i = 0; i < 3; i++) await send()
    first.mood = 'accepts'
    second.mood = 'fails'
    expect(await send()).toHaveProperty('sent', `first ${first.asked[0]?.sid}`)
    await using only = await fakeTwilio()
    const alone = phone([only])
    only.mood = { busyForSeconds: 600 }
    for (let i = 0; i < 5; i++) await alone.send()
    only.mood = 'accepts'
    expect(await alone.send()).toHaveProperty('sent')
  })

  test('that hangs leaves time for the second', async () => {
    await using first = await fakeTwilio()
    await using second = await fakeTwilio()
    first.mood = 'hangs'
    expect(await phone([first, second]).send(within(9_000))).toEqual({ sent: `second ${second.asked[0]?.sid}` })
  })
})

test.each(['', '010-1234-5678', '+82 10', 'sip:ana@example.com', '+8210123456789012', '+1555; +1556'])(
  'nobody is called at "%s"',
  async (address) => {
    await using fake = await fakeTwilio()
    const { sms, voice } = phone([fake])
    for (const channel of [sms, voice])
      expect(await channel.reach({ address }, testMessage(), within(1_000))).toEqual({
        giveUp: 'phone_number: this is not one number as E.164',
      })
    expect(fake.http.connections).toBe(0)
  },
)
