import { expect, test } from 'vitest'
import type { Outcome } from './answer.ts'
import { outcomeSaid } from './answer-words.ts'
import { phoneWords } from './phone-words.ts'
import { segmentsOf } from './sms.ts'

const by = 'A'.repeat(400)
const backAt = Temporal.Instant.from('2026-03-25T18:40:00Z')
const outcomes: readonly Outcome[] = [
  { is: 'yours', backAt: null },
  { is: 'yours', backAt },
  { is: 'theirs', by, isRefused: false },
  { is: 'theirs', by, isRefused: true },
  { is: 'declined' },
  { is: 'escalated' },
  { is: 'closed_now', left: 0 },
  { is: 'closed_now', left: 120 },
  { is: 'was_closed', by, left: 0 },
  { is: 'was_closed', by: null, left: 0 },
  { is: 'was_closed', by, left: 120 },
  { is: 'went_on' },
  { is: 'over' },
]

test.each(['en', 'ko'] as const)('%s: every outcome fits where it is told, whatever people are called', (language) => {
  const said = outcomes.map((outcome) => outcomeSaid(outcome, { language, zone: 'Asia/Seoul' }))
  expect(new Set(said).size).toBe(outcomes.length)
  for (const text of said) {
    // An SMS is paid for by its segments, and an answer to a pressed button in Telegram holds 200 signs.
    expect(segmentsOf(text).segments).toBeLessThanOrEqual(3)
    expect(text.length).toBeLessThanOrEqual(200)
  }
  expect(segmentsOf(phoneWords[language].unclear).segments).toBeLessThanOrEqual(2)
})

test('the time is the one on the wall of whoever reads it', () => {
  expect(outcomeSaid({ is: 'yours', backAt }, { language: 'en', zone: 'Asia/Seoul' })).toContain('back by 03:40')
  expect(outcomeSaid({ is: 'yours', backAt }, { language: 'ko', zone: 'Europe/Berlin' })).toContain('19:40까지')
})
