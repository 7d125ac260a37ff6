import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { byBeginning, holidaysOff, isWithin, yearsOf, type Holiday } from './absence.ts'

const at = (text: string) => Temporal.Instant.from(text)
const holiday = (startsOn: string, endsOn: string, en = 'Feast'): Holiday => ({
  startsOn,
  endsOn,
  names: { en, ko: '축제' },
})
const year2026 = { from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') }

test.each([
  ['Asia/Seoul', '2026-02-15T15:00:00Z', '2026-02-18T15:00:00Z'],
  ['America/Los_Angeles', '2026-02-16T08:00:00Z', '2026-02-19T08:00:00Z'],
  ['Europe/Berlin', '2026-02-15T23:00:00Z', '2026-02-18T23:00:00Z'],
])('holidays are whole days on the clocks of whoever keeps them: %s', (zone, startsAt, endsAt) => {
  const names = { en: 'Korean New Year', ko: '축제' }
  const keeper = { personId: 'mina', zone, holidays: [holiday('2026-02-16', '2026-02-19', 'Korean New Year')] }
  expect(holidaysOff(keeper, year2026)).toEqual([
    { personId: 'mina', kind: 'holiday', names, startsAt: at(startsAt), endsAt: at(endsAt) },
  ])
})

test('the day of a clock change is an hour longer, and one that a zone left out is none', () => {
  const [autumn] = holidaysOff(
    { personId: 'ana', zone: 'Europe/Berlin', holidays: [holiday('2026-10-25', '2026-10-26')] },
    year2026,
  )
  expect(autumn?.endsAt.since(autumn.startsAt).total('hours')).toBe(25)
  const samoa = { personId: 'ana', zone: 'Pacific/Apia', holidays: [holiday('2011-12-30', '2011-12-31')] }
  const range = { from: at('2011-12-01T00:00:00Z'), to: at('2012-02-01T00:00:00Z') }
  expect(holidaysOff(samoa, range)).toEqual([])
})

test('what only touches the range is not in it', () => {
  const span = { startsAt: at('2026-03-01T00:00:00Z'), endsAt: at('2026-03-02T00:00:00Z') }
  expect(isWithin(span, { from: at('2026-03-02T00:00:00Z'), to: at('2026-03-03T00:00:00Z') })).toBe(false)
  expect(isWithin(span, { from: at('2026-02-28T00:00:00Z'), to: at('2026-03-01T00:00:00Z') })).toBe(false)
  expect(isWithin(span, { from: at('2026-03-01T23:59:59Z'), to: at('2026-03-03T00:00:00Z') })).toBe(true)
})

test('years are asked for in which a holiday can reach into the range, in any zone', () => {
  expect(yearsOf({ from: at('2026-06-01T00:00:00Z'), to: at('2026-07-01T00:00:00Z') })).toEqual([2026])
  expect(yearsOf({ from: at('2026-12-30T00:00:00Z'), to: at('2026-12-31T10:30:00Z') })).toEqual([2026, 2027])
  expect(yearsOf({ from: at('2027-01-03T00:00:00Z'), to: at('2027-01-04T00:00:00Z') })).toEqual([2026, 2027])
})

test('the absences of a range are those of its two halves, joined', () => {
  const day = fc.integer({ min: 0, max: 800 })
  const aHoliday = fc.record({ on: day, days: fc.integer({ min: 1, max: 9 }) }).map(({ on, days }) => {
    const startsOn = Temporal.PlainDate.from('2025-06-01').add({ days: on })
    return holiday(startsOn.toString(), startsOn.add({ days }).toString(), `Day ${on} for ${days}`)
  })
  const zones = fc.constantFrom('Asia/Seoul', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC')
  const moments = fc.array(fc.integer({ min: 0, max: 800 * 86_400 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(aHoliday, { maxLength: 30 }), zones, moments, (holidays, zone, seconds) => {
      const [from, middle, to] = seconds
        .toSorted((a, b) => a - b)
        .map((second) => at('2025-06-01T00:00:00Z').add({ seconds: second }))
      if (!from || !middle || !to || from.equals(middle) || middle.equals(to)) return
      const keeper = { personId: 'ana', zone, holidays }
      const inRange = (range: { from: Temporal.Instant; to: Temporal.Instant }) =>
        // Only what begins in the years that are asked for is known.
        holidaysOff({ ...keeper, holidays: holidays.filter(beginsIn(yearsOf(range))) }, range)
      const joined = [...inRange({ from, to: middle }), ...inRange({ from: middle, to })]
      expect(unique(joined)).toEqual(unique(inRange({ from, to })))
    }),
  )
})

const beginsIn =
  (years: readonly number[]) =>
  ({ startsOn }: Holiday) =>
    years.includes(Number(startsOn.slice(0, 4)))

function unique(absences: ReturnType<typeof holidaysOff>) {
  const known = new Map(absences.map((one) => [`${one.names.en} ${one.startsAt.toString()}`, one]))
  return [...known.values()].sort(byBeginning).map((one) => `${one.names.en} ${one.startsAt.toString()}`)
}
