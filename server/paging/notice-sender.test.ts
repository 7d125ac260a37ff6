// Notices on a real database: told once, at their time, by what reaches the person, from what is true when they are sent.
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Message } from '../../domain/paging/message.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Channel } from '../channels/channel.ts'
import { DatabaseClock } from '../engine/clock.ts'
import { makeMetrics } from '../metrics.ts'
import {
  claimNotices,
  endNotice,
  findUnsentNotices,
  forgetOldNotices,
  queueNotices,
  queueOnce,
  type Teller,
} from '../notices/store.ts'
import { havePerson, noon, peopleDatabase, pinClock } from '../people/people.test-support.ts'
import { makeSealer, newId } from '../secrets.ts'
import { NoticeSender, type NoticeParts } from './notice-sender.ts'

type World = Awaited<ReturnType<typeof peopleDatabase>>
let world: World
let ana: { readonly id: string }

beforeAll(async () => {
  world = await peopleDatabase()
})
afterAll(() => world.end())
beforeEach(async () => {
  await sql`truncate person, log_entry cascade`.execute(world.db)
  await pinClock(world.db, noon)
  ana = await havePerson(world.db, 'Ana', { hasPassword: false })
})

type Carried = { readonly by: string; readonly to: string; readonly message: Message }
const gap: Teller = async () => ({ subject: 'A gap', paragraphs: ['Nobody is on call.'], path: '/schedules' })

function sender(
  of: {
    readonly tellers?: Readonly<Record<string, Teller>>
    readonly answers?: Readonly<Partial<Record<Channel['kind'], Outcome | null>>>
    readonly isDemo?: boolean
  } = {},
) {
  const carried: Carried[] = []
  const channel = (kind: Channel['kind']): Channel | null => {
    const answer = of.answers?.[kind]
    if (answer === null) return null
    return {
      kind,
      reach: async ({ address }, message) => {
        carried.push({ by: kind, to: address, message })
        return answer ?? { sent: 'ok' }
      },
      close: async () => {},
    }
  }
  const parts: NoticeParts = {
    db: world.db,
    node: 'test',
    channels: {
      email: channel('email'),
      webhook: channel('webhook'),
      ntfy: channel('ntfy'),
      sms: null,
      voice: null,
      browser: { ring: async () => ({ giveUp: 'closed' }) },
    },
    clock: new DatabaseClock(),
    sealer: makeSealer('a key for tests that is long enough'),
    url: 'http://baton.test',
    isDemo: of.isDemo ?? false,
    tellers: of.tellers ?? { gap },
    diagnostics: pino({ level: 'silent' }),
    metrics: makeMetrics(),
  }
  const notices = new NoticeSender(parts)
  return {
    carried,
    async step() {
      await parts.clock.read(world.db)
      const count = await notices.kind().step()
      await notices.drained()
      return count
    },
  }
}

const queue = (dueAt: Temporal.Instant, subject = '') =>
  queueNotices(world.db, [{ personId: ana.id, kind: 'gap', subject, dueAt }])
const contact = (channel: 'email' | 'webhook' | 'ntfy', address: string, isEnabled = true) =>
  world.db
    .insertInto('contact')
    .values({
      id: newId(),
      person_id: ana.id,
      channel,
      address,
      is_enabled: isEnabled,
      created_at: noon,
      verified_at: noon,
    })
    .execute()
const states = async () => {
  const rows = await world.db.selectFrom('notice').select(['state', 'attempts']).orderBy('id').execute()
  return rows.map(({ state, attempts }) => `${state} ${attempts}`)
}
const log = async () => (await world.db.selectFrom('log_entry').select('says').execute()).map((row) => row.says)

test('a notice waits for its time, and is sent once, to the address of the account where there is no contact', async () => {
  const { step, carried } = sender()
  await queue(noon.add({ hours: 2 }))
  expect(await step()).toBe(0)
  await pinClock(world.db, noon.add({ hours: 2 }))
  expect(await step()).toBe(1)
  expect(await step()).toBe(0)
  expect(carried).toMatchObject([{ by: 'email', to: 'ana@example.com' }])
  expect(carried[0]?.message.text).toBe('A gap\n\nNobody is on call.\n\nOpen in Baton: http://baton.test/schedules')
  expect(await states()).toEqual(['sent 1'])
})

test('news of one thing gathers in one notice at the earlier time; of another thing it is another notice', async () => {
  await queue(noon.add({ hours: 2 }))
  await queue(noon.add({ hours: 1 }))
  await queue(noon.add({ hours: 3 }))
  await queue(noon.add({ hours: 3 }), 'other')
  const { step, carried } = sender()
  await pinClock(world.db, noon.add({ hours: 1 }))
  expect(await step()).toBe(1)
  await pinClock(world.db, noon.add({ hours: 3 }))
  expect(await step()).toBe(1)
  expect(carried).toHaveLength(2)
})

