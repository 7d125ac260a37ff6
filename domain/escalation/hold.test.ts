// Held, or the fallback at once: never silent, never for nobody, never the most urgent.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schedule, weekly } from '../schedules/sample.test-support.ts'
import type { Ask } from './ask.ts'
import { escalate } from './escalate.ts'
import type { Roster, RosterPerson, RosterPolicy, RosterStep } from './roster.ts'
import { mayWait } from './waiting.ts'

/** Friday evening; the schedule begins on Monday 09:00. */
const friday = Temporal.Instant.from('2026-03-06T18:00:00Z')
const monday = '2026-03-09T09:00:00Z'
const office: RosterStep = { waitMinutes: 5, targets: [{ kind: 'schedule', scheduleId: 'office' }] }
const weekdays = { kind: 'days', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' } as const

test.each([
  ['P2', 1, false],
  ['P2', 2, true],
  ['P3', 2, false],
  ['P3', 3, true],
  ['P3', 4, true],
  [null, 4, false],
  [undefined, 4, false],
] as const)('from %s on, P%i may wait: %s', (mayWaitFrom, priority, may) => {
  expect(mayWait({ mayWaitFrom }, priority)).toBe(may)
})

describe('a page that may wait', () => {
  test('is held until somebody comes, and looked at again in a quarter of an hour', () => {
    expect(decided({})).toMatchObject({ do: 'hold' })
    expect(told(decided({}))).toBe(`held until ${monday}, then ana, again 2026-03-06T18:15:00Z`)
    const soon = Temporal.Instant.from('2026-03-09T08:55:00Z')
    expect(told(decided({ now: soon, heldSince: friday }))).toBe(`held until ${monday}, then ana, again ${monday}`)
  })

  test('is held for hours that do not hold, when they are the first to come', () => {
    const inHours: RosterStep = {
      waitMinutes: 5,
      targets: [{ kind: 'person', personId: 'ben' }],
      hours: { zone: 'UTC', within: [weekdays] },
    }
    expect(told(decided({ steps: [inHours, office] }))).toContain('held until 2026-03-09T08:00:00Z, then ben')
  })

  test('goes on where it stood: the people of the steps before were rung', () => {
    const ben: RosterStep = { waitMinutes: 5, targets: [{ kind: 'person', personId: 'ben' }] }
    expect(told(decided({ steps: [ben, office], from: { loop: 0, step: 0 } }))).toContain('then ana')
  })

  test.each<[string, Partial<Asked>]>([
    ['it is more urgent', { priority: 2 }],
    ['it is P1, whatever the policy says', { priority: 1, mayWaitFrom: 'P2' }],
    ['the policy does not say so', { mayWaitFrom: null }],
    ['somebody asked for the next step now', { isUrged: true }],
    ['nobody comes within a week', { now: Temporal.Instant.from('2026-03-01T18:00:00Z') }],
    ['it has been held for a week', { heldSince: Temporal.Instant.from('2026-02-27T18:00:00Z') }],
    ['time mends nothing', { steps: [{ waitMinutes: 5, targets: [{ kind: 'person', personId: 'mute' }] }] }],
    ['whoever comes is not to be reached', { people: [person('ana', false)] }],
    ['all steps have gone unanswered', { from: { loop: 0, step: 0 } }],
  ])('alarms the fallback when %s', (_, asked) => {
    expect(decided(asked).do).toBe('exhaust')
  })
})

test('whatever is held has a moment within a week at which somebody is reached, and is looked at before (P1)', () => {
  const moments = fc
    .integer({ min: 0, max: 14 * 24 * 60 })
    .map((minutes) => friday.subtract({ hours: 48 }).add({ minutes }))
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 4 }), (now, priority) => {
      const decision = decided({ now, priority })
      if (decision.do !== 'hold') return
      expect(priority).toBeGreaterThanOrEqual(3)
      expect(Temporal.Instant.compare(decision.nextAt, now)).toBe(1)
      expect(Temporal.Instant.compare(decision.nextAt, decision.until)).toBeLessThanOrEqual(0)
      expect(Temporal.Instant.compare(decision.until, now.add({ hours: 168 }))).toBeLessThanOrEqual(0)
      expect(decided({ now: decision.until, priority, heldSince: now }).do).toBe('page')
    }),
  )
})

type Asked = Partial<Pick<Ask, 'from' | 'priority' | 'heldSince' | 'isUrged'>> &
  Partial<Pick<RosterPolicy, 'mayWaitFrom' | 'steps'>> & {
    readonly now?: Temporal.Instant
    readonly people?: readonly RosterPerson[]
  }

function decided({ now = friday, from = 'start', priority = 3, heldSince = null, isUrged, ...words }: Asked) {
  const plan = { kind: 'policy', policyId: 'p' } as const
  return escalate({ plan, from, priority, heldSince, isUrged }, rosterOf(words), now)
}

function told(decision: ReturnType<typeof escalate>): string {
  if (decision.do !== 'hold') return decision.do
  const people = decision.expects.map(({ personId }) => personId).join('+')
  return `held until ${decision.until.toString()}, then ${people}, again ${decision.nextAt.toString()}`
}

function rosterOf({ mayWaitFrom = 'P3', steps = [office], people = [] }: Asked): Roster {
  const everybody = [person('ana'), person('ben'), person('mute', false), ...people]
  const policy = { id: 'p', name: 'Disks', teamId: 't', repeats: 0, returnAfterMinutes: 60, mayWaitFrom, steps }
  const rotation = weekly({ id: 'r', zone: 'UTC', startsOn: '2026-03-09', turns: [['ana']] })
  return {
    version: 1,
    channels: new Map(),
    people: new Map(everybody.map((one) => [one.id, one])),
    schedules: new Map([['office', schedule({ id: 'office', rotations: [rotation] })]]),
    policies: new Map([['p', policy]]),
    services: new Map(),
    teams: new Map(),
    respondersOf: new Map(),
    managersOf: new Map(),
    admins: [],
  }
}

function person(id: string, hasContact = true): RosterPerson {
  const contacts = hasContact
    ? [{ id: `${id} mail`, channel: 'email' as const, address: `${id}@example.com`, isVerified: true }]
    : []
  return { id, name: id, zone: 'UTC', language: 'en', isActive: true, contacts, rules: [] }
}
