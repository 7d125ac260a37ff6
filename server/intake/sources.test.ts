// Which source a key names: what memory may still say when something ends in between.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { makeSealer, newId, tokenHash } from '../secrets.ts'
import { addKey, endKeys, touchKeys } from './key-store.ts'
import { KnownSources, NotLetIn } from './sources.ts'
import { secretContext } from './signatures.ts'

const sealer = makeSealer('a key for tests that is long enough')
const began = Temporal.Instant.from('2026-03-02T09:00:00Z')
let server: TestDatabase
let database: Database
let serviceId: string
let now = began
let sources: KnownSources

beforeAll(async () => {
  server = await freshDatabase()
  database = connect(server.config, { connections: 3, name: 'sources' })
  const teamId = newId()
  const policyId = newId()
  serviceId = newId()
  const { db } = database
  await db.insertInto('team').values({ id: teamId, slug: 't', name: 'T' }).execute()
  await sql`
    insert into policy (id, slug, name, team_id, repeats, return_after_minutes, created_at, updated_at)
    values (${policyId}, 'p', 'P', ${teamId}, 0, 60, now(), now())`.execute(db)
  await db
    .insertInto('service')
    .values({ id: serviceId, slug: 's', name: 'S', team_id: teamId, policy_id: policyId, created_at: now })
    .execute()
  sources = new KnownSources(db, { sealer, now: () => now })
})
afterAll(async () => {
  await database.close()
  await server.drop()
})

test('an expiry is honoured in memory, to the moment, and told', async () => {
  now = began
  const { sourceId, key } = await haveSource()
  await endKeys(database.db, sourceId, 'hour', now)
  expect((await sources.find(key))?.id).toBe(sourceId)
  expect(sources.recall(key), 'what may end is asked for each time').toBeUndefined()
  now = began.add({ hours: 1 })
  expect(await sources.find(key)).toBeNull()
  expect(sources.ended(key)).toEqual({ sourceId, because: 'key_expired' })
})

test('what is read while sources change is not kept', async () => {
  now = began
  const { sourceId, key } = await haveSource()
  const asking = sources.find(key)
  sources.forget()
  await asking
  expect(sources.recall(key)).toBeUndefined()
  expect((await sources.find(key))?.id).toBe(sourceId)
  expect(sources.recall(key)?.id).toBe(sourceId)
  await endKeys(database.db, sourceId, 'none', now)
  sources.forget()
  expect(await sources.find(key)).toBeNull()
  expect(sources.ended(key)).toEqual({ sourceId, because: 'key_revoked' })
})

test('a source that is off says so to its people, and a key that never was says nothing', async () => {
  const { sourceId, key } = await haveSource()
  await database.db.updateTable('source').set({ disabled_at: now }).where('id', '=', sourceId).execute()
  expect(await sources.find(key)).toBeNull()
  expect(sources.ended(key)).toEqual({ sourceId, because: 'source_off' })
  expect(await sources.find('nobody knows this one')).toBeNull()
  expect(sources.ended('nobody knows this one')).toBeNull()
})

test('a source that must sign is given to no caller that shows no request', async () => {
  const { sourceId, key } = await haveSource()
  const secret = sealer.seal('the secret', secretContext(sourceId))
  await database.db
    .insertInto('source_signing')
    .values({ source_id: sourceId, signing: JSON.stringify({ scheme: 'sentry' }), secret, changed_at: now })
    .execute()
  await expect(sources.find(key)).rejects.toThrow(NotLetIn)
  expect(sources.recall(key)).toBeUndefined()
  await expect(sources.find(key)).rejects.toMatchObject({ ended: { sourceId, because: 'signature_missing' } })
})

test('keys that opened a door are told once, and only they', async () => {
  const { sourceId, key } = await haveSource()
  sources.takeUsed()
  await sources.find('nobody knows this one')
  expect(sources.takeUsed()).toEqual([])
  await sources.find(key)
  for (let n = 0; n < 100; n++) sources.recall(key)
  const used = sources.takeUsed()
  expect(used).toHaveLength(1)
  expect(sources.takeUsed()).toEqual([])
  await touchKeys(database.db, used)
  const stored = await database.db
    .selectFrom('source_key')
    .select('used_at')
    .where('source_id', '=', sourceId)
    .execute()
  expect(stored.map(({ used_at }) => used_at !== null)).toEqual([true])
})

async function haveSource() {
  const sourceId = newId()
  const slug = `s-${tokenHash(sourceId).toString('hex').slice(0, 8)}`
  await database.db
    .insertInto('source')
    .values({ id: sourceId, slug, name: 'Monitor', service_id: serviceId, dialect: 'generic', created_at: now })
    .execute()
  const key = await addKey(database.db, { sourceId, form: 'plain', by: { kind: 'nobody' }, now })
  return { sourceId, key: key ?? '' }
}
