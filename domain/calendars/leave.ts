// Which events of somebody's own calendar are leave.
import { byBeginning, unionOf, type Span } from '../spans.ts'
import type { CalendarEvent } from './event.ts'

export type LeaveSpan = Span & { readonly note: string }

/**
 * When does this calendar say that its person is away? By all of its events, or by those whose summary holds the text, in
 * whatever letters. Spans of one summary that touch are one; sorted by their beginning, then their end.
 */
export function leaveIn(events: readonly CalendarEvent[], onlyWith: string): readonly LeaveSpan[] {
  const wanted = onlyWith.trim().normalize('NFC').toLowerCase()
  const meant = events.filter(({ summary }) => summary.normalize('NFC').toLowerCase().includes(wanted))
  return [...Map.groupBy(meant, ({ summary }) => summary)]
    .flatMap(([note, own]) => unionOf(own).map((span) => ({ ...span, note })))
    .toSorted(byBeginning)
}
