// The search through many years on a real database: whatever it looks through first, nothing is left out and nothing is told twice.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { addEntries, type NewEntry } from '../log/store.ts'
import { followOnce } from './follow.ts'
import { search } from './search.ts'

let server: TestDatabase
let database: Database
const reader = { kind: 'person', id: randomUUID(), name: 'Reader', role: 'admin', teams: {} } as const

beforeAll(async () => {
  server = await freshDatabase()
  database = connect(server.config, { connections: 4, name: 'search' })
  const { db } = database
  const teamId = randomUUID()
  await db.insertInto('team').values({ id: teamId, slug: 'search', name: 'Search' }).execute()
  const noted = (at: string, says: string): NewEntry => ({
    at: Temporal.Instant.from(at),
    kind: 'note_written',
    facts: { text: says },
    says,
    actorKind: 'person',
    actorId: reader.id,
    actorName: reader.name,
    teamId,
    alertId: null,
    pageId: null,
    subject: null,
  })
  const ofYears = years.flatMap((year) =>
    ['01-01T00:00', '06-30T23:59', '12-31T23:59'].map((day) => `${year}-${day}:00Z`),
  )
  await addEntries(
    db,
    ofYears.map((at, n) => noted(at, `The zebrafish replica failed, ${n % 2 === 0 ? 'node db7' : 'no node'}`)),
  )
  // More than is looked through at first, all of it newer.
  const newest = Array.from({ length: 1_300 }, (_, n) => noted('2027-02-01T00:00:00Z', `Nothing to tell, ${n}`))
  await addEntries(db, newest)
  for (let some = await taken(); some > 0; some = await taken());
})
afterAll(async () => {
  await database.close()
  await server.drop()
})

const years = Array.from({ length: 14 }, (_, n) => 2013 + n)

/** What is younger than another open transaction waits for it. */
async function taken(): Promise<number> {
  for (let turn = 0; turn < 50; turn++) {
    const some = await followOnce(database.db)
    if (some > 0) return some
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from recall_entry`.execute(database.db)
    if ((rows[0]?.count ?? 0) >= 1_300 + years.length * 3) return 0
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the index does not catch up')
}

async function allOf(query: { text: string; from?: string; until?: string }, limit: number) {
  const at = (text?: string) => (text === undefined ? undefined : Temporal.Instant.from(text))
  const found: string[] = []
  let before: string | undefined
  for (let page = 0; page < 60; page++) {
    const asked = {
      kind: 'all' as const,
      limit,
      text: query.text,
      from: at(query.from),
      until: at(query.until),
      before,
    }
    const answer = await search(database.db, reader, asked)
    found.push(...answer.found.filter(({ entryId }) => entryId !== null).map((one) => one.at.toString().slice(0, 16)))
    if (answer.nextBefore === null) return found
    before = answer.nextBefore
  }
  throw new Error('it has no end')
}

const everyDay = years.flatMap((year) => ['01-01T00:00', '06-30T23:59', '12-31T23:59'].map((day) => `${year}-${day}`))

test.each([1, 2, 5, 50])('each once and the newest first, %i on a page', async (limit) => {
  const found = await allOf({ text: 'zebrafish' }, limit)
  expect(new Set(found)).toEqual(new Set(everyDay))
  expect(found.toSorted().toReversed()).toEqual(found)
})

test('two words, and what has a number in it', async () => {
  expect(new Set(await allOf({ text: 'replica zebrafish' }, 4))).toEqual(new Set(everyDay))
  expect(new Set(await allOf({ text: 'zebrafish db7' }, 4))).toEqual(new Set(everyDay.filter((_, n) => n % 2 === 0)))
})

test('between two moments, to the minute', async () => {
  const span = { from: '2016-06-30T23:59:00Z', until: '2026-12-31T23:59:00Z' }
  const within = everyDay.filter((day) => day >= '2016-06-30T23:59' && day < '2026-12-31T23:59')
  expect(await allOf({ text: 'zebrafish', ...span }, 3)).toEqual(within.toReversed())
  expect(await allOf({ text: 'zebrafish db7', from: '2026-12-31T00:00:00Z' }, 3)).toEqual([])
  expect(await allOf({ text: 'zebrafish', from: '2026-12-31T00:00:00Z' }, 3)).toEqual(['2026-12-31T23:59'])
})
