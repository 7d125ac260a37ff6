// What happens to us when a connection dies under our hands, and which errors mean "try again later" (C15).
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { Wire } from '../../test/real/chaos/wire.ts'
import { brokenConstraint, connect, isAway, isDeadlock, NotReplicated, type Database, type Db } from './connect.ts'

let server: TestDatabase
let database: Database
let other: Database

beforeAll(async () => {
  server = await freshDatabase()
  database = connect(server.config, { connections: 2, name: 'victim' })
  other = connect(server.config, { connections: 1, name: 'other' })
})
afterAll(async () => {
  await database.close()
  await other.close()
  await server.drop()
})

test('what is planned once is planned by an index, however empty its tables are at that moment', async () => {
  const quick = connect(server.config, { connections: 1, name: 'quick', plansOnce: true })
  try {
    const find = { name: 'find', text: 'select id from alert where id = $1', values: [1] }
    await quick.pool.query(find)
    const { rows: plan } = await quick.pool.query<{ 'QUERY PLAN': string }>('explain execute find (1)')
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/alert_pkey on alert[^]*\(id = \$1\)/)
  } finally {
    await quick.close()
  }
})

test('no statement is compiled: with sequential scans forbidden each would look worth seconds of it, every time', async () => {
  for (const plansOnce of [false, true]) {
    const asked = connect(server.config, { connections: 1, name: 'jit', plansOnce })
    expect((await sql`show jit`.execute(asked.db)).rows).toEqual([{ jit: 'off' }])
    await asked.close()
  }
})

// An error that nobody hears ends the process: the runner would report it as unhandled.
test('a connection that dies between two statements fails its transaction as "away", and the next one works', async () => {
  const outcome = await database.db
    .transaction()
    .execute(async (tx) => {
      await kill(await backendOf(tx))
      await expect.poll(() => backends(), { interval: 5 }).toBe(0)
      await sql`select 1`.execute(tx)
    })
    .catch((error: unknown) => error)
  expect(isAway(outcome)).toBe(true)
  expect((await sql`select 1`.execute(database.db)).rows).toHaveLength(1)
})

test('a connection that dies during a statement fails it as "away"', async () => {
  const sleeping = sql`select pg_sleep(10)`.execute(database.db).catch((error: unknown) => error)
  await expect.poll(() => backends('active'), { interval: 5 }).toBe(1)
  await kill(null)
  expect(isAway(await sleeping)).toBe(true)
  await expect.poll(() => database.pool.totalCount, { interval: 5 }).toBe(0)
})

test('connections that a firewall has forgotten are given up together: one finds out, and nobody waits behind it', async () => {
  const wire = await Wire.to(server.config)
  const asked = connect({ connectionString: wire.url }, { connections: 3, name: 'forgotten' })
  Object.assign(asked.pool.options, { query_timeout: 300 })
  try {
    await Promise.all([1, 2, 3].map(() => sql`select pg_sleep(0.05)`.execute(asked.db)))
    expect(asked.pool.idleCount).toBe(3)
    wire.forget()
    const outcome = await asked.db
      .transaction()
      .execute((tx) => sql`select 1`.execute(tx))
      .catch((error: unknown) => error)
    expect(isAway(outcome)).toBe(true)
    await expect.poll(() => asked.pool.totalCount, { interval: 5 }).toBe(0)
    await Promise.all([1, 2, 3].map(() => sql`select 1`.execute(asked.db)))
  } finally {
    await asked.close()
    wire.close()
  }
})

test('a connection that dies while it is idle is replaced', async () => {
  await sql`select 1`.execute(database.db)
  await kill(null)
  await expect.poll(() => backends(), { interval: 5 }).toBe(0)
  await expect.poll(() => database.pool.totalCount, { interval: 5 }).toBe(0)
  expect((await sql`select 1`.execute(database.db)).rows).toHaveLength(1)
})

test('a statement that is wrong, or refused by a constraint, is not "away"', async () => {
  const wrong = await sql`select nothing`.execute(database.db).catch((error: unknown) => error)
  expect([isAway(wrong), isDeadlock(wrong), brokenConstraint(wrong)]).toEqual([false, false, null])
  const refused = await sql`insert into clock default values`.execute(database.db).catch((error: unknown) => error)
  expect([isAway(refused), brokenConstraint(refused)]).toEqual([false, 'clock_pkey'])
})

test('a commit that no standby confirmed has failed, once', async () => {
  const warn = sql`do $$ begin raise warning 'canceling the wait for synchronous replication and terminating'; end $$`
  const outcome = await warn.execute(database.db).catch((error: unknown) => error)
  expect(outcome).toBeInstanceOf(NotReplicated)
  expect(isAway(outcome)).toBe(true)
  for (let again = 0; again < 4; again++) await sql`select 1`.execute(database.db)
})

test.each([
  [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), true],
  [Object.assign(new Error('shutting down'), { code: '57P01' }), true],
  [Object.assign(new Error('read only'), { code: '25006' }), true],
  [Object.assign(new Error('full'), { code: '53100' }), true],
  [Object.assign(new Error('statement timeout'), { code: '57014' }), false],
  [Object.assign(new Error('syntax'), { code: '42601' }), false],
  [new Error('timeout exceeded when trying to connect'), true],
  [new Error('anything else'), false],
  ['no error at all', false],
])('%s', (error, expected) => {
  expect(isAway(error)).toBe(expected)
})

async function backendOf(db: Db): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return rows[0]?.pid ?? 0
}

async function kill(pid: number | null): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'
    and datname = current_database() and (pid = ${pid}::int or ${pid}::int is null)`.execute(other.db)
}

async function backends(state?: string): Promise<number> {
  const { rows } = await sql<{ state: string }>`select state from pg_stat_activity where application_name = 'victim'
    and datname = current_database()`.execute(other.db)
  return rows.filter((row) => state === undefined || row.state === state).length
}
