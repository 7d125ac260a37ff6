import { expect, test } from 'vitest'
import { coverWords, loadText, spanText } from './cover-words.ts'

const span = {
  startsAt: Temporal.Instant.from('2026-11-27T17:00:00Z'),
  endsAt: Temporal.Instant.from('2026-11-30T07:00:00Z'),
}
const load = { minutes: 62 * 60, nights: 3, weekendDays: 2 }

test.each([
  ['en', 'Europe/Berlin', 'Fri 27 Nov 18:00 – Mon 30 Nov 08:00'],
  ['ko', 'Asia/Seoul', '11월 28일(토) 02:00 – 11월 30일(월) 16:00'],
] as const)('a span in %s is on the clock of the reader', (language, zone, text) => {
  expect(spanText(span, zone, language)).toBe(text)
})

test('how long, and the nights and weekend in it', () => {
  const say = (language: 'en' | 'ko', words = load) => loadText(words, 'Asia/Seoul', language)
  expect(say('en')).toBe('2 days 14 hours, with 3 nights and 2 days of a weekend. Times are those of Asia/Seoul.')
  expect(say('ko')).toBe('총 2일 14시간 (야간 3회, 주말 2일 포함). 시각은 Asia/Seoul 기준입니다.')
  const short = { minutes: 61, nights: 0, weekendDays: 1 }
  expect(say('en', short)).toBe('1 hour 1 minute, with 1 day of a weekend. Times are those of Asia/Seoul.')
  expect(say('en', { ...short, minutes: 45, weekendDays: 0 })).toBe('45 minutes. Times are those of Asia/Seoul.')
})

test('both languages say the same things', () => {
  expect(Object.keys(coverWords.ko)).toEqual(Object.keys(coverWords.en))
})
