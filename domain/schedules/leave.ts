// What may be entered as leave, and what may become of it. Nothing here knows zod, so that forms ask the same.
import type { ProblemCode } from '../problems.ts'
import type { Span } from '../spans.ts'
import { isAfter, isBefore, latest, type Instant } from '../time.ts'
import { isWithin } from './absence.ts'
import type { IsActive } from './on-call.ts'
import type { Role, Schedule } from './schedule.ts'
import { shiftsBetween, type Range } from './shifts.ts'

export const leaveLimits = { days: 366, toCome: 200, noteLength: 500 } as const

/** Why may this leave not be entered now, when so many entries of the person are to come? Null: it may. */
export function whyNotEnter(span: Span, { now, toCome }: { now: Instant; toCome: number }): ProblemCode | null {
  return whyNotLast(span, now) ?? (toCome >= leaveLimits.toCome ? 'too_much_leave' : null)
}

/** Why may leave not become this now? Null: it may. What is over is history, and so is a beginning that has passed. */
export function whyNotChange(before: Span, after: Span, now: Instant): ProblemCode | null {
  if (!isAfter(before.endsAt, now)) return 'leave_is_over'
  const hasBegun = isBefore(before.startsAt, now)
  if (hasBegun && !before.startsAt.equals(after.startsAt)) return 'leave_has_begun'
  return whyNotLast(after, now)
}

function whyNotLast({ startsAt, endsAt }: Span, now: Instant): ProblemCode | null {
  if (!isAfter(endsAt, startsAt)) return 'leave_ends_first'
  // Days may be longer where clocks change.
  if (isAfter(endsAt, startsAt.add({ hours: leaveLimits.days * 24 + 2 }))) return 'leave_too_long'
  return isAfter(endsAt, now) ? null : 'leave_is_over'
}

/** What of somebody's turn on call falls into a span in which they are away. */
export type ShiftDuring = {
  readonly scheduleId: string
  readonly role: Role
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/** When is this person on call in the range? Shifts on all of these schedules, by their beginning, cut to the range. */
export function shiftsOf(
  personId: string,
  schedules: readonly Schedule[],
  range: Range,
  isActive: IsActive,
): readonly ShiftDuring[] {
  return schedules
    .flatMap((schedule) =>
      shiftsBetween(schedule, range, { isActive })
        .shifts.filter((shift) => shift.personId === personId)
        .map(({ role, startsAt, endsAt }) => ({ scheduleId: schedule.id, role, startsAt, endsAt })),
    )
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
}

/** Which of these shifts fall into this span, and from now on? Each cut to what does. */
export function during<S extends Span>(shifts: readonly S[], span: Span, now: Instant): readonly S[] {
  const from = latest(span.startsAt, now)
  const range = { from, to: span.endsAt }
  return shifts
    .filter((shift) => isWithin(shift, range))
    .map((shift) => ({
      ...shift,
      startsAt: latest(shift.startsAt, from),
      endsAt: isBefore(shift.endsAt, range.to) ? shift.endsAt : range.to,
    }))
}
