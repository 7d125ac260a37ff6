import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { balanceOf, type CountedShift, type Load, type Stretch } from './balance.ts'

const ms = (text: string) => Temporal.Instant.from(text).epochMilliseconds
const hour = 3_600_000
const all: Stretch = { fromMs: ms('2020-01-01T00:00Z'), toMs: ms('2030-01-01T00:00Z') }
const shift = (from: string, to: string, words: Partial<CountedShift> = {}): CountedShift => ({
  personId: 'ana',
  role: 'primary',
  fromMs: ms(from),
  toMs: ms(to),
  ...words,
})
const living =
  (zone: string, holidays: readonly Stretch[] = []) =>
  () => ({ zone, holidays })
const hours = ({ ms: own, nightMs, weekendMs, holidayMs, shifts }: Load) => [
  own / hour,
  nightMs / hour,
  weekendMs / hour,
  holidayMs / hour,
  shifts,
]
const one = (shifts: readonly CountedShift[], zone = 'Europe/Berlin', holidays: readonly Stretch[] = []) => {
  const [person] = balanceOf(shifts, all, living(zone, holidays))
  if (!person) throw new Error('nobody')
  return person
}

describe('the load of a person', () => {
  test('a week has nine hours of each night and two days of weekend, on the clock of the person', () => {
    const week = shift('2026-03-02T08:00Z', '2026-03-09T08:00Z')
    expect(hours(one([week]).primary)).toEqual([168, 63, 48, 0, 1])
    // From five in the afternoon on Monday in Seoul: the same night hours, at other moments.
    const evening = shift('2026-03-02T08:00Z', '2026-03-02T20:00Z')
    expect(hours(one([evening], 'Asia/Seoul').primary)).toEqual([12, 7, 0, 0, 1])
    expect(hours(one([evening], 'America/Los_Angeles').primary)).toEqual([12, 7, 0, 0, 1])
  })

  test.each([
    ['spring', '2026-03-28T12:00Z', '2026-03-29T12:00Z', 8],
    ['autumn', '2026-10-24T12:00Z', '2026-10-25T12:00Z', 10],
    ['no change', '2026-05-02T12:00Z', '2026-05-03T12:00Z', 9],
  ])('the night of a clock change is as long as it is lived: %s', (_, from, to, night) => {
    expect(one([shift(from, to)]).primary.nightMs / hour).toBe(night)
  })

  test('a weekend with a clock change has 47 or 49 hours', () => {
    expect(one([shift('2026-03-27T12:00Z', '2026-03-30T12:00Z')]).primary.weekendMs / hour).toBe(47)
    expect(one([shift('2026-10-23T12:00Z', '2026-10-26T12:00Z')]).primary.weekendMs / hour).toBe(49)
  })

  test('roles stand apart, and what answers counts for the longest stretch and the rest', () => {
    const person = one([
      shift('2026-03-02T08:00Z', '2026-03-03T08:00Z'),
      shift('2026-03-03T08:00Z', '2026-03-04T08:00Z', { role: 'secondary' }),
      shift('2026-03-04T08:00Z', '2026-03-10T08:00Z', { role: 'shadow' }),
      shift('2026-03-05T08:00Z', '2026-03-05T18:00Z'),
    ])
    expect(hours(person.primary)).toEqual([34, 9, 0, 0, 2])
    expect(hours(person.secondary)).toEqual([24, 9, 0, 0, 1])
    expect(hours(person.shadow)[0]).toBe(144)
    expect(person.longestMs / hour).toBe(48)
    expect(person.shortestRest).toEqual({ fromMs: ms('2026-03-03T08:00Z'), toMs: ms('2026-03-03T08:00Z') })
  })

  test('one shift has no rest beside it, and shifts at the same time none between them', () => {
    expect(one([shift('2026-03-02T08:00Z', '2026-03-03T08:00Z')]).shortestRest).toBeNull()
    const during = shift('2026-03-02T10:00Z', '2026-03-02T12:00Z', { role: 'secondary' })
    expect(one([shift('2026-03-02T08:00Z', '2026-03-03T08:00Z'), during]).shortestRest).toBeNull()
  })

  test('two schedules at once are one time on call, and two shifts', () => {
    const twice = [shift('2026-03-02T08:00Z', '2026-03-02T20:00Z'), shift('2026-03-02T10:00Z', '2026-03-02T22:00Z')]
    expect(hours(one(twice).primary)).toEqual([14, 1, 0, 0, 2])
  })

  test('a holiday counts as far as it lies in a shift', () => {
    const holiday = { fromMs: ms('2026-05-01T00:00+02:00'), toMs: ms('2026-05-02T00:00+02:00') }
    expect(
      one([shift('2026-05-01T10:00Z', '2026-05-02T10:00Z')], 'Europe/Berlin', [holiday]).primary.holidayMs / hour,
    ).toBe(12)
  })

  test('what lies outside of the range is not counted', () => {
    const range = { fromMs: ms('2026-03-03T00:00Z'), toMs: ms('2026-03-04T00:00Z') }
    const shifts = [shift('2026-03-02T08:00Z', '2026-03-09T08:00Z'), shift('2026-04-02T08:00Z', '2026-04-09T08:00Z')]
    expect(balanceOf(shifts, range, living('UTC')).map(({ primary }) => hours(primary))).toEqual([[24, 9, 0, 0, 1]])
  })

  test('who answers most comes first', () => {
    const shifts = [
      shift('2026-03-02T08:00Z', '2026-03-02T10:00Z'),
      shift('2026-03-02T08:00Z', '2026-03-02T11:00Z', { personId: 'ben', role: 'secondary' }),
      shift('2026-03-02T08:00Z', '2026-03-05T11:00Z', { personId: 'chen', role: 'shadow' }),
    ]
    expect(balanceOf(shifts, all, living('UTC')).map(({ personId }) => personId)).toEqual(['ben', 'ana', 'chen'])
  })
})

