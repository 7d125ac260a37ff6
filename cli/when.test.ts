import { describe, expect, test } from 'vitest'
import { agoText, dayText, momentText, readDay, readMoment, readSpanMs } from './when.ts'

const here = { now: Temporal.Instant.from('2026-11-24T22:30:00Z'), zone: 'Asia/Seoul' }

describe('a moment', () => {
  test.each([
    ['now', '2026-11-24T22:30:00Z'],
    ['NOW', '2026-11-24T22:30:00Z'],
    ['2026-11-24T03:00:00+01:00', '2026-11-24T02:00:00Z'],
    ['2026-11-24T03:00Z', '2026-11-24T03:00:00Z'],
    ['2026-11-24 03:00:00.5+0900', '2026-11-23T18:00:00.5Z'],
    ['2026-11-24 03:00 Europe/Berlin', '2026-11-24T02:00:00Z'],
    ['2026-11-24T03:00[Europe/Berlin]', '2026-11-24T02:00:00Z'],
    ['2026-11-24 03:00 UTC', '2026-11-24T03:00:00Z'],
    ['2026-11-24 03:00', '2026-11-23T18:00:00Z'],
    ['Tue 2026-11-24 03:00', '2026-11-23T18:00:00Z'],
    ['tuesday 2026-11-24 03:00 Europe/Berlin', '2026-11-24T02:00:00Z'],
    // It is the 25th in Seoul by now, and still the 24th in Berlin.
    ['09:00', '2026-11-25T00:00:00Z'],
    ['09:00 Europe/Berlin', '2026-11-24T08:00:00Z'],
    ['today 09:00', '2026-11-25T00:00:00Z'],
    ['Tomorrow 09:00', '2026-11-26T00:00:00Z'],
    ['tomorrow 09:00 Europe/Berlin', '2026-11-25T08:00:00Z'],
    // It is Wednesday the 25th in Seoul by now, and still Tuesday the 24th in Berlin.
    ['sunday 03:00', '2026-11-28T18:00:00Z'],
    ['next Sunday 03:00 Europe/Berlin', '2026-11-29T02:00:00Z'],
    ['Wed 09:00', '2026-11-25T00:00:00Z'],
    ['next wed 09:00', '2026-12-02T00:00:00Z'],
    ['next tuesday 09:00 Europe/Berlin', '2026-12-01T08:00:00Z'],
    ['tue 09:00 Europe/Berlin', '2026-11-24T08:00:00Z'],
    // The clock skips 02:30 and shows it twice: as handovers take it.
    ['2026-03-29 02:30 Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['2026-10-25 02:30 Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['2028-02-29 00:00 UTC', '2028-02-29T00:00:00Z'],
  ])('%j', (text, at) => {
    expect(readMoment(text, here)?.toString()).toBe(at)
  })

  test.each([
    '',
    'soon',
    'yesterday 09:00',
    'next 09:00',
    'next week 09:00',
    'next tomorrow 09:00',
    'sundays 09:00',
    'su 09:00',
    '2026-11-24',
    'wed 2026-11-24 03:00',
    'next 2026-11-24 03:00',
    '2026-02-29 10:00',
    '2026-13-01 10:00',
    '2026-11-24 24:00',
    '2026-11-24 10:60',
    '9:00',
    '2026-11-24 03:00 Europe/Brlin',
    '2026-11-24 03:00 ../../etc/passwd',
    '2026-11-24T03:00+25:00',
    '2026-11-24T03:00:00+01:00 UTC',
    '1782000000',
  ])('%j is none', (text) => {
    expect(readMoment(text, here)).toBeNull()
  })
})

describe('a span', () => {
  test.each([
    ['30m', 30 * 60],
    ['2h', 2 * 3_600],
    ['1h30m', 90 * 60],
    ['1h 30m', 90 * 60],
    ['1D', 86_400],
    ['90s', 90],
    ['1d1h1m1s', 86_400 + 3_600 + 60 + 1],
  ])('%j', (text, seconds) => {
    expect(readSpanMs(text)).toBe(seconds * 1_000)
  })

  test.each(['', '0m', '30', 'm', '-5m', '1.5h', '30m2h', '5 minutes', '1w', 'until 5m'])('%j is none', (text) => {
    expect(readSpanMs(text)).toBeNull()
  })
})

test.each([
  ['2026-11-25T00:05:00Z', '09:05'],
  ['2026-11-24T14:59:00Z', 'Tue 24 Nov 23:59'],
  ['2026-12-31T15:00:00Z', 'Fri 1 Jan 2027 00:00'],
  ['2025-03-01T00:00:00Z', 'Sat 1 Mar 2025 09:00'],
])('%s reads as %j in Seoul', (at, text) => {
  expect(momentText(Temporal.Instant.from(at), here)).toBe(text)
})

test.each([
  ['2026-11-24T22:29:20Z', '40 s'],
  ['2026-11-24T22:31:00Z', '0 s'],
  ['2026-11-24T22:25:01Z', '4 min'],
  ['2026-11-24T20:30:01Z', '1 h'],
  ['2026-11-22T22:30:01Z', '47 h'],
  ['2026-11-22T22:30:00Z', '2 d'],
])('%s was %j ago', (at, text) => {
  expect(agoText(Temporal.Instant.from(at), here.now)).toBe(text)
})

describe('a day', () => {
  test.each([
    ['2026-12-21', '2026-12-21'],
    ['mon 2026-12-21', '2026-12-21'],
    ['Sunday 2027-01-03', '2027-01-03'],
    // It is Wednesday the 25th in Seoul by now.
    ['today', '2026-11-25'],
    ['tomorrow', '2026-11-26'],
    ['wed', '2026-11-25'],
    ['next wed', '2026-12-02'],
  ])('%j', (text, on) => {
    expect(readDay(text, here)?.toString()).toBe(on)
  })

  test.each(['', 'tue 2026-12-21', 'soon', '2026-02-29', '2026-12-21 09:00', '21.12.2026'])('%j is none', (text) => {
    expect(readDay(text, here)).toBeNull()
  })

  test('is told with its year when that is another', () => {
    expect(dayText('2026-12-21', here)).toBe('Mon 21 Dec')
    expect(dayText('2027-01-03', here)).toBe('Sun 3 Jan 2027')
  })
})
