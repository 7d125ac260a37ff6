import { describe, expect, test } from 'vitest'
import { markWords, marksOf, startOfMonth, windowAt } from './horizon.ts'

const now = Date.parse('2026-03-18T12:00:00Z')
const told = ({ from, until }: { from: number; until: number }) =>
  [from, until].map((ms) => new Date(ms).toISOString().slice(0, 16))

describe('what is looked at', () => {
  test.each([
    ['day', 0, '2026-03-17T23:00', '2026-03-18T23:00'],
    ['day', 11, '2026-03-28T23:00', '2026-03-29T22:00'],
    ['week', 0, '2026-03-15T23:00', '2026-03-22T23:00'],
    ['week', -1, '2026-03-08T23:00', '2026-03-15T23:00'],
    ['month', 0, '2026-02-28T23:00', '2026-03-31T22:00'],
    ['month', 10, '2026-12-31T23:00', '2027-01-31T23:00'],
    ['quarter', 0, '2026-03-15T23:00', '2026-06-07T22:00'],
  ] as const)('a %s moved by %s', (horizon, step, from, until) => {
    expect(told(windowAt(horizon, 'Europe/Berlin', now, step))).toEqual([from, until])
  })

  test('months go back over the year', () => {
    expect(new Date(startOfMonth('Asia/Seoul', now, -3)).toISOString()).toBe('2025-11-30T15:00:00.000Z')
  })
})

describe('marks', () => {
  test.each([
    ['day', 8],
    ['week', 7],
    ['month', 31],
    ['quarter', 12],
  ] as const)('of a %s fill it', (horizon, count) => {
    const window = windowAt(horizon, 'Europe/Berlin', now)
    const marks = marksOf(horizon, 'Europe/Berlin', window)
    expect(marks).toHaveLength(count)
    expect(marks[0]?.from).toBe(window.from)
    expect(marks.at(-1)?.until).toBe(window.until)
    marks.forEach((mark, at) => expect(mark.until).toBe(marks[at + 1]?.from ?? window.until))
  })

  test.each([
    ['the clock is put forward', '2026-03-29T12:00:00Z', 'Europe/Berlin'],
    ['the clock is put back', '2026-10-25T12:00:00Z', 'Europe/Berlin'],
    ['midnight is left out', '2018-11-04T12:00:00Z', 'America/Sao_Paulo'],
    ['half an hour is shown twice', '2026-04-05T00:00:00Z', 'Australia/Lord_Howe'],
  ])('of a day on which %s stand at whole hours', (_, day, zone) => {
    const window = windowAt('day', zone, Date.parse(day))
    const names = marksOf('day', zone, window).map(({ from }) => markWords('day', from, 'en', zone))
    expect(names.slice(1)).toEqual(['03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00'])
  })
})
