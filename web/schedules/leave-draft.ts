// Leave while it is being written in the dialog.
import type { EndpointInput, EndpointOutput } from '../api.ts'
import { isWholeDays } from './away.ts'
import type { Window } from './timeline.ts'
import { fromLocalText, startOfDay, toLocalText } from './zoned.ts'

export type ToldLeave = EndpointOutput<'listLeave'>['leave'][number]
type AskedSpan = Pick<EndpointInput<'addLeave'>, 'startsOn' | 'endsOn' | 'startsAt' | 'endsAt'>

/** Whole days, or times, on the clocks of whoever is away; both are kept while one looks from one to the other. */
export type LeaveDraft = {
  readonly how: 'days' | 'times'
  /** `YYYY-MM-DD`, the last day included. */
  readonly first: string
  readonly last: string
  /** As a `datetime-local` input holds it. */
  readonly from: string
  readonly until: string
  readonly note: string
}

export type LeaveFault = 'missing' | 'timeMissing' | 'endsFirst' | 'tooLong' | 'over'

/** The draft to begin with: this leave, or none yet. */
export function leaveDraft(leave: ToldLeave | null, zone: string): LeaveDraft {
  if (!leave) return { how: 'days', first: '', last: '', from: '', until: '', note: '' }
  const span = { from: Date.parse(leave.startsAt), until: Date.parse(leave.endsAt) }
  return {
    how: isWholeDays(zone, span) ? 'days' : 'times',
    first: toLocalText(zone, span.from).slice(0, 10),
    last: toLocalText(zone, span.until - 1).slice(0, 10),
    from: toLocalText(zone, span.from),
    until: toLocalText(zone, span.until),
    note: leave.note ?? '',
  }
}

/** From when until when is meant; null while it is not whole. */
export function spanOfDraft(draft: LeaveDraft, zone: string): Window | null {
  if (draft.how === 'times') return spanOf(fromLocalText(zone, draft.from), fromLocalText(zone, draft.until))
  const [first, last] = [fromLocalText(zone, `${draft.first}T12:00`), fromLocalText(zone, `${draft.last}T12:00`)]
  return first === null || last === null ? null : { from: startOfDay(zone, first), until: startOfDay(zone, last, 1) }
}

/** What is missing or cannot be; null when it can be sent. */
export function faultOfLeave(draft: LeaveDraft, zone: string, now: number): LeaveFault | null {
  const span = spanOfDraft(draft, zone)
  if (!span) return draft.how === 'days' ? 'missing' : 'timeMissing'
  if (span.until <= span.from) return 'endsFirst'
  if (span.until - span.from > mostDays * dayMs + 2 * hourMs) return 'tooLong'
  return span.until <= now ? 'over' : null
}

/** The span as it is sent: days as days, so that the server reads them where the person lives. */
export function askedSpan(draft: LeaveDraft, zone: string): AskedSpan | null {
  if (draft.how === 'days') return draft.first && draft.last ? { startsOn: draft.first, endsOn: draft.last } : null
  const span = spanOfDraft(draft, zone)
  return span && { startsAt: new Date(span.from).toISOString(), endsAt: new Date(span.until).toISOString() }
}

/** The first day chosen is the last one too, until another is. */
export function withFirst(draft: LeaveDraft, first: string): LeaveDraft {
  return { ...draft, first, last: draft.last === '' || draft.last < first ? first : draft.last }
}

function spanOf(from: number | null, until: number | null): Window | null {
  return from === null || until === null ? null : { from, until }
}

/** As in domain/schedules/leave.ts. */
const mostDays = 366
const hourMs = 3_600_000
const dayMs = 24 * hourMs
