// Every channel answers alike: sent, refused for now, refused for good, late. A new channel adds one row here.
import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { roomCarriers } from '../../domain/paging/channels.ts'
import type { Channel, Destination } from './channel.ts'
import { egressRules } from '../egress/egress-rules.ts'
import { Egress } from '../egress/egress.ts'
import { discordChannel } from './discord.ts'
import { emailChannel } from './email.ts'
import { makeMetrics } from '../metrics.ts'
import { ntfyChannel } from './ntfy.ts'
import type { PhoneParts } from './phone.ts'
import { smsChannel } from './sms.ts'
import { mattermostChannel } from './mattermost.ts'
import { pushoverChannel } from './pushover.ts'
import { pushChannel } from './push.ts'
import { newKeyPair } from './push-encryption.ts'
import { slackChannel } from './slack.ts'
import { teamsChannel } from './teams.ts'
import { telegramChannel } from './telegram.ts'
import { mailServer, reply } from './testing/mail-server.ts'
import { testMessage, testNow, testRetold, testRoomMessage, within } from './testing/page.ts'
import { answer, closedPort, rawReceiver, receiver } from './testing/receiver.ts'
import { fakeAccount, fakeToken, fakeTwilio, type PhoneMood } from './testing/twilio.ts'
import { voiceChannel } from './voice.ts'
import { webhookChannel } from './webhook.ts'

type Mood = 'accepts' | 'refuses for now' | 'refuses for good' | 'hangs'
type Provider = AsyncDisposable & { readonly port: number }
type Row = {
  readonly kind: Channel['kind']
  readonly provider: (mood: Mood) => Promise<Provider>
  readonly channel: (port: number) => Channel
  readonly to: (port: number) => Destination
  /** Where a team's channel of this kind is. */
  readonly room?: (port: number) => Destination
  /** A message that was sent, as `sent` named it. */
  readonly reference?: string
}

const egress = new Egress(egressRules(['127.0.0.1']))
afterAll(() => egress.close())
const ownKeys = newKeyPair()
const browserSecret = `${newKeyPair().publicKey}.${randomBytes(16).toString('base64url')}`
const secret = `whsec_${randomBytes(32).toString('base64')}`

const rows: readonly Row[] = [
  {
    kind: 'email',
    provider: (mood) =>
      mailServer({
        disabledCommands: ['STARTTLS', 'AUTH'],
        onRcptTo: (_to, _session, done) => {
          switch (mood) {
            case 'accepts':
              return done()
            case 'refuses for now':
              return done(reply(451, 'later'))
            case 'refuses for good':
              return done(reply(550, 'never'))
            case 'hangs':
              return
          }
        },
      }),
    channel: (port) => emailChannel({ host: '127.0.0.1', port, secure: false, from: 'baton@example.com' }),
    to: () => ({ address: 'ana@example.com' }),
    room: () => ({ address: 'payments-ops@example.com' }),
  },
  {
    kind: 'webhook',
    provider: httpProvider,
    channel: () => webhookChannel(egress, () => testNow),
    to: (port) => ({ address: `http://127.0.0.1:${port}/page`, secret }),
    room: (port) => ({ address: `http://127.0.0.1:${port}/page`, secret }),
  },
  {
    kind: 'ntfy',
    provider: httpProvider,
    channel: (port) => ntfyChannel(egress, { server: `http://127.0.0.1:${port}` }, () => testNow),
    to: () => ({ address: 'payments' }),
    room: () => ({ address: 'payments-ops' }),
  },
  {
    kind: 'sms',
    provider: phoneProvider,
    channel: (port) => smsChannel(phoneParts(port), 3),
    to: () => ({ address: '+821012345678' }),
  },
  {
    kind: 'voice',
    provider: phoneProvider,
    channel: (port) => voiceChannel(phoneParts(port)),
    to: () => ({ address: '+821012345678' }),
  },
  {
    kind: 'push',
    provider: httpProvider,
    channel: () =>
      pushChannel(egress, { keys: async () => ownKeys, subject: 'https://baton.example', clock: () => testNow }),
    to: (port) => ({ address: `http://127.0.0.1:${port}/send/abc`, secret: browserSecret }),
    reference: 'accepted',
  },
  {
    kind: 'slack',
    provider: (mood) =>
      chatProvider(mood, {
        accepts: '{"ok":true,"channel":"C024BE91L","ts":"1.2"}',
        refuses: '{"ok":false,"error":"not_in_channel"}',
      }),
    channel: (port) => slackChannel(egress, { url: here(port), token: 'xoxb-1', canAnswer: true }, () => testNow),
    to: () => ({ address: 'U024BE7LH' }),
    room: () => ({ address: 'C024BE91L' }),
    reference: 'C024BE91L 1.2',
  },
  {
    kind: 'telegram',
    provider: (mood) => chatProvider(mood, { accepts: '{"ok":true,"result":{"message_id":5}}' }),
    channel: (port) => telegramChannel(egress, { url: here(port), token: '1:a' }, () => testNow),
    to: () => ({ address: '4711' }),
    room: () => ({ address: '-1001234567890' }),
    reference: 'message 5',
  },
  {
    kind: 'pushover',
    provider: (mood) =>
      chatProvider(mood, { accepts: '{"status":1,"request":"r"}', refuses: '{"status":0,"errors":["user"]}' }),
    channel: (port) => pushoverChannel(egress, { url: here(port), token: 'a'.repeat(30) }, () => testNow),
    to: () => ({ address: 'u'.repeat(30) }),
    reference: 'r'.repeat(30),
  },
  {
    kind: 'discord',
    provider: (mood) => chatProvider(mood, { accepts: '{"id":"8"}' }),
    channel: () => discordChannel(egress, () => testNow),
    to: (port) => ({ address: `${here(port)}/webhook` }),
    room: (port) => ({ address: `${here(port)}/webhook` }),
    reference: '8',
  },
  {
    kind: 'teams',
    provider: httpProvider,
    channel: () => teamsChannel(egress, () => testNow),
    to: (port) => ({ address: `${here(port)}/workflow` }),
    room: (port) => ({ address: `${here(port)}/workflow` }),
  },
  {
    kind: 'mattermost',
    provider: httpProvider,
    channel: () => mattermostChannel(egress, { url: 'https://baton.example' }, () => testNow),
    to: (port) => ({ address: `${here(port)}/hooks/abc`, secret: 'a'.repeat(26) }),
    room: (port) => ({ address: `${here(port)}/hooks/abc` }),
  },
]

