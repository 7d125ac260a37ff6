// One page for channel tests, in words as the paging step would make them.
import type { PageFacts } from '../../../domain/paging/message-facts.ts'
import type { Retold } from '../../../domain/paging/news.ts'
import { roomMessage, type RoomFacts } from '../../../domain/paging/room-message.ts'
import { type Message, messageOf } from '../../../domain/paging/message.ts'

export const testNow = Temporal.Instant.from('2026-03-29T01:05:01Z')

/** A message about a failing checkout, with these facts changed. */
export function testMessage(changes: Partial<PageFacts> = {}): Message {
  return messageOf({
    deliveryKey: 'page-12/0/1/ana/contact-3/1',
    pageId: 12,
    alertId: 7,
    priority: 'P1',
    summary: 'Checkout is failing',
    details: '',
    service: 'Payments',
    team: 'Shop',
    person: 'Ana',
    reason: { kind: 'on_call', person: 'Ana', schedule: 'Payments', until: null },
    raisedAt: Temporal.Instant.from('2026-03-29T01:05Z'),
    sentAt: testNow,
    zone: 'Europe/Berlin',
    language: 'en',
    attempt: 1,
    isTest: false,
    past: [],
    answerUrl: 'https://baton.example/answer/t0ken',
    replyCode: '4821',
    openUrl: 'https://baton.example/pages/12',
    ...changes,
  }).message
}

/** The same page as a team's channel is told it. */
export function testRoomMessage(changes: Partial<RoomFacts> = {}): Message {
  return roomMessage({
    deliveryKey: '12/1/room',
    pageId: 12,
    alertId: 7,
    priority: 'P1',
    summary: 'Checkout is failing',
    details: '',
    service: 'Payments',
    team: 'Shop',
    channel: '#payments-ops',
    paged: [{ name: 'Ana', because: { kind: 'on_call', schedule: 'Payments' } }],
    raisedAt: Temporal.Instant.from('2026-03-29T01:05Z'),
    sentAt: testNow,
    zone: 'Europe/Berlin',
    language: 'en',
    isTest: false,
    openUrl: 'https://baton.example/alerts/7',
    buttonToken: 'r00m-t0ken',
    ...changes,
  })
}

/** What became of it. */
export const testRetold: Retold = {
  subject: '[P1] Checkout is failing · Payments',
  says: 'Ana took it at 03:12.',
  openUrl: 'https://baton.example/alerts/7',
  language: 'en',
  pageId: 12,
}

/** A deadline this many milliseconds ahead. */
export function within(waitMs: number): AbortSignal {
  return AbortSignal.timeout(waitMs)
}
