import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromLocalText, msOfWall, offsetMsAt, startOfDay, startOfWeek, toLocalText, weekdayAt } from './zoned.ts'

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Seoul', 'Asia/Kolkata', 'Australia/Lord_Howe']
const from = Date.UTC(2015, 0, 1)
const to = Date.UTC(2040, 0, 1)
const zoneAndMoment = [fc.constantFrom(...zones), fc.integer({ min: from / 1_000, max: to / 1_000 })] as const

test('offsets and days agree with Temporal', () => {
  fc.assert(
    fc.property(...zoneAndMoment, (zone, seconds) => {
      const moment = Temporal.Instant.fromEpochMilliseconds(seconds * 1_000).toZonedDateTimeISO(zone)
      const ms = seconds * 1_000
      expect(offsetMsAt(zone, ms)).toBe(moment.offsetNanoseconds / 1_000_000)
      expect(startOfDay(zone, ms, 3)).toBe(moment.startOfDay().add({ days: 3 }).epochMilliseconds)
      expect(weekdayAt(zone, ms)).toBe(moment.dayOfWeek)
    }),
  )
})

test('any wall time is the moment that Temporal reads by its compatible rule', () => {
  fc.assert(
    fc.property(...zoneAndMoment, (zone, seconds) => {
      const wall = new Date(seconds * 1_000).toISOString().slice(0, 19)
      const moment = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone)
      expect(msOfWall(zone, seconds * 1_000)).toBe(moment.epochMilliseconds)
    }),
  )
})

test.each([
  ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z', 'skipped: read with the offset before'],
  ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z', 'shown twice: the first'],
  ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45:00.000Z', 'a jump of half an hour'],
  ['Asia/Seoul', '2026-11-23T09:00', '2026-11-23T00:00:00.000Z', 'no clock change'],
])('%s %s is %s (%s)', (zone, text, moment) => {
  expect(fromLocalText(zone, text)).toBe(Date.parse(moment))
})

test('a week begins on its Monday, also over a clock change', () => {
  const sunday = Date.parse('2026-03-29T20:00:00Z')
  expect(toLocalText('Europe/Berlin', startOfWeek('Europe/Berlin', sunday))).toBe('2026-03-23T00:00')
  expect(toLocalText('Europe/Berlin', startOfWeek('Europe/Berlin', sunday, 1))).toBe('2026-03-30T00:00')
})

test.each(['', 'soon', '2026-13-40T09:00'])('%j names no moment', (text) => {
  expect(fromLocalText('UTC', text)).toBeNull()
})
