// The line in a page that says it was seen before: it comes within its bounds, or the page goes without.
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { pastCases } from './past.ts'

let server: TestDatabase
let database: Database

beforeAll(async () => {
  server = await freshDatabase()
  database = connect(server.config, { connections: 8, name: 'past' })
})
afterAll(async () => {
  await database.close()
  await server.drop()
})

const diagnostics = pino({ level: 'silent' })
const make = (parts: { steady?: () => number; waitMs?: number } = {}) =>
  pastCases({ db: database.db, url: 'http://baton.test', diagnostics, ...parts })

/** Nobody can read the index while this is done. */
async function whileStuck(work: () => Promise<void>): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    await sql`lock table recall_progress in access exclusive mode`.execute(tx)
    await work()
  })
}

test('a page does not wait for an index that does not answer', async () => {
  const past = make()
  await whileStuck(async () => {
    const began = performance.now()
    expect(await past(1)).toEqual([])
    expect(performance.now() - began).toBeLessThan(1_000)
  })
})

test('after some that came too late nobody waits for a while', async () => {
  let now = 0
  const past = make({ steady: () => now, waitMs: 50 })
  await whileStuck(async () => {
    for (const alertId of [1, 2, 3]) expect(await past(alertId)).toEqual([])
    // Asked already, and waited for by nobody: twenty waits would take a second.
    const began = performance.now()
    for (let n = 0; n < 20; n++) expect(await past(1)).toEqual([])
    expect(performance.now() - began).toBeLessThan(500)
    now = 60_000
  })
  expect(await past(1)).toEqual([])
})

test('a storm asks only so many questions at once', async () => {
  let asked = 0
  const counting: Database['db'] = Object.assign(Object.create(database.db), {
    getExecutor: () => {
      asked++
      return database.db.getExecutor()
    },
  })
  const past = pastCases({ db: counting, url: '', diagnostics, waitMs: 20 })
  await whileStuck(async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => past(n)))
    expect(answers.flat()).toEqual([])
  })
  expect(asked).toBeLessThanOrEqual(4)
})
