import { expect, test } from 'vitest'
import { leaveLimits } from '../../domain/schedules/leave.ts'
import { askedSpan, faultOfLeave, leaveDraft, spanOfDraft, withFirst } from './leave-draft.ts'
import type { ToldLeave } from './leave-draft.ts'

const zone = 'Asia/Seoul'
const now = Date.parse('2026-11-26T10:00:00Z')
const empty = leaveDraft(null, zone)
const days = { ...empty, first: '2026-12-21', last: '2027-01-03' }
const times = { ...empty, how: 'times', from: '2026-12-21T13:00', until: '2026-12-21T17:30' } as const
const told = (startsAt: string, endsAt: string): ToldLeave => ({
  id: '1',
  personId: 'mina',
  startsAt,
  endsAt,
  note: 'Wedding',
  createdBy: null,
  createdAt: startsAt,
  isFollowed: false,
  shifts: [],
})

test('days are sent as days, times as moments on the clocks of whoever is away', () => {
  expect(askedSpan(days, zone)).toEqual({ startsOn: '2026-12-21', endsOn: '2027-01-03' })
  expect(askedSpan(times, zone)).toEqual({ startsAt: '2026-12-21T04:00:00.000Z', endsAt: '2026-12-21T08:30:00.000Z' })
  expect(askedSpan(empty, zone)).toBeNull()
})

test('what was entered as days is changed as days, what as times as times', () => {
  const asDays = leaveDraft(told('2026-12-20T15:00:00Z', '2027-01-03T15:00:00Z'), zone)
  expect(asDays).toMatchObject({ ...days, from: '2026-12-21T00:00', until: '2027-01-04T00:00', note: 'Wedding' })
  const asTimes = leaveDraft(told('2026-12-21T04:00:00Z', '2026-12-21T08:30:00Z'), zone)
  expect(asTimes).toMatchObject({ how: 'times', from: times.from, until: times.until })
  expect(spanOfDraft(asDays, zone)).toEqual({
    from: Date.parse('2026-12-20T15:00:00Z'),
    until: Date.parse('2027-01-03T15:00:00Z'),
  })
})

test.each([
  ['no day yet', empty, 'missing'],
  ['no last day', { ...days, last: '' }, 'missing'],
  ['no time yet', { ...empty, how: 'times' } as const, 'timeMissing'],
  ['the last day before the first', { ...days, last: '2026-12-20' }, 'endsFirst'],
  ['one day', { ...days, last: '2026-12-21' }, null],
  ['a year and a day', { ...days, last: '2027-12-22' }, 'tooLong'],
  ['as long as it can be', { ...days, last: '2027-12-21' }, null],
  ['yesterday', { ...days, first: '2026-11-25', last: '2026-11-25' }, 'over'],
  ['today', { ...days, first: '2026-11-26', last: '2026-11-26' }, null],
])('%s', (_, draft, fault) => {
  expect(faultOfLeave(draft, zone, now)).toBe(fault)
})

test('the form knows the same bound as the domain', () => {
  const first = Date.UTC(2027, 0, 1)
  const last = (length: number) => new Date(first + (length - 1) * 86_400_000).toISOString().slice(0, 10)
  const lasting = (length: number) => faultOfLeave({ ...days, first: '2027-01-01', last: last(length) }, 'UTC', now)
  expect([lasting(leaveLimits.days), lasting(leaveLimits.days + 1)]).toEqual([null, 'tooLong'])
})

test('the first day brings the last one along', () => {
  expect(withFirst(empty, '2026-12-21')).toMatchObject({ first: '2026-12-21', last: '2026-12-21' })
  expect(withFirst(days, '2027-01-05')).toMatchObject({ first: '2027-01-05', last: '2027-01-05' })
  expect(withFirst(days, '2026-12-24')).toMatchObject({ first: '2026-12-24', last: '2027-01-03' })
})
