import { expect, test } from 'vitest'
import { ntfyWords } from './message.ts'
import { noticeMessage } from './notice-message.ts'

const notice = (subject: string, paragraphs: readonly string[], language: 'en' | 'ko' = 'en') =>
  noticeMessage({
    key: 'notice/7',
    kind: 'gap',
    text: { subject, paragraphs, path: '/schedules' },
    person: 'Ana',
    language,
    url: 'https://baton.example',
    sentAt: Temporal.Instant.from('2026-03-02T09:00:00Z'),
  })

test('says what it says, and where it leads, and asks for no answer', () => {
  const message = notice('Two gaps ahead', ['Payments: Mon 09:00', 'Platform: Tue 10:00'], 'ko')
  expect(message.text).toBe(
    'Two gaps ahead\n\nPayments: Mon 09:00\n\nPlatform: Tue 10:00\n\nBaton에서 열기: https://baton.example/schedules',
  )
  expect(message).toMatchObject({ pageId: null, priority: null, answerUrl: null, deliveryKey: 'notice/7' })
  expect(message.event).toMatchObject({ type: 'notice.sent', data: { kind: 'gap', subject: 'Two gaps ahead' } })
  expect(ntfyWords(message)).toMatchObject({ title: 'Two gaps ahead' })
})

test('foreign text stays text, on one line where one line is meant, and ends somewhere', () => {
  const message = notice('A\r\nBcc: all@example.com', [`<script>alert(1)</script>${'x'.repeat(5_000)}`])
  expect(message.subject).not.toMatch(/[\r\n]/)
  expect(message.html).not.toContain('<script>')
  expect(message.html).toContain('&lt;script&gt;')
  expect(message.text.length).toBeLessThan(1_300)
  const many = notice(
    'Many',
    Array.from({ length: 500 }, (_, i) => `gap ${i}`),
  )
  expect(JSON.stringify(many.event).length).toBeLessThan(20_000)
})
