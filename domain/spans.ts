// Spans of time, `[startsAt, endsAt)`: what they have in common, and what they are together.
import { earliest, isBefore, latest, type Instant } from './time.ts'

export type Span = { readonly startsAt: Instant; readonly endsAt: Instant }

/** The time that lies in both, or null. */
export function overlapOf(a: Span, b: Span): Span | null {
  const startsAt = latest(a.startsAt, b.startsAt)
  const endsAt = earliest(a.endsAt, b.endsAt)
  return isBefore(startsAt, endsAt) ? { startsAt, endsAt } : null
}

/** The same time as spans that neither touch nor overlap, in their order. */
export function unionOf(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = []
  for (const { startsAt, endsAt } of spans.toSorted(byBeginning)) {
    const last = all.at(-1)
    if (!last || isBefore(last.endsAt, startsAt)) all.push({ startsAt, endsAt })
    else if (isBefore(last.endsAt, endsAt)) all[all.length - 1] = { startsAt: last.startsAt, endsAt }
  }
  return all
}

/** By their beginning, then their end. */
export function byBeginning(a: Span, b: Span): number {
  return Temporal.Instant.compare(a.startsAt, b.startsAt) || Temporal.Instant.compare(a.endsAt, b.endsAt)
}
