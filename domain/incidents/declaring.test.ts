import { describe, expect, it } from 'vitest'
import { declareStep, groupOf, isMeant, readyRules, type AlertStanding, type RuleText } from './declaring.ts'
import { rehearse, type PastAlert } from './rehearsal.ts'
import { titleFrom, unknownIn } from './rule-title.ts'

const now = Temporal.Instant.from('2026-07-01T12:00:00Z')
const ago = (minutes: number) => now.subtract({ minutes })
const usual: RuleText = {
  id: 'r',
  teamId: 't',
  name: 'Critical',
  when: {
    matchers: [],
    serviceId: null,
    sourceId: null,
    atLeast: null,
    afterAlerts: 1,
    withinMinutes: 10,
    unacknowledgedMinutes: 0,
  },
  does: 'declare',
  groupLabels: [],
  declares: { title: '{summary}', priority: null, isPrivate: false, calls: 'nobody', policyId: null, mostPerHour: 2 },
  isEnabled: true,
}
const alert: PastAlert = {
  id: 1,
  key: 'k',
  summary: 'Checkout fails',
  priority: 'P2',
  labels: { pod: 'a' },
  service: 'checkout',
  serviceName: 'Checkout',
  source: 'probe',
  serviceId: 's',
  sourceId: 'o',
  firstAt: ago(60),
  answeredAt: null,
  closedAt: null,
  wasMuted: false,
}
const ready = (when: Partial<RuleText['when']> = {}, rest: Partial<RuleText> = {}) => {
  const [rule] = readyRules([{ ...usual, ...rest, when: { ...usual.when, ...when } }])
  if (!rule) throw new Error('it is switched off')
  return rule
}

describe('what a rule means', () => {
  it.each([
    [{}, true],
    [{ serviceId: 's', sourceId: 'o', atLeast: 'P2' }, true],
    [{ serviceId: 'x' }, false],
    [{ sourceId: 'x' }, false],
    [{ atLeast: 'P1' }, false],
    [{ matchers: [{ name: 'pod', value: 'a|b', isRegex: true, isEqual: true }] }, true],
    [{ matchers: [{ name: 'baton_service', value: 'search', isRegex: false, isEqual: true }] }, false],
  ] as const)('%j: %s', (when, isMeantBy) => {
    expect(isMeant(ready(when), alert)).toBe(isMeantBy)
  })

  it('is not asked while it is switched off', () => {
    expect(readyRules([{ ...usual, isEnabled: false }])).toEqual([])
  })

  it('takes together what is of one service, or what its labels say', () => {
    expect(groupOf(usual, alert)).toBe('service s')
    expect(groupOf({ groupLabels: ['pod', 'zone'] }, alert)).toBe('[["pod","a"],["zone",""]]')
    expect(groupOf({ groupLabels: ['a'] }, { serviceId: null, labels: { a: 'b' } })).not.toBe(
      groupOf({ groupLabels: ['b'] }, { serviceId: null, labels: { b: 'b' } }),
    )
  })
})

