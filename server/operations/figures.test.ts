// Figures from rows and from sums say the same; a week of them is read from the sums.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testContext } from '../../test/context.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { diskFreePercent } from './disk.ts'
import { figuresActions } from './figures.ts'
import { sumHours } from './figure-hours.ts'
import { LatenessCounts } from './lateness-counts.ts'
import { makeReadiness } from './readiness.ts'

let server: TestDatabase
let database: Database
const now = Temporal.Instant.from('2026-03-02T09:30:00Z')

beforeAll(async () => {
  server = await freshDatabase()
  database = connect(server.config, { connections: 2, name: 'figures' })
  await sql`insert into team (id, slug, name) values ('0190aaaa-0000-7000-8000-000000000001', 't', 'T')`.execute(
    database.db,
  )
  await sql`insert into person (id, name, email) values ('0190aaaa-0000-7000-8000-000000000002', 'Ana', 'a@example.com')`.execute(
    database.db,
  )
})
afterAll(async () => {
  await database.close()
  await server.drop()
})
beforeEach(async () => {
  await sql`update clock set pinned_at = ${now}`.execute(database.db)
  await sql`truncate alert, page, delivery, delivery_attempt, paging_figure cascade`.execute(database.db)
})

/** A page of so many minutes ago, whose message was handed over and acknowledged so much later. */
async function paged(
  minutesAgo: number,
  of: { ms: number; channel?: string; state?: string; ref?: string; attempts?: number; plan?: string },
) {
  const at = now.subtract({ minutes: minutesAgo })
  const { rows } = await sql<{ id: number }>`
    with a as (insert into alert (team_id, key, priority, summary, first_at, last_at, paging_due_at)
      values ('0190aaaa-0000-7000-8000-000000000001', gen_random_uuid()::text, 1, 's', ${at}, ${at}, ${at}) returning id),
    p as (insert into page (alert_id, team_id, plan, person_id, priority, state, opened_at, acknowledged_at, closed_at)
      select id, '0190aaaa-0000-7000-8000-000000000001', ${of.plan ?? 'person'}, ${of.plan ? null : '0190aaaa-0000-7000-8000-000000000002'}::uuid, 1, 'closed', ${at}, ${at.add({ minutes: 3 })}, ${at.add({ minutes: 4 })} from a
      returning id)
    insert into delivery (page_id, turn, loop, step, person_id, channel, address, reason, priority, state, attempts, sent_at, provider_ref, created_at)
    select id, 1, 0, 0, ${of.channel === 'sink' ? null : '0190aaaa-0000-7000-8000-000000000002'}::uuid, ${of.channel ?? 'email'}, 'x',
      ${JSON.stringify({ kind: of.channel === 'sink' ? 'itself' : 'fallback', schedule: null, until: null })}::jsonb, 1,
      ${of.state ?? 'sent'}, ${of.attempts ?? 1}, ${of.state === 'failed' ? null : at.add({ milliseconds: of.ms })}, ${of.ref ?? null}, ${at} from p
    returning id`.execute(database.db)
  const id = rows[0]?.id
  for (let n = 1; n <= (of.attempts ?? 1); n++)
    await sql`insert into delivery_attempt values (${id}, ${n}, 'n', ${at}, ${at.add({ milliseconds: of.ms })},
      ${of.state === 'failed' ? 'give_up' : 'sent'}, '')`.execute(database.db)
}

const figures = (span: 'hour' | 'day' | 'week') =>
  figuresActions.getPagingFigures(testContext(database.db, { now }), { span })

test('deliveries are counted by channel and provider, with what failed, was retried and went out twice', async () => {
  await paged(5, { ms: 40 })
  await paged(5, { ms: 40, attempts: 2 })
  await paged(5, { ms: 40, state: 'failed' })
  await paged(5, { ms: 900, channel: 'sms', ref: 'second SM1' })
  await paged(5, { ms: 900, channel: 'sink', plan: 'itself' })
  const { channels, answered } = await figures('hour')
  expect(channels).toMatchObject([
    { channel: 'email', provider: '', sent: 2, failed: 1, retries: 1, duplicates: 1, took: { count: 2, maxMs: 40 } },
    { channel: 'sms', provider: 'second', sent: 1, failed: 0, retries: 0, duplicates: 0 },
  ])
  expect(answered).toMatchObject({ count: 4, maxMs: 180_000 })
})

test('hours that are over are summed once, and say the same as their rows', async () => {
  for (const minutes of [10, 50, 80, 100, 150]) await paged(minutes, { ms: minutes * 10 })
  const before = await figures('day')
  await Promise.all([sumHours(database.db), sumHours(database.db)])
  for (let i = 0; i < 10; i++) await sumHours(database.db)
  const after = await figures('day')
  expect(after.channels).toEqual(before.channels)
  expect(after.handedOver).toEqual(before.handedOver)
  expect(after.channels[0]?.sent).toBe(5)
  expect(after.handedOver).toMatchObject({ count: 5, maxMs: 1500 })
  // The rows may go: what was counted stays.
  await sql`delete from alert where first_at < ${now.subtract({ minutes: 75 })}`.execute(database.db)
  expect((await figures('day')).channels[0]?.sent).toBe(5)
})

test('lateness is gathered by the hour, from every node', async () => {
  for (const ms of [2, 4, 700]) {
    const node = new LatenessCounts()
    node.add('pages', ms)
    await node.flush(database.db)
    await node.flush(database.db)
  }
  const { lateness } = await figures('hour')
  expect(lateness).toEqual([{ kind: 'pages', spans: { count: 3, p50Ms: 10, p99Ms: 700, maxMs: 700 } }])
})

test('readiness looks at the disk, and at the loop of this node', async () => {
  expect(await diskFreePercent(null)).toBeNull()
  expect(await diskFreePercent('/nowhere/at/all')).toBeNull()
  expect(await diskFreePercent(import.meta.dirname)).toBeGreaterThan(0)
  const ready = (silentMs: number) =>
    makeReadiness({ db: database.db, isStopping: () => false, loopSilentMs: () => silentMs, databaseFolder: null })()
  expect(await ready(1_000)).toEqual({ isReady: true, reasons: [], notes: [] })
  expect(await ready(31_000)).toMatchObject({ isReady: false, reasons: [expect.stringContaining('engine still')] })
  const full = makeReadiness({
    db: database.db,
    isStopping: () => false,
    loopSilentMs: () => 0,
    databaseFolder: '/anywhere',
    freePercent: async () => 4.2,
  })
  expect(await full()).toMatchObject({
    isReady: false,
    reasons: ['disk nearly full: 4 % are free where the database lies'],
  })
})
