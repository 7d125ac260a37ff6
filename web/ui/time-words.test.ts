import { expect, test } from 'vitest'
import { absolute, relative } from './time-words.ts'

const now = new Date('2026-11-23T12:00:00Z')

test.each([
  ['2026-11-23T11:59:58Z', 'en', 'now'],
  ['2026-11-23T11:59:20Z', 'en', '40 sec ago'],
  ['2026-11-23T11:57:10Z', 'en', '2 min ago'],
  ['2026-11-23T14:00:00Z', 'en', 'in 2 hr'],
  ['2026-11-22T11:00:00Z', 'en', 'yesterday'],
  ['2026-11-23T11:57:00Z', 'ko', '3분 전'],
  ['2026-11-23T13:00:00Z', 'ko', '1시간 후'],
])('%s in %s is %s', (at, language, words) => {
  expect(relative(new Date(at), now, language)).toBe(words)
})

test('a moment is told in the zone asked for, and the zone is named', () => {
  const at = new Date('2026-11-23T12:05:00Z')
  const seoul = { language: 'en', zone: 'Asia/Seoul', now }
  expect(absolute(at, { ...seoul, style: 'clock' })).toBe('21:05')
  expect(absolute(at, { ...seoul, style: 'clock', named: true })).toBe('21:05 GMT+9')
  expect(absolute(at, { ...seoul, style: 'day', language: 'ko' })).toBe('11월 23일 (월)')
})

test('midnight is 00:00 and another year is written out', () => {
  const at = new Date('2025-12-31T15:00:00Z')
  expect(absolute(at, { language: 'en', zone: 'Asia/Seoul', style: 'clock', now })).toBe('00:00')
  expect(absolute(at, { language: 'en', zone: 'UTC', style: 'day', now })).toContain('2025')
})
