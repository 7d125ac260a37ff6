// The heart of promise P1, held over any roster: every answer names a later moment and somebody, or ends loudly.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schedule, weekly } from '../schedules/sample.test-support.ts'
import { escalate, fallbackPeople, lateness, resume, returnAfterMinutes, type Decision } from './escalate.ts'
import type { Plan, Position } from './escalate.ts'
import { onCallRoles, teamParts, type OnCallRole, type TeamPart } from './whom.ts'
import type { Roster, RosterPerson, RosterStep, RosterTarget } from './roster.ts'

const now = Temporal.Instant.from('2026-03-25T12:00:00Z')
const policy: Plan = { kind: 'policy', policyId: 'p' }
const fallback: Plan = { kind: 'fallback', teamId: 't1' }

describe('a policy', () => {
  test.each<[string, readonly RosterStep[], Position | 'start', string]>([
    ['begins with its first step', [step(5, 'ana'), step(9, 'ben')], 'start', '0.0 ana +5'],
    ['goes on to the next', [step(5, 'ana'), step(9, 'ben')], { loop: 0, step: 0 }, '0.1 ben +9'],
    ['begins again while it repeats', [step(5, 'ana'), step(9, 'ben')], { loop: 0, step: 1 }, '1.0 ana +5'],
    ['ends after its last repeat', [step(5, 'ana'), step(9, 'ben')], { loop: 1, step: 1 }, 'exhaust'],
    ['ends when it has no step', [], 'start', 'exhaust'],
    ['goes on in the next round when it was shortened', [step(5, 'ana')], { loop: 0, step: 7 }, '1.0 ana +5'],
    ['ends when it now repeats less', [step(5, 'ana')], { loop: 4, step: 0 }, 'exhaust'],
    ['passes who left', [step(5, 'gone'), step(9, 'ben')], 'start', '0.1 ben +9 (Gone deactivated)'],
    ['passes who has no contact', [step(5, 'mute'), step(9, 'ben')], 'start', '0.1 ben +9 (Mute unreachable)'],
    ['passes who was removed', [step(5, 'zoe'), step(9, 'ben')], 'start', '0.1 ben +9 (somebody removed deactivated)'],
    ['passes an empty schedule', [step(5, 'nights'), step(9, 'ben')], 'start', '0.1 ben +9 (Nights nobody_scheduled)'],
    [
      'passes a schedule of people who left',
      [step(5, 'leavers'), step(9, 'ben')],
      'start',
      '0.1 ben +9 (Leavers deactivated)',
    ],
    [
      'passes a schedule that was removed',
      [step(5, 'lost'), step(9, 'ben')],
      'start',
      '0.1 ben +9 (a removed schedule nobody_scheduled)',
    ],
    ['wakes the primary alone', [step(5, 'both')], 'start', '0.0 ana +5'],
    ['copies to the shadow', [step(5, 'watched')], 'start', '0.0 ana+shadow ben +5'],
    [
      'passes a schedule with a shadow alone',
      [step(5, 'learners'), step(9, 'ben')],
      'start',
      '0.1 ben +9 (Learners nobody_scheduled)',
    ],
    [
      'passes a step whose shadow alone can be reached',
      [step(5, 'unheard'), step(9, 'ana')],
      'start',
      '0.1 ana +9 (Mute unreachable)',
    ],
    ['does not miss a shadow who has no contact', [step(5, 'halfHeard')], 'start', '0.0 ana +5'],
    [
      'reaches a shadow who is named as well for their own sake',
      [step(5, 'watched', 'ben')],
      'start',
      '0.0 ana+ben +5',
    ],
    ['in any order', [step(5, 'ben', 'watched')], 'start', '0.0 ben+ana +5'],
    ['wakes the secondary when there is no primary', [step(5, 'second')], 'start', '0.0 ben +5'],
    ['reaches somebody named twice once', [step(5, 'ana', 'both', 'ana')], 'start', '0.0 ana +5'],
    ['reaches all targets of a step', [step(5, 'ana', 'mute', 'ben')], 'start', '0.0 ana+ben +5 (Mute unreachable)'],
    [
      'tells each gap once, however often it repeats',
      [step(5, 'mute', 'mute', 'nights')],
      'start',
      'exhaust (Mute unreachable) (Nights nobody_scheduled)',
    ],
  ])('%s', (_, steps, from, expected) => {
    expect(told(ask(policy, from, rosterOf({ steps, repeats: 1 })))).toBe(expected)
  })

  test.each<[string, readonly RosterTarget[], string]>([
    ['the primary alone', [onCall('both', 'primary')], '0.0 ana +5'],
    ['the secondary alone', [onCall('both', 'secondary')], '0.0 ben +5'],
    ['everybody on call', [onCall('both', 'everybody')], '0.0 ana+ben +5'],
    ['a copy for the shadow, whichever role', [onCall('watched', 'primary')], '0.0 ana+shadow ben +5'],
    ['no primary, where there is only a secondary', [onCall('second', 'primary')], 'exhaust (Second nobody_in_role)'],
    ['no secondary', [onCall('watched', 'secondary')], 'exhaust (Watched nobody_in_role)'],
    ['nobody of an empty schedule', [onCall('nights', 'everybody')], 'exhaust (Nights nobody_scheduled)'],
    ['who may respond in a team, but who left', [team('t1', 'responders')], '0.0 ana+ben +5'],
    ['nobody of a team in which nobody may', [team('t2', 'responders')], 'exhaust (Search nobody_in_team)'],
    ['whoever is on call in a team', [team('t1', 'on_call')], '0.0 ana+ben +5 (Mute unreachable)'],
    ['nobody of a team without schedules', [team('t2', 'on_call')], 'exhaust (Search nobody_scheduled)'],
  ])('reaches %s', (_, targets, expected) => {
    expect(told(ask(policy, 'start', rosterOf({ steps: [{ waitMinutes: 5, targets }] })))).toBe(expected)
  })

  test('says of which team somebody is reached as a member', () => {
    const steps = [{ waitMinutes: 5, targets: [team('t1', 'responders')] }]
    const decision = ask(policy, 'start', rosterOf({ steps }))
    expect(decision.do === 'page' && decision.reached[0]?.reason).toMatchObject({ kind: 'member', team: 'Payments' })
  })

  test('goes through the steps of a policy that a step names, and on', () => {
    const roster = rosterOf({
      steps: [step(5, 'ana'), { waitMinutes: 30, targets: [{ kind: 'policy', policyId: 'q' }] }],
    })
    const inner = { ...ordinary, id: 'q', repeats: 9, steps: [step(7, 'ben'), step(8, 'second')] }
    const both = { ...roster, policies: new Map(roster.policies).set('q', inner) }
    expect(walk(policy, both).map(told)).toEqual(['0.0 ana +5', '0.1 ben +7', '0.2 ben +30', 'exhaust'])
  })

  test('passes a step that is not meant for this page now, and says so', () => {
    const steps = [
      { ...step(5, 'ana'), priorities: ['P2', 'P3'] as const },
      {
        ...step(6, 'ana'),
        hours: { zone: 'UTC', within: [{ kind: 'days', weekdays: [6], from: '00:00', to: '00:00' }] },
      },
      step(9, 'ben'),
    ] as const
    expect(told(ask(policy, 'start', rosterOf({ steps })))).toBe('0.2 ben +9 ( other_priority) ( other_hours)')
    // Nobody sees to it that a step is left: then the fallback answers.
    expect(told(ask(policy, 'start', rosterOf({ steps: steps.slice(0, 2), repeats: 3 })))).toBe(
      'exhaust ( other_priority) ( other_hours)',
    )
  })

  test('holds the steps of a policy to the conditions of the step that names it', () => {
    const naming = { ...step(5), targets: [{ kind: 'policy', policyId: 'q' }], priorities: ['P4'] } as const
    const roster = rosterOf({ steps: [naming, step(9, 'ben')] })
    const inner = { ...ordinary, id: 'q', repeats: 0, steps: [step(7, 'ana')] }
    const both = { ...roster, policies: new Map(roster.policies).set('q', inner) }
    expect(told(ask(policy, 'start', both))).toBe('0.1 ben +9 ( other_priority)')
  })

  test('passes a policy that leads back, and tells it', () => {
    const roster = rosterOf({
      steps: [{ waitMinutes: 5, targets: [{ kind: 'policy', policyId: 'p' }] }, step(9, 'ben')],
    })
    expect(told(ask(policy, 'start', roster))).toBe('0.1 ben +9 (Payments not_followed)')
  })

  test('that is not there any more ends loudly', () => {
    expect(ask({ kind: 'policy', policyId: 'removed' }, 'start', rosterOf())).toEqual({
      do: 'exhaust',
      told: [],
      missed: [],
    })
  })

  test('says why each of them is reached', () => {
    const decision = ask(policy, 'start', rosterOf({ steps: [step(5, 'both', 'ben')] }))
    expect(decision.do === 'page' && decision.reached.map(({ personId, reason }) => [personId, reason])).toEqual([
      ['ana', { kind: 'on_call', schedule: 'Both', until: '2026-03-30T07:00:00Z' }],
      ['ben', { kind: 'named', schedule: null, until: null }],
    ])
  })
})

