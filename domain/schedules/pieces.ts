// Pieces of time: half-open, in order, none touching another.
import { overlapOf, unionOf, type Span } from '../spans.ts'
import { earliest, isAfter, isBefore, latest, type Instant } from '../time.ts'
import type { IsActive } from './on-call.ts'
import type { Schedule } from './schedule.ts'
import { spansBetween, type Range } from './shifts.ts'

/** `[startsAt, endsAt)`. */
export type Piece = Span

/** When in the range does this person answer on this schedule, as primary or secondary? */
export function heldBy(schedule: Schedule, personId: string, range: Range, isActive?: IsActive): readonly Piece[] {
  const { spans } = spansBetween(schedule, range, isActive ? { isActive } : {})
  return unionOf(spans.filter(({ onCall }) => onCall.people.some((person) => person.personId === personId)))
}

/** What is in both? */
export function common(a: readonly Piece[], b: readonly Piece[]): readonly Piece[] {
  return a.flatMap((one) => b.flatMap((other) => overlapOf(one, other) ?? []))
}

/** What is left of the first without the second? */
export function minus(pieces: readonly Piece[], taken: readonly Piece[]): readonly Piece[] {
  return taken.reduce<readonly Piece[]>(
    (left, { startsAt, endsAt }) =>
      left.flatMap((piece) => [
        ...(isBefore(piece.startsAt, startsAt)
          ? [{ startsAt: piece.startsAt, endsAt: earliest(piece.endsAt, startsAt) }]
          : []),
        ...(isAfter(piece.endsAt, endsAt) ? [{ startsAt: latest(piece.startsAt, endsAt), endsAt: piece.endsAt }] : []),
      ]),
    pieces,
  )
}

/** What is left of them from this moment on? */
export function since(pieces: readonly Piece[], at: Instant): readonly Piece[] {
  return pieces.flatMap(({ startsAt, endsAt }) =>
    isAfter(endsAt, at) ? [{ startsAt: latest(startsAt, at), endsAt }] : [],
  )
}

export function isSame(a: readonly Piece[], b: readonly Piece[]): boolean {
  return (
    a.length === b.length &&
    a.every((piece, i) => b[i] && piece.startsAt.equals(b[i].startsAt) && piece.endsAt.equals(b[i].endsAt))
  )
}

/** From the first beginning to the last end; null when there is nothing. */
export function boundsOf(pieces: readonly Piece[]): Piece | null {
  const [first] = pieces
  const last = pieces.at(-1)
  return first && last ? { startsAt: first.startsAt, endsAt: last.endsAt } : null
}

export function rangeOf({ startsAt, endsAt }: Piece): Range {
  return { from: startsAt, to: endsAt }
}
