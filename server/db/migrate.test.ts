import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { emptyDatabase, freshDatabase, runOn, type TestDatabase } from '../../test/database.ts'
import { migrate } from './migrate.ts'

const people = 'create table person (id int primary key);'
const teams = 'create table team (id int primary key);'

let folder: string
let database: TestDatabase

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'baton-migrations-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

beforeEach(async () => {
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  database = await emptyDatabase()
  return () => database.drop()
})

describe('going forward', () => {
  test('applies every file once, in order, and says which', async () => {
    write({ '0001-people.sql': people, '0002-teams.sql': teams })
    const said: string[] = []
    const first = await migrate(database.config, { folder, say: (line) => said.push(line) })
    expect(first).toEqual({ applied: ['0001-people.sql', '0002-teams.sql'], highest: 2 })
    expect(said).toEqual(['Migrating the database: 0001-people.sql ...', 'Migrating the database: 0002-teams.sql ...'])
    expect(await migrate(database.config, { folder })).toEqual({ applied: [], highest: 2 })
    write({ '0003-more.sql': 'alter table team add column name text;' })
    expect((await migrate(database.config, { folder })).applied).toEqual(['0003-more.sql'])
  })

  test('five Batons at once apply each file once', async () => {
    write({ '0001-people.sql': people, '0002-slow.sql': `select pg_sleep(0.2); ${teams}` })
    const results = await Promise.all(Array.from({ length: 5 }, () => migrate(database.config, { folder })))
    expect(results.flatMap(({ applied }) => applied).sort()).toEqual(['0001-people.sql', '0002-slow.sql'])
  })

  test('line ends do not matter to the checksum', async () => {
    write({ '0001-people.sql': 'create table person (\n  id int\n);\n' })
    await migrate(database.config, { folder })
    write({ '0001-people.sql': 'create table person (\r\n  id int\r\n);\r\n' })
    await expect(migrate(database.config, { folder })).resolves.toEqual({ applied: [], highest: 1 })
  })

  test('a failing file leaves nothing of itself, keeps those before it, and names the line', async () => {
    write({ '0001-people.sql': people, '0002-wrong.sql': `${teams}\n\nselect * from nowhere;` })
    await expect(migrate(database.config, { folder })).rejects.toMatchObject({
      message: 'The migration 0002-wrong.sql failed in line 3: relation "nowhere" does not exist.',
      next: 'Nothing of it was kept; mend the cause and start Baton again.',
    })
    expect(await tables()).toEqual(['migration', 'person'])
    write({ '0002-wrong.sql': teams })
    expect((await migrate(database.config, { folder })).applied).toEqual(['0002-wrong.sql'])
  })

  test('a file outside a transaction may build an index concurrently, also a second time', async () => {
    const index =
      '-- no-transaction\ndrop index concurrently if exists by_id;\ncreate index concurrently by_id on person (id);\n'
    write({ '0001-people.sql': people, '0002-index.sql': index })
    await migrate(database.config, { folder })
    await runOn(database.config, 'delete from migration where number = 2')
    expect((await migrate(database.config, { folder })).applied).toEqual(['0002-index.sql'])
  })

  test('steps back from a lock that others hold, and comes again', async () => {
    write({ '0001-people.sql': people })
    await migrate(database.config, { folder })
    write({ '0002-more.sql': 'alter table person add column name text;' })
    const reader = new Client(database.config)
    await reader.connect()
    try {
      await reader.query('begin; lock table person in access share mode')
      const migrated = migrate(database.config, { folder, lockTimeoutMs: 300 })
      await expect.poll(waiting, { interval: 5 }).toEqual(['AccessExclusiveLock'])
      // Somebody who comes after the migration is kept waiting behind it for that moment only.
      await runOn(database.config, "set lock_timeout = '2s'; insert into person values (1)")
      await reader.query('commit')
      expect((await migrated).applied).toEqual(['0002-more.sql'])
    } finally {
      await reader.end()
    }
  })
})

