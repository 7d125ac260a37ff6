import { expect, test } from 'vitest'
import {
  withMonthDay,
  withStart,
  withTurnKept,
  withTurnMoved,
  withTurns,
  withUnit,
  withWeekday,
} from './draft-steps.ts'
import { newRotation, weekdayOf } from './draft.ts'

const weekly = newRotation({ key: 'a', name: 'Weekly', zone: 'Europe/Berlin', today: '2026-11-26' })
const monthly = { ...weekly, unit: 'month' as const, handoverDay: 31, startsOn: '2026-10-31' }
const turns = [['ana'], ['ben'], ['chloe', 'dmitri']]

test.each([
  [1, '2026-11-23'],
  [3, '2026-11-18'],
  [7, '2026-11-22'],
])('handover on weekday %i begins on such a day, not later than before', (weekday, startsOn) => {
  const moved = withWeekday(weekly, weekday)
  expect(moved).toMatchObject({ handoverWeekday: weekday, startsOn })
  expect(weekdayOf(moved.startsOn)).toBe(weekday)
})

test('the first handover decides the weekday', () => {
  expect(withStart(weekly, '2026-12-05')).toMatchObject({ startsOn: '2026-12-05', handoverWeekday: 6 })
  expect(withStart(weekly, '')).toMatchObject({ startsOn: '', handoverWeekday: 1 })
})

test.each([
  [0, 1, [['ben'], ['ana'], ['chloe', 'dmitri']]],
  [2, -1, [['ana'], ['chloe', 'dmitri'], ['ben']]],
  [0, -1, turns],
  [2, 1, turns],
] as const)('turn %i moved by %i', (at, step, expected) => {
  expect(withTurnMoved(turns, at, step)).toEqual(expected)
})

test('a monthly handover on another day begins on such a day, not later than before', () => {
  expect(withMonthDay(monthly, 15)).toMatchObject({ handoverDay: 15, startsOn: '2026-10-15' })
  expect(withMonthDay({ ...monthly, startsOn: '2026-10-01' }, 31)).toMatchObject({ startsOn: '2026-09-30' })
  expect(withMonthDay({ ...monthly, startsOn: '2028-03-05' }, 30)).toMatchObject({ startsOn: '2028-02-29' })
  expect(withMonthDay({ ...monthly, startsOn: '' }, 3)).toMatchObject({ handoverDay: 3, startsOn: '' })
})

test('the last day of a short month stands for the 31st, any other day for itself', () => {
  expect(withStart(monthly, '2026-11-30')).toMatchObject({ handoverDay: 31 })
  expect(withStart(monthly, '2026-11-29')).toMatchObject({ handoverDay: 29 })
})

test('a unit brings what is usual for it, and what was written stays', () => {
  expect(withUnit(weekly, 'hour')).toMatchObject({ unit: 'hour', length: '12' })
  expect(withUnit(withUnit(weekly, 'hour'), 'day')).toMatchObject({ unit: 'day', length: '1' })
  expect(withUnit({ ...weekly, length: '3' }, 'hour')).toMatchObject({ length: '3' })
  expect(withUnit(weekly, 'month')).toMatchObject({ handoverDay: 1, startsOn: '2026-11-01' })
  expect(withUnit({ ...weekly, id: '0' }, 'month')).toMatchObject({ handoverDay: 23, startsOn: '2026-11-23' })
})

test('who was chosen to begin still begins when the turns are moved, and the top stays the top', () => {
  const draft = { ...weekly, turns, startsWith: 2 }
  expect(withTurns(draft, withTurnMoved(turns, 2, -1)).startsWith).toBe(1)
  expect(withTurns(draft, turns.slice(1)).startsWith).toBe(1)
  expect(withTurns(draft, turns.slice(0, 2)).startsWith).toBe(0)
  expect(withTurns({ ...draft, startsWith: 0 }, withTurnMoved(turns, 0, 1)).startsWith).toBe(0)
})

test('whoever has the turn keeps it when somebody joins, and the order stays', () => {
  const joined = { ...weekly, turns: [...turns, ['emeka']] }
  for (const number of [1, 2, 3, 7, 52]) {
    const holder = turns[(number - 1) % turns.length] ?? []
    const kept = withTurnKept(joined, number, holder)
    expect(kept.turns).toBe(joined.turns)
    expect(kept.turns[(kept.startsWith + number - 1) % kept.turns.length]).toEqual(holder)
  }
  expect(withTurnKept(joined, 3, ['nobody'])).toBe(joined)
})
