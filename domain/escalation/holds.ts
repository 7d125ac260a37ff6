// Whether a step holds for a page at this moment: some are for some priorities only, or for some hours of the week.
import { asPriority, type PriorityName } from '../paging/priority.ts'
import { instantOfMs } from '../schedules/local-time.ts'
import { hoursAt, type HoursInZone } from '../schedules/hours-in-zone.ts'
import type { Instant } from '../time.ts'

/** Left out: for every priority, and at every hour. */
export type Condition = {
  readonly priorities?: readonly PriorityName[] | undefined
  readonly hours?: HoursInZone | undefined
}

/** Why a step with these conditions does not hold for a page of this priority now; null when it does. All have to be met. */
export function whyNotNow(
  conditions: readonly Condition[],
  priority: number,
  now: Instant,
): 'other_priority' | 'other_hours' | null {
  const isMeant = conditions.every(({ priorities }) => priorities?.includes(asPriority(priority)) ?? true)
  if (!isMeant) return 'other_priority'
  return conditions.every(({ hours }) => hours === undefined || hoursAt(hours, now).isInside) ? null : 'other_hours'
}

export function isAlways({ priorities, hours }: Condition): boolean {
  return priorities === undefined && hours === undefined
}

/** When do these hours next begin or end? Null when they never do. */
export function hoursChangeAt(hours: HoursInZone, now: Instant): Instant | null {
  const { untilMs } = hoursAt(hours, now)
  return Number.isFinite(untilMs) ? instantOfMs(untilMs) : null
}
