import { expect, test } from 'vitest'
import { monthsIn } from './marks.ts'

const at = (text: string) => Temporal.Instant.from(text)

test.each([
  ['2026-11-27T10:00Z', '2026-11-27T10:00Z', 9, ['2026-11']],
  ['2026-11-01T00:00Z', '2026-11-27T10:00Z', 9, ['2026-11']],
  ['2026-10-31T23:59Z', '2026-11-01T00:00Z', 9, ['2026-10', '2026-11']],
  ['2025-12-15T00:00Z', '2026-02-15T00:00Z', 9, ['2025-12', '2026-01', '2026-02']],
  ['1990-01-01T00:00Z', '2026-02-15T00:00Z', 2, ['2026-01', '2026-02']],
  // Later than until: the month in which it ends is looked through all the same.
  ['2026-12-01T00:00Z', '2026-11-27T10:00Z', 9, ['2026-11']],
])('the months from %s until %s, at most %i', (from, until, most, months) => {
  expect(monthsIn(at(from), at(until), most).map((month) => month.toString().slice(0, 7))).toEqual(months)
})