describe.each(rows)('$kind', ({ kind, provider, channel, to }) => {
  async function reach(port: number, deadline: AbortSignal, destination = to(port)) {
    const made = channel(port)
    expect(made.kind).toBe(kind)
    try {
      return await made.reach(destination, testMessage(), deadline)
    } finally {
      await made.close()
    }
  }

  test.each<[Mood, object]>([
    ['accepts', { sent: expect.stringMatching(/./) }],
    ['refuses for now', { tryAgain: expect.stringMatching(/^[a-z_]+: ./) }],
    ['refuses for good', { giveUp: expect.stringMatching(/^[a-z_]+: ./) }],
  ])('a provider that %s', async (mood, expected) => {
    await using there = await provider(mood)
    expect(await reach(there.port, within(2_000))).toEqual(expected)
  })

  test('a provider that hangs is left at the deadline, to be tried again', async () => {
    await using there = await provider('hangs')
    const startedAt = performance.now()
    expect(await reach(there.port, within(100))).toEqual({ tryAgain: 'deadline: no answer in time' })
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })

  test('a provider that accepts the connection and says nothing, alike', async () => {
    await using there = await rawReceiver(() => undefined)
    expect(await reach(there.port, within(100))).toEqual({ tryAgain: 'deadline: no answer in time' })
  })

  test('a deadline that has passed sends nothing', async () => {
    await using there = await rawReceiver(() => undefined)
    expect(await reach(there.port, AbortSignal.abort())).toEqual({ tryAgain: 'deadline: no answer in time' })
    expect(there.connections).toBe(0)
  })

  test.each([
    ['hangs up at once', ''],
    ['speaks another protocol', '\u0000\u0001\u0002 not what you expect\r\n'],
  ])('a provider that %s is tried again', async (_, bytes) => {
    await using there = await rawReceiver((socket) => socket.end(bytes))
    expect(await reach(there.port, within(2_000))).toEqual({ tryAgain: expect.any(String) })
  })

  test('a provider that is not there is tried again', async () => {
    expect(await reach(await closedPort(), within(2_000))).toEqual({
      tryAgain: expect.stringMatching(/^(email|http)_unreachable: .*ECONNREFUSED|^email_unreachable: /),
    })
  })

  test.each(['', ' ', '\u0000', 'http://[', '한국', 'x'.repeat(100_000), '-oProxyCommand=x@y z', '__proto__'])(
    'an address like "%.20s" never throws',
    async (address) => {
      const outcome = await reach(await closedPort(), within(2_000), { address, secret })
      expect(Object.keys(outcome)[0]).toMatch(/^(tryAgain|giveUp)$/)
    },
  )

  test('twenty pages at once all arrive', async () => {
    await using there = await provider('accepts')
    const made = channel(there.port)
    const pages = Array.from({ length: 20 }, (_, index) =>
      made.reach(to(there.port), testMessage({ deliveryKey: `page-${index}` }), within(3_000)),
    )
    for (const outcome of await Promise.all(pages)) expect(outcome).toHaveProperty('sent')
    await made.close()
  })
})