describe('refusals', () => {
  const cases: { name: string; files: Record<string, string>; message: string }[] = [
    { name: 'a gap', files: { '0001-a.sql': people, '0003-b.sql': teams }, message: '0003-b.sql should be number 2' },
    {
      name: 'a number twice',
      files: { '0001-a.sql': people, '0001-b.sql': teams },
      message: '0001-b.sql should be number 2',
    },
    {
      name: 'a stray name',
      files: { 'people.sql': people },
      message: 'people.sql should be called like 0001-people.sql',
    },
    {
      name: 'taking away what the previous release reads',
      files: {
        '0001-a.sql': people,
        '0002-b.sql': "comment on table person is 'drop table'; alter table person\n  drop column id;",
      },
      message: '0002-b.sql says "drop column", which the previous release may still need',
    },
  ]
  test.each(cases)('$name', async ({ files, message }) => {
    write(files)
    await expect(migrate(database.config, { folder })).rejects.toThrow(message)
    expect(await tables()).toEqual([])
  })

  test('an applied file was changed', async () => {
    write({ '0001-people.sql': people })
    await migrate(database.config, { folder })
    write({ '0001-people.sql': `${people} -- but better` })
    await expect(migrate(database.config, { folder })).rejects.toThrow(
      'The migration 0001-people.sql is not the one that was applied to this database as 0001-people.sql.',
    )
  })

  test('a file slipped in below those already applied', async () => {
    write({ '0001-people.sql': people, '0002-teams.sql': teams })
    await migrate(database.config, { folder })
    await runOn(database.config, 'delete from migration where number = 1')
    await expect(migrate(database.config, { folder })).rejects.toThrow('0001-people.sql was never applied')
  })

  test('a user who may not create tables', async () => {
    write({ '0001-people.sql': people })
    const user = `guest_${process.pid}`
    await runOn(database.config, `create role ${user} login`)
    await expect(migrate({ ...database.config, user }, { folder })).rejects.toMatchObject({
      message: `The database user ${user} may not create tables in the database ${database.config.database}.`,
      next: `Let it: grant create, usage on schema public to ${user}`,
    })
    await runOn(database.config, `drop role ${user}`)
  })
})

describe('an older Baton on a newer database', () => {
  const older = { '0001-people.sql': people }

  test('runs beside it while the change only added', async () => {
    write({ ...older, '0002-teams.sql': teams })
    await migrate(database.config, { folder })
    rmSync(path.join(folder, '0002-teams.sql'))
    expect(await migrate(database.config, { folder })).toEqual({ applied: [], highest: 1 })
  })

  test('is refused when the change took something away', async () => {
    write({ ...older, '0002-fewer.sql': '-- compatible-from: 0002\ndrop table person;' })
    await migrate(database.config, { folder })
    rmSync(path.join(folder, '0002-fewer.sql'))
    await expect(migrate(database.config, { folder })).rejects.toThrow(
      'This database has been changed by a newer Baton (0002-fewer.sql), and this one is too old to run on it.',
    )
  })
})

test('the migrations of Baton itself have been applied to the database each test file gets', async () => {
  const fresh = await freshDatabase()
  onTestFinished(() => fresh.drop())
  const migrated = await migrate(fresh.config)
  expect(migrated.applied).toEqual([])
  expect(migrated.highest).toBeGreaterThan(0)
})

function write(files: Record<string, string>): void {
  for (const [name, sql] of Object.entries(files)) writeFileSync(path.join(folder, name), sql)
}

async function tables(): Promise<string[]> {
  return rowsOf("select tablename as name from pg_tables where schemaname = 'public' order by 1")
}

async function waiting(): Promise<string[]> {
  return rowsOf("select mode as name from pg_locks where relation = 'person'::regclass and not granted")
}

async function rowsOf(statement: string): Promise<string[]> {
  const client = new Client(database.config)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(statement)
    return rows.map(({ name }) => name)
  } finally {
    await client.end()
  }
}
