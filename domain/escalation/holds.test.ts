import { expect, test } from 'vitest'
import { isAlways, whyNotNow, type Condition } from './holds.ts'

const night = { kind: 'days', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' } as const
const berlinNights: Condition = { hours: { zone: 'Europe/Berlin', within: [night] } }
const urgent: Condition = { priorities: ['P1', 'P2'] }

// Saturday before the clocks of Berlin jump from 02:00 to 03:00.
test.each<[string, readonly Condition[], number, string, ReturnType<typeof whyNotNow>]>([
  ['no condition', [], 4, '2026-03-28T12:00Z', null],
  ['an empty one', [{}], 4, '2026-03-28T12:00Z', null],
  ['its priority', [urgent], 2, '2026-03-28T12:00Z', null],
  ['another priority', [urgent], 3, '2026-03-28T12:00Z', 'other_priority'],
  ['before the hours begin', [berlinNights], 1, '2026-03-28T20:59:59Z', 'other_hours'],
  ['when they begin', [berlinNights], 1, '2026-03-28T21:00Z', null],
  ['before they end, an hour earlier by then', [berlinNights], 1, '2026-03-29T03:59:59Z', null],
  ['when they end', [berlinNights], 1, '2026-03-29T04:00Z', 'other_hours'],
  ['both, of which one fails', [berlinNights, urgent], 4, '2026-03-28T22:00Z', 'other_priority'],
  ['both, of which the other fails', [berlinNights, urgent], 1, '2026-03-28T12:00Z', 'other_hours'],
  ['both', [berlinNights, urgent], 1, '2026-03-28T22:00Z', null],
])('%s', (_, conditions, priority, now, expected) => {
  expect(whyNotNow(conditions, priority, Temporal.Instant.from(now))).toBe(expected)
})

test('a step without conditions always holds', () => {
  expect([{}, urgent, berlinNights].map(isAlways)).toEqual([true, false, false])
})
