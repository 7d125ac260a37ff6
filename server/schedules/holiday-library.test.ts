// What the library says, held against the calendars of the governments, day by day; and what it says wrongly, mended.
import { expect, test } from 'vitest'
import { readHolidays, readPlaces } from './holiday-library.ts'
import { holidaysOf } from './holidays.ts'

/** Every day off, as `MM-DD`. */
function daysOff(place: string, year: number): readonly string[] {
  const days = readHolidays({ place, year }).flatMap(({ startsOn, endsOn }) => {
    const first = Temporal.PlainDate.from(startsOn)
    const { days } = first.until(endsOn)
    return Array.from({ length: days }, (_, i) => first.add({ days: i }).toString().slice(5))
  })
  return [...new Set(days)].toSorted()
}

test.each([
  // Lunar New Year 16 to 18 February, Chuseok 24 to 26 September; Labour Day and Constitution Day are back since 2026.
  [
    'KR',
    2026,
    '01-01 02-16 02-17 02-18 03-01 03-02 05-01 05-05 05-24 05-25 06-06 07-17 08-15 08-17 09-24 09-25 09-26 10-03 10-05 10-09 12-25',
  ],
  // Lunar New Year falls on a Sunday: Tuesday the 9th stands in. Memorial Day is never moved.
  [
    'KR',
    2027,
    '01-01 02-06 02-07 02-08 02-09 03-01 05-01 05-03 05-05 05-13 06-06 07-17 07-19 08-15 08-16 09-14 09-15 09-16 10-03 10-04 10-09 10-11 12-25 12-27',
  ],
  ['DE-BY', 2026, '01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26'],
  ['DE-BY', 2027, '01-01 01-06 03-26 03-29 05-01 05-06 05-17 05-27 10-03 11-01 12-25 12-26'],
  ['US', 2026, '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'],
  ['US', 2027, '01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31'],
  ['GB-SCT', 2026, '01-01 01-02 04-03 05-04 05-25 08-03 11-30 12-25 12-26 12-28'],
  ['GB-SCT', 2027, '01-01 01-02 01-04 03-26 05-03 05-31 08-02 11-30 12-25 12-26 12-27 12-28'],
  [
    'JP',
    2026,
    '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
  ],
  ['JP', 2027, '01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23'],
])('%s %i', (place, year, days) => {
  expect(daysOff(place, year)).toEqual(days.split(' '))
})

test('names are told in English and in Korean, which for Korea are its own', () => {
  const names = (place: string, on: string) =>
    readHolidays({ place, year: 2026 }).find(({ startsOn }) => startsOn === on)?.names
  expect(names('KR', '2026-08-17')).toEqual({
    en: 'Liberation Day (substitute day)',
    ko: '광복절 (대체공휴일)',
  })
  expect(names('GB-SCT', '2026-12-28')).toEqual({
    en: 'Boxing Day (substitute day)',
    ko: '박싱 데이 (대체공휴일)',
  })
  // The library lends Japan the name of a Korean day.
  expect(names('JP', '2026-05-03')?.ko).toBe('헌법 기념일')
})

test('a place that is not known has no holidays, and countries stand with their parts', () => {
  expect(readHolidays({ place: 'XX-YY', year: 2026 })).toEqual([])
  const places = readPlaces()
  expect(places.find(({ place }) => place === 'DE-BY')).toEqual({
    place: 'DE-BY',
    within: 'DE',
    name: 'Bayern',
  })
  for (const { place, within } of places) {
    expect(place).toMatch(/^[A-Z]{2}(-[A-Za-z0-9]{1,12}){0,2}$/)
    expect(within === null || places.some((other) => other.place === within)).toBe(true)
  }
})

test('the thread says the same as the library, for many who ask at once', async () => {
  const [once, again] = await Promise.all([holidaysOf(['KR', 'JP'], [2026, 2027]), holidaysOf(['KR'], [2027, 2026])])
  const inOrder = (year: number, place = 'KR') => readHolidays({ place, year })
  expect(once.get('KR')).toEqual([...inOrder(2026), ...inOrder(2027)])
  expect(once.get('JP')).toEqual([...inOrder(2026, 'JP'), ...inOrder(2027, 'JP')])
  expect(again.get('KR')).toEqual([...inOrder(2027), ...inOrder(2026)])
})
