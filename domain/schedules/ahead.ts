// What will go wrong on a schedule, weeks before it does. (product B5)
import { overlapOf, unionOf, type Span } from '../spans.ts'
import { earliest, isBefore, type Instant } from '../time.ts'
import type { Away } from './absence.ts'
import type { IsActive } from './on-call.ts'
import type { Schedule } from './schedule.ts'
import { gapsBetween, shiftsBetween, type Range, type Shift } from './shifts.ts'
import { troubleKinds, type Trouble, type TroubleKind } from './trouble.ts'

/** What is known of the people whom the schedule names. */
export type Around = {
  readonly isActive: IsActive
  readonly isReachable: (personId: string) => boolean
  readonly absences?: readonly Away[]
  /** The shifts of other schedules on which some of them answer first. */
  readonly elsewhere?: readonly { readonly scheduleId: string; readonly shifts: readonly Shift[] }[]
}

/** `cuts`: from this moment on there is more of this kind than anybody lists. */
export type Ahead = { readonly troubles: readonly Trouble[]; readonly cuts: ReadonlyMap<TroubleKind, Instant> }

/** At most so many of one kind on one schedule, the nearest: who has more knows enough. */
export const mostOfKind = 60

/** What begins in the range is followed so much further, so that an end behind it is told as the end it is. */
const beyondHours = 14 * 24

/** The range in which shifts and absences are needed to say what begins in this one. */
export function lookedThrough({ from, to }: Range): Range {
  return { from, to: to.add({ hours: beyondHours }) }
}

/**
 * What will go wrong on this schedule in the range? Every gap; for each person whom nothing reaches the first shift that needs
 * them; who answers first elsewhere at the same time; and who is away in a shift. A shadow answers for nothing, so neither
 * whether one can be reached nor where one is matters.
 */
export function troublesAhead(schedule: Schedule, asked: Range, around: Around): Ahead {
  const { isActive, isReachable, absences = [], elsewhere = [] } = around
  const range = lookedThrough(asked)
  const gaps = gapsBetween(schedule, range, { isActive })
  const { shifts, cutAt } = shiftsBetween(schedule, range, { isActive })
  const answering = shifts.filter(({ role }) => role !== 'shadow')
  const all: readonly Trouble[] = [
    ...gaps.gaps.map((gap): Trouble => ({ kind: 'nobody_on_call', personId: null, ...bounds(gap, range) })),
    ...outOfReach(answering, isReachable, range),
    ...twicePrimary(answering, elsewhere, range),
    ...away(answering, absences, range),
  ]
  return bounded(
    all.filter(({ startsAt }) => isBefore(startsAt, asked.to)),
    cutAt && isBefore(cutAt, asked.to) ? cutAt : null,
  )
}

function bounded(all: readonly Trouble[], cutAt: Instant | null): Ahead {
  const cuts = new Map<TroubleKind, Instant>()
  const troubles = troubleKinds.flatMap((kind) => {
    const own = all
      .filter((trouble) => trouble.kind === kind)
      .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
    const first = own[mostOfKind]?.startsAt ?? cutAt
    if (first) cuts.set(kind, cutAt ? earliest(first, cutAt) : first)
    return own.slice(0, mostOfKind)
  })
  return { troubles, cuts }
}

function outOfReach(answering: readonly Shift[], isReachable: Around['isReachable'], range: Range): readonly Trouble[] {
  const first = new Map<string, Trouble>()
  for (const shift of answering) {
    const { personId } = shift
    if (isReachable(personId) || first.has(personId)) continue
    first.set(personId, { kind: 'out_of_reach', personId, ...bounds(shift, range) })
  }
  return [...first.values()]
}

function twicePrimary(
  answering: readonly Shift[],
  elsewhere: NonNullable<Around['elsewhere']>,
  range: Range,
): readonly Trouble[] {
  // Very many pairs of shifts are compared, of which few overlap: numbers are quicker than moments.
  const here = Map.groupBy(answering.filter(isPrimary).map(inMs), ({ shift }) => shift.personId)
  return elsewhere.flatMap(({ scheduleId: otherId, shifts }) =>
    shifts
      .filter((shift) => isPrimary(shift) && here.has(shift.personId))
      .map(inMs)
      .flatMap((there) =>
        (here.get(there.shift.personId) ?? []).flatMap((one) => {
          const both = one.fromMs < there.toMs && there.fromMs < one.toMs ? overlapOf(one.shift, there.shift) : null
          if (!both) return []
          const { personId } = one.shift
          return [{ kind: 'two_primaries', personId, otherId, ...bounds(both, range) } as const]
        }),
      ),
  )
}

function inMs(shift: Shift) {
  return { shift, fromMs: shift.startsAt.epochMilliseconds, toMs: shift.endsAt.epochMilliseconds }
}

/** Each absence once for each stretch of shifts it lies in: whoever is primary and secondary at once is away once. */
function away(answering: readonly Shift[], absences: readonly Away[], range: Range): readonly Trouble[] {
  const shiftsOf = Map.groupBy(answering, ({ personId }) => personId)
  return absences.flatMap((absence) => {
    const { personId, kind, names: holiday } = absence
    const parts = (shiftsOf.get(personId) ?? []).flatMap((shift) => overlapOf(shift, absence) ?? [])
    return unionOf(parts).map((part): Trouble => {
      const when = bounds(part, range)
      return kind === 'leave'
        ? { kind: 'on_leave', personId, ...when }
        : { kind: 'on_holiday', personId, holiday, ...when }
    })
  })
}

function isPrimary({ role }: Shift): boolean {
  return role === 'primary'
}

function bounds({ startsAt, endsAt }: Span, { to }: Range): Pick<Trouble, 'startsAt' | 'endsAt'> {
  return { startsAt, endsAt: isBefore(endsAt, to) ? endsAt : null }
}