test('a person paged by name gets three tries of five minutes', () => {
  const plan: Plan = { kind: 'person', personId: 'ana' }
  expect(walk(plan, rosterOf()).map(told)).toEqual(['0.0 ana +5', '1.0 ana +5', '2.0 ana +5', 'exhaust'])
  expect(told(ask({ kind: 'person', personId: 'mute' }, 'start', rosterOf()))).toBe('exhaust (Mute unreachable)')
})

describe('the fallback', () => {
  test('rings the managers of the team and the admins, each once, and never ends', () => {
    const decisions = walk(fallback, rosterOf({ managers: ['ana', 'gone'], admins: ['ana', 'ben'] }), 8)
    expect(decisions.map(told)).toEqual([5, 5, 10, 20, 30, 60, 60, 60].map((wait, i) => `${i}.0 ana+ben +${wait}`))
  })

  test('waits also when there is nobody at all', () => {
    expect(told(ask(fallback, 'start', rosterOf()))).toBe('0.0 nobody +5')
    expect(told(ask(fallback, 'start', rosterOf({ admins: ['mute'] })))).toBe('0.0 nobody +5 (Mute unreachable)')
  })

  test('is never a person who left', () => {
    expect(fallbackPeople('t1', rosterOf({ managers: ['gone', 'ana'], admins: ['zoe', 'ana'] }))).toEqual(['ana'])
  })
})

