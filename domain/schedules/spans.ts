// The whole schedule over a range, span after span: what a calendar draws, gaps included.
import { isBefore, type Instant } from '../time.ts'
import { onCallAt } from './on-call.ts'
import type { Because, OnCallPerson } from './override.ts'
import type { Schedule } from './schedule.ts'
import type { Asking, Range } from './shifts.ts'

/** The same people on call by the same rules in `[startsAt, endsAt)`; nobody in `people` is a gap. */
export type Span = { readonly startsAt: Instant; readonly endsAt: Instant; readonly people: readonly OnCallPerson[] }

/** `cutAt` is null when the whole range was looked at; otherwise nothing is known from that moment on. */
export type Spans = { readonly spans: readonly Span[]; readonly cutAt: Instant | null }

const DEFAULT_LIMIT = 5_000

/** Who is on call in each part of the range? The spans meet, from its beginning to its end. */
export function spansBetween(schedule: Schedule, { from, to }: Range, asking: Asking = {}): Spans {
  const { isActive, limit = DEFAULT_LIMIT } = asking
  const spans: Span[] = []
  let startsAt = from
  for (let asked = 0; isBefore(startsAt, to); asked += 1) {
    if (asked >= limit) return { spans, cutAt: startsAt }
    const { people, until } = onCallAt(schedule, startsAt, isActive)
    const endsAt = until && isBefore(until, to) ? until : to
    const last = spans.at(-1)
    if (last && isSame(last.people, people)) spans[spans.length - 1] = { ...last, endsAt }
    else spans.push({ startsAt, endsAt, people })
    startsAt = endsAt
  }
  return { spans, cutAt: null }
}

function isSame(a: readonly OnCallPerson[], b: readonly OnCallPerson[]): boolean {
  return a.length === b.length && a.every((person, i) => isSameSeat(person, b[i]))
}

function isSameSeat(a: OnCallPerson, b: OnCallPerson | undefined): boolean {
  return b !== undefined && a.personId === b.personId && a.role === b.role && isSameRule(a.because, b.because)
}

function isSameRule(a: Because, b: Because): boolean {
  if (a.by === 'override') return b.by === 'override' && a.override.id === b.override.id
  return b.by === 'rotation' && a.rotationId === b.rotationId && a.turn === b.turn
}
