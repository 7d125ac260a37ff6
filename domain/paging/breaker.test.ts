import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterCall, inOrder, isResting, wellBreaker, type Breaker, type Fared } from './breaker.ts'

const noon = Temporal.Instant.from('2026-03-02T12:00:00Z')
const failed: Fared = { how: 'failed' }
const after = (fared: readonly Fared[], now = noon) =>
  fared.reduce<Breaker>((breaker, one) => afterCall(breaker, one, now), wellBreaker)

describe('a breaker', () => {
  test('bears two failures, and rests for half a minute after the third, twice as long after each further one', () => {
    expect(after([failed, failed]).restsUntil).toBeNull()
    expect(after([failed, failed, failed]).restsUntil).toEqual(noon.add({ seconds: 30 }))
    expect(after([failed, failed, failed, failed]).restsUntil).toEqual(noon.add({ seconds: 60 }))
    expect(after(Array.from({ length: 100 }, () => failed)).restsUntil).toEqual(noon.add({ seconds: 300 }))
  })

  test('is well again as soon as it serves, be it by refusing a number', () => {
    expect(after([failed, failed, failed, { how: 'served' }])).toEqual(wellBreaker)
  })

  test('a provider that asks to be left alone is, at once, for no longer than five minutes', () => {
    expect(after([{ how: 'busy', forSeconds: 7 }]).restsUntil).toEqual(noon.add({ seconds: 7 }))
    expect(after([{ how: 'busy', forSeconds: 86_400 }]).restsUntil).toEqual(noon.add({ seconds: 300 }))
    expect(isResting(after([{ how: 'busy', forSeconds: 7 }]), noon.add({ seconds: 7 }))).toBe(false)
  })

  test('never takes away a provider: whatever happened, all are asked, those that are well first', () => {
    const fared = fc.oneof(
      fc.constant(failed),
      fc.constant<Fared>({ how: 'served' }),
      fc.nat(1_000).map((forSeconds): Fared => ({ how: 'busy', forSeconds })),
    )
    fc.assert(
      fc.property(fc.array(fared), fc.array(fared), fc.nat(400), (first, second, seconds) => {
        const breakers = { first: after(first), second: after(second) }
        const now = noon.add({ seconds })
        const order = inOrder(['first', 'second'] as const, (name) => breakers[name], now)
        expect(order.toSorted()).toEqual(['first', 'second'])
        const resting = order.map((name) => isResting(breakers[name], now))
        expect(resting).toEqual(resting.toSorted((a, b) => Number(a) - Number(b)))
        if (!resting[0] && !resting[1]) expect(order).toEqual(['first', 'second'])
      }),
    )
  })
})
