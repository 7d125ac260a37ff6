// What lists of the kit read, and addresses that are named in the moment in which they are forgotten.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testContext } from '../../test/context.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { kitActions } from './actions.ts'
import { claimLinks, hurryLink } from './check-store.ts'
import { runbookActions } from './runbook-actions.ts'
import { countOldSteps, findRunbooks } from './runbook-store.ts'

let home: TestDatabase
let database: Database
let teamId: string
beforeEach(async () => {
  home = await freshDatabase()
  database = connect(home.config, { connections: 4, name: 'lists of the kit' })
  teamId = randomUUID()
  await sql`insert into team (id, slug, name) values (${teamId}, 'pay', 'Pay')`.execute(db())
})
afterEach(async () => {
  await database.close()
  await home.drop()
})

const db = () => database.db
const ctx = () => testContext(db())
const around = { serviceId: null, tags: [], ownerId: null }
const stepsOfAll = async () => (await findRunbooks(db(), { teamId })).map(({ steps }) => steps)
const written = () =>
  runbookActions.createRunbook(ctx(), { teamId, ...around, title: 'Restart', body: '- [ ] Drain\n- [ ] Restart' })

test('a list knows how many steps there are without reading a text, whatever was saved and brought back', async () => {
  const { id: runbookId } = await written()
  // What nobody reads may say what it likes.
  const spoil = () => sql`update kit_runbook_version set body = 'not read'`.execute(db())
  await spoil()
  expect(await stepsOfAll()).toEqual([2])
  await runbookActions.saveRunbook(ctx(), { runbookId, version: 1, body: '- [ ] One\n- [ ] Two\n- [ ] Three' })
  await runbookActions.restoreRunbookVersion(ctx(), { runbookId, version: 2, seen: 2 })
  const { version } = await runbookActions.saveRunbook(ctx(), { runbookId, version: 2, body: '- [ ] Only' })
  expect(version).toBe(3)
  await spoil()
  expect(await stepsOfAll()).toEqual([1])
})

test('what an older release wrote is counted when it is read, and then once for all', async () => {
  await written()
  await sql`update kit_runbook_version set steps = null`.execute(db())
  expect(await stepsOfAll()).toEqual([2])
  expect(await countOldSteps(db())).toBe(1)
  await sql`update kit_runbook_version set body = ''`.execute(db())
  expect(await stepsOfAll()).toEqual([2])
  expect(await countOldSteps(db())).toBe(0)
})

test('many old ones are counted to the last', async () => {
  for (let at = 0; at < 5; at++) await written()
  await sql`update kit_runbook_version set steps = null`.execute(db())
  expect(await countOldSteps(db(), 2)).toBe(5)
})

test('of all teams the first thousand of each are read, and it is said that there are more', async () => {
  const many = (count: number) =>
    sql`insert into kit_bookmark (team_id, name, note, kind, changed_by_name, changed_at)
      select ${teamId}, 'Number ' || n, 'x', 'other', 'Ana', now() from generate_series(1, ${count}) n`.execute(db())
  await many(1_000)
  expect(await kitActions.readKit(ctx(), {})).toMatchObject({ hasMore: false })
  await many(1)
  const all = await kitActions.readKit(ctx(), {})
  expect([all.bookmarks.length, all.hasMore]).toEqual([1_000, true])
  const ofTeam = await kitActions.readKit(ctx(), { teamId })
  expect([ofTeam.bookmarks.length, ofTeam.hasMore]).toEqual([1_001, false])
})

const url = 'https://graphs.example.com/d/1'
const named = (on = db()) =>
  sql`insert into kit_bookmark (team_id, name, url, kind, changed_by_name, changed_at)
    values (${teamId}, 'Graphs', ${url}, 'other', 'Ana', now())`.execute(on)
const looked = async () => (await sql`select from link_check where url = ${url}`.execute(db())).rows.length
const forgetSoon = async () => {
  await named()
  await sql`delete from kit_bookmark`.execute(db())
  expect(await looked()).toBe(1)
}

test('an address that is forgotten while somebody names it is looked at all the same', async () => {
  await forgetSoon()
  const forgetting = await db().startTransaction().execute()
  await sql`delete from link_check where url = ${url}`.execute(forgetting)
  const naming = named()
  await new Promise((resolve) => setTimeout(resolve, 200))
  await forgetting.commit().execute()
  await naming
  expect(await looked()).toBe(1)
})

test('what somebody is just naming is not forgotten, and nobody waits for them', async () => {
  await forgetSoon()
  const naming = await db().startTransaction().execute()
  await named(naming)
  await claimLinks(db(), 4, 60)
  await naming.commit().execute()
  expect(await looked()).toBe(1)
  expect(await claimLinks(db(), 4, 60)).toMatchObject([{ url }])
})

test('an address is asked for at once, at most once a minute', async () => {
  await named()
  const later = sql`update link_check set due_at = baton_now() + interval '1 day'`
  const isDue = async () =>
    (await sql<{ due: boolean }>`select due_at <= baton_now() as due from link_check`.execute(db())).rows[0]?.due
  await later.execute(db())
  await hurryLink(db(), url)
  expect(await isDue()).toBe(true)
  await later.execute(db())
  await hurryLink(db(), url)
  expect(await isDue()).toBe(false)
  await sql`update link_check set hurried_at = baton_now() - interval '61 seconds'`.execute(db())
  await hurryLink(db(), url)
  expect(await isDue()).toBe(true)
})
