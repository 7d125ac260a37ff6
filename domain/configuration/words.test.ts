import { describe, expect, test } from 'vitest'
import { everyText, handoverText, readEvery, readHandover } from './words.ts'

describe('every', () => {
  test.each([
    ['day', { unit: 'day', length: 1 }, 'day'],
    ['daily', { unit: 'day', length: 1 }, 'day'],
    ['1 day', { unit: 'day', length: 1 }, 'day'],
    ['week', { unit: 'week', length: 1 }, 'week'],
    ['Weekly', { unit: 'week', length: 1 }, 'week'],
    ['2 weeks', { unit: 'week', length: 2 }, '2 weeks'],
    ['  3 Days ', { unit: 'day', length: 3 }, '3 days'],
    ['hourly', { unit: 'hour', length: 1 }, 'hour'],
    ['12 hours', { unit: 'hour', length: 12 }, '12 hours'],
    ['Monthly', { unit: 'month', length: 1 }, 'month'],
    ['3 months', { unit: 'month', length: 3 }, '3 months'],
    ['366 days', { unit: 'day', length: 366 }, '366 days'],
  ] as const)('%j', (written, rhythm, text) => {
    expect(readEvery(written)).toEqual(rhythm)
    expect(everyText(rhythm)).toBe(text)
    expect(readEvery(text)).toEqual(rhythm)
  })

  test.each(['', 'fortnight', '2', 'days 2', '2.5 days', '-1 week', '1000 days', 'dayly', 'minute', 'week week'])(
    '%j is none',
    (text) => expect(readEvery(text)).toBeNull(),
  )
})

describe('handover', () => {
  test.each([
    ['09:00', { time: '09:00', weekday: null, day: null }, '09:00'],
    ['monday 09:00', { time: '09:00', weekday: 1, day: null }, 'monday 09:00'],
    ['Sun  23:59', { time: '23:59', weekday: 7, day: null }, 'sunday 23:59'],
    ['WEDNESDAY 00:00', { time: '00:00', weekday: 3, day: null }, 'wednesday 00:00'],
    ['Day 31 00:00', { time: '00:00', weekday: null, day: 31 }, 'day 31 00:00'],
  ] as const)('%j', (written, handover, text) => {
    expect(readHandover(written)).toEqual(handover)
    expect(handoverText(handover)).toBe(text)
  })

  test.each([
    '',
    '9:00',
    '24:00',
    '09:60',
    'monday',
    '09:00 monday',
    'mo 09:00',
    'mondays 09:00',
    'monday 9am',
    'day 0 09:00',
    'day 32 09:00',
    'day 09:00',
  ])('%j is none', (text) => expect(readHandover(text)).toBeNull())
})
