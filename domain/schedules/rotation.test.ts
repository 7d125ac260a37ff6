import { expect, test } from 'vitest'
import { turnAt } from './rotation.ts'
import type { Rotation } from './schedule.ts'
import { daily, hourly, monthly, weekly } from './sample.test-support.ts'

const instant = (text: string) => Temporal.Instant.from(text)

function said(rotation: Rotation, at: string): string {
  const turn = turnAt(rotation, instant(at))
  if (!turn) return 'nobody'
  const { number, people, startsAt, endsAt } = turn
  return `${number} ${people.join('+')} ${startsAt.toString()} ${endsAt?.toString()}`
}

const nights = { startsOn: '2026-03-27', handoverTime: '02:30' }
const falls = { startsOn: '2026-10-23', handoverTime: '02:30' }
const howe = { zone: 'Australia/Lord_Howe', startsOn: '2026-10-02', handoverTime: '02:15' }
const apia = { zone: 'Pacific/Apia', startsOn: '2011-12-28' }
const leap = { zone: 'UTC', startsOn: '2024-02-28' }

test.each<[string, Rotation, string, string]>([
  ['nobody before the first handover', weekly(), '2026-03-23T07:59:59.999Z', 'nobody'],
  ['begins at it', weekly(), '2026-03-23T08:00:00Z', '1 ana 2026-03-23T08:00:00Z 2026-03-30T07:00:00Z'],
  ['a week of 167 hours', weekly(), '2026-03-30T06:59:59.999Z', '1 ana 2026-03-23T08:00:00Z 2026-03-30T07:00:00Z'],
  ['the next', weekly(), '2026-03-30T07:00:00Z', '2 ben 2026-03-30T07:00:00Z 2026-04-06T07:00:00Z'],
  ['begins anew after the last', weekly(), '2026-04-13T07:00:00Z', '4 ana 2026-04-13T07:00:00Z 2026-04-20T07:00:00Z'],
  ['two weeks', weekly({ length: 2 }), '2026-04-01T00:00:00Z', '1 ana 2026-03-23T08:00:00Z 2026-04-06T07:00:00Z'],
  ['an anchor on another weekday waits', weekly({ handoverWeekday: 3 }), '2026-03-25T07:59:59Z', 'nobody'],
  [
    'and begins on that weekday',
    weekly({ handoverWeekday: 3 }),
    '2026-03-25T08:00:00Z',
    '1 ana 2026-03-25T08:00:00Z 2026-04-01T07:00:00Z',
  ],
  ['02:30 skipped: 03:30', daily(nights), '2026-03-29T01:29:59Z', '2 ben 2026-03-28T01:30:00Z 2026-03-29T01:30:00Z'],
  ['next day 02:30', daily(nights), '2026-03-30T00:30:00Z', '4 ana 2026-03-30T00:30:00Z 2026-03-31T00:30:00Z'],
  ['02:30 twice: the first', daily(falls), '2026-10-25T00:30:00Z', '3 chen 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z'],
  [
    '02:15 shown again is after it',
    daily(falls),
    '2026-10-25T01:15:00Z',
    '3 chen 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z',
  ],
  ['half an hour', daily(howe), '2026-10-03T15:45:00Z', '3 chen 2026-10-03T15:45:00Z 2026-10-04T15:15:00Z'],
  ['the day Apia skipped', daily(apia), '2011-12-30T18:59:59Z', '2 ben 2011-12-29T19:00:00Z 2011-12-30T19:00:00Z'],
  ['takes its turn along', daily(apia), '2011-12-30T19:00:00Z', '4 ana 2011-12-30T19:00:00Z 2011-12-31T19:00:00Z'],
  [
    'twelve hours stay at the clock in spring',
    hourly({ length: 12, handoverTime: '20:00', startsOn: '2026-03-27' }),
    '2026-03-29T00:00:00Z',
    '3 chen 2026-03-28T19:00:00Z 2026-03-29T06:00:00Z',
  ],
  [
    'and in autumn',
    hourly({ length: 12, handoverTime: '20:00', startsOn: '2026-10-23' }),
    '2026-10-25T00:00:00Z',
    '3 chen 2026-10-24T18:00:00Z 2026-10-25T07:00:00Z',
  ],
  [
    'an hour that is skipped has no turn',
    hourly({ handoverTime: '00:00', startsOn: '2026-03-29' }),
    '2026-03-29T01:00:00Z',
    '4 ana 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z',
  ],
  [
    'an hour that comes twice is one turn',
    hourly({ handoverTime: '00:00', startsOn: '2026-10-25' }),
    '2026-10-25T01:59:59Z',
    '3 chen 2026-10-25T00:00:00Z 2026-10-25T02:00:00Z',
  ],
  [
    'the hours of the day Apia skipped',
    hourly({ zone: 'Pacific/Apia', startsOn: '2011-12-29', handoverTime: '20:00', length: 1 }),
    '2011-12-30T10:30:00Z',
    '29 ben 2011-12-30T10:00:00Z 2011-12-30T11:00:00Z',
  ],
  [
    'a month ends on its last day',
    monthly({ startsOn: '2026-01-31' }),
    '2026-02-28T08:00:00Z',
    '2 ben 2026-02-28T08:00:00Z 2026-03-31T07:00:00Z',
  ],
  [
    'which in a leap year is another',
    monthly({ startsOn: '2028-01-31' }),
    '2028-02-29T07:59:59Z',
    '1 ana 2028-01-31T08:00:00Z 2028-02-29T08:00:00Z',
  ],
  [
    'every third month',
    monthly({ startsOn: '2025-11-30', handoverDay: 30, length: 3 }),
    '2026-03-01T00:00:00Z',
    '2 ben 2026-02-28T08:00:00Z 2026-05-30T07:00:00Z',
  ],
  [
    'a month that began too late waits for the next',
    monthly({ startsOn: '2026-03-16', handoverDay: 15 }),
    '2026-04-15T06:59:59Z',
    'nobody',
  ],
  [
    'begun with the third',
    weekly({ startsWith: 2 }),
    '2026-03-30T07:00:00Z',
    '2 ana 2026-03-30T07:00:00Z 2026-04-06T07:00:00Z',
  ],
  [
    'by the month in the year 9000',
    monthly({ zone: 'UTC', startsOn: '2000-01-31' }),
    '9000-02-28T09:00:00Z',
    '84002 ben 9000-02-28T09:00:00Z 9000-03-31T09:00:00Z',
  ],
  ['a leap day', daily(leap), '2024-02-29T12:00:00Z', '2 ben 2024-02-29T09:00:00Z 2024-03-01T09:00:00Z'],
  [
    'cut by the end',
    weekly({ endsOn: '2026-04-02' }),
    '2026-04-01T00:00:00Z',
    '2 ben 2026-03-30T07:00:00Z 2026-04-02T07:00:00Z',
  ],
  ['nobody from the end on', weekly({ endsOn: '2026-04-02' }), '2026-04-02T07:00:00Z', 'nobody'],
  ['a rotation that ends before it begins', weekly({ endsOn: '2026-03-01' }), '2026-03-23T08:00:00Z', 'nobody'],
  [
    'two people',
    weekly({ turns: [['ana', 'ben']] }),
    '2026-03-24T00:00:00Z',
    '1 ana+ben 2026-03-23T08:00:00Z 2026-03-30T07:00:00Z',
  ],
  ['without turns', weekly({ turns: [] }), '2026-03-24T00:00:00Z', '1  2026-03-23T08:00:00Z 2026-03-30T07:00:00Z'],
  [
    'seven thousand years on',
    daily({ zone: 'UTC', startsOn: '2000-01-01' }),
    '9000-01-01T09:00:00Z',
    '2556699 chen 9000-01-01T09:00:00Z 9000-01-02T09:00:00Z',
  ],
])('%s', (_, rotation, at, expected) => {
  expect(said(rotation, at)).toBe(expected)
})

test('the last turn Temporal can name ends at null', () => {
  const last = turnAt(daily({ zone: 'UTC', handoverTime: '00:00' }), Temporal.Instant.fromEpochMilliseconds(8.64e15))
  expect(last?.endsAt).toBeNull()
})

test('turns of length 0 are refused aloud, not answered', () => {
  expect(() => turnAt(daily({ length: 0 }), instant('2026-04-01T00:00:00Z'))).toThrow('length 0')
})
