import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noiseNotice, noiseSentence } from './noise-words.ts'
import { hasFlapped, isNight, isNoisy } from './noise.ts'
import { canStillSay, fateOf, fates, outcomes, type Lived } from './outcome.ts'
import { writeMatchers } from './matchers.ts'
import { longestRuleName, ruleLabels, ruleMatchers, ruleOf } from './rule.ts'
import { alertStates } from './states.ts'

const at = (text: string) => Temporal.Instant.from(text)

describe('what came of an alert', () => {
  const closed = { state: 'closed', outcome: null, wasAnswered: false, wasMuted: false, pages: 1 } as const

  test.each([
    ['is open', { ...closed, state: 'acknowledged', wasAnswered: true }, 'open'],
    ['said to have been acted on', { ...closed, outcome: 'acted' }, 'acted'],
    [
      'said to have needed no action, although somebody took it',
      { ...closed, outcome: 'no_action', wasAnswered: true },
      'no_action',
    ],
    ['answered, and closed by its monitor', { ...closed, wasAnswered: true }, 'acted'],
    ['closed by its monitor, and nobody had answered', closed, 'by_itself'],
    ['muted until its monitor closed it', { ...closed, wasMuted: true, pages: 0 }, 'muted_only'],
    ['muted for a while, and paged after that', { ...closed, wasMuted: true }, 'by_itself'],
  ] as const)('%s', (_, lived, fate) => {
    expect(fateOf(lived)).toBe(fate)
  })

  test('every alert is counted in exactly one of the five, and the five add up to those raised', () => {
    const lived: fc.Arbitrary<Lived> = fc.record({
      state: fc.constantFrom(...alertStates),
      outcome: fc.constantFrom(null, ...outcomes),
      wasAnswered: fc.boolean(),
      wasMuted: fc.boolean(),
      pages: fc.nat(3),
    })
    fc.assert(
      fc.property(fc.array(lived), (lives) => {
        const counts = fates.map((fate) => lives.filter((life) => fateOf(life) === fate).length)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(lives.length)
        for (const life of lives) if (life.state !== 'closed') expect(fateOf(life)).toBe('open')
      }),
    )
  })

  test('can be said for 30 days after it was closed', () => {
    const closedAt = at('2026-03-01T10:00:00Z')
    expect(canStillSay(closedAt, at('2026-03-31T10:00:00Z'))).toBe(true)
    expect(canStillSay(closedAt, at('2026-03-31T10:00:01Z'))).toBe(false)
  })
})

describe('the rule that raised an alert', () => {
  const named = (labels: Readonly<Record<string, string>>, route: string | null = null, key = 'web-1/disk') =>
    ruleOf({ labels, key, route: () => route })

  test.each([
    ['alertname first', { rule: 'b', alertname: 'a' }, null, { name: 'a', by: 'alertname' }],
    ['then the other labels', { check: 'c', monitor: 'm' }, null, { name: 'm', by: 'monitor' }],
    [
      'an empty label names nothing',
      { alertname: '  ', alarm_name: 'High CPU' },
      null,
      { name: 'High CPU', by: 'alarm_name' },
    ],
    ['then the route', { host: 'web-1' }, 'Staging', { name: 'Staging', by: 'route' }],
    ['then the key', {}, null, { name: 'web-1/disk', by: 'key' }],
  ] as const)('%s', (_, labels, route, rule) => {
    expect(named(labels, route)).toEqual(rule)
  })

  test('routes are asked only when no label names it', () => {
    const route = () => {
      throw new Error('asked')
    }
    expect(ruleOf({ labels: { rule: 'Disk' }, key: 'k', route })).toEqual({ name: 'Disk', by: 'rule' })
  })

  test('whatever a monitor writes is a name that can be kept and shown', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc.constantFrom('\0', '\ud800', '😀'.repeat(500)),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ruleLabels, '__proto__', 'x'), text), text, (labels, key) => {
        const { name } = named(labels, null, key)
        expect(name).not.toBe('')
        expect(Array.from(name).length).toBeLessThanOrEqual(longestRuleName)
        expect(name).not.toMatch(/\p{Cc}/u)
        expect(name.isWellFormed()).toBe(true)
      }),
    )
  })

  test('a label of the prototype is no label', () => {
    expect(
      ruleOf({
        labels: JSON.parse('{"__proto__":{"alertname":"evil"}}') as Record<string, string>,
        key: 'k',
        route: () => null,
      }),
    ).toEqual({ name: 'k', by: 'key' })
  })
})

