// Whoever said that they cannot is not rung again for this page, and nothing of that is ever silence.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schedule, weekly } from '../schedules/sample.test-support.ts'
import { escalate, type Decision, type Plan, type Position } from './escalate.ts'
import { rehearse } from './rehearse.ts'
import type { Roster, RosterStep } from './roster.ts'

const now = Temporal.Instant.from('2026-03-25T12:00:00Z')
const policy: Plan = { kind: 'policy', policyId: 'p' }

describe('whoever declined', () => {
  test.each<[string, Plan, readonly string[], Position | 'start', string]>([
    ['is passed', policy, ['ana'], 'start', '0.0 ben (Ana declined)'],
    [
      'takes the step with them when nobody else is in it',
      policy,
      ['ana', 'ben'],
      'start',
      '0.1 cho (Ana declined) (Ben declined)',
    ],
    ['is not rung in the next round either', policy, ['ana'], { loop: 0, step: 2 }, '1.0 ben (Ana declined)'],
    ['leaves copies behind that count for nobody', policy, ['dan'], { loop: 0, step: 1 }, '1.0 ana+ben (Dan declined)'],
    ['ends a policy in which nobody is left', policy, ['ana', 'ben', 'cho', 'dan'], 'start', 'exhaust'],
    ['by name ends the page at once', { kind: 'person', personId: 'ana' }, ['ana'], { loop: 0, step: 0 }, 'exhaust'],
    [
      'as the fallback is rung all the same',
      { kind: 'fallback', teamId: 't' },
      ['ana'],
      { loop: 3, step: 0 },
      '4.0 ana',
    ],
  ])('%s', (_, plan, declined, from, expected) => {
    expect(told(ask(plan, from, declined))).toContain(expected)
  })

  test('is never rung by a policy, and whoever is left is', () => {
    fc.assert(
      fc.property(
        fc.subarray(['ana', 'ben', 'cho', 'dan', 'eve']),
        fc.integer({ min: 0, max: 9 }),
        (declined, loop) => {
          const decision = ask(policy, loop === 0 ? 'start' : { loop: loop - 1, step: 2 }, declined)
          if (decision.do === 'page') {
            const people = decision.reached.map(({ personId }) => personId)
            expect(people.filter((one) => declined.includes(one))).toEqual([])
            expect(decision.reached.some(({ reason }) => reason.kind !== 'shadow')).toBe(true)
          } else if (loop === 0) expect(['ana', 'ben', 'cho', 'dan'].every((one) => declined.includes(one))).toBe(true)
        },
      ),
    )
  })
})

test('a rehearsal of a running page leaves out who declined it', () => {
  const draft = { name: 'Payments', teamId: 't', repeats: 0, returnAfterMinutes: 60, steps }
  const names = (declined: readonly string[]) =>
    rehearse(draft, { priority: 1, from: now, declined: new Set(declined) }, rosterOf()).moments.flatMap(
      ({ reaches }) => reaches.map(({ name }) => name),
    )
  expect(names([])).toEqual(['Ana', 'Ben', 'Cho', 'Dan', 'Eve'])
  expect(names(['ana', 'cho'])).toEqual(['Ben', 'Dan', 'Eve'])
})

const named = (...ids: readonly string[]) => ids.map((personId) => ({ kind: 'person', personId }) as const)
const steps: readonly RosterStep[] = [
  { waitMinutes: 5, targets: named('ana', 'ben') },
  { waitMinutes: 5, targets: named('cho') },
  { waitMinutes: 5, targets: [{ kind: 'schedule', scheduleId: 'watched' }] },
]

function ask(plan: Plan, from: Position | 'start', declined: readonly string[]): Decision {
  return escalate({ plan, from, priority: 1, declined: new Set(declined) }, rosterOf(), now)
}

function told(decision: Decision): string {
  const missed = decision.missed.map(({ target, because }) => ` (${target} ${because})`).join('')
  if (decision.do !== 'page') return `${decision.do}${missed}`
  return `${decision.at.loop}.${decision.at.step} ${decision.reached.map(({ personId }) => personId).join('+')}${missed}`
}

function rosterOf(): Roster {
  const person = (id: string) => {
    const contacts = [{ id: `${id}-mail`, channel: 'email', address: `${id}@example.com`, isVerified: true }] as const
    const name = `${id[0]?.toUpperCase()}${id.slice(1)}`
    return [id, { id, name, zone: 'UTC', language: 'en', isActive: true, contacts, rules: [] }] as const
  }
  const rotations = [weekly({ turns: [['dan']] }), weekly({ id: 'r2', role: 'shadow', turns: [['eve']] })]
  return {
    version: 1,
    people: new Map(['ana', 'ben', 'cho', 'dan', 'eve'].map(person)),
    channels: new Map(),
    schedules: new Map([['watched', schedule({ id: 'watched', name: 'Watched', rotations })]]),
    policies: new Map([['p', { id: 'p', name: 'Payments', teamId: 't', repeats: 9, returnAfterMinutes: 60, steps }]]),
    services: new Map(),
    teams: new Map([['t', { id: 't', name: 'Team' }]]),
    respondersOf: new Map(),
    managersOf: new Map([['t', ['ana']]]),
    admins: [],
  }
}