test.each([
  ['open', { from: { loop: 1, step: 2 }, because: 'unanswered' }],
  ['acknowledged', { from: 'start', because: 'acknowledged_and_idle' }],
  ['snoozed', { from: 'start', because: 'snooze_ended' }],
] as const)('a page that is %s and due', (state, expected) => {
  expect(resume({ state, at: { loop: 1, step: 2 } })).toEqual(expected)
})

test('an acknowledged page returns when its policy says, or after an hour', () => {
  expect(returnAfterMinutes(policy, rosterOf({ returnAfterMinutes: 25 }))).toBe(25)
  expect(returnAfterMinutes({ kind: 'policy', policyId: 'removed' }, rosterOf())).toBe(60)
  expect(returnAfterMinutes(fallback, rosterOf())).toBe(60)
})

test('a page is late from its moment on', () => {
  expect(lateness(now, now.add({ milliseconds: 30 }))).toBe(30)
  expect(lateness(now, now)).toBe(0)
  expect(lateness(now, now.subtract({ seconds: 1 }))).toBe(0)
})

describe('over any roster', () => {
  test('a policy pages somebody reachable at a later moment, or exhausts (P1)', () => {
    fc.assert(
      fc.property(anyRoster, anyPosition, anyPriority, (roster, from, priority) => {
        const decision = escalate({ plan: policy, from, priority }, roster, now)
        if (decision.do === 'hold') throw new Error('no policy here may wait')
        if (decision.do === 'exhaust') {
          expect(Object.keys(decision).toSorted()).toEqual(['do', 'missed', 'told'])
          return
        }
        expect(decision.reached.some(({ reason }) => reason.kind !== 'shadow')).toBe(true)
        expect(Temporal.Instant.compare(decision.nextAt, now)).toBe(1)
        expectForward(from, decision.at)
        expect(decision.at.loop).toBeLessThanOrEqual(roster.policies.get('p')?.repeats ?? -1)
        expect(decision.at.step).toBeLessThan(roster.policies.get('p')?.steps.length ?? 0)
      }),
      { numRuns: 500 },
    )
  })

  test('it exhausts only when no step left reaches anybody', () => {
    fc.assert(
      fc.property(anyRoster, (roster) => {
        const { steps = [] } = roster.policies.get('p') ?? {}
        // Asked step by step, each as the only one of a policy.
        const alone = steps.map((only) => ask(policy, 'start', withPolicy(roster, [only], 0)).do)
        expect(ask(policy, 'start', roster).do).toBe(alone.includes('page') ? 'page' : 'exhaust')
      }),
    )
  })

  test('nobody who is inactive, removed or without a contact counts as reached, and nobody counts twice', () => {
    fc.assert(
      fc.property(anyRoster, anyPlan, anyPosition, (roster, plan, from) => {
        const decision = ask(plan, from, roster)
        if (decision.do !== 'page') return
        for (const { personId, ways } of decision.reached) {
          expect(roster.people.get(personId)).toMatchObject({
            isActive: true,
            contacts: { length: expect.any(Number) },
          })
          expect(ways.length).toBeGreaterThan(0)
          const contacts = roster.people.get(personId)?.contacts.map(({ id }) => id)
          for (const way of ways) expect(contacts).toContain(way.contactId)
        }
        expect(new Set(decision.reached.map(({ personId }) => personId)).size).toBe(decision.reached.length)
      }),
      { numRuns: 500 },
    )
  })

  test('shadows change nothing but who gets a copy', () => {
    fc.assert(
      fc.property(anyRoster, anyPosition, anyPriority, (roster, from, priority) => {
        const withShadows = escalate({ plan: policy, from, priority }, roster, now)
        const without = escalate({ plan: policy, from, priority }, withoutShadows(roster), now)
        expect(withoutCopies(withShadows)).toEqual(without)
      }),
      { numRuns: 500 },
    )
  })

  test('each gap is told once', () => {
    fc.assert(
      fc.property(anyRoster, anyPlan, anyPosition, (roster, plan, from) => {
        const missed = ask(plan, from, roster).missed.map(({ step, target, because }) => `${step} ${target} ${because}`)
        expect(missed).toEqual([...new Set(missed)])
      }),
      { numRuns: 500 },
    )
  })

  test('the fallback never exhausts; its waits never shrink, never fall below five minutes and reach an hour', () => {
    fc.assert(
      fc.property(anyRoster, fc.integer({ min: 0, max: 1_000_000 }), (roster, loop) => {
        const decisions = walk(fallback, roster, 8)
        expect(decisions).toHaveLength(8)
        const waits = decisions.map(waitOf)
        expect(waits.toSorted((a, b) => a - b)).toEqual(waits)
        expect(waits[0]).toBe(5)
        expect(waits.at(-1)).toBe(60)
        expect(waitOf(ask(fallback, { loop, step: 0 }, roster))).toBeGreaterThanOrEqual(5)
        expect(waitOf(ask(fallback, { loop: loop + 5, step: 0 }, roster))).toBe(60)
      }),
    )
  })

  test('a walk with everybody reachable visits every step once a round, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 9 }), (count, repeats) => {
        const steps = Array.from({ length: count }, (_, i) => step(i + 1, i % 2 === 0 ? 'ana' : 'ben'))
        const decisions = walk(policy, rosterOf({ steps, repeats }))
        const rounds = Array.from({ length: repeats + 1 }, (_, loop) =>
          steps.map(({ waitMinutes }, at) => `${loop}.${at} ${at % 2 === 0 ? 'ana' : 'ben'} +${waitMinutes}`),
        )
        expect(decisions.map(told)).toEqual([...rounds.flat(), 'exhaust'])
      }),
    )
  })

  test('every walk ends after at most as many pages as the policy has steps in all rounds', () => {
    fc.assert(
      fc.property(anyRoster, (roster) => {
        const { steps = [], repeats = 0 } = roster.policies.get('p') ?? {}
        const decisions = walk(policy, roster, 1_000)
        expect(decisions.at(-1)?.do).toBe('exhaust')
        expect(decisions.length - 1).toBeLessThanOrEqual(steps.length * (repeats + 1))
      }),
    )
  })
})

