import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { spanOf, wholeDays } from './days.ts'
import { during, shiftsOf, whyNotChange, whyNotEnter } from './leave.ts'
import { schedule, weekly } from './sample.test-support.ts'

const at = (text: string) => Temporal.Instant.from(text)
const now = at('2026-12-21T12:00:00Z')
const span = (startsAt: string, endsAt: string) => ({ startsAt: at(startsAt), endsAt: at(endsAt) })

test('days are whole ones in the zone of whoever is away, the last one included', () => {
  const days = { startsOn: '2026-12-21', endsOn: '2027-01-03' }
  expect(spanOf(days, 'Asia/Seoul')).toEqual(span('2026-12-20T15:00:00Z', '2027-01-03T15:00:00Z'))
  expect(spanOf(days, 'America/New_York')).toEqual(span('2026-12-21T05:00:00Z', '2027-01-04T05:00:00Z'))
  // The clocks went forward: 23 hours.
  const short = spanOf({ startsOn: '2026-03-29', endsOn: '2026-03-29' }, 'Europe/Berlin')
  expect(short).toEqual(span('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'))
})

test('whole days are recognised again in their zone, and in no other', () => {
  const zones = fc.constantFrom('Asia/Seoul', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'UTC')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 365 }), zones, (first, more, zone) => {
      const startsOn = Temporal.PlainDate.from('2026-01-01').add({ days: first })
      const days = { startsOn: startsOn.toString(), endsOn: startsOn.add({ days: more }).toString() }
      const whole = spanOf(days, zone)
      expect(wholeDays(whole, zone)).toEqual(days)
      expect(wholeDays({ ...whole, endsAt: whole.endsAt.subtract({ minutes: 1 }) }, zone)).toBeNull()
      expect(wholeDays(whole, 'Asia/Kathmandu')).toBeNull()
    }),
  )
})

test.each([
  ['ends before it begins', span('2026-12-24T00:00:00Z', '2026-12-23T00:00:00Z'), 0, 'leave_ends_first'],
  ['has no length', span('2026-12-24T00:00:00Z', '2026-12-24T00:00:00Z'), 0, 'leave_ends_first'],
  ['is over', span('2026-12-20T00:00:00Z', '2026-12-21T12:00:00Z'), 0, 'leave_is_over'],
  ['has begun', span('2026-12-21T00:00:00Z', '2026-12-21T12:01:00Z'), 0, null],
  ['lasts a leap year', spanOf({ startsOn: '2027-03-01', endsOn: '2028-02-29' }, 'Europe/Berlin'), 0, null],
  ['lasts a day more', spanOf({ startsOn: '2027-03-01', endsOn: '2028-03-01' }, 'Europe/Berlin'), 0, 'leave_too_long'],
  ['is one too many', span('2026-12-24T00:00:00Z', '2026-12-25T00:00:00Z'), 200, 'too_much_leave'],
  ['is the last there may be', span('2026-12-24T00:00:00Z', '2026-12-25T00:00:00Z'), 199, null],
])('leave that %s', (_, asked, toCome, code) => {
  expect(whyNotEnter(asked, { now, toCome })).toBe(code)
})

const over = span('2026-12-01T00:00:00Z', '2026-12-05T00:00:00Z')
const running = span('2026-12-20T00:00:00Z', '2026-12-24T00:00:00Z')
const coming = span('2027-01-20T00:00:00Z', '2027-01-24T00:00:00Z')

test.each([
  ['is over is history', over, { ...over, endsAt: at('2026-12-28T00:00:00Z') }, 'leave_is_over'],
  ['runs gets another end', running, { ...running, endsAt: at('2026-12-28T00:00:00Z') }, null],
  ['runs keeps its beginning', running, { ...running, startsAt: at('2026-12-22T00:00:00Z') }, 'leave_has_begun'],
  ['runs does not end in the past', running, { ...running, endsAt: at('2026-12-21T00:00:00Z') }, 'leave_is_over'],
  ['is to come moves', coming, span('2027-02-20T00:00:00Z', '2027-02-24T00:00:00Z'), null],
  ['is to come does not turn round', coming, { ...coming, endsAt: at('2027-01-19T00:00:00Z') }, 'leave_ends_first'],
])('leave that %s', (_, before, after, code) => {
  expect(whyNotChange(before, after, now)).toBe(code)
})

test('the shifts of somebody that fall into leave, cut to it, and none that are past', () => {
  // Ana, Ben, Chen from Monday to Monday at nine in Berlin.
  const payments = schedule({ rotations: [weekly()] })
  const range = { from: at('2026-03-25T00:00:00Z'), to: at('2026-05-01T00:00:00Z') }
  const shifts = shiftsOf('ben', [payments], range, () => true)
  expect(shifts.map(({ startsAt, endsAt }) => `${startsAt.toString()} ${endsAt.toString()}`)).toEqual([
    '2026-03-30T07:00:00Z 2026-04-06T07:00:00Z',
    '2026-04-20T07:00:00Z 2026-04-27T07:00:00Z',
  ])
  const easter = span('2026-04-03T00:00:00Z', '2026-04-21T00:00:00Z')
  const within = (now: string) =>
    during(shifts, easter, at(now)).map((one) => [one.startsAt.toString(), one.endsAt.toString()])
  expect(within('2026-03-01T00:00:00Z')).toEqual([
    ['2026-04-03T00:00:00Z', '2026-04-06T07:00:00Z'],
    ['2026-04-20T07:00:00Z', '2026-04-21T00:00:00Z'],
  ])
  expect(within('2026-04-10T00:00:00Z')).toEqual([['2026-04-20T07:00:00Z', '2026-04-21T00:00:00Z']])
  expect(shiftsOf('ben', [payments], range, (id) => id !== 'ben')).toEqual([])
})
