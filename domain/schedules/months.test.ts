import { expect, test } from 'vitest'
import { firstDayOf, monthOf } from './months.ts'

test('every day from the year 1 to 9999 lies in its month', () => {
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
  const last = day('9999-12-31')
  for (let at = day('0001-01-01'); at <= last; at += 13) {
    const date = new Date(at * 86_400_000)
    const month = (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
    if (monthOf(at) !== month || firstDayOf(month) !== at - date.getUTCDate() + 1) expect.fail(date.toISOString())
  }
  expect([monthOf(0), firstDayOf(0), monthOf(-1), firstDayOf(1)]).toEqual([0, 0, -1, 31])
})

test('the first and the last day of each month for four centuries', () => {
  for (let month = -2_400; month < 2_400; month += 1) {
    expect([monthOf(firstDayOf(month)), monthOf(firstDayOf(month + 1) - 1)]).toEqual([month, month])
  }
})