/** The same by asking the wall clock every minute. */
function stepped(shifts: readonly CountedShift[], range: Stretch, zone: string, holidays: readonly Stretch[]) {
  const holds = (stretch: Stretch, at: number) => at >= stretch.fromMs && at < stretch.toMs
  const count = { ms: 0, nightMs: 0, weekendMs: 0, holidayMs: 0 }
  const minute = 60_000
  for (let at = range.fromMs; at < range.toMs; at += minute) {
    if (!shifts.some((each) => holds(each, at))) continue
    const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
    count.ms += minute
    if (wall.hour >= 22 || wall.hour < 7) count.nightMs += minute
    if (wall.dayOfWeek >= 6) count.weekendMs += minute
    if (holidays.some((each) => holds(each, at))) count.holidayMs += minute
  }
  return count
}

test('the same as asking the wall clock every minute, through every kind of clock change', () => {
  const nearChange = fc.constantFrom(
    ['Europe/Berlin', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '2026-10-25T01:00Z'],
    ['America/New_York', '2026-11-01T06:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
    ['Asia/Kolkata', '2026-06-05T00:00Z'],
    ['Africa/Cairo', '2026-04-23T22:00Z'],
    ['America/Santiago', '2026-09-06T04:00Z'],
    ['Pacific/Apia', '2011-12-30T10:00Z'],
  )
  const minutes = (most: number) => fc.integer({ min: -most, max: most })
  const spans = fc.array(fc.tuple(minutes(4_000), fc.integer({ min: 1, max: 3_000 })), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(nearChange, spans, fc.tuple(minutes(2_000), fc.integer({ min: 1, max: 4_000 })), (near, own, of) => {
      const [zone = '', at = ''] = near
      const stretch = ([from, length]: readonly [number, number]) => {
        const fromMs = ms(at) + from * 60_000
        return { fromMs, toMs: fromMs + length * 60_000 }
      }
      const shifts = own.map((each): CountedShift => ({ personId: 'ana', role: 'primary', ...stretch(each) }))
      const range = stretch(of)
      const holidays = [stretch([-700, 1_440])]
      const [person] = balanceOf(shifts, range, living(zone, holidays))
      const { shifts: _, ...load } = person?.primary ?? { ms: 0, nightMs: 0, weekendMs: 0, holidayMs: 0, shifts: 0 }
      expect(load).toEqual(stepped(shifts, range, zone, holidays))
    }),
    { numRuns: 60, examples: [[['Pacific/Apia', '2011-12-30T10:00Z'], [[0, 1]], [0, 1]]] },
  )
})
