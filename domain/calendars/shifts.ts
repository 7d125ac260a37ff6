// What events make of a layer: who is meant from when until when, and which names mean nobody.
import { byBeginning, unionOf, type Span } from '../spans.ts'
import { isBefore, type Instant } from '../time.ts'
import type { CalendarEvent } from './event.ts'
import type { Finder } from './whom.ts'

export type EventShift = Span & { readonly personId: string }

/** Summaries that mean nobody here, with the first of their events that has not ended. */
export type Nameless = { readonly text: string; readonly events: number; readonly nextAt: Instant }

/**
 * Who is meant when? Of events that overlap those of the highest priority hold ("[L2]" before "[L1]"); shifts of one person
 * that touch are one. Sorted by their beginning. `nameless` are of events that have not ended, the nearest first.
 */
export function shiftsIn(
  events: readonly CalendarEvent[],
  whom: Finder,
  now: Instant,
): { readonly shifts: readonly EventShift[]; readonly nameless: readonly Nameless[] } {
  const meant = events.map((event) => ({ event, people: whom(event) }))
  const known = meant.filter(({ people }) => people.length > 0)
  const shifts = withoutCovered(known.map(({ event, people }) => ({ ...event, people }))).flatMap(
    ({ people, startsAt, endsAt }) => people.map((personId) => ({ personId, startsAt, endsAt })),
  )
  const unknown = meant.filter(({ event, people }) => people.length === 0 && isBefore(now, event.endsAt))
  return { shifts: joined(shifts), nameless: namelessOf(unknown.map(({ event }) => event)) }
}

type Meant = Pick<CalendarEvent, 'startsAt' | 'endsAt' | 'priority'> & { readonly people: readonly string[] }

/** Each event without the time for which one of a higher priority holds. */
function withoutCovered(events: readonly Meant[]): readonly Meant[] {
  const levels = [...new Set(events.map(({ priority }) => priority))].toSorted((a, b) => b - a)
  if (levels.length < 2) return events
  const kept: Meant[] = []
  let covered: readonly Span[] = []
  for (const level of levels) {
    const own = events.filter(({ priority }) => priority === level)
    kept.push(...own.flatMap((event) => leftOf(event, covered).map((span) => ({ ...event, ...span }))))
    covered = unionOf([...covered, ...own])
  }
  return kept
}

function leftOf(event: Span, covered: readonly Span[]): readonly Span[] {
  const left: Span[] = []
  let { startsAt } = event
  for (const span of covered) {
    if (!isBefore(span.startsAt, event.endsAt)) break
    if (!isBefore(startsAt, span.endsAt)) continue
    if (isBefore(startsAt, span.startsAt)) left.push({ startsAt, endsAt: span.startsAt })
    startsAt = span.endsAt
  }
  if (isBefore(startsAt, event.endsAt)) left.push({ startsAt, endsAt: event.endsAt })
  return left
}

function joined(shifts: readonly EventShift[]): readonly EventShift[] {
  return [...Map.groupBy(shifts, ({ personId }) => personId)]
    .flatMap(([personId, own]) => unionOf(own).map((span) => ({ personId, ...span })))
    .toSorted((a, b) => byBeginning(a, b) || (a.personId < b.personId ? -1 : 1))
}

function namelessOf(events: readonly CalendarEvent[]): readonly Nameless[] {
  return [...Map.groupBy(events, ({ summary }) => summary)]
    .map(([text, own]) => ({
      text,
      events: own.length,
      nextAt: own.map(({ startsAt }) => startsAt).reduce((a, b) => (isBefore(b, a) ? b : a)),
    }))
    .toSorted((a, b) => Temporal.Instant.compare(a.nextAt, b.nextAt) || (a.text < b.text ? -1 : 1))
}
