import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decentHour, nextMorning } from './decent-hour.ts'
import { noticeRetry } from './notice.ts'

const at = (text: string) => Temporal.Instant.from(text)

test.each([
  ['in the middle of the day', '2026-03-02T12:00:00Z', 'UTC', '2026-03-02T12:00:00Z'],
  ['at nine exactly', '2026-03-02T09:00:00Z', 'UTC', '2026-03-02T09:00:00Z'],
  ['at six in the evening', '2026-03-02T18:00:00Z', 'UTC', '2026-03-03T09:00:00Z'],
  ['after midnight', '2026-03-02T03:00:00Z', 'UTC', '2026-03-02T09:00:00Z'],
  ['where it is evening already', '2026-03-02T12:00:00Z', 'Asia/Seoul', '2026-03-03T00:00:00Z'],
  ['before the night in which the clock changes', '2026-03-28T20:00:00Z', 'Europe/Berlin', '2026-03-29T07:00:00Z'],
])('a notice %s', (_, now, zone, then) => {
  expect(decentHour(at(now), zone).toString()).toBe(then)
})

test('a decent hour is never in the past, at most a day ahead, and by day on the wall', () => {
  const zones = fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Apia')
  const moments = fc.integer({ min: 1_700_000_000, max: 2_000_000_000 })
  fc.assert(
    fc.property(moments, zones, (seconds, zone) => {
      const now = Temporal.Instant.fromEpochMilliseconds(seconds * 1_000)
      const hours = now.until(decentHour(now, zone)).total('hours')
      expect(hours).toBeGreaterThanOrEqual(0)
      expect(hours).toBeLessThanOrEqual(25)
      const { hour } = decentHour(now, zone).toZonedDateTimeISO(zone)
      expect(hour >= 9 && hour < 18).toBe(true)
      expect(nextMorning(now, zone).toZonedDateTimeISO(zone).hour).toBe(9)
      expect(Temporal.Instant.compare(nextMorning(now, zone), now)).toBe(1)
    }),
  )
})

test('a notice is tried four times, later and later', () => {
  expect([1, 2, 3, 4, 5].map(noticeRetry)).toEqual([1, 10, 60, null, null])
})
