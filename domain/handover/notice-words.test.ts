import { expect, test } from 'vitest'
import { handoverNotices } from './notice-words.ts'

const at = Temporal.Instant.from('2026-03-09T09:00:00Z')
const notice = {
  schedule: 'Payments',
  at,
  valveAt: at.add({ minutes: 60 }),
  zone: 'UTC',
  isSigned: true,
  isOver: false,
}
const second = (language: 'en' | 'ko', from: string, to: string, isOver = false) =>
  handoverNotices[language].late({ ...notice, from, to, isOver }).paragraphs[1]

test('whoever is told that nobody accepted reads whom pages reach, and nobody is named who is not there', () => {
  expect(second('en', 'Ana', 'Ben')).toContain('Pages reach both of them.')
  expect(second('en', 'Ana', '')).toContain('Pages reach Ana alone.')
  expect(second('en', '', 'Ben')).toContain('Pages reach Ben alone.')
  expect(second('ko', 'Ana', 'Ben')).toContain('두 사람 모두 호출됩니다')
  expect(second('ko', 'Ana', '')).toContain('Ana 님만 호출됩니다')
  expect(second('ko', '', 'Ben')).toContain('Ben 님만 호출됩니다')
  expect(second('en', 'Ana', 'Ben', true)).not.toContain('both')
  expect(second('ko', 'Ana', 'Ben', true)).not.toContain('두 사람')
})
