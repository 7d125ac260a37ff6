import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foreignText } from '../foreign-text.test-support.ts'
import type { PageFacts } from './message-facts.ts'
import { writtenTime } from './message-paragraphs.ts'
import { messageOf, ntfyWords } from './message.ts'

const facts: PageFacts = {
  deliveryKey: '12/0/1/ana/email/1',
  pageId: 12,
  alertId: 7,
  priority: 'P1',
  summary: 'Checkout is failing',
  details: '',
  service: 'Payments',
  team: 'Shop',
  person: 'Ana',
  reason: { kind: 'on_call', person: 'Ana', schedule: 'Payments', until: Temporal.Instant.from('2026-03-30T07:00Z') },
  raisedAt: Temporal.Instant.from('2026-03-29T01:05Z'),
  sentAt: Temporal.Instant.from('2026-03-29T01:05:01Z'),
  zone: 'Europe/Berlin',
  language: 'en',
  attempt: 1,
  isTest: false,
  past: [],
  answerUrl: 'https://baton.example/answer/t0ken',
  replyCode: '4821',
  openUrl: 'https://baton.example/pages/12',
}

describe('a page in words', () => {
  test('carries what somebody wrote by hand, bounded and harmless, in text, HTML and the event', () => {
    const details = `Started after the deploy.\nSee <b>the</b> \u202erunbook. ${'x'.repeat(5_000)}`
    const { message } = messageOf({ ...facts, details })
    expect(message.text).toContain('Started after the deploy.\nSee <b>the</b> runbook.')
    expect(message.html).toContain('See &lt;b&gt;the&lt;/b&gt; runbook.')
    expect(message.event).toMatchObject({ data: { details: expect.stringMatching(/^Started after the deploy/) } })
    expect(message.text.length).toBeLessThan(3_000)
    expect(messageOf(facts).message.event).toMatchObject({ data: { details: null } })
  })

  test('says what is wrong, where, since when, why you, and how to answer', () => {
    const { message, trouble } = messageOf(facts)
    expect(trouble).toBeNull()
    expect(message.subject).toBe('[P1] Checkout is failing · Payments')
    expect(message.text).toBe(
      [
        '[P1] Checkout is failing · Payments',
        '',
        'Service: Payments',
        'Team: Shop',
        'Raised: Sun 2026-03-29 03:05 +02:00 Europe/Berlin',
        'Why you: Ana is on call for Payments until Mon 2026-03-30 09:00 +02:00 Europe/Berlin.',
        '',
        'Answer: https://baton.example/answer/t0ken',
        'Open in Baton: https://baton.example/pages/12',
        '',
        'Page 12',
      ].join('\n'),
    )
  })

  test('speaks Korean', () => {
    const { message } = messageOf({ ...facts, language: 'ko', summary: '결제가 실패합니다', isTest: true, attempt: 2 })
    expect(message.subject).toBe('[테스트] [P1] 결제가 실패합니다 · Payments')
    expect(message.text).toContain('테스트 호출입니다. 실제 장애가 아닙니다.')
    expect(message.text).toContain('2번째 시도')
    expect(message.text).toContain('발생: 2026-03-29(일) 03:05 +02:00 Europe/Berlin')
    expect(message.text).toContain(
      '호출 이유: Ana 님이 Payments 당번입니다 (2026-03-30(월) 09:00 +02:00 Europe/Berlin까지).',
    )
    expect(message.html).toContain('<html lang="ko">')
  })

  test.each([
    [{ kind: 'named', person: 'Ana' } as const, 'The escalation policy names Ana.'],
    [{ kind: 'fallback', person: 'Ana' } as const, 'Nobody before Ana answered, and Ana is the fallback.'],
    [
      { kind: 'shadow', person: 'Ana', schedule: 'Shop' } as const,
      'A copy: Ana is the shadow on Shop. Whoever is on call was paged too.',
    ],
    [{ kind: 'words', text: 'You asked\nfor it' } as const, 'You asked for it'],
    [{ kind: 'on_call', person: 'Ana', schedule: 'Shop', until: null } as const, 'Ana is on call for Shop.'],
  ])('gives the reason %o', (reason, said) => {
    expect(messageOf({ ...facts, reason }).message.text).toContain(`Why you: ${said}`)
  })

  test('keeps the subject of every attempt, so that a mail program shows one thread', () => {
    expect(messageOf({ ...facts, attempt: 3 }).message.subject).toBe(messageOf(facts).message.subject)
    expect(messageOf({ ...facts, attempt: 3 }).message.text).toContain('Attempt 3: earlier ones had no answer.')
  })

  test('shows at most three past cases with what helped', () => {
    const past = Array.from({ length: 5 }, (_, index) => ({
      summary: `Case ${index}`,
      at: Temporal.Instant.from('2026-01-02T23:30Z'),
      helped: index === 0 ? 'Restarted the gateway' : null,
      openUrl: `https://baton.example/incidents/${index}`,
    }))
    const { text, html } = messageOf({ ...facts, past }).message
    expect(text).toContain(
      '- 2026-01-03 Case 0 · What helped: Restarted the gateway\n  https://baton.example/incidents/0',
    )
    expect(text).toContain('Case 2')
    expect(text).not.toContain('Case 3')
    expect(html).toContain('href="https://baton.example/incidents/0"')
  })

  test('tells the two half past twos of a clock change apart', () => {
    expect(inBerlin('2026-10-25T00:30Z')).toBe('Sun 2026-10-25 02:30 +02:00 Europe/Berlin')
    expect(inBerlin('2026-10-25T01:30Z')).toBe('Sun 2026-10-25 02:30 +01:00 Europe/Berlin')
  })
})

