// When somebody is told of a trouble, and who: early enough to mend it, and no more often than it takes.
import { isAfter, isBefore, type Instant, type Zone } from '../time.ts'
import { decentHour, nextMorning } from '../notices/decent-hour.ts'
import { urgencyOf, type Bounds, type Trouble, type TroubleKind } from './trouble.ts'

/** `at_once`: at any hour. `decent_hour`: when people work. `morning`: the next one. */
export type Telling = 'at_once' | 'decent_hour' | 'morning'

/** A gap so near is told every morning until it is mended. */
const dailyDays = 14
/** What wakes nobody, is found this late, and begins, is told at night too. */
const atOnceHours = 24

/** How many days before it begins it is told again, the earliest first. */
const again: Readonly<Record<TroubleKind, readonly number[]>> = {
  nobody_on_call: [],
  out_of_reach: [7, 1],
  two_primaries: [7],
  on_leave: [7],
  on_holiday: [7],
}

/** Is this trouble, which nobody accepted, told now (again), and how soon? `toldAt`: when it was told last; null: never. */
export function tellingOf(
  trouble: Bounds & { readonly kind: TroubleKind },
  toldAt: Instant | null,
  now: Instant,
): Telling | null {
  const { kind, startsAt } = trouble
  if (toldAt === null) {
    const isNear = isBefore(startsAt, now.add({ hours: atOnceHours }))
    return urgencyOf(kind) === 'urgent' && isNear ? 'at_once' : 'decent_hour'
  }
  if (kind === 'nobody_on_call') return isWithinDays(startsAt, now, dailyDays) ? 'morning' : null
  const isTime = again[kind].some((days) => {
    const moment = startsAt.subtract({ hours: days * 24 })
    return isAfter(moment, toldAt) && !isAfter(moment, now)
  })
  return isTime ? 'decent_hour' : null
}

/** What breaks together, on many schedules at once, is found one after the other and told together. */
const gatherMinutes = 2

/** At which moment does this reach somebody who lives in this zone? */
export function tellAt(telling: Telling, now: Instant, zone: Zone): Instant {
  const gathered = now.add({ minutes: gatherMinutes })
  switch (telling) {
    case 'at_once':
      return gathered
    case 'decent_hour':
      return decentHour(gathered, zone)
    case 'morning':
      return nextMorning(now, zone)
  }
}

/** Who mends it: those who answer for the schedule, and the person it is about. Ids of people, each once. */
export function whoIsTold({ personId }: Pick<Trouble, 'personId'>, owners: readonly string[]): readonly string[] {
  return [...new Set(personId === null ? owners : [...owners, personId])]
}

/** A message that was not sent for this long tells what was to be told since. */
const freshHours = 30

/**
 * Does it belong into a message that is sent now? What is urgent and near does each time; all else when it has just been its
 * time to be told.
 */
export function isInMessage(
  trouble: Bounds & { readonly kind: TroubleKind },
  toldAt: Instant | null,
  now: Instant,
): boolean {
  if (trouble.endsAt !== null && !isAfter(trouble.endsAt, now)) return false
  if (urgencyOf(trouble.kind) === 'urgent' && isWithinDays(trouble.startsAt, now, dailyDays)) return true
  return toldAt !== null && isBefore(now.subtract({ hours: freshHours }), toldAt)
}

function isWithinDays(at: Instant, now: Instant, days: number): boolean {
  return !isAfter(at, now.add({ hours: days * 24 }))
}
