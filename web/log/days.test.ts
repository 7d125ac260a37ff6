import { expect, test } from 'vitest'
import { byDay, dayName } from './days.ts'

const at = (text: string) => ({ at: text })

test('entries are parted where the day changes in the zone of the reader, in their order', () => {
  const entries = [at('2026-11-23T15:30:00Z'), at('2026-11-23T14:59:00Z'), at('2026-11-22T20:00:00Z')]
  expect(byDay(entries, 'Asia/Seoul').map((day) => [day.key, day.things.length])).toEqual([
    ['2026-11-24', 1],
    ['2026-11-23', 2],
  ])
  expect(byDay(entries, 'UTC').map((day) => [day.key, day.things.length])).toEqual([
    ['2026-11-23', 2],
    ['2026-11-22', 1],
  ])
})

test.each([
  ['2026-03-30', { is: 'today' }],
  ['2026-03-29', { is: 'yesterday' }], // 23 hours long in Berlin
  ['2026-03-28', { date: 'Sat, Mar 28' }],
  ['2025-12-31', { date: 'Wed, Dec 31, 2025' }],
])('%s, seen just after midnight of 30 March in Berlin, is %o', (key, name) => {
  const now = new Date('2026-03-29T22:10:00Z')
  expect(dayName(key, { now, zone: 'Europe/Berlin', language: 'en' })).toEqual(name)
})
