import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundleMessage } from './bundle-message.ts'
import type { PageFacts } from './message-facts.ts'
import { segmentsOf, smsText } from './sms.ts'

const facts: PageFacts = {
  deliveryKey: '12/1/c',
  pageId: 12,
  alertId: 7,
  priority: 'P3',
  summary: 'Search is slow',
  details: '',
  service: 'Search',
  team: 'Shop',
  person: 'Ana',
  reason: { kind: 'named', person: 'Ana' },
  raisedAt: Temporal.Instant.from('2026-03-29T01:05Z'),
  sentAt: Temporal.Instant.from('2026-03-29T01:05:01Z'),
  zone: 'Europe/Berlin',
  language: 'en',
  attempt: 1,
  isTest: false,
  past: [],
  answerUrl: 'https://baton.example/answer/one',
  replyCode: '1111',
  openUrl: 'https://baton.example/alerts/7',
}
const bundle = {
  deliveryKey: 'bundle/4',
  answerUrl: 'https://baton.example/answer/0123456789a-abcdefghijklmnopqrstuvwxyz0-12',
  replyCode: '4821',
  openUrl: 'https://baton.example/alerts',
}

test('says how many, the most urgent first, and one answer for all', () => {
  const message = bundleMessage(
    [facts, { ...facts, priority: 'P1', summary: 'Checkout is failing', service: 'Checkout', pageId: 13 }, facts],
    bundle,
  )
  expect(message).toMatchObject({
    priority: 'P1',
    pageId: 13,
    carries: ['12/1/c', '12/1/c', '12/1/c'],
    replyCode: '4821',
  })
  expect(message.text).toBe(
    [
      '[P1] 3 more pages: Checkout is failing · Checkout',
      '',
      '- [P1] Checkout is failing · Checkout',
      '- [P3] Search is slow · Search',
      '- [P3] Search is slow · Search',
      '',
      `Answer all 3: ${bundle.answerUrl}`,
      'Open in Baton: https://baton.example/alerts',
      '',
      'Many pages at once: after the first few they come as one message, the most urgent first.',
    ].join('\n'),
  )
})

test('speaks Korean, and lists twenty of many', () => {
  const many = Array.from({ length: 29 }, () => ({ ...facts, language: 'ko' as const, summary: '결제 <실패>' }))
  const message = bundleMessage([{ ...facts, language: 'ko' }, ...many], bundle)
  expect(message.subject).toBe('[P3] 호출 30건 추가: Search is slow · Search')
  expect(message.text).toContain('그 밖에 10건')
  expect(message.html).toContain('결제 &lt;실패&gt;')
  expect(message.text).not.toMatch(/more pages|Answer all/)
})

test('fits the segments of an SMS in both languages, its link whole, whatever is in it', () => {
  const page = fc.record({
    summary: fc.string({ unit: 'grapheme', maxLength: 400 }),
    language: fc.constantFrom('en', 'ko'),
  })
  fc.assert(
    fc.property(fc.array(page, { minLength: 1, maxLength: 40 }), ([first, ...rest]) => {
      const pages = rest.map((one) => ({ ...facts, ...one, language: first?.language ?? 'en' }))
      const message = bundleMessage([{ ...facts, ...first }, ...pages], bundle)
      const text = smsText(message, 3)
      expect(segmentsOf(text).segments).toBeLessThanOrEqual(3)
      expect(text).toContain(bundle.answerUrl)
    }),
  )
})

test('an SMS of many pages asks for one answer to all of them', () => {
  expect(smsText(bundleMessage([facts, facts], bundle), 3)).toContain(
    'Reply 1 4821 = I have them all, 2 4821 = next, 3 4821 = cannot',
  )
})
