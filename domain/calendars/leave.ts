// Which events of somebody's own calendar are leave.
import { isBefore, type Instant } from '../time.ts'
import type { CalendarEvent } from './event.ts'

export type LeaveSpan = { readonly startsAt: Instant; readonly endsAt: Instant; readonly note: string }

/**
 * When does this calendar say that its person is away? By all of its events, or by those whose summary holds the text, in
 * whatever letters. Spans of one summary that touch are one; sorted by their beginning, then their end.
 */
export function leaveIn(events: readonly CalendarEvent[], onlyWith: string): readonly LeaveSpan[] {
  const wanted = onlyWith.trim().normalize('NFC').toLowerCase()
  const meant = events.filter(({ summary }) => summary.normalize('NFC').toLowerCase().includes(wanted))
  return [...Map.groupBy(meant, ({ summary }) => summary)]
    .flatMap(([note, own]) => joined(own).map((span) => ({ ...span, note })))
    .toSorted(byBeginning)
}

type Span = { readonly startsAt: Instant; readonly endsAt: Instant }

function joined(events: readonly CalendarEvent[]): readonly Span[] {
  return events.toSorted(byBeginning).reduce<Span[]>((all, { startsAt, endsAt }) => {
    const last = all.at(-1)
    if (!last || isBefore(last.endsAt, startsAt)) all.push({ startsAt, endsAt })
    else if (isBefore(last.endsAt, endsAt)) all[all.length - 1] = { ...last, endsAt }
    return all
  }, [])
}

function byBeginning(a: Span, b: Span): number {
  return Temporal.Instant.compare(a.startsAt, b.startsAt) || Temporal.Instant.compare(a.endsAt, b.endsAt)
}
