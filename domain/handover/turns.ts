// Who was and will be primary, put together of what was written down and of what the rules say from now on.
import type { Range, Shift } from '../schedules/shifts.ts'
import { isAfter, isBefore, type Instant } from '../time.ts'
import type { PrimaryTurn } from './changes.ts'

/** A shift as primary that is written down; `endsAt` is null while it runs. */
export type WorkedTurn = { readonly personId: string; readonly startsAt: Instant; readonly endsAt: Instant | null }

/** Who is primary when: turns that run now go on by the rules, and one that reaches the end of what was looked at has no end yet. */
export function primaryTurns(
  worked: readonly WorkedTurn[],
  ahead: readonly Shift[],
  { now, until }: { readonly now: Instant; readonly until: Instant },
): readonly PrimaryTurn[] {
  const coming = ahead
    .filter(({ role }) => role === 'primary')
    .map(({ personId, startsAt, endsAt }) => ({ personId, startsAt, endsAt: endsAt.equals(until) ? null : endsAt }))
  const goesOn = (turn: WorkedTurn) =>
    turn.endsAt === null
      ? coming.find(({ personId, startsAt }) => personId === turn.personId && startsAt.equals(now))
      : undefined
  const begun = worked.map((turn) => {
    const on = goesOn(turn)
    if (on) return { ...turn, endsAt: on.endsAt }
    return turn.endsAt === null ? { ...turn, endsAt: now } : turn
  })
  const isBegun = ({ personId, startsAt }: PrimaryTurn) =>
    startsAt.equals(now) && worked.some((turn) => turn.endsAt === null && turn.personId === personId)
  return [...begun, ...coming.filter((turn) => !isBegun(turn))].toSorted((a, b) =>
    Temporal.Instant.compare(a.startsAt, b.startsAt),
  )
}

/** When is this person primary from this moment on, until somebody else comes in their place? Hours between, in which nobody is, are not theirs. */
export function stretchesOf(ahead: readonly Shift[], personId: string, from: Instant): readonly Range[] {
  const primary = ahead.filter(({ role, endsAt }) => role === 'primary' && isAfter(endsAt, from))
  const own = primary.filter((shift) => shift.personId === personId)
  const goesOnAt = (at: Instant) => own.some(({ startsAt, endsAt }) => !isAfter(startsAt, at) && isAfter(endsAt, at))
  const next = primary.find(
    (shift) => shift.personId !== personId && isAfter(shift.startsAt, from) && !goesOnAt(shift.startsAt),
  )
  return own
    .filter(({ startsAt }) => !next || isBefore(startsAt, next.startsAt))
    .map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }))
}