describe('what a rule that declares does', () => {
  const open = { state: 'mitigation', watchUntil: null, endedAt: null } as const
  const watched = { state: 'closed', watchUntil: now.add({ minutes: 5 }), endedAt: ago(20) } as const
  const over = { state: 'closed', watchUntil: ago(5), endedAt: ago(20) } as const
  const dismissed = { state: 'dismissed', watchUntil: null, endedAt: ago(20) } as const
  const step = (
    part: {
      readonly standing?: AlertStanding
      readonly last?: typeof open | typeof watched | typeof over | typeof dismissed | null
      readonly alike?: number
      readonly lately?: number
      readonly since?: Temporal.Instant
    },
    when: Partial<RuleText['when']> = {},
  ) =>
    declareStep(ready(when), { standing: 'unanswered', since: now, last: null, alike: 1, lately: 0, ...part }, now).do

  it.each([
    [{}, {}, 'declare'],
    [{ standing: 'answered' }, {}, 'declare'],
    [{ standing: 'closed' }, {}, 'nothing'],
    [{ standing: 'muted' }, {}, 'nothing'],
    [{ standing: 'waits_for_page' }, {}, 'wait'],
    // What belongs to one under way, or watched, joins it whatever the rule would wait for.
    [{ last: open }, { afterAlerts: 9, unacknowledgedMinutes: 9 }, 'join'],
    [{ last: watched }, {}, 'join'],
    [{ last: over }, {}, 'declare'],
    [{ last: dismissed }, {}, 'nothing'],
    [{ last: open, standing: 'muted' }, {}, 'nothing'],
    [{}, { afterAlerts: 2 }, 'wait'],
    [{ alike: 2 }, { afterAlerts: 2 }, 'declare'],
    [{}, { unacknowledgedMinutes: 5 }, 'wait'],
    [{ since: ago(5) }, { unacknowledgedMinutes: 5 }, 'declare'],
    [{ since: ago(5), standing: 'answered' }, { unacknowledgedMinutes: 5 }, 'nothing'],
    [{ lately: 2 }, {}, 'limit'],
    [{ lately: 2, last: open }, {}, 'join'],
  ] as const)('%j by %j: %s', (part, when, does) => {
    expect(step(part, when)).toBe(does)
  })
})

describe('the title', () => {
  const facts = { summary: 'It fails', service: 'Checkout', priority: 'P1', count: 3, labels: { pod: 'a' } }

  it.each([
    ['{service}: {summary} ({count}, {priority})', 'Checkout: It fails (3, P1)'],
    ['{labels.pod} {labels.zone}', 'a'],
    ['{labels.zone}', 'It fails'],
    ['{labels.__proto__}!', '!'],
  ])('%s: %s', (template, title) => {
    expect(titleFrom(template, facts)).toBe(title)
  })

  it('is cut where it is too long, and says what it does not know', () => {
    expect(titleFrom('{summary}', { ...facts, summary: '🙂'.repeat(300) })).toHaveLength(199)
    expect(unknownIn('{what} {summary} {labels.x} {labels.}')).toEqual(['{what}', '{labels.}'])
  })
})

describe('what a rule would have done', () => {
  const many = (count: number, part: (at: number) => Partial<PastAlert>) =>
    Array.from({ length: count }, (_, at) => ({ ...alert, id: at + 1, ...part(at) }))

  it('takes a burst as one, and what comes a day later as another', () => {
    const burst = many(6, (at) => ({
      firstAt: ago(at < 5 ? 3000 - at : 60),
      closedAt: ago(at < 5 ? 2900 : 50),
    }))
    const would = rehearse(ready(), burst, now)
    expect(would).toMatchObject({ meant: 6, incidents: 2, passed: 0, limited: 0 })
    expect(would.examples.map(({ alerts }) => alerts)).toEqual([1, 5])
  })

  it('passes what was muted, answered in time, over, or too few', () => {
    const alerts = [
      { ...alert, id: 1, wasMuted: true },
      { ...alert, id: 2, answeredAt: ago(58) },
      { ...alert, id: 3, closedAt: ago(57) },
    ]
    expect(rehearse(ready({ unacknowledgedMinutes: 5 }), alerts, now)).toMatchObject({ incidents: 0, passed: 3 })
    expect(rehearse(ready({ afterAlerts: 4 }), alerts, now)).toMatchObject({ incidents: 0, passed: 3 })
  })

  it('holds back beyond the limit', () => {
    const pods = many(5, (at) => ({ labels: { pod: String(at) } }))
    expect(rehearse(ready({}, { groupLabels: ['pod'] }), pods, now)).toMatchObject({
      incidents: 2,
      limited: 3,
      passed: 0,
    })
  })

  it('of one that joins it only counts', () => {
    expect(rehearse(ready({}, { does: 'join' }), [alert], now)).toMatchObject({ meant: 1, incidents: 0, passed: 0 })
  })
})
