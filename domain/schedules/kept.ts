// Shifts that were written down, as spans: who was on call in each part of a range.
import { isAfter, isBefore, type Instant } from '../time.ts'
import type { Role } from './schedule.ts'
import type { Range } from './shifts.ts'

/** Who worked in which role, and when; `endsAt` is null while it runs. */
export type KeptSeat = WorkedShift & { readonly personId: string; readonly role: Role }

/** The part of a range that is written down, and what was worked in it. */
export type KeptPart<S extends KeptSeat = KeptSeat> = { readonly range: Range; readonly shifts: readonly S[] }

/** A shift as it was worked; `endsAt` is null while it runs. */
type WorkedShift = { readonly startsAt: Instant; readonly endsAt: Instant | null }

/** Which of these shifts held in each part of the range? Parts that touch each other and fill it, gaps included. */
export function partsOf<S extends WorkedShift>(
  shifts: readonly S[],
  { from, to }: Range,
): readonly { readonly from: Instant; readonly until: Instant; readonly shifts: readonly S[] }[] {
  const moments = [from, ...shifts.flatMap(({ startsAt, endsAt }) => [startsAt, ...(endsAt ? [endsAt] : [])])]
    .filter((at) => !isBefore(at, from) && isBefore(at, to))
    .sort((a, b) => Temporal.Instant.compare(a, b))
    .filter((at, i, all) => i === 0 || isAfter(at, all[i - 1] ?? at))
  return moments.map((at, i) => ({ from: at, until: moments[i + 1] ?? to, shifts: shifts.filter(holdsAt(at)) }))
}

function holdsAt(at: Instant) {
  return ({ startsAt, endsAt }: WorkedShift) => !isBefore(at, startsAt) && (endsAt === null || isBefore(at, endsAt))
}
