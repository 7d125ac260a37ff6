// What an attempt to read a calendar makes of its source, in one transaction: all of a reading, or nothing of it.
import { createHash } from 'node:crypto'
import type { CalendarEvent, Reading } from '../../domain/calendars/event.ts'
import { afterAttempt, isEmptied, type Failure, type Next } from '../../domain/calendars/follow.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Validators } from './fetch-calendar.ts'
import { findEvents, noteAttempt, noteRead, replaceReading, type SourceRow } from './source-store.ts'

/** What came of looking at a source. `same`: nothing is new, as far as its server or its file says. */
export type Attempt =
  | ({
      readonly kind: 'read'
      readonly reading: Extract<Reading, { isRead: true }>
      readonly hash: string
    } & Validators)
  | { readonly kind: 'same' }
  | { readonly kind: 'failed'; readonly failure: Failure }

export function attemptOf(reading: Reading, bytes: Uint8Array, { etag, lastModified }: Validators): Attempt {
  if (reading.isRead) return { kind: 'read', reading, hash: hashOf(bytes), etag, lastModified }
  const detail = reading.line === null ? '' : String(reading.line)
  return { kind: 'failed', failure: { because: reading.because, detail } }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 27)
}

export type Taken = { readonly next: Next; readonly failure: Failure | null }

/**
 * Writes down what came of an attempt; the source must be locked. A failure, and a calendar that all at once has nothing to
 * come, change nothing of what was read before. `isChosen`: somebody has just given this address, so an empty one is meant.
 */
export async function takeAttempt(
  tx: Db,
  source: SourceRow,
  attempt: Attempt,
  { now, isChosen = false }: { readonly now: Instant; readonly isChosen?: boolean },
): Promise<Taken> {
  const before = (await findEvents(tx, [source.id])).get(source.id) ?? []
  const failure = failureOf(attempt, before, now, isChosen)
  const course = { failures: source.failures, failingSince: source.failing_since, toldAt: source.told_at }
  const next = afterAttempt(course, failure !== null, now)
  if (failure === null && attempt.kind === 'read') {
    const { reading, hash, etag, lastModified } = attempt
    const isChanged = source.expanded_at === null || wordsOf(before) !== wordsOf(reading.events)
    await replaceReading(tx, source.id, { ...reading, etag, lastModified, contentHash: hash }, { now, isChanged })
  }
  if (failure === null && attempt.kind === 'same') await noteRead(tx, source.id, now)
  await noteAttempt(tx, source.id, next, failure)
  return { next, failure }
}

/** All that the events say, to be compared. */
function wordsOf(events: readonly CalendarEvent[]): string {
  return JSON.stringify(
    events.map((one) => [
      one.uid,
      one.startsAt,
      one.endsAt,
      one.summary,
      one.mails,
      one.written,
      one.organizer,
      one.priority,
    ]),
  )
}

function failureOf(
  attempt: Attempt,
  before: readonly { readonly endsAt: Instant }[],
  now: Instant,
  isChosen: boolean,
): Failure | null {
  if (attempt.kind === 'failed') return attempt.failure
  if (attempt.kind === 'same' || isChosen || !isEmptied(before, attempt.reading.events, now)) return null
  return { because: 'emptied', detail: '' }
}
