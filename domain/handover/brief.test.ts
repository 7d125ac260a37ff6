import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { briefChanges, briefOf, briefSections, mostShown, openItems, readMark, type BriefFacts } from './brief.ts'

const people = ['ana', 'ben', null] as const
const owner = fc.constantFrom(...people).map((id) => (id === null ? null : { personId: id, name: id }))
const at = fc.option(
  fc.integer({ min: 0, max: 100 }).map((n) => Temporal.Instant.fromEpochMilliseconds(n * 60_000)),
  { nil: null },
)
const common = {
  title: fc.string(),
  place: fc.constantFrom('', 'Checkout', 'Search', 'Payments'),
  priority: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
  owner,
  dueAt: at,
  since: at,
} as const
const id = fc.integer({ min: 1, max: 30 })
const told = (section: string) =>
  fc.array(
    fc.record({
      ...common,
      key: id.map((n) => `${section}:${n}`),
      path: fc.constant('/'),
      state: fc.constant('x'),
      next: fc.constant([]),
      count: fc.nat(5),
    }),
    { maxLength: 10 },
  )

/** Any state of a team, with repeats, in any order. */
const anyFacts: fc.Arbitrary<BriefFacts> = fc.record({
  fromId: fc.constantFrom('ana', null),
  keeps: fc.array(fc.constantFrom('alert:1', 'task:2', 'incident:3'), { maxLength: 3 }),
  incidents: fc.array(
    fc.record({
      ...common,
      id,
      leadId: fc.constantFrom(...people),
      state: fc.constantFrom('triage', 'mitigation'),
      next: fc.array(fc.constantFrom('what', 'impact'), { maxLength: 2 }),
      alertIds: fc.array(id, { maxLength: 4 }),
    }),
    { maxLength: 12 },
  ),
  alerts: fc.array(
    fc.record({
      ...common,
      id,
      state: fc.constantFrom('triggered', 'acknowledged', 'snoozed'),
      count: fc.nat(9),
      isElsewhere: fc.constant(false),
    }),
    { maxLength: 40 },
  ),
  tasks: fc.array(fc.record({ ...common, id, incidentId: id, state: fc.constant('given') }), { maxLength: 12 }),
  followUps: fc.array(fc.record({ ...common, id, incidentId: id, state: fc.constant('prevent') }), { maxLength: 12 }),
  told: fc.record({ silences: told('silence'), noise: told('noise'), changes: told('change'), pinned: told('note') }),
})

test('nothing open is missing and nothing is listed twice, whatever the state of the team', () => {
  fc.assert(
    fc.property(anyFacts, fc.integer({ min: 1, max: 20 }), (facts, most) => {
      const items = openItems(facts)
      const keys = briefSections.flatMap((section) => items[section].map(({ key }) => key))
      expect(new Set(keys).size).toBe(keys.length)
      const inIncidents = new Set(facts.incidents.flatMap(({ alertIds }) => alertIds))
      const wanted = new Set([
        ...facts.incidents.map((one) => `incident:${one.id}`),
        // What belongs to an incident is told with it.
        ...facts.alerts.filter((one) => !inIncidents.has(one.id)).map((one) => `alert:${one.id}`),
        ...facts.tasks.map((one) => `task:${one.id}`),
        ...facts.followUps.map((one) => `follow_up:${one.id}`),
        ...Object.values(facts.told).flatMap((those) => those.map(({ key }) => key)),
      ])
      for (const key of wanted) expect(keys).toContain(key)
      // Everything that whoever goes has changes hands, is offered, or stays with them by their own word.
      for (const section of ['alerts', 'tasks', 'follow_ups'] as const)
        for (const { owner: has, fate, key } of items[section]) {
          const isTheirs = has !== null && has.personId === facts.fromId
          expect(fate).toBe(!isTheirs ? 'told' : facts.keeps.includes(key) ? 'keeps' : 'passes')
        }
      // Bounded: what is not shown is counted where it lies.
      for (const part of briefOf(facts, most)) {
        expect(part.items.length).toBeLessThanOrEqual(most)
        expect(part.items.length + part.rest.reduce((sum, { count }) => sum + count, 0)).toBe(part.total)
        expect(part.total).toBe(items[part.section].length)
      }
    }),
  )
})

const plainAlert = (n: number) => ({
  id: n,
  title: `Alert ${n}`,
  place: n % 2 === 0 ? 'Checkout' : 'Search',
  priority: 'P3' as const,
  state: 'triggered',
  owner: null,
  dueAt: null,
  since: null,
  count: 1,
  isElsewhere: false,
})
const empty: BriefFacts = {
  fromId: 'ana',
  keeps: [],
  incidents: [],
  alerts: [],
  tasks: [],
  followUps: [],
  told: { silences: [], noise: [], changes: [], pinned: [] },
}

test('5,000 open alerts are a page that can be read, with the rest counted by service', () => {
  const alerts = Array.from({ length: 5_000 }, (_, n) => plainAlert(n + 1))
  const [part] = briefOf({ ...empty, alerts })
  expect(part).toMatchObject({ section: 'alerts', total: 5_000 })
  expect(part?.items).toHaveLength(mostShown)
  expect(part?.rest.map(({ place }) => place).toSorted()).toEqual(['Checkout', 'Search'])
  expect(part?.rest.reduce((sum, { count }) => sum + count, 0)).toBe(5_000 - mostShown)
})

const mine = (n: number) => ({ ...plainAlert(n), owner: { personId: 'ana', name: 'Ana' }, state: 'acknowledged' })

test('what changes hands stands first, and accepting it anew is asked for exactly when that changed', () => {
  const before = { ...empty, alerts: [plainAlert(1), mine(2)] }
  expect(openItems(before).alerts.map(({ key, fate }) => [key, fate])).toEqual([
    ['alert:2', 'passes'],
    ['alert:1', 'told'],
  ])
  const mark = (facts: BriefFacts, version = 0) => readMark(openItems(facts), version)
  // An alert that nobody has yet pages whoever came anyway; it is no reason to read everything again.
  expect(mark({ ...before, alerts: [...before.alerts, plainAlert(3)] })).toBe(mark(before))
  expect(mark({ ...before, alerts: [...before.alerts, mine(4)] })).not.toBe(mark(before))
  expect(mark(before, 1)).not.toBe(mark(before))
  expect(mark({ ...before, keeps: ['alert:2'] })).not.toBe(mark(before))
  expect(mark({ ...before, alerts: before.alerts.toReversed() })).toBe(mark(before))
})

test('what came, went and changed since is named', () => {
  const was = briefOf({ ...empty, alerts: [plainAlert(1), mine(2), mine(3)] })
  const is = briefOf({ ...empty, alerts: [{ ...mine(3), priority: 'P1' as const }, plainAlert(1), mine(4)] })
  expect(briefChanges(was, is)).toEqual({ came: ['alert:4'], went: ['alert:2'], changed: ['alert:3'] })
  expect(briefChanges(was, was)).toEqual({ came: [], went: [], changed: [] })
})
