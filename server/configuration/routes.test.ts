// Routes and the settings of services in a file: what is refused by its line, and what applying it keeps.
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testContext } from '../../test/context.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { findRoutes } from '../intake/route-store.ts'
import { Refusal } from '../refusal.ts'
import { loadServices } from '../services/store.ts'
import { configurationActions } from './actions.ts'

let home: TestDatabase
let database: Database
beforeEach(async () => {
  home = await freshDatabase()
  database = connect(home.config, { connections: 2, name: 'routes in a file' })
})
afterEach(async () => {
  await database.close()
  await home.drop()
})

const base = `teams: [{ slug: pay, name: Pay }]
people: [{ email: ana@example.com, name: Ana }]
policies:
  - { slug: usual, name: Usual, team: pay, steps: [{ wait: 5, targets: [{ person: ana@example.com }] }] }
services:
  - { slug: shop, name: Shop, team: pay, policy: usual, dependsOn: [db], grouping: map }
  - { slug: db, name: Database, team: pay, policy: usual, dependsOn: [shop] }
`

async function apply(yaml: string) {
  return configurationActions.applyConfiguration(testContext(database.db), { yaml, dryRun: false })
}

async function refusal(yaml: string): Promise<string[]> {
  const error: unknown = await apply(yaml).then(
    () => new Error('it was applied'),
    (error: unknown) => error,
  )
  if (!(error instanceof Refusal)) throw error
  return (error.body.errors ?? []).map(({ path, say }) => `${path}: ${say}`)
}

test('what is wrong with routes is told by its line', async () => {
  expect(
    await refusal(`${base}routes:
  - team: pay
    inOrder:
      - name: Broken
        when: 'env="prod'
      - name: No pattern
        when: 'env=~"("'
        service: shopp
      - name: Both
        when: 'env="prod"'
        atLeast: P1
        atMost: P3
        groupMinutes: 5
      - name: Unknown
        when: 'env="prod"'
        polcy: usual
  - team: pays
    inOrder: []
`),
  ).toEqual([
    'baton.yaml:12:9 routes.0.inOrder.0.when: A double quote is not closed (at character 5)',
    expect.stringMatching(/^baton\.yaml:14:9 routes\.0\.inOrder\.1\.when: This is no pattern: /),
    'baton.yaml:19:9 routes.0.inOrder.2.atMost: It cannot be at most this and at least more urgent',
    'baton.yaml:20:9 routes.0.inOrder.2.groupMinutes: Name the labels in groupBy, too',
    'baton.yaml:23:9 routes.0.inOrder.3.polcy: "polcy" is not known here; did you mean "policy"?',
    'baton.yaml:24:5 routes.1.team: There is no team "pays"; did you mean "pay"?',
  ])
})

test('services and policies that routes name must be there, and no service depends on itself', async () => {
  expect(
    await refusal(`${base.replace('dependsOn: [shop]', 'dependsOn: [db, shp]')}routes:
  - team: pay
    inOrder:
      - { name: A, when: a="1", service: shopp }
      - { name: B, when: a="2", policy: usuall }
`),
  ).toEqual([
    expect.stringContaining('services.1.dependsOn.0: A service does not depend on itself'),
    expect.stringContaining('services.1.dependsOn.1: There is no service "shp"; did you mean "shop"?'),
    expect.stringContaining('routes.0.inOrder.0.service: There is no service "shopp"; did you mean "shop"?'),
    expect.stringContaining('routes.0.inOrder.1.policy: There is no policy "usuall"; did you mean "usual"?'),
  ])
})

test('services may need each other in a circle, whichever stands first', async () => {
  await apply(base)
  const services = await loadServices(database.db)
  const [db, shop] = services
  expect([db?.dependsOn, shop?.dependsOn]).toEqual([[shop?.id], [db?.id]])
  const again = await apply(base)
  expect(again.changes.filter(({ does }) => does !== 'none')).toEqual([])
})

test('the routes of a team are as written, in their order; one of the same name stays the same one', async () => {
  const routes = (inOrder: string) => `routes:\n  - team: pay\n    inOrder: ${inOrder}\n`
  await apply(`${base}${routes('[{ name: A, when: a="1" }, { name: B, when: b="1", service: db }]')}`)
  const [a, b] = await findRoutes(database.db)
  await apply(routes('[{ name: C, when: c="1" }, { name: B, when: b="2", groupBy: [x], groupMinutes: 5 }]'))
  const after = await findRoutes(database.db)
  expect(after.map(({ name }) => name)).toEqual(['C', 'B'])
  expect(after[1]).toMatchObject({ id: b?.id, decides: { serviceId: null, group: { labels: ['x'], minutes: 5 } } })
  expect(after[0]?.id).not.toBe(a?.id)
  await apply(base)
  expect(await findRoutes(database.db)).toEqual(after)
  const cleared = await apply(routes('[]'))
  expect(cleared.changes.map(({ kind, slug, does }) => [kind, slug, does])).toEqual([['routes', 'pay', 'change']])
  expect(await findRoutes(database.db)).toEqual([])
})

test('routes that somebody else writes meanwhile are not overwritten', async () => {
  const routes = (value: string) => `routes:\n  - team: pay\n    inOrder: [{ name: A, when: a="${value}" }]\n`
  await apply(`${base}${routes('1')}`)
  const other = connect(home.config, { connections: 1, name: 'somebody else' })
  try {
    const { applying } = await other.db.transaction().execute(async (tx) => {
      await tx.selectFrom('team').select('id').forNoKeyUpdate().execute()
      await tx.updateTable('route').set({ name: 'Theirs' }).execute()
      const applying = refusal(routes('2'))
      await untilWaiting()
      return { applying }
    })
    expect(await applying).toEqual([expect.stringMatching(/^baton\.yaml:2:5 routes\.0: /)])
    expect((await findRoutes(database.db)).map(({ name }) => name)).toEqual(['Theirs'])
  } finally {
    await other.close()
  }
})

/** Until a connection of this database waits for a row that another holds. */
async function untilWaiting(): Promise<void> {
  for (let asked = 0; asked < 2_000; asked++) {
    const { rows } =
      await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.db,
      )
    if (rows.length > 0) return
  }
  throw new Error('nobody waits')
}
