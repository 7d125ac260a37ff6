import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toAskAgain } from '../topics.ts'
import { reconnectDelayMs, ringFrom, topicsFrom } from './news.ts'

test('a ring carries what the overlay shows, and nothing else passes for one', () => {
  const ring = {
    deliveryId: 5,
    alertId: 7,
    summary: 'Checkout is failing',
    priority: 'P1',
    serviceName: 'Checkout',
    isTest: false,
  }
  expect(ringFrom({ ...ring, later: 1 })).toEqual(ring)
  expect(ringFrom({ deliveryId: 5, alertId: 7 })).toMatchObject({ summary: '', priority: 'P2', serviceName: null })
  for (const wrong of [null, 'x', {}, { deliveryId: '5', alertId: 7 }]) expect(ringFrom(wrong)).toBeNull()
})

test('known topics ask only their questions again; an unknown one asks all', () => {
  expect(toAskAgain(topicsFrom({ topics: ['log'] }))).toEqual(new Set(['readLog', 'listLogPins']))
  expect(toAskAgain(topicsFrom({ topics: ['log', 'moon_phases'] }))).toBe('all')
  expect(toAskAgain(topicsFrom('nonsense'))).toBe('all')
})

test('waiting grows, is spread, and never exceeds half a minute', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (tries, chance) => {
      const delay = reconnectDelayMs(tries, chance)
      expect(delay).toBeGreaterThanOrEqual(500)
      expect(delay).toBeLessThanOrEqual(30_000)
      expect(reconnectDelayMs(tries + 1, chance)).toBeGreaterThanOrEqual(delay)
    }),
  )
})
