import { expect, test } from 'vitest'
import { endOf, endsSoon } from './silence-ends.ts'

const at = (text: string) => Date.parse(text)
const iso = (ms: number) => new Date(ms).toISOString()

test.each([
  ['hour', '2026-03-02T09:00:00Z', 'UTC', '2026-03-02T10:00:00.000Z'],
  ['hours', '2026-03-02T22:00:00Z', 'UTC', '2026-03-03T02:00:00.000Z'],
  ['tomorrow', '2026-03-02T09:00:00Z', 'UTC', '2026-03-03T09:00:00.000Z'],
  // Seoul is a day ahead already.
  ['tomorrow', '2026-03-02T16:00:00Z', 'Asia/Seoul', '2026-03-04T00:00:00.000Z'],
  // The clocks of Berlin jump in the night between.
  ['tomorrow', '2026-03-28T20:00:00Z', 'Europe/Berlin', '2026-03-29T07:00:00.000Z'],
  ['tomorrow', '2026-10-24T20:00:00Z', 'Europe/Berlin', '2026-10-25T08:00:00.000Z'],
] as const)('%s from %s in %s is %s', (end, from, zone, expected) =>
  expect(iso(endOf(end, at(from), zone))).toBe(expected),
)

test.each([
  ['active', 15, 16, false],
  ['active', 15, 15, true],
  ['active', 60, 59, true],
  ['active', 0, 14, true],
  ['active', 0, 16, false],
  ['pending', 15, 1, false],
  ['expired', 15, -1, false],
])('%s, warned %s minutes before, %s minutes left: ends soon %s', (state, warnMinutes, left, expected) => {
  const now = at('2026-03-02T09:00:00Z')
  expect(endsSoon({ state, warnMinutes, endsAt: iso(now + left * 60_000) }, now)).toBe(expected)
})