function ask(plan: Plan, from: Position | 'start', roster: Roster): Decision {
  return escalate({ plan, from, priority: 1 }, roster, now)
}

/** What a page does that nobody answers, at most so many times. */
function walk(plan: Plan, roster: Roster, most = 200): Decision[] {
  const decisions: Decision[] = []
  let from: Position | 'start' = 'start'
  while (decisions.length < most) {
    const decision = ask(plan, from, roster)
    decisions.push(decision)
    if (decision.do !== 'page') break
    from = decision.at
  }
  return decisions
}

function told(decision: Decision): string {
  const missed = decision.missed.map(({ target, because }) => ` (${target} ${because})`).join('')
  if (decision.do !== 'page') return `exhaust${missed}`
  const people = decision.reached.map(({ personId, reason }) =>
    reason.kind === 'shadow' ? `shadow ${personId}` : personId,
  )
  return `${decision.at.loop}.${decision.at.step} ${people.join('+') || 'nobody'} +${waitOf(decision)}${missed}`
}

function waitOf(decision: Decision): number {
  return decision.do === 'page' ? now.until(decision.nextAt).total('minutes') : Number.NaN
}

function expectForward(from: Position | 'start', at: Position): void {
  const order = (position: Position) => position.loop * 1_000 + position.step
  if (from !== 'start') expect(order(at)).toBeGreaterThan(order(from))
}

