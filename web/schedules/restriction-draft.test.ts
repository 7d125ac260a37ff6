import { expect, test } from 'vitest'
import {
  endOf,
  faultsOfRestriction,
  usualHours,
  weekdayRuns,
  withKind,
  withWeekdayToggled,
} from './restriction-draft.ts'
import type { Restriction } from './restriction-draft.ts'

const nights: Restriction = { kind: 'days', weekdays: [1, 2, 3, 4], from: '22:00', to: '06:00' }
const weekend: Restriction = { kind: 'span', fromWeekday: 5, fromTime: '18:00', toWeekday: 1, toTime: '09:00' }

test('hours on days are said as a span, and back', () => {
  const span = { kind: 'span', fromWeekday: 1, fromTime: '22:00', toWeekday: 4, toTime: '06:00' }
  expect(withKind(nights, 'span')).toEqual(span)
  expect(withKind(nights, 'days')).toBe(nights)
  expect(withKind(weekend, 'days')).toEqual({ kind: 'days', weekdays: [1, 5, 6, 7], from: '18:00', to: '09:00' })
})

test('one night as a span ends on the next day', () => {
  expect(withKind({ ...nights, weekdays: [7] }, 'span')).toMatchObject({ fromWeekday: 7, toWeekday: 1 })
  expect(faultsOfRestriction(withKind({ ...nights, weekdays: [3], to: '22:00' }, 'span'))).toEqual({})
})

test('a weekday is put in its place of the week, or taken out', () => {
  expect(withWeekdayToggled([1, 5], 3)).toEqual([1, 3, 5])
  expect(withWeekdayToggled([1, 3, 5], 3)).toEqual([1, 5])
})

test.each([
  ['09:00', '18:00', 'same_day'],
  ['22:00', '06:00', 'next_day'],
  ['09:00', '09:00', 'day'],
])('from %s to %s ends: %s', (from, to, end) => {
  expect(endOf({ from, to })).toBe(end)
})

test.each<[Restriction, object]>([
  [nights, {}],
  [weekend, {}],
  [{ ...nights, weekdays: [] }, { weekdays: 'restriction_without_days' }],
  [{ ...nights, to: '' }, { to: 'restriction_time_missing' }],
  [{ ...weekend, fromTime: '' }, { fromTime: 'restriction_time_missing' }],
  [{ ...weekend, toWeekday: 5, toTime: '18:00' }, { toTime: 'restriction_without_end' }],
])('%j is told as %j', (restriction, faults) => {
  expect(faultsOfRestriction(restriction)).toEqual(faults)
})

test('days that stand beside each other are one run', () => {
  expect(weekdayRuns([5, 1, 2, 3, 7])).toEqual([
    [1, 3],
    [5, 5],
    [7, 7],
  ])
  expect(weekdayRuns(usualHours.nights.weekdays)).toEqual([[1, 7]])
})
