import { expect, test } from 'vitest'
import { daysWords, spanWords, unbroken } from './span-words.ts'

const now = Date.parse('2026-11-26T12:00:00Z')
const days = { from: Date.parse('2026-11-23T00:00:00Z'), until: Date.parse('2026-12-21T00:00:00Z') }

test('days have their year only when it is not the one that runs', () => {
  const later = { ...days, until: Date.parse('2027-01-04T00:00:00Z') }
  expect(daysWords(days, 'en', 'UTC', now)).toMatch(/^Nov 23.+Dec 20$/)
  expect(daysWords(later, 'en', 'UTC', now)).toMatch(/2026.+2027/)
  expect(daysWords(days, 'en', 'UTC', Date.parse('2027-02-01T00:00:00Z'))).toMatch(/2026/)
})

test.each(['en', 'ko'])('a line breaks between the two dates of a span alone (%s)', (language) => {
  const pieces = unbroken(spanWords(days, language, 'UTC')).split(/[ \u2009]/)
  expect(pieces).toHaveLength(2)
  expect(pieces[1]).toContain('00:00')
  const hours = { from: days.from, until: days.from + 3_600_000 }
  expect(unbroken(spanWords(hours, language, 'UTC'))).not.toMatch(/[ \u2009]|–(?!\u2060)/)
})
