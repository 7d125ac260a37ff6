// The index of recall on a real database: it follows the log without missing anything, and can be made anew.
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { termsMethod } from '../../domain/recall/terms.ts'
import { connect, type Database, type Db } from '../db/connect.ts'
import { addEntries, correctEntry, lockEntry, type NewEntry } from '../log/store.ts'
import { search } from './search.ts'
import { follow, followCalmly, followOnce } from './follow.ts'

let server: TestDatabase
let database: Database
let teamId = ''

beforeAll(async () => {
  server = await freshDatabase()
  database = connect(server.config, { connections: 4, name: 'follow' })
  teamId = randomUUID()
  await database.db.insertInto('team').values({ id: teamId, slug: 'follow', name: 'Follow' }).execute()
})
afterAll(async () => {
  await database.close()
  await server.drop()
})
beforeEach(async () => {
  await sql`truncate log_entry, recall_case, recall_mark, recall_word, recall_entry`.execute(database.db)
  await sql`update recall_progress set method = ${termsMethod}, cases = 0,
    indexed_before = pg_snapshot_xmin(pg_current_snapshot())::text::bigint`.execute(database.db)
})

test('follows a transaction that ends late', async () => {
  const written = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  const late = database.db.transaction().execute(async (tx) => {
    await write(tx, 'The late replica note is written here')
    written.resolve()
    await mayEnd.promise
  })
  await written.promise
  await write(database.db, 'The early replica note is written here')
  await follow(database.db)
  mayEnd.resolve()
  await late
  await caughtUp()
  expect(await found('replica')).toEqual([
    'The early replica note is written here',
    'The late replica note is written here',
  ])
  await isCounted()
})

test('takes nothing of what was undone, and of a large transaction all', async () => {
  const undone = database.db.transaction().execute(async (tx) => {
    await write(tx, 'This never happened to the replica')
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await write(database.db, 'Something before it happened to the cache')
  await write(database.db, ...Array.from({ length: 1_500 }, (_, n) => `entry number ${n} about the kafka consumer`))
  await write(database.db, 'Something after it happened to the cache')
  await settled()
  let all = 0
  for (let some = await followOnce(database.db); some > 0; some = await followOnce(database.db)) all += some
  expect(all).toBe(1_502)
  expect(await found('cache')).toHaveLength(2)
  expect(await found('replica')).toEqual([])
  await isCounted()
})

test('a note that is corrected is found by its new words, and no longer by the old ones', async () => {
  const [id = 0] = await write(database.db, 'The certificate was renewed by hand today')
  await caughtUp()
  await database.db.transaction().execute(async (tx) => {
    const row = await lockEntry(tx, id)
    if (!row) throw new Error('it is there')
    const text = 'The password was renewed by hand today'
    const by = { name: 'Ana', now: Temporal.Now.instant() }
    await correctEntry(tx, row, { text, happenedAt: null, says: text }, by)
  })
  await caughtUp()
  expect(await found('certificate')).toEqual([])
  expect(await found('password')).toEqual(['The password was renewed by hand today'])
  await isCounted()
})

test('one node at a time', async () => {
  await write(database.db, 'Written once about the replica')
  await settled()
  await database.db.transaction().execute(async (tx) => {
    await sql`select from recall_progress for update`.execute(tx)
    expect(await followOnce(database.db)).toBe(0)
  })
  expect(await followOnce(database.db)).toBe(1)
})

test('while the log is written fast it follows by and by, and afterwards all of it', async () => {
  const calm = followCalmly(database.db)
  await calm()
  for (let n = 0; n < 15; n++)
    await write(database.db, ...Array.from({ length: 90 }, (_, i) => `a flood of entries ${n} ${i}`))
  await settled()
  expect(await calm()).toBeLessThanOrEqual(100)
  let rest = 0
  for (let some = await calm(); some > 0; some = await calm()) rest += some
  expect(rest).toBeGreaterThanOrEqual(1_250)
})

test('another method makes everything anew, and a later release is left alone', async () => {
  await write(database.db, 'Written once about the replica lag')
  await caughtUp()
  await sql`update recall_case set title = 'made by an older release'`.execute(database.db)
  await sql`update recall_progress set method = ${termsMethod - 1}`.execute(database.db)
  await follow(database.db)
  const { rows } = await sql<{ title: string }>`select title from recall_case`.execute(database.db)
  expect(rows).toEqual([{ title: 'Written once about the replica lag' }])
  await isCounted()
  await write(database.db, 'Written while a later release is here')
  await sql`update recall_progress set method = ${termsMethod + 1}`.execute(database.db)
  expect(await follow(database.db)).toBe(0)
})

/** Transactions of other databases of this server hold the horizon up for a moment, as in a cluster they may. */
async function settled(): Promise<void> {
  const isSettled = async () => {
    const { rows } = await sql<{ settled: boolean }>`
      select max(tx) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as settled from log_entry`.execute(
      database.db,
    )
    return rows[0]?.settled
  }
  await expect.poll(isSettled, { interval: 5 }).toBe(true)
}

async function caughtUp(): Promise<void> {
  await settled()
  await follow(database.db)
}

/** The counts by which rarity is told are those of the cases that are there. */
async function isCounted(): Promise<void> {
  const { rows } = await sql<{ cases: number; kept: number }>`
    select (select count(*)::int from recall_case) as cases, (select cases::int from recall_progress) as kept`.execute(
    database.db,
  )
  expect(rows[0]?.kept).toBe(rows[0]?.cases)
  const { rows: differing } = await sql`
    select mark from (select mark, count(*)::int as cases from recall_case, unnest(marks) as mark group by mark) truth
    full join (select * from recall_mark where cases > 0) kept using (mark) where truth.cases is distinct from kept.cases`.execute(
    database.db,
  )
  expect(differing).toEqual([])
}

async function found(text: string): Promise<string[]> {
  const answer = await search(database.db, { kind: 'engine', node: 'test' }, { text, kind: 'all', limit: 100 })
  return answer.found.map((one) => one.text).toSorted()
}

/** In one transaction, or in that of whoever writes. */
function write(db: Db, ...texts: readonly string[]): Promise<number[]> {
  const entries = texts.map((text): NewEntry => ({
    at: Temporal.Instant.from('2026-03-02T09:00:00Z'),
    kind: 'note_written',
    facts: { text },
    says: text,
    actorKind: 'engine',
    actorId: null,
    actorName: 'Baton',
    teamId,
    alertId: null,
    pageId: null,
    subject: null,
  }))
  return addEntries(db, entries)
}
