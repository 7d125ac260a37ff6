// Who could take a shift, and what speaks against it. Nobody is hidden: the reason is shown.
import type { Piece } from './pieces.ts'
import { common } from './pieces.ts'
import type { Role } from './schedule.ts'

/** The first three rule somebody out; with the others they may still say yes, once they have been told. */
export const hindrances = [
  'out_of_service',
  'only_looks',
  'out_of_reach',
  'away',
  'primary_elsewhere',
  'here_already',
] as const
export type Hindrance = (typeof hindrances)[number]

/** A shift that somebody has already. */
export type Busy = Piece & { readonly scheduleId: string; readonly scheduleName: string; readonly role: Role }

export type CandidateFacts = {
  readonly isActive: boolean
  /** Whether their role lets them be more than a viewer on this schedule. */
  readonly mayOverride: boolean
  readonly isReachable: boolean
  /** Their shifts on all schedules around that time. */
  readonly busy: readonly Busy[]
  /** When they are on leave. */
  readonly away: readonly Piece[]
}

/** What speaks against this person taking these pieces of this schedule, the weightiest first? */
export function hindrancesOf(
  { isActive, mayOverride, isReachable, busy, away }: CandidateFacts,
  { scheduleId, pieces }: { readonly scheduleId: string; readonly pieces: readonly Piece[] },
): readonly Hindrance[] {
  const clashes = busy.filter((shift) => common([shift], pieces).length > 0)
  const found: Readonly<Record<Hindrance, boolean>> = {
    out_of_service: !isActive,
    only_looks: !mayOverride,
    out_of_reach: !isReachable,
    away: common(away, pieces).length > 0,
    primary_elsewhere: clashes.some((shift) => shift.scheduleId !== scheduleId && shift.role === 'primary'),
    here_already: clashes.some((shift) => shift.scheduleId === scheduleId && shift.role !== 'shadow'),
  }
  return hindrances.filter((each) => found[each])
}

/** Can they not take it at all? */
export function isRuledOut(found: readonly Hindrance[]): boolean {
  return found.some((each) => each === 'out_of_service' || each === 'only_looks' || each === 'out_of_reach')
}
