// Whoever goes is paged beside whoever came, and never instead of them.
import { expect, test } from 'vitest'
import type { Schedule } from '../schedules/schedule.ts'
import { escalate } from './escalate.ts'
import type { Roster, RosterPerson, RosterStep } from './roster.ts'
import { inOrder } from './turns.ts'

const at = (text: string) => Temporal.Instant.from(text)
const now = at('2026-03-09T09:05:00Z')
const span = { startsAt: at('2026-03-01T00:00:00Z'), endsAt: at('2026-04-01T00:00:00Z') }

function person(id: string, of: Partial<RosterPerson> = {}): RosterPerson {
  const contacts = [{ id: `c-${id}`, channel: 'sms', address: '+1', isVerified: true } as const]
  return { id, name: id, zone: 'UTC', language: 'en', isActive: true, contacts, rules: [], ...of }
}

/** Ben is on call; Ana's shift is over and nobody accepted it. */
function roster(
  of: {
    readonly people?: readonly RosterPerson[]
    readonly onCall?: readonly string[]
    readonly step?: Partial<RosterStep>
  } = {},
): Roster {
  const { people = [person('ana'), person('ben'), person('kim')], onCall = ['ben'], step = {} } = of
  const schedule: Schedule = {
    id: 's',
    slug: 's',
    name: 'Payments',
    teamId: 't',
    zone: 'UTC',
    rotations: [],
    overrides: [],
    calendars: [],
    temporaries: [
      {
        id: 'x',
        name: 'x',
        ...span,
        createdAt: span.startsAt,
        shifts: onCall.map((personId) => ({ personId, role: 'primary', ...span })),
      },
    ],
    handingOver: [{ personId: 'ana', startsAt: at('2026-03-09T09:00:00Z'), endsAt: at('2026-03-09T10:00:00Z') }],
  }
  const steps = [{ waitMinutes: 5, targets: [{ kind: 'schedule', scheduleId: 's' }], ...step } as const]
  return {
    version: 1,
    people: new Map(people.map((one) => [one.id, one])),
    schedules: new Map([['s', schedule]]),
    policies: new Map([['p', { id: 'p', name: 'P', teamId: 't', repeats: 0, returnAfterMinutes: 60, steps }]]),
    services: new Map(),
    teams: new Map(),
    channels: new Map(),
    respondersOf: new Map(),
    managersOf: new Map(),
    admins: [],
  }
}

function reached(of: Roster, when = now) {
  const decision = escalate({ plan: { kind: 'policy', policyId: 'p' }, from: 'start', priority: 2 }, of, when)
  if (decision.do !== 'page') return [decision.do]
  return decision.reached.map(({ personId, reason, ways }) => {
    const waits = ways.every(({ quietUntil }) => quietUntil) ? ' later' : ''
    return `${personId} ${reason.kind}${waits}`
  })
}

test('both, from the change to the valve, half-open', () => {
  expect(reached(roster())).toEqual(['ben on_call', 'ana handing_over'])
  expect(reached(roster(), at('2026-03-09T08:59:59.999Z'))).toEqual(['ben on_call'])
  expect(reached(roster(), at('2026-03-09T09:00:00Z'))).toEqual(['ben on_call', 'ana handing_over'])
  expect(reached(roster(), at('2026-03-09T10:00:00Z'))).toEqual(['ben on_call'])
})

test('whoever came and cannot be reached is missed, and whoever goes is reached', () => {
  const ben = person('ben', { contacts: [] })
  expect(reached(roster({ people: [person('ana'), ben] }))).toEqual(['ana handing_over'])
  const gone = person('ben', { isActive: false })
  expect(reached(roster({ people: [person('ana'), gone] }))).toEqual(['ana handing_over'])
})

test('whoever has left the company is not reached, whatever they had not handed over', () => {
  expect(reached(roster({ people: [person('ana', { isActive: false }), person('ben')] }))).toEqual(['ben on_call'])
})

test('whoever goes on on call is reached once, as on call', () => {
  expect(reached(roster({ onCall: ['ana', 'ben'] }))).toEqual(['ana on_call', 'ben on_call'])
})

test('a step for secondaries alone does not reach whoever goes', () => {
  const step = { targets: [{ kind: 'schedule', scheduleId: 's', role: 'secondary' }] } as const
  expect(reached(roster({ step }))).toEqual(['exhaust'])
})

test('in turn it is never the turn of whoever goes while somebody is on call', () => {
  expect(inOrder([{ personId: 'ana' }, { personId: 'ben' }], ['ben'])[0]).toEqual({ personId: 'ana' })
  const inTurn = roster({ onCall: ['ben', 'kim'], step: { inTurn: true } })
  const ask = { plan: { kind: 'policy', policyId: 'p' }, from: 'start', priority: 2 } as const
  const decision = escalate({ ...ask, turns: new Map([['p/0', ['ben', 'kim']]]) }, inTurn, now)
  expect(decision).toMatchObject({ do: 'page', turn: { personId: 'ben' } })
  expect(reached(inTurn)).toEqual(['ben on_call', 'ana handing_over'])
  // Where nobody came who can be reached, whoever goes has the turn.
  const alone = roster({ people: [person('ana')], step: { inTurn: true } })
  expect(reached(alone)).toEqual(['ana handing_over'])
})

test('whoever came does not sleep because whoever went is rung', () => {
  const night = {
    hours: { zone: 'UTC', within: [{ kind: 'days', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '12:00' }] },
    priorities: ['P2'],
  } as const
  const ben = person('ben', { quiet: night })
  expect(reached(roster({ people: [person('ana'), ben] }))).toEqual(['ben on_call', 'ana handing_over'])
  // Whoever goes may sleep when whoever came is rung.
  const ana = person('ana', { quiet: night })
  expect(reached(roster({ people: [ana, person('ben')] }))).toEqual(['ben on_call', 'ana handing_over later'])
})
