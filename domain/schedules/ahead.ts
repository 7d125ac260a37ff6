// What will go wrong on a schedule, weeks before it does, and what of it is new, still there or mended. (product B5)
import { isBefore, type Instant } from '../time.ts'
import type { IsActive } from './on-call.ts'
import type { Schedule } from './schedule.ts'
import { gapsBetween, shiftsBetween, type Range } from './shifts.ts'

/** Nobody is on call, or somebody whom no contact reaches. `endsAt` is null when it lasts as far as anybody looked. */
export type Trouble =
  | {
      readonly kind: 'nobody_on_call'
      readonly personId: null
      readonly startsAt: Instant
      readonly endsAt: Instant | null
    }
  | {
      readonly kind: 'out_of_reach'
      readonly personId: string
      readonly startsAt: Instant
      readonly endsAt: Instant | null
    }

/** At most so many of one schedule: who has more knows enough. */
const mostTroubles = 50

/**
 * What will go wrong on this schedule in the range? Every gap, and for each person whom nothing reaches the first shift that
 * needs them. A shadow answers for nothing, so whether one can be reached does not matter.
 */
export function troublesAhead(
  schedule: Schedule,
  range: Range,
  people: { readonly isActive: IsActive; readonly isReachable: (personId: string) => boolean },
): readonly Trouble[] {
  const { isActive, isReachable } = people
  const gaps = gapsBetween(schedule, range, { isActive }).gaps.map(({ startsAt, endsAt }): Trouble => ({
    kind: 'nobody_on_call',
    personId: null,
    startsAt,
    endsAt: endOf(endsAt, range),
  }))
  const first = new Map<string, Trouble>()
  for (const { personId, role, startsAt, endsAt } of shiftsBetween(schedule, range, { isActive }).shifts) {
    if (role === 'shadow' || isReachable(personId) || first.has(personId)) continue
    first.set(personId, { kind: 'out_of_reach', personId, startsAt, endsAt: endOf(endsAt, range) })
  }
  return [...gaps, ...first.values()].slice(0, mostTroubles)
}

function endOf(endsAt: Instant, { to }: Range): Instant | null {
  return isBefore(endsAt, to) ? endsAt : null
}

export type KnownTrouble = Trouble & { readonly id: string }

/**
 * Which of these troubles are new, which known ones go on with other bounds, and which are gone? One that overlaps a known one
 * is the same trouble, so that a gap that is made smaller, or that has begun, is not told again.
 */
export function followTroubles(known: readonly KnownTrouble[], found: readonly Trouble[]) {
  const left = [...known]
  const begun: Trouble[] = []
  const goingOn: KnownTrouble[] = []
  for (const trouble of found) {
    const at = left.findIndex((one) => isSame(one, trouble))
    const [same] = at < 0 ? [] : left.splice(at, 1)
    if (same) goingOn.push({ ...trouble, id: same.id })
    else begun.push(trouble)
  }
  return { begun, goingOn, gone: left }
}

function isSame(a: Trouble, b: Trouble): boolean {
  if (a.kind !== b.kind || a.personId !== b.personId) return false
  // A person is told of once, whichever shift comes first.
  if (a.kind === 'out_of_reach') return true
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a)
}

function startsBeforeEnd(a: Trouble, b: Trouble): boolean {
  return b.endsAt === null || isBefore(a.startsAt, b.endsAt)
}
