// What changes hands, where somebody else was quicker.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { testContext } from '../../test/context.ts'
import { handOverAlerts } from '../alerts/handing-over.ts'
import { connect, type Database } from '../db/connect.ts'

let copy: TestDatabase
let database: Database
const now = Temporal.Instant.from('2026-03-09T09:00:00Z')
const [ana, ben, eve, team] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const from = { personId: ana, name: 'Ana' }
const to = { personId: ben, name: 'Ben' }

beforeAll(async () => {
  copy = await freshDatabase()
  database = connect(copy.config, { connections: 2, name: 'passing' })
  const { db } = database
  await db.insertInto('team').values({ id: team, slug: 'team', name: 'Team' }).execute()
  for (const [id, name] of [
    [ana, 'Ana'],
    [ben, 'Ben'],
    [eve, 'Eve'],
  ] as const)
    await db
      .insertInto('person')
      .values({ id, name, email: `${name}@example.com`, role: 'responder' })
      .execute()
})
afterAll(async () => {
  await database.close()
  await copy.drop()
})

async function alertOf(personId: string, state: 'acknowledged' | 'snoozed' | 'closed' = 'acknowledged') {
  const closed = state === 'closed' ? { closed_at: now, closed_because: 'person' } : {}
  const { id } = await database.db
    .insertInto('alert')
    .values({
      team_id: team,
      key: randomUUID(),
      state,
      priority: 3,
      summary: 'Trouble',
      first_at: now,
      last_at: now,
      acknowledged_by: personId,
      acknowledged_at: now,
      promised_by: personId,
      looking_at: 'the disk',
      back_at: now.add({ hours: 1 }),
      ...closed,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const ownersOf = async (ids: readonly number[]) => {
  const rows = await database.db
    .selectFrom('alert')
    .select(['id', 'acknowledged_by', 'promised_by', 'back_at'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute()
  return rows.map((row) =>
    row.acknowledged_by === ben && row.promised_by === ben ? 'Ben' : row.acknowledged_by === ana ? 'Ana' : 'Eve',
  )
}

test('what somebody else has by now, or is closed, stays where it is; a promise travels with what was promised', async () => {
  const ids = [await alertOf(ana), await alertOf(eve), await alertOf(ana, 'closed'), await alertOf(ana, 'snoozed')]
  const context = testContext(database.db, { now })
  const entries = await database.db
    .transaction()
    .execute((tx) => handOverAlerts(tx, context, { alertIds: ids, from, to }))
  expect(await ownersOf(ids)).toEqual(['Ben', 'Eve', 'Ana', 'Ben'])
  expect(entries.map(({ says, alertId }) => [says, alertId])).toEqual([
    ['Ben has it now, handed over by Ana: Trouble', ids[0]],
    ['Ben has it now, handed over by Ana: Trouble', ids[3]],
  ])
})
