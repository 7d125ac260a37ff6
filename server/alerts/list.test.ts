// Which alerts a list holds, in which order, and where it reads on, while new ones come.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { newId } from '../secrets.ts'
import { countOpen, findAlerts, idsMatching, newestId, type AlertQuery } from './list.ts'

let home: TestDatabase
let database: Database
beforeAll(async () => {
  home = await freshDatabase()
  database = connect(home.config, { connections: 2, name: 'list' })
})
afterAll(async () => {
  await database.close()
  await home.drop()
})

const [payments, search] = [newId(), newId()]
const [checkout, cart, source, ana] = [newId(), newId(), newId(), newId()]
const at = Temporal.Instant.from('2026-03-02T09:00:00Z')
let raised = 0

type Given = {
  readonly state?: 'triggered' | 'acknowledged' | 'snoozed' | 'closed'
  readonly priority?: number
  readonly teamId?: string
  readonly serviceId?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly summary?: string
  readonly minutes?: number
  readonly by?: string
}

async function raise(given: Given = {}): Promise<number> {
  const state = given.state ?? 'triggered'
  const first = at.add({ minutes: given.minutes ?? 0 })
  const row = {
    team_id: given.teamId ?? payments,
    service_id: given.serviceId ?? checkout,
    source_id: source,
    key: `key ${(raised += 1)}`,
    state,
    priority: given.priority ?? 1,
    summary: given.summary ?? 'Disk is full',
    labels: JSON.stringify(given.labels ?? {}),
    first_at: first,
    last_at: first,
    paging_due_at: state === 'closed' ? null : first,
    acknowledged_by: given.by ?? null,
    closed_at: state === 'closed' ? first : null,
  }
  return (await database.db.insertInto('alert').values(row).returning('id').executeTakeFirstOrThrow()).id
}

const query = (given: Partial<AlertQuery> = {}): AlertQuery => ({ state: 'open', sort: 'newest', limit: 50, ...given })
const idsOf = async (given: Partial<AlertQuery> = {}) =>
  (await findAlerts(database.db, query(given))).rows.map(({ id }) => id)

/** Reads on until the end, with what `meanwhile` does between the parts. */
async function readAll(given: Partial<AlertQuery>, meanwhile: () => Promise<unknown> = async () => {}) {
  const read: number[] = []
  let cursor: Pick<AlertQuery, 'before' | 'beforePriority'> = {}
  for (;;) {
    const { rows, nextBefore } = await findAlerts(database.db, query({ ...given, ...cursor }))
    read.push(...rows.map(({ id }) => id))
    if (nextBefore === null) return read
    const last = rows.at(-1)
    cursor = {
      before: nextBefore,
      ...(last ? { beforePriority: (['P1', 'P2', 'P3', 'P4'] as const)[last.priority - 1] } : {}),
    }
    await meanwhile()
  }
}

test('each filter holds what it says and nothing else', async () => {
  await database.db
    .insertInto('person')
    .values({ id: ana, name: 'Ana', email: 'ana@example.com', role: 'responder' })
    .execute()
  const plain = await raise()
  const other = await raise({ teamId: search, serviceId: cart, priority: 3 })
  const mine = await raise({ state: 'acknowledged', by: ana, minutes: 10 })
  const quiet = await raise({ state: 'snoozed' })
  const over = await raise({ state: 'closed', labels: { env: 'prod' } })
  const prod = await raise({ labels: { env: 'prod', note: 'say "env":"staging"' }, summary: 'Volcano 100%' })
  expect(await idsOf()).toEqual([prod, quiet, mine, other, plain])
  expect(await idsOf({ state: 'triggered' })).toEqual([prod, other, plain])
  expect(await idsOf({ state: 'closed' })).toEqual([over])
  expect(await idsOf({ state: 'all' })).toEqual([prod, over, quiet, mine, other, plain])
  expect(await idsOf({ teamId: search })).toEqual([other])
  expect(await idsOf({ serviceId: cart })).toEqual([other])
  expect(await idsOf({ sourceId: newId() })).toEqual([])
  expect(await idsOf({ priority: 'P3' })).toEqual([other])
  expect(await idsOf({ priority: 'P3', state: 'all' })).toEqual([other])
  expect(await idsOf({ mineFor: ana })).toEqual([mine])
  expect(await idsOf({ label: 'env:prod' })).toEqual([prod])
  expect(await idsOf({ label: ['env:prod', 'note:nothing'] })).toEqual([])
  expect(await idsOf({ label: 'env:staging' })).toEqual([])
  expect(await idsOf({ label: 'env:prod', state: 'all' })).toEqual([prod, over])
  expect(await idsOf({ search: 'volcano 100%' })).toEqual([prod])
  expect(await idsOf({ from: at.add({ minutes: 10 }) })).toEqual([mine])
  expect(await idsOf({ to: at.add({ minutes: 10 }), state: 'snoozed' })).toEqual([quiet])
  expect(await idsOf({ sort: 'urgent' })).toEqual([prod, quiet, mine, plain, other])
  expect(await countOpen(database.db)).toMatchObject({ triggered: 3, acknowledged: 1, snoozed: 1 })
  expect(await countOpen(database.db, search)).toMatchObject({ triggered: 1, acknowledged: 0, snoozed: 0 })
})

test.each(['newest', 'urgent'] as const)(
  'reading on, %s first, tells each alert that was there once, whatever is raised meanwhile',
  async (sort) => {
    for (let nth = 0; nth < 30; nth++)
      await raise({ priority: 1 + (nth % 4), state: nth % 3 === 0 ? 'snoozed' : 'triggered' })
    const before = await readAll({ sort, limit: 200 })
    const read = await readAll({ sort, limit: 7 }, async () => {
      await raise({ priority: 1 })
      await raise({ priority: 4 })
    })
    expect(new Set(read).size).toBe(read.length)
    expect(read.filter((id) => before.includes(id))).toEqual(before)
  },
)

test('through what is over it is looked a window at a time, and read on to the end', async () => {
  const rare = await raise({ state: 'closed', labels: { rare: 'yes' } })
  await sql`select setval(pg_get_serial_sequence('alert', 'id'), ${rare + 60_000})`.execute(database.db)
  await raise({ state: 'closed' })
  const first = await findAlerts(database.db, query({ state: 'closed', label: 'rare:yes' }))
  expect(first.rows).toEqual([])
  expect(first.nextBefore).toBeGreaterThan(rare)
  expect(await readAll({ state: 'closed', label: 'rare:yes' })).toEqual([rare])
  expect(await readAll({ state: 'closed', teamId: payments })).toContain(rare)
})

test('what was raised after somebody counted does not match', async () => {
  const upTo = await newestId(database.db)
  const later = await raise({ serviceId: cart })
  const matching = await idsMatching(database.db, { state: 'open', serviceId: cart }, { upTo, limit: 100 })
  expect(matching).not.toContain(later)
  expect(matching).toHaveLength(1)
})