const outcomes: readonly (readonly [Mood, object])[] = [
  ['accepts', { sent: expect.stringMatching(/./) }],
  ['refuses for now', { tryAgain: expect.stringMatching(/^[a-z_]+: ./) }],
  ['refuses for good', { giveUp: expect.stringMatching(/^[a-z_]+: ./) }],
  ['hangs', { tryAgain: 'deadline: no answer in time' }],
]

test('every channel that a team may have is reached here as a room', () => {
  expect(rows.flatMap(({ kind, room }) => (room ? [kind] : [])).toSorted()).toEqual([...roomCarriers].toSorted())
})

describe.each(rows.filter(({ room }) => room !== undefined))('$kind as a room', ({ provider, channel, room, to }) => {
  test.each(outcomes)('a provider that %s', async (mood, expected) => {
    await using there = await provider(mood)
    const made = channel(there.port)
    const destination = (room ?? to)(there.port)
    const deadline = within(mood === 'hangs' ? 100 : 2_000)
    expect(await made.reach(destination, testRoomMessage(), deadline)).toEqual(expected)
    await made.close()
  })
})

describe.each(rows.filter(({ reference }) => reference !== undefined))(
  'a message of $kind that is changed',
  ({ provider, channel, to, reference = '' }) => {
    test.each(outcomes)('a provider that %s', async (mood, expected) => {
      await using there = await provider(mood)
      const made = channel(there.port)
      const deadline = within(mood === 'hangs' ? 100 : 2_000)
      expect(await made.change?.(to(there.port), reference, testRetold, deadline)).toEqual(expected)
      await made.close()
    })

    test.each(['', 'accepted', ' ', '../../x', '1 2 3', '\u0000'])(
      'a reference like "%s" never throws',
      async (odd) => {
        const made = channel(await closedPort())
        const outcome = await made.change?.(to(1), odd, testRetold, within(2_000))
        expect(Object.keys(outcome ?? {})[0]).toMatch(/^(tryAgain|giveUp|sent)$/)
        await made.close()
      },
    )
  },
)

const httpMoods: Readonly<Record<Mood, Parameters<typeof receiver>[0]>> = {
  accepts: answer(200, '{"id":"abc"}'),
  'refuses for now': answer(503, 'later'),
  'refuses for good': answer(403, 'never'),
  hangs: () => undefined,
}

async function phoneProvider(mood: Mood): Promise<Provider> {
  const fake = await fakeTwilio()
  const moods = {
    accepts: 'accepts',
    'refuses for now': 'fails',
    'refuses for good': 'knows no account',
    hangs: 'hangs',
  }
  fake.mood = moods[mood] as PhoneMood
  return fake
}

function phoneParts(port: number): PhoneParts {
  const from = '+15550000000'
  const url = `http://127.0.0.1:${port}`
  return {
    egress,
    providers: [{ name: 'first', url, account: fakeAccount, token: fakeToken, smsFrom: from, voiceFrom: from }],
    publicUrl: 'https://baton.example',
    receiptWithinSeconds: 60,
    clock: () => testNow,
    metrics: makeMetrics().phone,
  }
}

function here(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** Chats that say in their body whether it worked; `refuses` is then said with 200. */
function chatProvider(mood: Mood, says: { readonly accepts: string; readonly refuses?: string }): Promise<Provider> {
  if (mood === 'accepts') return receiver(answer(200, says.accepts))
  if (mood === 'refuses for good' && says.refuses !== undefined) return receiver(answer(200, says.refuses))
  return httpProvider(mood)
}

function httpProvider(mood: Mood): Promise<Provider> {
  return receiver(httpMoods[mood])
}
