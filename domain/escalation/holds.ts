// Whether a step holds for a page at this moment: some are for some priorities only, or for some hours of the week.
import { asPriority, type PriorityName } from '../paging/priority.ts'
import { instantOfMs, zoneOffsets } from '../schedules/local-time.ts'
import { hoursOf, insideAt, type Hours } from '../schedules/restriction.ts'
import type { Restriction } from '../schedules/schedule.ts'
import { placed } from '../schedules/wall-marks.ts'
import type { Instant } from '../time.ts'

/** Left out: for every priority, and at every hour. */
export type Condition = {
  readonly priorities?: readonly PriorityName[] | undefined
  readonly hours?: HoursInZone | undefined
}
export type HoursInZone = { readonly zone: string; readonly within: readonly Restriction[] }

/** Why a step with these conditions does not hold for a page of this priority now; null when it does. All have to be met. */
export function whyNotNow(
  conditions: readonly Condition[],
  priority: number,
  now: Instant,
): 'other_priority' | 'other_hours' | null {
  const isMeant = conditions.every(({ priorities }) => priorities?.includes(asPriority(priority)) ?? true)
  if (!isMeant) return 'other_priority'
  return conditions.every(({ hours }) => hours === undefined || isWithin(hours, now)) ? null : 'other_hours'
}

export function isAlways({ priorities, hours }: Condition): boolean {
  return priorities === undefined && hours === undefined
}

/** When do these hours next begin or end? Null when they never do. */
export function hoursChangeAt(hours: HoursInZone, now: Instant): Instant | null {
  const offsets = zoneOffsets(hours.zone)
  const { untilMs } = insideAt(marksOf(hours), offsets, placed(offsets, now.epochMilliseconds))
  return Number.isFinite(untilMs) ? instantOfMs(untilMs) : null
}

function isWithin(hours: HoursInZone, now: Instant): boolean {
  const offsets = zoneOffsets(hours.zone)
  return insideAt(marksOf(hours), offsets, placed(offsets, now.epochMilliseconds)).isInside
}

function marksOf(hours: HoursInZone): Hours {
  const known = marks.get(hours)
  if (known) return known
  const made = hoursOf(hours.within)
  marks.set(hours, made)
  return made
}

const marks = new WeakMap<HoursInZone, Hours>()
