import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dampedUntil, flapsFrom, longestDampedMinutes, returnsWithinHour, settleMinutes } from './flapping.ts'

const now = Temporal.Instant.from('2026-03-01T12:00:00Z')
const before = (...minutes: readonly number[]) => minutes.map((each) => now.subtract({ minutes: each }))
const until = (reopens: readonly Temporal.Instant[], dampedSince: Temporal.Instant | null = null) =>
  dampedUntil({ reopens, dampedSince }, now)?.toString() ?? null

test.each([
  ['never came back', [], null],
  ['came back twice', [10, 0], null],
  ['came back three times, just now', [20, 10, 0], '2026-03-01T12:05:00Z'],
  ['came back three times, the last two minutes ago', [20, 10, 2], '2026-03-01T12:03:00Z'],
  ['has stayed for five minutes', [20, 10, 5], null],
  ['came back often, but not within the hour', [200, 100, 61, 0], null],
])('one that %s', (_, minutes, expected) => expect(until(before(...minutes))).toBe(expected))

test('one that never settles rings after half an hour', () => {
  expect(until(before(20, 10, 0), now.subtract({ minutes: longestDampedMinutes - 1 }))).toBe('2026-03-01T12:01:00Z')
  expect(until(before(20, 10, 0), now.subtract({ minutes: longestDampedMinutes }))).toBe(null)
})

test('it is never held back beyond the time to settle, nor beyond half an hour in all', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 10 })
  fc.assert(
    fc.property(minutes, fc.option(fc.integer({ min: 0, max: 90 })), (ago, since) => {
      const reopens = before(...ago.toSorted((a, b) => b - a))
      const dampedSince = since === null ? null : now.subtract({ minutes: since })
      const held = dampedUntil({ reopens, dampedSince }, now)
      if (held === null) return
      expect(returnsWithinHour(reopens, now)).toBeGreaterThanOrEqual(flapsFrom)
      expect(now.until(held).total('minutes')).toBeLessThanOrEqual(settleMinutes)
      expect((dampedSince ?? now).until(held).total('minutes')).toBeLessThanOrEqual(longestDampedMinutes)
    }),
  )
})