describe('hostile facts', () => {
  test('a 10 kB summary is cut everywhere and the webhook body stays under 20 KB', () => {
    const { message } = messageOf({ ...facts, summary: '장애 "'.repeat(2_500) })
    expect(Array.from(message.subject).length).toBeLessThanOrEqual(160)
    expect(message.text.length).toBeLessThan(1_500)
    expect(message.text).toContain(facts.answerUrl)
    expect(Buffer.byteLength(JSON.stringify(message.event))).toBeLessThan(20_000)
  })

  test('markup in any foreign text stays text', () => {
    const evil = '<img src=x onerror=alert(1)>"><a href="https://evil.example">Answer</a>'
    const { html } = messageOf({
      ...facts,
      summary: evil,
      service: evil,
      team: evil,
      reason: { kind: 'words', text: evil },
      past: [{ summary: evil, at: facts.raisedAt, helped: evil, openUrl: 'https://baton.example/i/1' }],
    }).message
    expect(html).not.toContain('<img')
    expect(html.match(/<a /g)).toHaveLength(3)
    expect(html).not.toContain('href="https://evil.example"')
  })

  test('html loads nothing and has one button', () => {
    const { html } = messageOf(facts).message
    expect(html).not.toMatch(/<(img|link|script|iframe|form|style)|src=|url\(/i)
    expect(html.match(/href="https:\/\/baton\.example\/answer\/t0ken"/g)).toHaveLength(1)
  })

  test('nothing in foreign text can change or reverse the subject line, or lose the link', () => {
    fc.assert(
      fc.property(foreignText, foreignText, (summary, service) => {
        const { message, trouble } = messageOf({ ...facts, summary, service })
        const isClean = !/\p{Cc}|[\u202A-\u202E\u2066-\u2069\u2028\u2029]/u.test(message.subject)
        const hasLinks = [message.text, message.html].every((part) => part.includes(facts.answerUrl))
        return trouble === null && isClean && hasLinks && message.subject.startsWith('[P1] ')
      }),
    )
  })

  test('a summary with nothing to read is said to be missing', () => {
    expect(messageOf({ ...facts, summary: '\u202E\u0000 \n' }).message.subject).toBe(
      '[P1] The monitor gave no summary · Payments',
    )
  })

  test.each([
    ['an unknown zone', { zone: 'Mars/Olympus' }],
    ['an unknown language', { language: 'xx' }],
    ['a missing time', { raisedAt: null }],
    ['a reason of a later release', { reason: { kind: 'later' } }],
    ['a summary that is no text', { summary: 4 }],
  ])('%s still gives a page that can be answered', (_, broken) => {
    const { message, trouble } = messageOf(stored(broken))
    expect(trouble).toEqual(expect.any(String))
    expect(message.subject.startsWith('[P1] ')).toBe(true)
    expect(message.text).toContain('Answer: https://baton.example/answer/t0ken')
    if (!('summary' in broken)) expect(message.subject).toContain('Checkout is failing')
    expect(JSON.stringify(message.event)).toContain('"page.sent"')
  })
})

describe('for ntfy', () => {
  test('the title is not repeated in the body', () => {
    const { title, body } = ntfyWords(messageOf(facts).message)
    expect(title).toBe('[P1] Checkout is failing · Payments')
    expect(body.startsWith('Service: Payments')).toBe(true)
  })

  test('4,096 bytes at most, cut between code points', () => {
    fc.assert(
      fc.property(foreignText, (summary) => {
        const text = summary.toWellFormed().repeat(40)
        const { title, body } = ntfyWords({ ...messageOf(facts).message, subject: text, text })
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_096)
        expect(Buffer.byteLength(title)).toBeLessThanOrEqual(250)
        expect(body.isWellFormed()).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

function inBerlin(text: string): string {
  return writtenTime(Temporal.Instant.from(text), 'Europe/Berlin', 'en')
}

// Rows written by another release, or damaged ones, do not keep to the types: that is what is tried here.
function stored(broken: object): PageFacts {
  return Object.assign({ ...facts }, broken)
}
