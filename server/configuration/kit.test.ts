// The kits of teams in a file: what it names becomes as it says, what somebody else added stays, and all of it is exported.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testContext } from '../../test/context.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { kitActions } from '../kit/actions.ts'
import { runbookActions } from '../kit/runbook-actions.ts'
import { Refusal } from '../refusal.ts'
import { configurationActions } from './actions.ts'

let home: TestDatabase
let database: Database
beforeEach(async () => {
  home = await freshDatabase()
  database = connect(home.config, { connections: 2, name: 'kits in a file' })
})
afterEach(async () => {
  await database.close()
  await home.drop()
})

const base = `teams: [{ slug: pay, name: Pay }, { slug: ops, name: Ops }]
people: [{ email: ana@example.com, name: Ana }]
policies:
  - { slug: usual, name: Usual, team: pay, steps: [{ wait: 5, targets: [{ person: ana@example.com }] }] }
services:
  - { slug: shop, name: Shop, team: pay, policy: usual }
`
const kit = `kit:
  - team: pay
    bookmarks:
      - { name: Hotline, note: +49 30 555 }
      - { name: Graphs, service: shop, url: 'https://g.example.com', kind: dashboard, tags: [Errors], owner: Ana@example.com }
    runbooks:
      - { title: Shop fails, service: shop, text: "- [ ] Look\\n" }
`

const ctx = () => testContext(database.db)
const apply = (yaml: string) => configurationActions.applyConfiguration(ctx(), { yaml, dryRun: false })
const exported = async () => (await configurationActions.exportConfiguration(ctx(), {})).yaml
const read = () => kitActions.readKit(ctx(), {})
const changed = async (yaml: string) =>
  (await apply(yaml)).changes.filter(({ does }) => does !== 'none').map(({ kind, slug, does }) => [kind, slug, does])

async function refusal(yaml: string): Promise<string[]> {
  const error: unknown = await apply(yaml).then(
    () => new Error('it was applied'),
    (error: unknown) => error,
  )
  if (!(error instanceof Refusal)) throw error
  return (error.body.errors ?? []).map(({ path, say }) => `${path}: ${say}`)
}

test('what the file names becomes as it says, once; what somebody else added stays', async () => {
  await apply(base)
  expect(await changed(kit)).toEqual([['kit', 'pay', 'change']])
  expect(await changed(kit)).toEqual([])
  const [before] = (await read()).runbooks
  const teamId = before?.teamId ?? ''
  await kitActions.createBookmark(ctx(), {
    teamId,
    serviceId: null,
    name: 'Mine',
    url: 'https://m.example.com',
    kind: 'other',
    note: '',
    tags: [],
    ownerId: null,
  })
  await apply(kit.replace('https://g.example.com', 'https://h.example.com').replace('Look', 'Look twice'))
  const after = await read()
  const byName = after.bookmarks.toSorted((a, b) => a.name.localeCompare(b.name))
  expect(byName.map(({ name, url, version, tags, owner }) => [name, url, version, tags, owner?.name])).toEqual([
    ['Graphs', 'https://h.example.com', 2, ['errors'], 'Ana'],
    ['Hotline', '', 1, [], undefined],
    ['Mine', 'https://m.example.com', 1, [], undefined],
  ])
  expect(after.runbooks).toMatchObject([{ id: before?.id, title: 'Shop fails', version: 2, steps: 1 }])
})

test('all of it is exported, and makes the same kit elsewhere; what was removed is not in it', async () => {
  await apply(base + kit + '  - { team: ops, bookmarks: [{ name: A, note: first }, { name: A, note: second }] }\n')
  const gone = await runbookActions.createRunbook(ctx(), {
    teamId: (await read()).runbooks[0]?.teamId ?? '',
    serviceId: null,
    title: 'Gone',
    body: 'x',
    tags: [],
    ownerId: null,
  })
  await runbookActions.removeRunbook(ctx(), { runbookId: gone.id })
  const yaml = await exported()
  expect(yaml).toContain(
    'kit:\n  - team: ops\n    bookmarks:\n      - name: A\n        note: first\n      - name: A\n        note: second\n',
  )
  expect(yaml).not.toContain('Gone')
  expect(await changed(yaml)).toEqual([])
  const elsewhere = await freshDatabase()
  const other = connect(elsewhere.config, { connections: 2, name: 'elsewhere' })
  try {
    await configurationActions.applyConfiguration(testContext(other.db), { yaml, dryRun: false })
    expect((await configurationActions.exportConfiguration(testContext(other.db), {})).yaml).toBe(yaml)
  } finally {
    await other.close()
    await elsewhere.drop()
  }
})

test('what is wrong with it is told by its line', async () => {
  expect(
    await refusal(`${base}kit:
  - team: pays
    bookmarks:
      - { name: A, url: 'javascript:alert(1)' }
      - { name: B }
      - { name: C, note: x, servce: shop }
`),
  ).toEqual([
    expect.stringContaining('kit.0.bookmarks.0.url: Write an address that begins with http:// or https://'),
    expect.stringContaining('kit.0.bookmarks.1.url: Write an address, or a note with what there is to know'),
    expect.stringContaining('"servce" is not known here; did you mean "service"?'),
  ])
  expect(
    await refusal(`${base}kit:
  - team: pays
    bookmarks: [{ name: A, note: x, service: shopp, owner: ann@example.com }]
`),
  ).toEqual([
    expect.stringContaining('There is no team "pays"; did you mean "pay"?'),
    expect.stringContaining('There is no service "shopp"; did you mean "shop"?'),
    expect.stringContaining('There is no person "ann@example.com"; did you mean "ana@example.com"?'),
  ])
  // A service of another team.
  expect(await refusal(`${base}kit: [{ team: ops, bookmarks: [{ name: A, note: x, service: shop }] }]\n`)).toEqual([
    expect.stringContaining('serviceId: This team has no service of this id.'),
  ])
})

test('kits that are too long for a file are left out of it, and it says how they are taken along', async () => {
  await apply(base)
  const teamId = (await database.db.selectFrom('team').select('id').where('slug', '=', 'pay').executeTakeFirstOrThrow())
    .id
  const around = { teamId, serviceId: null, tags: [], ownerId: null }
  for (let at = 0; at < 11; at++)
    await runbookActions.createRunbook(ctx(), { ...around, title: `Long ${at}`, body: 'x'.repeat(99_000) })
  const yaml = await exported()
  expect(yaml.length).toBeLessThan(10_000)
  expect(yaml).toContain('baton kit export --team <team>')
  expect(await changed(yaml)).toEqual([])
})
