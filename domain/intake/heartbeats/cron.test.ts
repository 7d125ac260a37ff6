import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextCron, nextCrons, whyNoCron } from './cron.ts'

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Seoul', 'Australia/Lord_Howe', 'Asia/Kathmandu']

function at(text: string): Temporal.Instant {
  return text.includes('[') ? Temporal.ZonedDateTime.from(text).toInstant() : Temporal.Instant.from(text)
}

test.each([
  ['0 3 * * *', null],
  ['*/5 9-17 * * MON-FRI', null],
  ['@daily', null],
  ['@Hourly', null],
  ['0 0 29 2 *', null],
  ['0 0 30 2 *', 'never_due'],
  ['', 'not_cron'],
  ['* * * *', 'not_cron'],
  ['* * * * * *', 'not_cron'],
  ['@reboot', 'not_cron'],
  ['61 * * * *', 'not_cron'],
  ['2026-01-01T00:00:00', 'not_cron'],
  [`0 3 * * ${'1,'.repeat(60)}1`, 'not_cron'],
  ['0 3 * * __proto__', 'not_cron'],
])('%s: %s', (text, why) => {
  expect(whyNoCron(text)).toBe(why)
})

describe('over a change of the clocks', () => {
  test.each([
    // The clocks of Berlin go from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October.
    ['30 2 * * *', '2026-03-28T12:00[Europe/Berlin]', '2026-03-29T03:30+02:00[Europe/Berlin]'],
    ['30 2 * * *', '2026-03-29T03:30+02:00[Europe/Berlin]', '2026-03-30T02:30[Europe/Berlin]'],
    ['30 2 * * *', '2026-10-24T12:00[Europe/Berlin]', '2026-10-25T02:30+02:00[Europe/Berlin]'],
    ['30 2 * * *', '2026-10-25T02:30+02:00[Europe/Berlin]', '2026-10-26T02:30[Europe/Berlin]'],
    ['30 2 * * *', '2026-10-25T02:30+01:00[Europe/Berlin]', '2026-10-26T02:30[Europe/Berlin]'],
    ['0 * * * *', '2026-10-25T02:00+02:00[Europe/Berlin]', '2026-10-25T02:00+01:00[Europe/Berlin]'],
    ['0 * * * *', '2026-10-25T02:00+01:00[Europe/Berlin]', '2026-10-25T03:00[Europe/Berlin]'],
    ['*/15 * * * *', '2026-10-25T02:46+02:00[Europe/Berlin]', '2026-10-25T02:00+01:00[Europe/Berlin]'],
    ['*/15 * * * *', '2026-10-25T02:01+01:00[Europe/Berlin]', '2026-10-25T02:15+01:00[Europe/Berlin]'],
    ['0 * * * *', '2026-03-29T01:30[Europe/Berlin]', '2026-03-29T03:00+02:00[Europe/Berlin]'],
    ['0 9 * * *', '2026-03-28T09:00[Europe/Berlin]', '2026-03-29T09:00[Europe/Berlin]'],
  ])('%s after %s is due at %s', (cron, after, next) => {
    const zone = Temporal.ZonedDateTime.from(next).timeZoneId
    expect(nextCron({ cron, zone }, at(after))?.toString()).toBe(at(next).toString())
  })
})

/** Every minute, or hours of a wall clock, as one could write them down by hand. */
const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 3 })
const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 })
const days = fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }), { nil: null })
const moment = fc
  .integer({ min: Date.UTC(2025, 0, 1) / 1000, max: Date.UTC(2028, 0, 1) / 1000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000))
/** Half of all tries lie within a day of a change of the clocks. */
const around = (zone: string) =>
  fc.oneof(
    moment,
    fc.tuple(moment, fc.integer({ min: -90_000, max: 90_000 })).map(([from, seconds]) => {
      const change = from.toZonedDateTimeISO(zone).getTimeZoneTransition('next')
      return (change?.toInstant() ?? from).add({ seconds })
    }),
  )

test('hours of the wall clock: as Temporal reads each wall time of the coming days', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones).chain((zone) => fc.tuple(fc.constant(zone), around(zone))),
      minutes,
      hours,
      days,
      ([zone, after], atMinutes, atHours, onDays) => {
        const cron = `${atMinutes.join(',')} ${atHours.join(',')} * * ${onDays?.join(',') ?? '*'}`
        const today = after.toZonedDateTimeISO(zone).toPlainDate()
        const all = Array.from({ length: 10 }, (_, i) => today.add({ days: i - 1 }))
          .filter((day) => !onDays || onDays.includes(day.dayOfWeek % 7))
          .flatMap((day) =>
            atHours.flatMap((hour) =>
              atMinutes.map((minute) =>
                day.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).toInstant(),
              ),
            ),
          )
          .filter((each) => Temporal.Instant.compare(each, after) > 0)
          .toSorted((a, b) => Temporal.Instant.compare(a, b))
        expect(nextCron({ cron, zone }, after)?.toString()).toBe(all[0]?.toString())
      },
    ),
    { numRuns: 400 },
  )
})

test('every hour: the first minute that passes and is written so on the wall', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones).chain((zone) => fc.tuple(fc.constant(zone), around(zone))),
      minutes,
      ([zone, after], atMinutes) => {
        let each = after.toZonedDateTimeISO(zone).round({ smallestUnit: 'minute', roundingMode: 'floor' })
        do each = each.add({ minutes: 1 })
        while (!atMinutes.includes(each.minute))
        expect(nextCron({ cron: `${atMinutes.join(',')} * * * *`, zone }, after)?.toString()).toBe(
          each.toInstant().toString(),
        )
      },
    ),
    { numRuns: 400 },
  )
})

test('the next five are in order and each is the next of the one before', () => {
  const five = nextCrons({ cron: '0 9 * * 1-5', zone: 'Asia/Seoul' }, at('2026-03-06T00:00:00Z'), 5)
  expect(five.map(String)).toEqual([
    '2026-03-09T00:00:00Z',
    '2026-03-10T00:00:00Z',
    '2026-03-11T00:00:00Z',
    '2026-03-12T00:00:00Z',
    '2026-03-13T00:00:00Z',
  ])
})

test.each([
  ['Europe/Berlin', '2025-03-30T01:00:00Z', '1 2,0 * * *', '2025-03-30T01:01:00Z'],
  ['America/New_York', '2025-03-09T07:00:00Z', '1 2 * * *', '2025-03-09T07:01:00Z'],
])('what the clocks have just skipped is still due: %s after %s', (zone, after, cron, at) => {
  expect(nextCron({ cron, zone }, Temporal.Instant.from(after))?.toString()).toBe(at)
})
