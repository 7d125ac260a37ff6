import { expect, test } from 'vitest'
import { loadIn, weeksAround } from './cover-load.ts'

const piece = (from: string, until: string, zone: string) => ({
  startsAt: Temporal.ZonedDateTime.from(`${from}[${zone}]`).toInstant(),
  endsAt: Temporal.ZonedDateTime.from(`${until}[${zone}]`).toInstant(),
})
const berlin = 'Europe/Berlin'

test.each([
  ['Friday evening to Monday morning', '2026-11-27T18:00', '2026-11-30T08:00', [62, 3, 2]],
  ['a working day', '2026-11-23T09:00', '2026-11-23T18:00', [9, 0, 0]],
  ['until the night begins', '2026-11-23T09:00', '2026-11-23T22:00', [13, 0, 0]],
  ['the end of a night', '2026-11-24T05:00', '2026-11-24T09:00', [4, 1, 0]],
  ['from seven in the morning on', '2026-11-24T07:00', '2026-11-24T09:00', [2, 0, 0]],
  ['the night on which the clocks go back', '2026-10-24T22:00', '2026-10-25T06:00', [9, 1, 2]],
  ['the night on which they go forward', '2026-03-28T22:00', '2026-03-29T06:00', [7, 1, 2]],
])('%s', (_, from, until, [hours, nights, weekendDays]) => {
  const load = loadIn([piece(from, until, berlin)], berlin)
  expect(load).toEqual({ minutes: (hours ?? 0) * 60, nights, weekendDays })
})

test('nights are those of the reader, and one that is in two pieces is one', () => {
  const day = piece('2026-11-23T09:00', '2026-11-23T17:00', berlin)
  expect(loadIn([day], 'Asia/Seoul')).toMatchObject({ nights: 1 })
  const pieces = [
    piece('2026-11-23T22:00', '2026-11-23T23:00', berlin),
    piece('2026-11-24T01:00', '2026-11-24T02:00', berlin),
  ]
  expect(loadIn(pieces, berlin)).toEqual({ minutes: 120, nights: 1, weekendDays: 0 })
})

test('the weeks around are whole ones on the calendar of the reader', () => {
  const around = weeksAround(piece('2026-11-27T18:00', '2026-11-30T08:00', berlin), berlin)
  expect(around).toEqual(piece('2026-11-23T00:00', '2026-12-07T00:00', berlin))
})
