// Promise P14: the change and what the log says of it are one commit, or neither is; nothing is announced without it.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../test/database.ts'
import { testContext } from '../test/context.ts'
import { commit, entry, said, type Said } from './commit.ts'
import type { Context } from './context.ts'
import { connect, type Database, type Db } from './db/connect.ts'
import { newId } from './secrets.ts'

let server: TestDatabase
let database: Database

beforeAll(async () => {
  server = await freshDatabase()
  database = connect(server.config, { connections: 4, name: 'commit' })
})
afterAll(async () => {
  await database.close()
  await server.drop()
})
beforeEach(() => sql`truncate team, log_entry cascade`.execute(database.db))

test('a change and its entry are committed together, then announced', async () => {
  const ctx = testContext(database.db)
  const seen: string[][] = []
  const announce: Context['announce'] = (topics) => void seen.push([...topics])
  const result = await commit({ ...ctx, announce }, async (tx) => startTeam(ctx, tx, 'payments'))
  expect(result).toBe('payments')
  expect(await inDatabase()).toEqual({ teams: ['payments'], says: ['test started the team payments'] })
  expect(seen).toEqual([['people', 'log']])
})

test('an entry that cannot be written undoes the change, and nothing is announced', async () => {
  const ctx = testContext(database.db)
  const unwritable = async (tx: Db) => {
    const made = await startTeam(ctx, tx, 'payments')
    return { ...made, entries: made.entries.map((one) => ({ ...one, says: 'no text holds \0' })) }
  }
  await expect(commit(ctx, unwritable)).rejects.toThrow()
  expect(await inDatabase()).toEqual({ teams: [], says: [] })
  expect(ctx.announced).toEqual([])
})

test('work that throws leaves no entry, and nothing is announced', async () => {
  const ctx = testContext(database.db)
  await expect(
    commit(ctx, async (tx) => {
      await startTeam(ctx, tx, 'payments')
      throw new Error('refused after all')
    }),
  ).rejects.toThrow('refused after all')
  expect(await inDatabase()).toEqual({ teams: [], says: [] })
  expect(ctx.announced).toEqual([])
})

test('a commit that fails at the very end is not announced', async () => {
  await sql`
    create function spoil() returns trigger language plpgsql as $$ begin raise exception 'spoiled at the commit'; end $$;
    create constraint trigger spoil after insert on team deferrable initially deferred
      for each row when (new.slug = 'spoiled') execute function spoil()`.execute(database.db)
  const ctx = testContext(database.db)
  await expect(commit(ctx, (tx) => startTeam(ctx, tx, 'spoiled'))).rejects.toThrow('spoiled at the commit')
  expect(await inDatabase()).toEqual({ teams: [], says: [] })
  expect(ctx.announced).toEqual([])
})

test('whoever hears the announcement already sees the change', async () => {
  const ctx = testContext(database.db)
  let seen: Promise<unknown> | undefined
  await commit({ ...ctx, announce: () => void (seen = inDatabase()) }, (tx) => startTeam(ctx, tx, 'payments'))
  expect(await seen).toMatchObject({ teams: ['payments'] })
})

test('a commit inside a commit joins it: one fails, both are undone', async () => {
  const ctx = testContext(database.db)
  const nested = (mayFail: boolean) =>
    commit(ctx, async (tx) => {
      await commit({ ...ctx, db: tx }, (inner) => startTeam(ctx, inner, 'inner'))
      const outside = await inDatabase()
      expect(outside).toEqual({ teams: [], says: [] })
      if (mayFail) throw new Error('the outer one failed')
      return startTeam(ctx, tx, 'outer')
    })
  await expect(nested(true)).rejects.toThrow('the outer one failed')
  expect(await inDatabase()).toEqual({ teams: [], says: [] })
  await nested(false)
  expect(await inDatabase()).toEqual({
    teams: ['inner', 'outer'],
    says: ['test started the team inner', 'test started the team outer'],
  })
})

test('a commit that joined another is announced only when that one is', async () => {
  const ctx = testContext(database.db)
  await expect(
    commit(ctx, async (tx) => {
      await commit({ ...ctx, db: tx }, (inner) => startTeam(ctx, inner, 'inner'))
      throw new Error('the outer one failed')
    }),
  ).rejects.toThrow()
  expect(ctx.announced).toEqual([])
})

test('two that wait for each other: the one PostgreSQL ended is done again', async () => {
  const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let runs = 0
  const holdBoth = (first: number, second: number) => {
    const ctx = testContext(database.db)
    return commit(ctx, async (tx) => {
      runs++
      await sql`select pg_advisory_xact_lock(${first})`.execute(tx)
      both[first]?.resolve()
      await both[second]?.promise
      await sql`select pg_advisory_xact_lock(${second})`.execute(tx)
      return startTeam(ctx, tx, `team-${first}`)
    })
  }
  expect(await Promise.all([holdBoth(0, 1), holdBoth(1, 0)])).toEqual(['team-0', 'team-1'])
  expect(runs).toBe(3)
  expect((await inDatabase()).says).toHaveLength(2)
})

async function startTeam(ctx: Context, tx: Db, slug: string): Promise<Said<string>> {
  await tx.insertInto('team').values({ id: newId(), slug, name: slug, created_at: ctx.now }).execute()
  return said(slug, entry(ctx, 'team_created', { name: slug }), ['people'])
}

async function inDatabase() {
  const teams = await database.db.selectFrom('team').select('slug').orderBy('slug').execute()
  const says = await database.db.selectFrom('log_entry').select('says').orderBy('id').execute()
  return { teams: teams.map(({ slug }) => slug), says: says.map((row) => row.says) }
}
