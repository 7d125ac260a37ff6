import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messageOf, type Message } from './message.ts'
import { segmentsOf, smsText } from './sms.ts'

const link = 'https://baton.example.com/answer/2s-0123456789abcdefghijklmnopq'
function message(changes: { summary?: string; service?: string | null; language?: 'en' | 'ko' } = {}): Message {
  const at = Temporal.Instant.from('2026-03-29T01:05Z')
  return messageOf({
    deliveryKey: '12/1/c',
    pageId: 12,
    alertId: 7,
    priority: 'P1',
    summary: 'Checkout is failing',
    details: '',
    service: 'Payments',
    team: 'Shop',
    person: 'Ana',
    reason: { kind: 'named', person: 'Ana' },
    raisedAt: at,
    sentAt: at,
    zone: 'Asia/Seoul',
    language: 'en',
    attempt: 1,
    isTest: false,
    past: [],
    answerUrl: link,
    replyCode: '4821',
    openUrl: 'https://baton.example.com/alerts/7',
    ...changes,
  }).message
}

// What monitors write at their worst: signs of each alphabet, halves of pairs, controls, and what XML would read as its own.
const letters = fc.constantFrom(...Array.from('aZ1 €^[~ç가힣🔥<>&"\'·…\n\u{202e}\u{1b}'), '\ud800', '\udc00')

describe('segments', () => {
  test.each<[string, string, 'gsm7' | 'ucs2', number]>([
    ['nothing', '', 'gsm7', 1],
    ['160 plain letters', 'a'.repeat(160), 'gsm7', 1],
    ['161 plain letters', 'a'.repeat(161), 'gsm7', 2],
    ['306 plain letters', 'a'.repeat(306), 'gsm7', 2],
    ['307 plain letters', 'a'.repeat(307), 'gsm7', 3],
    ['80 escaped signs', '€'.repeat(80), 'gsm7', 1],
    ['81 escaped signs: 76 fit a segment, one septet is left empty', '€'.repeat(152), 'gsm7', 2],
    ['153 escaped signs', '€'.repeat(153), 'gsm7', 3],
    ['one letter outside', `${'a'.repeat(69)}ç`, 'ucs2', 1],
    ['and one more', `${'a'.repeat(70)}ç`, 'ucs2', 2],
    ['70 Korean letters', '가'.repeat(70), 'ucs2', 1],
    ['71 Korean letters', '가'.repeat(71), 'ucs2', 2],
    ['134 Korean letters', '가'.repeat(134), 'ucs2', 2],
    ['135 Korean letters', '가'.repeat(135), 'ucs2', 3],
    ['35 emoji', '🔥'.repeat(35), 'ucs2', 1],
    ['67 emoji: no pair is split, so 33 fit a segment', '🔥'.repeat(67), 'ucs2', 3],
  ])('of %s', (_, text, encoding, segments) => expect(segmentsOf(text)).toEqual({ encoding, segments }))
})

describe('a page as an SMS', () => {
  test('says what is wrong, how to answer, and the link; fine typography does not make it dearer', () => {
    const text = smsText(message(), 3)
    expect(text).toBe(
      `[P1] Checkout is failing - Payments\nReply 1 4821 = I have it, 2 4821 = next, 3 4821 = cannot\n${link}`,
    )
    expect(segmentsOf(text)).toEqual({ encoding: 'gsm7', segments: 1 })
  })

  test('in Korean, counted as UCS-2', () => {
    const text = smsText(message({ language: 'ko', summary: '결제가 실패합니다', service: '결제' }), 3)
    expect(text).toBe(`[P1] 결제가 실패합니다 - 결제\n답장: 1 4821 확인, 2 4821 다음 사람, 3 4821 못함\n${link}`)
    expect(segmentsOf(text)).toEqual({ encoding: 'ucs2', segments: 2 })
  })

  test('a long one is cut in what is wrong; how to answer and the link stay whole', () => {
    const text = smsText(message({ language: 'ko', summary: '결제 장애 '.repeat(60) }), 3)
    expect(segmentsOf(text).segments).toBe(3)
    expect(text).toMatch(/^\[P1\] 결제 장애 .*\.\.\.\n답장: 1 4821 확인, 2 4821 다음 사람, 3 4821 못함\n/)
    expect(text.endsWith(`\n${link}`)).toBe(true)
  })

  test('whatever is said, the link is whole, and the segments are bounded where the link leaves room', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: letters, maxLength: 250 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom('en' as const, 'ko' as const),
        (summary, most, language) => {
          const text = smsText(message({ summary, language }), most)
          expect(text.split('\n').at(-1)).toBe(link)
          expect(text.isWellFormed()).toBe(true)
          expect(segmentsOf(text).segments).toBeLessThanOrEqual(most)
        },
      ),
    )
  })

  test('a link that is longer than all segments is sent alone', () => {
    const long = `https://baton.example.com/${'x'.repeat(400)}`
    expect(smsText({ ...message(), answerUrl: long }, 1)).toBe(long)
  })
})
