// The clock of all nodes is the database's; it never goes back, whatever the server's own clock does.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { DatabaseClock } from '../engine/clock.ts'
import { connect, type Database } from './connect.ts'

let server: TestDatabase
let database: Database

beforeAll(async () => {
  server = await freshDatabase()
  database = connect(server.config, { connections: 1, name: 'clock' })
})
afterAll(async () => {
  await database.close()
  await server.drop()
})
beforeEach(() => sql`update clock set pinned_at = null, last = clock_timestamp()`.execute(database.db))

test('it goes on with the time of the server, and within a transaction too', async () => {
  await database.db.transaction().execute(async (tx) => {
    const [first, second] = [await now(tx), await now(tx)]
    expect(Temporal.Instant.compare(second, first)).toBe(1)
  })
})

test('a server whose clock was set back stands still until it has caught up', async () => {
  const last = (await now()).add({ hours: 1 })
  await database.db.updateTable('clock').set({ last }).execute()
  for (let reading = 0; reading < 3; reading++) expect((await now()).toString()).toBe(last.toString())
})

test('a tick never takes the latest instant seen back', async () => {
  const ahead = (await now()).add({ hours: 1 })
  await database.db.updateTable('clock').set({ last: ahead }).execute()
  await new DatabaseClock().tick(database.db)
  expect((await now()).toString()).toBe(ahead.toString())
})

test('a tick keeps the latest instant seen, at most once a second', async () => {
  const clock = new DatabaseClock()
  const before = await now()
  await database.db
    .updateTable('clock')
    .set({ last: before.subtract({ minutes: 1 }) })
    .execute()
  await clock.tick(database.db)
  const first = await last()
  expect(Temporal.Instant.compare(first, before)).toBe(1)
  await clock.tick(database.db)
  expect((await last()).toString()).toBe(first.toString())
})

test.each(['2001-01-01T00:00:00Z', '2099-01-01T00:00:00Z'])('a test pins it to %s', async (text) => {
  const pinned = Temporal.Instant.from(text)
  await database.db.updateTable('clock').set({ pinned_at: pinned }).execute()
  expect([(await now()).toString(), (await now()).toString()]).toEqual([pinned.toString(), pinned.toString()])
  const clock = new DatabaseClock()
  expect((await clock.read(database.db)).toString()).toBe(pinned.toString())
  expect(clock.estimate().toString()).toBe(pinned.toString())
})

test('an estimate goes on from the last reading, and there is none before it', async () => {
  const clock = new DatabaseClock()
  expect(() => clock.estimate()).toThrow('was not read')
  const read = await clock.read(database.db)
  expect(Temporal.Instant.compare(clock.estimate(), read)).toBe(1)
})

async function now(db = database.db): Promise<Temporal.Instant> {
  const { rows } = await sql<{ now: Temporal.Instant }>`select baton_now() as now`.execute(db)
  return rows[0]?.now ?? expect.unreachable()
}

async function last(): Promise<Temporal.Instant> {
  return (await database.db.selectFrom('clock').select('last').executeTakeFirstOrThrow()).last
}
