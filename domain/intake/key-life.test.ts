import { describe, expect, test } from 'vitest'
import { endAfter, hasEnded, keyStateAt, overlaps } from './key-life.ts'

const now = Temporal.Instant.from('2026-03-02T09:00:00Z')
const inHours = (hours: number) => now.add({ hours })

describe('when a new key is made, the one before ends', () => {
  test.each([
    ['none', null, 0],
    ['hour', null, 1],
    ['day', null, 24],
    ['week', null, 168],
    ['open', null, null],
    ['week', 2, 2],
    ['hour', 2, 1],
    ['open', 2, 2],
    ['day', -1, -1],
  ] as const)('overlap %s, end before %s: %s hours from now', (overlap, before, after) => {
    expect(endAfter(overlap, before === null ? null : inHours(before), now)?.toString() ?? null).toBe(
      after === null ? null : inHours(after).toString(),
    )
  })

  test('never later than it would have', () => {
    for (const overlap of overlaps) expect(endAfter(overlap, now, now)?.toString()).toBe(now.toString())
  })
})

test('a key holds until the moment of its end, and a revoked one is called so for ever', () => {
  const life = { expiresAt: inHours(1), revokedAt: null }
  expect([keyStateAt(life, now), keyStateAt(life, inHours(1)), keyStateAt(life, inHours(2))]).toEqual([
    'valid',
    'expired',
    'expired',
  ])
  expect(keyStateAt({ ...life, revokedAt: now }, inHours(2))).toBe('revoked')
  expect(keyStateAt({ expiresAt: null, revokedAt: null }, inHours(100_000))).toBe('valid')
  expect([hasEnded(null, now), hasEnded(now, now)]).toEqual([false, true])
})
