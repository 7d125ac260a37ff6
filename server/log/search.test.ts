// The search of the log on a real database: what the index follows, and what it finds.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database, type Db } from '../db/connect.ts'
import { addEntries, correctEntry, findEntries, indexEntries, lockEntry, type NewEntry } from './store.ts'

let server: TestDatabase
let database: Database

beforeAll(async () => {
  server = await freshDatabase()
  database = connect(server.config, { connections: 4, name: 'search' })
})
afterAll(async () => {
  await database.close()
  await server.drop()
})
beforeEach(() => sql`truncate log_entry, log_search`.execute(database.db))

describe('the index', () => {
  test('follows a transaction that ends late', async () => {
    const written = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    const late = database.db.transaction().execute(async (tx) => {
      await write(tx, 'the late entry')
      written.resolve()
      await mayEnd.promise
    })
    await written.promise
    // Written later, committed sooner: the index must not take this for everything.
    await write(database.db, 'the early entry')
    await indexEntries(database.db)
    expect(await find('early')).toEqual(['the early entry'])
    expect(await find('late')).toEqual([])
    mayEnd.resolve()
    await late
    expect(await find('late')).toEqual(['the late entry'])
    await indexed()
    expect(await find('late')).toEqual(['the late entry'])
    expect(await find('entry')).toEqual(['the early entry', 'the late entry'])
  })

  test('takes nothing of a transaction that was undone', async () => {
    const undone = database.db.transaction().execute(async (tx) => {
      await write(tx, 'it never happened')
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await write(database.db, 'it happened')
    await indexed()
    expect(await find('happened')).toEqual(['it happened'])
  })

  test('takes a transaction that is larger than one go whole, and those around it', async () => {
    await write(database.db, 'before')
    await write(database.db, ...Array.from({ length: 1_500 }, (_, i) => `entry number ${i}`))
    await write(database.db, 'after')
    await settled()
    expect(await indexEntries(database.db)).toBe(1)
    expect(await indexEntries(database.db)).toBe(1_500)
    expect(await indexEntries(database.db)).toBe(1)
    expect(await indexEntries(database.db)).toBe(0)
    expect(await unindexed()).toBe(0)
    expect(await find('number 1499')).toEqual(['entry number 1499'])
    expect(await find('before')).toEqual(['before'])
    expect(await find('after')).toEqual(['after'])
  })

  test('is filled by one node at a time', async () => {
    await write(database.db, 'once')
    await settled()
    await database.db.transaction().execute(async (tx) => {
      await sql`select from log_search_progress for update`.execute(tx)
      expect(await indexEntries(database.db)).toBe(0)
    })
    expect(await indexEntries(database.db)).toBe(1)
  })
})

const texts = [
  'Ana acknowledged: Disk at 95% on db_1',
  'Ben acknowledged: Disk at 950 on dbx1',
  '결제서비스가 느립니다',
  '검색서비스가 멈췄습니다',
  'C:\\temp is full, "quoted" {braced}',
  'Größe überschritten',
]
const cases: [search: string, found: number[]][] = [
  ['acknowledged', [1, 0]],
  ['ACKNOW', [1, 0]],
  ['nowled', [1, 0]],
  ['ben acknowledged', [1]],
  ['acknowledged   ben', [1]],
  ['95%', [0]],
  ['%', [0]],
  ['db_1', [0]],
  ['_', [0]],
  ['%_%', []],
  ['서비스', [3, 2]],
  ['결제', [2]],
  ['멈췄습', [3]],
  ['제서 느립', [2]],
  ['가', [3, 2]],
  ['\\temp', [4]],
  ['\\', [4]],
  ['"quoted"', [4]],
  ['{braced}', [4]],
  ['größe', [5]],
  ['ÜBER', [5]],
  ['acknowledgedx', []],
  ["'; drop table log_entry; --", []],
  ['   ', [5, 4, 3, 2, 1, 0]],
]

describe.each(['unindexed', 'indexed'])('entries that are %s', (state) => {
  test.each(cases)('%s', async (search, found) => {
    for (const text of texts) await write(database.db, text)
    if (state === 'indexed') await indexed()
    else await nothingIndexed()
    expect(await find(search)).toEqual(found.map((at) => texts[at]))
  })
})

test('a note that was corrected is found by what it says now, indexed or not, and by nothing that it said before', async () => {
  const [id] = await addEntries(database.db, [{ ...ordinary, says: 'the cache was warm', facts: { text: 'warm' } }])
  await indexed()
  const row = await database.db.transaction().execute(async (tx) => {
    const before = await lockEntry(tx, id ?? 0)
    if (!before) throw new Error('there is no entry')
    const to = { text: 'cold', happenedAt: null, says: 'the cache was cold' }
    return correctEntry(tx, before, to, { name: 'Ana', now: ordinary.at })
  })
  expect(row.version).toBe(2)
  for (const _ of ['unindexed', 'indexed']) {
    expect(await find('cold')).toEqual(['the cache was cold'])
    expect(await find('warm')).toEqual([])
    await indexed()
  }
})

test('a search keeps to its page, and asks on from there', async () => {
  await write(database.db, ...Array.from({ length: 5 }, (_, i) => `disk ${i}`), 'other')
  await indexed()
  const first = await findEntries(database.db, { search: 'disk', limit: 2 }, admin)
  expect(first.map((entry) => entry.says)).toEqual(['disk 4', 'disk 3'])
  const second = await findEntries(database.db, { search: 'disk', limit: 2, before: first.at(-1)?.id }, admin)
  expect(second.map((entry) => entry.says)).toEqual(['disk 2', 'disk 1'])
})

const admin = { kind: 'automation', name: 'Test', role: 'admin' } as const

async function find(search: string): Promise<string[]> {
  return (await findEntries(database.db, { search, limit: 50 }, admin)).map((entry) => entry.says)
}

async function write(db: Db, ...texts: readonly string[]): Promise<void> {
  await addEntries(
    db,
    texts.map((says) => ({ ...ordinary, says })),
  )
}

/** Nothing holds the horizon back any more: transactions of other databases of the server count for it too. */
async function settled(): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await sql<{ settled: boolean }>`
          select max(tx) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as settled from log_entry`.execute(
          database.db,
        )
        return rows[0]?.settled
      },
      { interval: 5 },
    )
    .toBe(true)
}

/** Everything that was written is in the index. */
async function indexed(): Promise<void> {
  await expect
    .poll(
      async () => {
        await indexEntries(database.db)
        return unindexed()
      },
      { interval: 5 },
    )
    .toBe(0)
}

async function nothingIndexed(): Promise<void> {
  expect((await sql`select from log_search`.execute(database.db)).rows).toEqual([])
}

async function unindexed(): Promise<number> {
  const { rows } = await sql`
    select from log_entry where tx >= (select indexed_before from log_search_progress)`.execute(database.db)
  return rows.length
}

const ordinary: NewEntry = {
  at: Temporal.Instant.from('2026-03-01T12:00:00Z'),
  kind: 'note_written',
  facts: {},
  says: '',
  actorKind: 'engine',
  actorId: null,
  actorName: 'Baton',
  teamId: null,
  alertId: null,
  pageId: null,
  subject: null,
}
