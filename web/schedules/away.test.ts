import { expect, test } from 'vitest'
import { awayIn, awayOf, isWholeDays, sharedBy } from './away.ts'

const at = (text: string) => Date.parse(text)
const window = (from: string, until: string) => ({ from: at(from), until: at(until) })
const leave = {
  personId: 'ben',
  kind: 'leave',
  name: '',
  startsAt: '2026-12-20T15:00:00Z',
  endsAt: '2027-01-03T15:00:00Z',
} as const

test('whose absence shares time with a shift is away in it, whole; whose only touches it is not', () => {
  const away = awayOf([leave, { ...leave, personId: 'ana' }])
  expect(awayIn(away, 'ben', window('2026-12-14T09:00:00Z', '2026-12-21T09:00:00Z'))).toEqual([
    { personId: 'ben', kind: 'leave', name: '', ...window(leave.startsAt, leave.endsAt) },
  ])
  expect(awayIn(away, 'ben', window('2026-12-14T09:00:00Z', leave.startsAt))).toEqual([])
  expect(awayIn(away, 'ben', window(leave.endsAt, '2027-01-11T09:00:00Z'))).toEqual([])
})

test('what two spans share', () => {
  const week = window('2026-12-14T09:00:00Z', '2026-12-21T09:00:00Z')
  expect(sharedBy(week, window(leave.startsAt, leave.endsAt))).toEqual(window(leave.startsAt, '2026-12-21T09:00:00Z'))
  expect(sharedBy(week, window('2026-12-21T09:00:00Z', leave.endsAt))).toBeNull()
})

test('whole days are those of the zone of whoever is away', () => {
  const span = window(leave.startsAt, leave.endsAt)
  expect(isWholeDays('Asia/Seoul', span)).toBe(true)
  expect(isWholeDays('Europe/Berlin', span)).toBe(false)
  // 23 hours, on the day the clocks go forward.
  expect(isWholeDays('Europe/Berlin', window('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'))).toBe(true)
})
