// Quiet hours in the steps of a policy: who is on call keeps the promise, whoever else a step names.
import { expect, test } from 'vitest'
import type { Quiet } from '../paging/quiet.ts'
import type { Way } from '../paging/rules.ts'
import { schedule, weekly } from '../schedules/sample.test-support.ts'
import type { Ask } from './ask.ts'
import { escalate } from './escalate.ts'
import type { Roster, RosterPerson, RosterStep, RosterTarget } from './roster.ts'

// Three in the morning in Berlin.
const night = Temporal.Instant.from('2026-03-25T02:00:00Z')
const nights = { kind: 'days', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' } as const
const quiet: Quiet = {
  hours: { zone: 'Europe/Berlin', within: [nights] },
  priorities: ['P2', 'P3', 'P4'],
}
/** Ana is on call, and has quiet hours as Cho and Dan have; Ben has none. Only Dan has a mail address beside the number. */
const roster: Pick<Roster, 'people' | 'schedules'> = {
  people: new Map([
    ['ana', person('ana', ['sms'], quiet)],
    ['ben', person('ben', ['sms'])],
    ['cho', person('cho', ['sms'], quiet)],
    ['dan', person('dan', ['sms', 'email'], quiet)],
  ]),
  schedules: new Map([['nights', schedule({ id: 'nights', rotations: [weekly({ turns: [['ana']] })] })]]),
}
const onCall: RosterTarget = { kind: 'schedule', scheduleId: 'nights' }
const named = (personId: string): RosterTarget => ({ kind: 'person', personId })
const team: RosterTarget = { kind: 'team', teamId: 't1', part: 'responders' }

test.each<[string, RosterTarget, RosterTarget]>([
  ['named', named('ana'), onCall],
  ['a member of the team', team, onCall],
  ['on call', onCall, named('ana')],
])('whoever is on call is rung as such, also when a step has them first as %s (P28)', (_, first, second) => {
  expect(told([first, second])).toMatch(/^ana sms\+0 on_call/)
})

test('whoever is on call and let sleep is told of, and their way waits', () => {
  expect(told([onCall, named('ben')])).toBe('ana sms+240z on_call, ben sms+0 named (Ana quiet)')
})

test.each<[string, readonly RosterTarget[], readonly string[], string]>([
  ['wakes whoever is on call, for nobody else is rung', [onCall, named('ben')], [], 'ana sms+0 on_call'],
  ['lets them sleep when it is not theirs', [onCall, named('ben')], ['ana'], 'ben sms+0 named'],
  ['passes whoever is only named and asleep', [named('cho'), named('ben')], [], 'ben sms+0 named (Cho quiet)'],
  ['passes whoever would only be written to', [named('dan'), named('ben')], [], 'ben sms+0 named (Dan quiet)'],
  ['writes to them where nobody is rung', [named('cho'), named('dan')], [], 'dan email+0 sms+240z named (Cho quiet)'],
  ['is passed where all sleep', [named('cho')], [], 'exhaust (Cho quiet)'],
])('a turn in the night %s', (_, targets, had, expected) => {
  expect(told(targets, { inTurn: true, had })).toBe(expected)
})

function told(targets: readonly RosterTarget[], of: Partial<RosterStep> & { had?: readonly string[] } = {}): string {
  const { had, ...more } = of
  const step: RosterStep = { waitMinutes: 15, targets, ...more }
  const policy = { id: 'p', name: 'P', teamId: 't1', repeats: 0, returnAfterMinutes: 60, mayWaitFrom: null }
  const ask: Ask = {
    plan: { kind: 'policy', policyId: 'p' },
    from: 'start',
    priority: 3,
    turns: new Map([['p/0', had ?? []]]),
  }
  const whole: Roster = {
    ...roster,
    policies: new Map([['p', { ...policy, steps: [step] }]]),
    teams: new Map([['t1', { id: 't1', name: 'Payments' }]]),
    services: new Map(),
    version: 1,
    respondersOf: new Map([['t1', ['ana', 'cho']]]),
    managersOf: new Map(),
    admins: [],
    channels: new Map(),
  }
  const decision = escalate(ask, whole, night)
  const missed = decision.missed.map(({ target, because }) => ` (${target} ${because})`).join('')
  if (decision.do !== 'page') return `${decision.do}${missed}`
  const ways = (some: readonly Way[]) =>
    some.map((way) => `${way.channel}+${way.afterMinutes}${way.quietUntil ? 'z' : ''}`).join(' ')
  return decision.reached.map((one) => `${one.personId} ${ways(one.ways)} ${one.reason.kind}`).join(', ') + missed
}

function person(id: string, channels: readonly ('sms' | 'email')[], quietHours?: Quiet): RosterPerson {
  const name = `${id[0]?.toUpperCase()}${id.slice(1)}`
  const contacts = channels.map((channel) => ({
    id: `${id}-${channel}`,
    channel,
    address: 'somewhere',
    isVerified: true,
  }))
  return { id, name, zone: 'UTC', isActive: true, language: 'en', contacts, rules: [], quiet: quietHours }
}