test('what was mended meanwhile is not told', async () => {
  const { step, carried } = sender({ tellers: { gap: async () => null } })
  await queue(noon)
  await step()
  expect(carried).toEqual([])
  expect(await states()).toEqual(['dropped 1'])
})

test('mail comes first, whatever else there is; what is switched off is not used', async () => {
  await contact('ntfy', 'topic')
  await contact('email', 'old@example.com', false)
  await contact('email', 'desk@example.com')
  const { step, carried } = sender()
  await queue(noon)
  await step()
  expect(carried).toMatchObject([{ by: 'email', to: 'desk@example.com' }])
})

test('a way that gives up calls the next', async () => {
  await contact('email', 'desk@example.com')
  await contact('ntfy', 'topic')
  const { step, carried } = sender({ answers: { email: { giveUp: 'email_refused: no such user' } } })
  await queue(noon)
  await step()
  expect(carried.map(({ by }) => by)).toEqual(['email', 'ntfy'])
  expect(await states()).toEqual(['sent 1'])
})

test('a failure is tried again three times, later and later, and then told in the log', async () => {
  const { step } = sender({ answers: { email: { tryAgain: 'email_unreachable: away' } } })
  await queue(noon)
  await step()
  for (const minutes of [1, 11, 71]) {
    expect(await log()).toEqual([])
    await pinClock(world.db, noon.add({ minutes }))
    expect(await step()).toBe(1)
  }
  expect(await states()).toEqual(['failed 4'])
  expect(await log()).toEqual(['Ana could not be told by email (a***@example.com): A gap (email_unreachable: away)'])
})

test('newer news that waits already takes the place of one that failed', async () => {
  const held = Promise.withResolvers<void>()
  const { step, carried } = sender({
    tellers: {
      gap: async (...asked) => {
        await queue(noon.add({ hours: 1 }))
        held.resolve()
        return gap(...asked)
      },
    },
    answers: { email: { tryAgain: 'email_unreachable: away' } },
  })
  await queue(noon)
  await step()
  await held.promise
  expect(carried).toHaveLength(1)
  expect(await states()).toEqual(['dropped 1', 'waiting 0'])
})

test('without a provider it is kept in the outbox, and the log says so, but in a demo', async () => {
  const { step } = sender({ answers: { email: null } })
  await queue(noon)
  await step()
  expect(await findUnsentNotices(world.db, { limit: 10 })).toMatchObject([
    { personName: 'Ana', kind: 'gap', subject: 'A gap', text: expect.stringContaining('Nobody is on call.') },
  ])
  expect(await log()).toEqual([
    'Ana could not be told by email (a***@example.com): A gap (no provider is set up for email)',
  ])
  const demo = sender({ answers: { email: null }, isDemo: true })
  await queue(noon)
  await demo.step()
  expect(await log()).toHaveLength(1)
})

test('somebody out of service is told nothing', async () => {
  await queue(noon)
  await world.db.updateTable('person').set({ deactivated_at: noon }).where('id', '=', ana.id).execute()
  const { step, carried } = sender()
  await step()
  expect(carried).toEqual([])
})

test('a node that died with a notice in hand loses it to another when its lease ends', async () => {
  await queue(noon)
  expect(await claimNotices(world.db, 10)).toHaveLength(1)
  expect(await states()).toEqual(['sending 1'])
  const { step, carried } = sender()
  expect(await step()).toBe(0)
  await pinClock(world.db, noon.add({ minutes: 1 }))
  expect(await step()).toBe(1)
  expect(carried).toHaveLength(1)
  expect(await states()).toEqual(['sent 2'])
})

test('a teller that breaks is asked again each minute, and not for ever', async () => {
  await queue(noon)
  const { step } = sender({ tellers: { gap: () => Promise.reject(new Error('a broken teller')) } })
  await step()
  expect(await states()).toEqual(['sending 1'])
  for (let minute = 1; minute <= 40; minute++) {
    await pinClock(world.db, noon.add({ minutes: minute }))
    await step()
  }
  expect(await states()).toEqual(['failed 31'])
})

test('ended notices are forgotten after a quarter', async () => {
  await queue(noon)
  await sender().step()
  await forgetOldNotices(world.db)
  expect(await states()).toHaveLength(1)
  await pinClock(world.db, noon.add({ hours: 24 * 91 }))
  await forgetOldNotices(world.db)
  expect(await states()).toEqual([])
})

test('of one update each receiver gets one message, also when it was sent', async () => {
  const message = { personId: ana.id, channelId: null, receiver: 'Ana', dueAt: noon }
  const of = { kind: 'incident_update', subject: '7' }
  await queueOnce(world.db, of, [message, message])
  const [claimed] = await claimNotices(world.db, 10)
  expect(claimed).toBeDefined()
  if (claimed) await endNotice(world.db, claimed, { state: 'sent', outcome: 'x', message: null })
  await queueOnce(world.db, of, [message])
  expect(await claimNotices(world.db, 10)).toEqual([])
})