function step(waitMinutes: number, ...names: readonly string[]): RosterStep {
  return { waitMinutes, targets: names.map(target) }
}

const scheduleNames = ['both', 'second', 'nights', 'leavers', 'lost', 'watched', 'learners', 'unheard']

function target(name: string): RosterTarget {
  const schedules = [...scheduleNames, 'halfHeard']
  return schedules.includes(name) ? { kind: 'schedule', scheduleId: name } : { kind: 'person', personId: name }
}

function onCall(scheduleId: string, role: OnCallRole): RosterTarget {
  return { kind: 'schedule', scheduleId, role }
}

function team(teamId: string, part: TeamPart): RosterTarget {
  return { kind: 'team', teamId, part }
}

function person(id: string, words: Partial<RosterPerson> = {}): [string, RosterPerson] {
  const name = `${id[0]?.toUpperCase()}${id.slice(1)}`
  const contacts = [{ id: `${id}-mail`, channel: 'email', address: `${id}@example.com`, isVerified: true }] as const
  return [id, { id, name, zone: 'UTC', language: 'en', isActive: true, contacts, rules: [], ...words }]
}

type Words = {
  readonly steps?: readonly RosterStep[]
  readonly repeats?: number
  readonly returnAfterMinutes?: number
  readonly managers?: readonly string[]
  readonly admins?: readonly string[]
}

function rosterOf(words: Words = {}): Roster {
  const { steps = [], repeats = 0, returnAfterMinutes = 60, managers = [], admins = [] } = words
  const anaFirst = weekly({ turns: [['ana']] })
  const benSecond = weekly({ id: 'r2', role: 'secondary', turns: [['ben']] })
  const benShadow = weekly({ id: 'r3', role: 'shadow', turns: [['ben']] })
  const muteFirst = weekly({ id: 'r4', turns: [['mute']] })
  const muteShadow = weekly({ id: 'r5', role: 'shadow', turns: [['mute']] })
  return {
    version: 1,
    people: new Map([
      person('ana'),
      person('ben'),
      person('mute', { contacts: [] }),
      person('gone', { isActive: false }),
    ]),
    schedules: new Map([
      ['both', schedule({ id: 'both', name: 'Both', rotations: [benSecond, anaFirst] })],
      ['watched', schedule({ id: 'watched', name: 'Watched', rotations: [anaFirst, benShadow] })],
      ['learners', schedule({ id: 'learners', name: 'Learners', rotations: [benShadow] })],
      ['unheard', schedule({ id: 'unheard', name: 'Unheard', rotations: [muteFirst, benShadow] })],
      ['halfHeard', schedule({ id: 'halfHeard', name: 'Half heard', rotations: [anaFirst, muteShadow] })],
      ['second', schedule({ id: 'second', name: 'Second', rotations: [benSecond] })],
      ['nights', schedule({ id: 'nights', name: 'Nights' })],
      ['leavers', schedule({ id: 'leavers', name: 'Leavers', rotations: [weekly({ turns: [['gone']] })] })],
    ]),
    policies: new Map([['p', { id: 'p', name: 'Payments', teamId: 't1', repeats, returnAfterMinutes, steps }]]),
    services: new Map(),
    channels: new Map(),
    teams: new Map([
      ['t1', { id: 't1', name: 'Payments' }],
      ['t2', { id: 't2', name: 'Search' }],
    ]),
    respondersOf: new Map([['t1', ['ana', 'gone', 'ben']]]),
    managersOf: new Map([['t1', managers]]),
    admins,
  }
}

