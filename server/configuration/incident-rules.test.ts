// The rules by which alerts become incidents, skills and experts in a file: what is refused by its line, and what applying it keeps.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testContext } from '../../test/context.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { findIncidentRules } from '../incidents/rule-store.ts'
import { Refusal } from '../refusal.ts'
import { configurationActions } from './actions.ts'

let home: TestDatabase
let database: Database
beforeEach(async () => {
  home = await freshDatabase()
  database = connect(home.config, { connections: 2, name: 'incident rules in a file' })
})
afterEach(async () => {
  await database.close()
  await home.drop()
})

const base = `teams: [{ slug: pay, name: Pay }]
people: [{ email: ana@example.com, name: Ana, skills: [Postgres, kafka] }]
policies:
  - { slug: usual, name: Usual, team: pay, steps: [{ wait: 5, targets: [{ person: ana@example.com }] }] }
services:
  - { slug: shop, name: Shop, team: pay, policy: usual, experts: [{ skill: kafka }, { person: ana@example.com }] }
`

const apply = (yaml: string) =>
  configurationActions.applyConfiguration(testContext(database.db), { yaml, dryRun: false })
const exported = async () => (await configurationActions.exportConfiguration(testContext(database.db), {})).yaml

async function refusal(yaml: string): Promise<string[]> {
  const error: unknown = await apply(yaml).then(
    () => new Error('it was applied'),
    (error: unknown) => error,
  )
  if (!(error instanceof Refusal)) throw error
  return (error.body.errors ?? []).map(({ path, say }) => `${path}: ${say}`)
}

test('what is wrong with them is told by its line', async () => {
  const told = await refusal(`${base}incidentRules:
  - team: pay
    inOrder:
      - name: A
        when: severity
      - name: B
        title: '{what}'
      - name: C
        calls: policy
      - name: D
        servce: shop
  - team: pays
    inOrder: []
`)
  expect(told).toEqual([
    expect.stringContaining('incidentRules.0.inOrder.0.when: Write =, !=, =~ or !~ after the name'),
    expect.stringContaining('incidentRules.0.inOrder.1.title: Use {summary}'),
    expect.stringContaining('incidentRules.0.inOrder.2.policy: Name the policy whose people are called'),
    expect.stringContaining('"servce" is not known here; did you mean "service"?'),
    expect.stringContaining('incidentRules.1.team: There is no team "pays"; did you mean "pay"?'),
  ])
  const names = await refusal(`${base}incidentRules:
  - { team: pay, inOrder: [{ name: A, service: shopp }, { name: B, calls: policy, policy: usuall }] }
`)
  expect(names).toEqual([
    expect.stringContaining('There is no service "shopp"; did you mean "shop"?'),
    expect.stringContaining('There is no policy "usuall"; did you mean "usual"?'),
  ])
})

test('they are as written, in their order; one of the same name stays the same one', async () => {
  const rules = (inOrder: string) => `incidentRules:\n  - team: pay\n    inOrder: ${inOrder}\n`
  await apply(`${base}${rules('[{ name: A }, { name: B, service: shop, calls: on_call }]')}`)
  const before = await findIncidentRules(database.db)
  await apply(rules('[{ name: B, afterAlerts: 3 }, { name: C, does: join }]'))
  const after = await findIncidentRules(database.db)
  expect(after.map(({ name }) => name)).toEqual(['B', 'C'])
  expect(after[0]?.id).toBe(before[1]?.id)
  expect(await exported()).toContain('      - name: B\n        afterAlerts: 3\n      - name: C\n        does: join\n')
  const cleared = await apply(rules('[]'))
  expect(cleared.changes.map(({ kind, does }) => [kind, does])).toEqual([['incident_rules', 'change']])
})

test('skills and experts are as written, and stay where the file does not name them', async () => {
  await apply(base)
  await apply('people: [{ email: ana@example.com, name: Ana R }]\n')
  const yaml = await exported()
  expect(yaml).toContain('    skills:\n      - kafka\n      - postgres\n')
  expect(yaml).toContain('    experts:\n      - skill: kafka\n      - person: ana@example.com\n')
  expect((await apply(yaml)).changes.filter(({ does }) => does !== 'none')).toEqual([])
  const unknown =
    'services: [{ slug: shop, name: Shop, team: pay, policy: usual, experts: [{ person: bob@example.com }] }]\n'
  expect(await refusal(unknown)).toEqual([expect.stringContaining('There is no person "bob@example.com"')])
})