test.each([
  ['alertname', 'DiskFull', 'prom', 'alertname="DiskFull",baton_source="prom"'],
  ['key', 'web-1/disk', null, 'baton_key="web-1/disk"'],
  ['route', 'Staging', 'prom', null],
  ['key', 'x'.repeat(longestRuleName), 'prom', null],
] as const)('what matches a rule that %s names %s', (namedBy, name, sourceSlug, text) => {
  const matchers = ruleMatchers({ name, namedBy, sourceSlug })
  expect(matchers && writeMatchers(matchers).replaceAll(' ', '')).toBe(text)
})

test.each([
  [4, 4, false],
  [5, 4, true],
  [5, 3, false],
  [10, 7, false],
  [10, 8, true],
])('of %i pages %i were for nothing', (pages, wastedPages, noisy) => {
  expect(isNoisy({ pages, wastedPages })).toBe(noisy)
})

test.each([
  ['2026-03-02T21:59:59Z', 'UTC', false],
  ['2026-03-02T22:00:00Z', 'UTC', true],
  ['2026-03-03T06:59:59Z', 'UTC', true],
  ['2026-03-03T07:00:00Z', 'UTC', false],
  ['2026-03-02T13:00:00Z', 'Asia/Seoul', true],
  ['2026-03-29T01:30:00Z', 'Europe/Berlin', true],
])('is it night at %s in %s?', (moment, zone, night) => {
  expect(isNight(at(moment), zone)).toBe(night)
})

test('an alert has flapped when it came back three times within any hour', () => {
  const back = (...minutes: number[]) => minutes.map((minute) => at('2026-03-02T09:00:00Z').add({ minutes: minute }))
  const flapped = (reopens: Temporal.Instant[]) => hasFlapped({ reopens, dampedSince: null })
  expect(flapped(back(0, 30))).toBe(false)
  expect(flapped(back(0, 30, 59))).toBe(true)
  expect(flapped(back(0, 59, 61))).toBe(false)
  expect(flapped(back(0, 10, 20, 500))).toBe(true)
  expect(hasFlapped({ reopens: [], dampedSince: at('2026-03-02T09:00:00Z') })).toBe(true)
})

describe('what is said of a rule', () => {
  const rule = { raised: 14, pages: 14, nights: 3, acted: 0, noAction: 2, byItself: 12, wastedPages: 14 }

  test.each([
    [
      'en',
      rule,
      'This rule paged 14 times in 30 days, 3 times at night. Nobody acted; no action needed twice; closed by itself 12 times.',
    ],
    [
      'en',
      { ...rule, nights: 0, acted: 1, noAction: 0, byItself: 0 },
      'This rule paged 14 times in 30 days. Somebody acted once.',
    ],
    ['ko', rule, '이 규칙은 최근 30일 동안 14회 호출했습니다(야간 3회). 조치 0건, 조치 불필요 2건, 저절로 종료 12건.'],
  ] as const)('%s', (language, figures, says) => {
    expect(noiseSentence(figures, { days: 30, language })).toBe(says)
  })

  test('one page says nothing of a rule', () => {
    expect(noiseSentence({ ...rule, pages: 1 }, { days: 30, language: 'en' })).toBeNull()
  })

  test('the notice names the noisiest ten', () => {
    const rules = Array.from({ length: 12 }, (_, i) => ({ ...rule, name: `Rule ${i}\nof many` }))
    const { subject, paragraphs } = noiseNotice.en({ teamName: 'Payments', rules })
    expect(subject).toBe('12 rules page Payments for nothing')
    expect(paragraphs).toHaveLength(12)
    expect(paragraphs[0]).toContain('Rule 0 of many: This rule paged 14 times')
    expect(paragraphs[10]).toBe('And 2 more.')
    expect(noiseNotice.ko({ teamName: '결제', rules: rules.slice(0, 1) }).subject).toContain('규칙 1개')
  })
})