function withoutShadows(roster: Roster): Roster {
  const schedules = [...roster.schedules].map(([id, one]) => {
    const rotations = one.rotations.filter(({ role }) => role !== 'shadow')
    return [id, { ...one, rotations }] as const
  })
  return { ...roster, schedules: new Map(schedules) }
}

function withoutCopies(decision: Decision): Decision {
  if (decision.do !== 'page') return decision
  return { ...decision, reached: decision.reached.filter(({ reason }) => reason.kind !== 'shadow') }
}

function withPolicy(roster: Roster, steps: readonly RosterStep[], repeats: number): Roster {
  return { ...roster, policies: new Map([['p', { ...ordinary, steps, repeats }]]) }
}

const ordinary = { id: 'p', name: 'Payments', teamId: 't1', returnAfterMinutes: 60 }
const anyName = fc.constantFrom('ana', 'ben', 'mute', 'gone', 'zoe')
const anyTarget: fc.Arbitrary<RosterTarget> = fc.oneof(
  fc.oneof(anyName, fc.constantFrom(...scheduleNames)).map(target),
  fc
    .tuple(fc.constantFrom(...scheduleNames), fc.constantFrom(...onCallRoles))
    .map(([name, role]) => onCall(name, role)),
  fc.tuple(fc.constantFrom('t1', 't2', 't9'), fc.constantFrom(...teamParts)).map(([id, part]) => team(id, part)),
)
const anyStep = fc.record({
  waitMinutes: fc.integer({ min: 1, max: 1_440 }),
  targets: fc.oneof(
    { weight: 5, arbitrary: fc.array(anyTarget, { maxLength: 5 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('p', 'q', 'gone').map((policyId) => [{ kind: 'policy', policyId } as const]),
    },
  ),
})
const anyTurnOfLife = fc.record({ isActive: fc.boolean(), hasContact: fc.boolean() })
const anyRoster: fc.Arbitrary<Roster> = fc
  .record({
    steps: fc.array(anyStep, { maxLength: 5 }),
    repeats: fc.integer({ min: 0, max: 9 }),
    managers: fc.array(anyName),
    admins: fc.array(anyName),
    ana: anyTurnOfLife,
    ben: anyTurnOfLife,
  })
  .map(({ ana, ben, ...words }) => {
    const roster = rosterOf(words)
    const people = new Map(roster.people)
    for (const [id, { isActive, hasContact }] of [['ana', ana] as const, ['ben', ben] as const]) {
      people.set(...person(id, hasContact ? { isActive } : { isActive, contacts: [] }))
    }
    return { ...roster, people }
  })
const anyPosition = fc.oneof(
  fc.constant('start' as const),
  fc.record({ loop: fc.integer({ min: 0, max: 12 }), step: fc.integer({ min: 0, max: 8 }) }),
)
const anyPriority = fc.integer({ min: 1, max: 4 })
const anyPlan: fc.Arbitrary<Plan> = fc.oneof(
  fc.constant(policy),
  fc.constant(fallback),
  anyName.map((personId) => ({ kind: 'person', personId }) as const),
)
