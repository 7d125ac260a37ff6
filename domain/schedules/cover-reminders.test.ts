import { describe, expect, test } from 'vitest'
import { noticeAt, remindersDue } from './cover-reminders.ts'

const at = (text: string) => Temporal.Instant.from(`2026-11-${text}:00Z`)
const askedAt = at('23T10:00')

describe('whom an open request reminds', () => {
  // Asked on Monday at ten.
  const inAWeek = at('30T10:00')
  const inTwoDays = at('25T09:00')
  const inADay = at('24T10:00')
  const inTenHours = at('23T20:00')
  test.each([
    ['at once', inAWeek, null, '23T10:00', ['asked'], '24T22:00'],
    ['nobody in between', inAWeek, '23T10:00', '24T09:00', [], '24T22:00'],
    ['those asked again after a day and a half', inAWeek, '23T10:00', '24T22:00', ['asked'], '28T10:00'],
    ['asker and owners 48 hours before', inAWeek, '24T22:00', '28T10:00', ['asker', 'owners'], '29T22:00'],
    ['asker and owners 12 hours before', inAWeek, '28T10:00', '29T22:00', ['asker', 'owners'], null],
    ['nobody after that', inAWeek, '29T22:00', '30T12:00', [], null],
    ['once, when both were missed', inAWeek, '24T22:00', '30T09:00', ['asker', 'owners'], null],
    ['all who were missed, each once', inAWeek, null, '30T09:00', ['asked', 'asker', 'owners'], null],
    [
      'by 12 hours alone when it is asked within 48',
      inTwoDays,
      '23T10:00',
      '24T21:00',
      ['asker', 'owners'],
      '24T22:00',
    ],
    ['nobody again when it begins before', inADay, '23T10:00', '23T22:00', ['asker', 'owners'], null],
    ['the owners at once when it is late already', inTenHours, null, '23T10:00', ['asked', 'owners'], null],
    ['a request for a shift that runs', at('23T08:00'), null, '23T10:00', ['asked', 'owners'], null],
  ])('%s', (_, startsAt, until, now, tell, next) => {
    const due = remindersDue({ askedAt, startsAt }, until === null ? null : at(until), at(now))
    expect(due).toEqual({ tell, nextAt: next === null ? null : at(next) })
  })
})

test.each([
  ['at once by day', 'Europe/Berlin', '23T10:00', '30T10:00', '23T10:00'],
  ['in the morning by night', 'Asia/Seoul', '23T10:00', '30T10:00', '24T00:00'],
  ['at once when the shift begins before the morning', 'Asia/Seoul', '23T10:00', '23T20:00', '23T10:00'],
  ['at once when the shift runs', 'Asia/Seoul', '23T10:00', '23T08:00', '23T10:00'],
])('a notice goes %s', (_, zone, now, startsAt, then) => {
  expect(noticeAt(at(now), zone, at(startsAt))).toEqual(at(then))
})
