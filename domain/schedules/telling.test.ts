import { describe, expect, test } from 'vitest'
import { decentHour, nextMorning } from '../notices/decent-hour.ts'
import { isInMessage, tellAt, tellingOf, whoIsTold } from './telling.ts'
import type { TroubleKind } from './trouble.ts'

const at = (text: string) => Temporal.Instant.from(text)
const now = at('2026-03-02T02:00Z')
const inHours = (hours: number) => now.add({ hours })
const of = (kind: TroubleKind, beginsInHours: number) => ({
  kind,
  startsAt: inHours(beginsInHours),
  endsAt: inHours(beginsInHours + 24),
})
const day = 24

describe('when a trouble is told', () => {
  test.each<[TroubleKind, number, number | null, ReturnType<typeof tellingOf>]>([
    // kind, begins in hours, was told before so many hours (null: never)
    ['nobody_on_call', 23, null, 'at_once'],
    ['nobody_on_call', -1, null, 'at_once'],
    ['nobody_on_call', 24, null, 'decent_hour'],
    ['nobody_on_call', 40 * day, null, 'decent_hour'],
    ['nobody_on_call', 13 * day, day, 'morning'],
    ['nobody_on_call', 14 * day, day, 'morning'],
    ['nobody_on_call', 15 * day, day, null],
    ['nobody_on_call', 1, 5, 'morning'],
    ['out_of_reach', 23, null, 'at_once'],
    ['out_of_reach', 25, null, 'decent_hour'],
    ['out_of_reach', 7 * day, day, 'decent_hour'],
    ['out_of_reach', 6 * day, 12, null],
    ['out_of_reach', day, 2 * day, 'decent_hour'],
    ['out_of_reach', 10, 12, null],
    ['two_primaries', 1, null, 'decent_hour'],
    ['two_primaries', 7 * day - 1, day, 'decent_hour'],
    ['on_leave', 5, null, 'decent_hour'],
    ['on_leave', 30 * day, day, null],
    ['on_leave', 7 * day, day, 'decent_hour'],
    ['on_leave', 7 * day + 1, day, null],
    ['on_leave', 3 * day, 4 * day + 1, 'decent_hour'],
    ['on_leave', 3 * day, 4 * day, null],
    ['on_holiday', 40 * day, null, 'decent_hour'],
    ['on_holiday', 7 * day, 30 * day, 'decent_hour'],
    ['on_holiday', 2 * day, day, null],
  ])('%s that begins in %i hours, told %s hours ago: %s', (kind, begins, told, expected) => {
    expect(tellingOf(of(kind, begins), told === null ? null : inHours(-told), now)).toBe(expected)
  })

  test.each([
    ['at_once', 'Asia/Seoul', '2026-03-02T02:02:00Z'],
    // Eleven in Seoul, three in Berlin, the evening before in New York.
    ['decent_hour', 'Asia/Seoul', '2026-03-02T02:02:00Z'],
    ['decent_hour', 'Europe/Berlin', '2026-03-02T08:00:00Z'],
    ['decent_hour', 'America/New_York', '2026-03-02T14:00:00Z'],
    ['morning', 'Asia/Seoul', '2026-03-03T00:00:00Z'],
    ['morning', 'Europe/Berlin', '2026-03-02T08:00:00Z'],
  ] as const)('%s in %s is %s', (telling, zone, expected) => {
    expect(tellAt(telling, now, zone).toString()).toBe(expected)
  })
})

test('the managers are told, and the person it is about, each once', () => {
  expect(whoIsTold({ personId: null }, ['ana', 'ben'])).toEqual(['ana', 'ben'])
  expect(whoIsTold({ personId: 'chen' }, ['ana'])).toEqual(['ana', 'chen'])
  expect(whoIsTold({ personId: 'ana' }, ['ana'])).toEqual(['ana'])
  expect(whoIsTold({ personId: 'chen' }, [])).toEqual(['chen'])
})

describe('what a message holds', () => {
  test.each<[TroubleKind, number, number | null, boolean]>([
    ['nobody_on_call', 10 * day, 5 * day, true],
    ['nobody_on_call', 20 * day, 5 * day, false],
    ['nobody_on_call', 20 * day, 2, true],
    ['out_of_reach', 10 * day, 5 * day, true],
    ['on_holiday', 5 * day, 5 * day, false],
    ['on_holiday', 5 * day, 14, true],
    ['on_leave', 5 * day, null, false],
    // It is over.
    ['nobody_on_call', -25, 2, false],
  ])('%s that begins in %i hours, told %s hours ago: %s', (kind, begins, told, expected) => {
    expect(isInMessage(of(kind, begins), told === null ? null : inHours(-told), now)).toBe(expected)
  })
})

describe('a decent hour', () => {
  test.each([
    ['2026-03-02T08:00Z', 'Europe/Berlin', '2026-03-02T08:00:00Z'],
    ['2026-03-02T16:59:59Z', 'Europe/Berlin', '2026-03-02T16:59:59Z'],
    ['2026-03-02T17:00Z', 'Europe/Berlin', '2026-03-03T08:00:00Z'],
    // The clocks are put forward in this night.
    ['2026-03-28T22:00Z', 'Europe/Berlin', '2026-03-29T07:00:00Z'],
  ])('from %s in %s is %s', (from, zone, expected) => {
    expect(decentHour(at(from), zone).toString()).toBe(expected)
  })

  test('the next morning comes after now, never now', () => {
    expect(nextMorning(at('2026-03-02T08:00Z'), 'Europe/Berlin').toString()).toBe('2026-03-03T08:00:00Z')
  })
})
