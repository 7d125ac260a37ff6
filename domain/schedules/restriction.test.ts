import { expect, test } from 'vitest'
import { onCallAt } from './on-call.ts'
import { daily, hourly, onDays, schedule, weekly } from './sample.test-support.ts'
import type { Restriction, Schedule } from './schedule.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const wall = (text: string, zone = 'Europe/Berlin') =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant()
const who = (of: Schedule, at: Temporal.Instant) => onCallAt(of, at).people.map(({ personId }) => personId)
const alone = (...restrictions: Restriction[]) =>
  schedule({ rotations: [daily({ turns: [['ana']], startsOn: '2026-01-01', restrictions })] })

const nights = onDays({ from: '22:00', to: '06:00' })
const weekend = { kind: 'span', fromWeekday: 5, fromTime: '18:00', toWeekday: 1, toTime: '08:00' } as const

test.each<[string, readonly Restriction[], string, boolean]>([
  ['a day before it opens', [onDays()], '2026-03-25T08:59:59', false],
  ['when it opens', [onDays()], '2026-03-25T09:00', true],
  ['before it closes', [onDays()], '2026-03-25T16:59:59', true],
  ['when it closes', [onDays()], '2026-03-25T17:00', false],
  ['another day', [onDays()], '2026-03-28T12:00', false],
  ['over midnight', [nights], '2026-03-26T05:59', true],
  ['the night that began on Friday goes on into Saturday', [nights], '2026-03-28T05:59', true],
  ['the night that would begin on Saturday does not', [nights], '2026-03-28T22:00', false],
  ['nor one that would have begun on Sunday', [nights], '2026-03-30T05:00', false],
  ['over the end of the week', [onDays({ weekdays: [7], from: '22:00', to: '06:00' })], '2026-03-30T05:59', true],
  ['the whole day', [onDays({ weekdays: [6], from: '00:00', to: '00:00' })], '2026-03-28T23:59', true],
  ['and no more', [onDays({ weekdays: [6], from: '00:00', to: '00:00' })], '2026-03-29T00:00', false],
  ['until midnight', [onDays({ from: '17:00', to: '00:00' })], '2026-03-25T23:59', true],
  ['from weekday to weekday', [weekend], '2026-03-30T07:59', true],
  ['and no more than that', [weekend], '2026-03-30T08:00', false],
  ['before the weekday', [weekend], '2026-03-27T17:59', false],
  ['either of two', [onDays(), weekend], '2026-03-28T12:00', true],
])('restricted: %s', (_, restrictions, at, isOnCall) => {
  expect(who(alone(...restrictions), wall(at))).toEqual(isOnCall ? ['ana'] : [])
})

test.each([
  ['opens as much later as the clock jumped', '02:30', '09:00', '2026-03-29T01:30:00Z', '2026-03-29T07:00:00Z'],
  ['a window inside the skipped hour moves whole', '02:00', '02:30', '2026-03-29T01:00:00Z', '2026-03-29T01:30:00Z'],
  ['closes at its first showing', '00:00', '02:30', '2026-10-24T22:00:00Z', '2026-10-25T00:30:00Z'],
  ['opens at its first showing', '02:30', '09:00', '2026-10-25T00:30:00Z', '2026-10-25T08:00:00Z'],
])('on the night of a clock change it %s', (_, from, to, opens, closes) => {
  const sundays = alone(onDays({ weekdays: [7], from, to }))
  expect(onCallAt(sundays, instant(opens).subtract({ milliseconds: 1 })).until).toEqual(instant(opens))
  expect(onCallAt(sundays, instant(opens))).toMatchObject({ because: 'scheduled', until: instant(closes) })
  expect(who(sundays, instant(closes))).toEqual([])
})

test('turns are counted also while nobody is on call by them', () => {
  const workdays = schedule({ rotations: [daily({ restrictions: [onDays()] })] })
  // From Monday 23 March: ana, ben, chen, ana, ben; chen has Saturday and ana Sunday, though nobody is called.
  expect(who(workdays, wall('2026-03-27T12:00'))).toEqual(['ben'])
  expect(onCallAt(workdays, wall('2026-03-30T12:00'))).toMatchObject({
    people: [{ personId: 'ben', because: { turn: 8 } }],
  })
})

test('weekdays and weekends are two rotations, and there is no gap between them', () => {
  const work = { kind: 'span', fromWeekday: 1, fromTime: '08:00', toWeekday: 5, toTime: '18:00' } as const
  const split = schedule({
    rotations: [
      weekly({ name: 'Weekdays', restrictions: [work], turns: [['ana'], ['ben']], handoverTime: '08:00' }),
      weekly({
        id: 'r2',
        name: 'Weekends',
        restrictions: [weekend],
        turns: [['chen'], ['dora']],
        handoverTime: '08:00',
      }),
    ],
  })
  expect(who(split, wall('2026-03-27T17:59'))).toEqual(['ana'])
  expect(who(split, wall('2026-03-27T18:00'))).toEqual(['chen'])
  expect(who(split, wall('2026-03-29T03:00'))).toEqual(['chen'])
  expect(who(split, wall('2026-03-30T08:00'))).toEqual(['ben'])
})

test('follow the sun: each office by day, in its own zone', () => {
  const office = (id: string, zone: string, from: string, to: string) =>
    daily({
      id,
      zone,
      turns: [[id]],
      startsOn: '2026-01-01',
      restrictions: [onDays({ weekdays: [1, 2, 3, 4, 5, 6, 7], from, to })],
    })
  const around = schedule({
    rotations: [
      office('seoul', 'Asia/Seoul', '09:00', '17:00'),
      office('london', 'Europe/London', '08:00', '16:00'),
      office('new-york', 'America/New_York', '11:00', '19:00'),
    ],
  })
  const day = (at: string) => who(around, instant(at))
  expect([day('2026-01-14T03:00:00Z'), day('2026-01-14T12:00:00Z'), day('2026-01-14T20:00:00Z')]).toEqual([
    ['seoul'],
    ['london'],
    ['new-york'],
  ])
  // In summer London and New York hand over an hour earlier on the UTC line: Seoul has no summer time, so an hour is shared.
  expect(day('2026-07-14T07:30:00Z')).toEqual(['seoul', 'london'])
  expect(day('2026-07-14T23:30:00Z')).toEqual([])
})

test('twelve-hour turns by day for one, by night for the other', () => {
  const shifts = schedule({ rotations: [hourly({ length: 12, handoverTime: '08:00', turns: [['ana'], ['ben']] })] })
  expect([who(shifts, wall('2026-03-29T07:59')), who(shifts, wall('2026-03-29T08:00'))]).toEqual([['ben'], ['ana']])
})

test('hours that open after the end of the rotation open for nobody', () => {
  const ends = daily({
    endsOn: '2026-03-27',
    handoverTime: '12:00',
    restrictions: [onDays({ weekdays: [5], from: '13:00' })],
  })
  expect(onCallAt(schedule({ rotations: [ends] }), wall('2026-03-25T12:00')).until).toBeNull()
})
