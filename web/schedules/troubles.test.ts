import { expect, test } from 'vitest'
import { bySchedule, foldedOf, groupsOf, isCritical, otherOf, spanOfTrouble } from './troubles.ts'
import type { TroubleTold } from './troubles.ts'

const trouble = (words: Partial<TroubleTold> = {}): TroubleTold => ({
  troubleId: 't',
  scheduleId: 's1',
  scheduleName: 'Payments',
  teamId: 'team',
  zone: 'Europe/Berlin',
  kind: 'nobody_on_call',
  urgency: 'urgent',
  personId: null,
  personName: null,
  otherId: null,
  otherName: null,
  holiday: null,
  from: '2026-03-02T17:00:00Z',
  until: '2026-03-03T08:00:00Z',
  foundAt: '2026-03-01T00:00:00Z',
  acceptance: null,
  ...words,
})

const before = Date.parse('2026-03-01T00:00:00Z')

test('gaps of the same hours are one line, through a clock change too; other hours, and other days between, are another', () => {
  const nights = [
    trouble({ from: '2026-03-26T17:00:00Z', until: '2026-03-27T08:00:00Z' }),
    trouble({ from: '2026-03-30T16:00:00Z', until: '2026-03-31T07:00:00Z' }),
  ]
  const weekend = trouble({ from: '2026-03-27T17:00:00Z', until: '2026-03-30T07:00:00Z' })
  const odd = trouble({ from: '2026-03-31T07:00:00Z', until: '2026-03-31T16:00:00Z' })
  const endless = trouble({ until: null })
  expect(groupsOf([...nights, weekend, odd, endless], before).map(({ all }) => all.length)).toEqual([2, 1, 1, 1])
})

test('a gap that runs stands with those that end at its hour', () => {
  const running = trouble({ from: '2026-03-25T23:12:00Z', until: '2026-03-26T08:00:00Z' })
  const nights = [27, 28].map((day) =>
    trouble({ from: `2026-03-${day - 1}T17:00:00Z`, until: `2026-03-${day}T08:00:00Z` }),
  )
  const weekend = trouble({ from: '2026-03-27T17:00:00Z', until: '2026-03-30T07:00:00Z' })
  const groups = groupsOf([running, weekend, ...nights], Date.parse('2026-03-25T23:30:00Z'))
  expect(groups.slice(1).map(({ all }) => [all.includes(running), all.length])).toEqual([[true, 3]])
  expect(groupsOf([running, ...nights], before)).toHaveLength(2)
})

test('troubles about one person and kind are one line that begins with the first', () => {
  const later = trouble({ kind: 'on_leave', personId: 'ben', from: '2026-04-02T17:00:00Z' })
  const sooner = trouble({ kind: 'on_leave', personId: 'ben' })
  const groups = groupsOf([later, sooner, trouble({ kind: 'on_leave', personId: 'ana' })], before)
  expect(groups.map(({ first, all }) => [first.from, all.length])).toEqual([
    [sooner.from, 2],
    [sooner.from, 1],
  ])
})

test('what has no end goes on', () => {
  expect(spanOfTrouble(trouble({ until: null })).goesOn).toBe(true)
  expect(spanOfTrouble(trouble()).goesOn).toBe(false)
})

test('critical is what wakes nobody now, and was not accepted', () => {
  const then = Date.parse('2026-03-02T18:00:00Z')
  const acceptance = { by: 'Ana', at: '2026-03-01T00:00:00Z', reason: 'On purpose', everyWeek: false }
  expect(isCritical(trouble(), then)).toBe(true)
  expect(isCritical(trouble(), then - 86_400_000)).toBe(false)
  expect(isCritical(trouble({ acceptance }), then)).toBe(false)
  expect(isCritical(trouble({ kind: 'on_leave', urgency: 'soon' }), then)).toBe(false)
})

test('the other schedule is the other one, whichever asks', () => {
  const both = trouble({ kind: 'two_primaries', personId: 'ben', otherId: 's2', otherName: 'Checkout' })
  expect(otherOf(both, 's1')).toEqual({ id: 's2', name: 'Checkout' })
  expect(otherOf(both, 's2')).toEqual({ id: 's1', name: 'Payments' })
})

test('the first screen has one line for each schedule, without hints and without what was accepted', () => {
  const acceptance = { by: null, at: '2026-03-01T00:00:00Z', reason: 'On purpose', everyWeek: true }
  const lines = bySchedule([
    trouble(),
    trouble({ scheduleId: 's2', kind: 'on_leave', urgency: 'soon' }),
    trouble({ kind: 'on_leave', urgency: 'soon' }),
    trouble({ scheduleId: 's3', kind: 'on_holiday', urgency: 'hint' }),
    trouble({ scheduleId: 's4', acceptance }),
  ])
  expect(lines.map(({ first, all }) => [first.scheduleId, first.kind, all.length])).toEqual([
    ['s1', 'nobody_on_call', 2],
    ['s2', 'on_leave', 1],
  ])
})

test('two matters are shown and the rest is one line, what is merely to be known another; what wakes nobody is always shown', () => {
  const group = (urgency: TroubleTold['urgency'], troubleId: string) => {
    const first = trouble({ urgency, troubleId })
    return { first, all: [first] }
  }
  const idsOf = (folded: ReturnType<typeof foldedOf>) =>
    [folded.shown, folded.more, folded.hints].map((groups) => groups.map(({ first }) => first.troubleId))
  const many = [
    group('urgent', 'a'),
    group('urgent', 'b'),
    group('urgent', 'c'),
    group('soon', 'd'),
    group('soon', 'e'),
    group('hint', 'f'),
  ]
  expect(idsOf(foldedOf(many))).toEqual([['a', 'b', 'c'], ['d', 'e'], ['f']])
  expect(idsOf(foldedOf(many.slice(2)))).toEqual([['c', 'd', 'e'], [], ['f']])
  expect(idsOf(foldedOf([group('soon', 'd'), group('soon', 'e'), group('soon', 'g'), group('soon', 'h')]))).toEqual([
    ['d', 'e'],
    ['g', 'h'],
    [],
  ])
})
