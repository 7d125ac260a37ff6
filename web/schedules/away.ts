// When people are away, as the API tells it, made ready to be drawn beside their shifts. Moments are epoch milliseconds.
import type { EndpointOutput } from '../api.ts'
import type { Window } from './timeline.ts'
import { startOfDay } from './zoned.ts'

type ToldAbsence = EndpointOutput<'listAbsences'>['absences'][number]

/** A span in which somebody is away; `name` is the holiday's, and empty for leave. */
export type Away = Window & Pick<ToldAbsence, 'personId' | 'kind' | 'name'>

export function awayOf(absences: readonly ToldAbsence[]): readonly Away[] {
  return absences.map(({ personId, kind, name, startsAt, endsAt }) => ({
    personId,
    kind,
    name,
    from: Date.parse(startsAt),
    until: Date.parse(endsAt),
  }))
}

/** When is this person away in this window? Each absence whole. */
export function awayIn(away: readonly Away[], personId: string, window: Window): readonly Away[] {
  return away.filter((one) => one.personId === personId && one.from < window.until && one.until > window.from)
}

/** The part of a span that lies in another; null when none does. */
export function sharedBy(a: Window, b: Window): Window | null {
  const shared = { from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) }
  return shared.from < shared.until ? shared : null
}

/** Is this span made of whole days on the clocks of this zone? */
export function isWholeDays(zone: string, { from, until }: Window): boolean {
  return startOfDay(zone, from) === from && startOfDay(zone, until) === until
}
