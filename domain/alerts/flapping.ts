// An alert that comes and goes: it rings the first times, then only when it stays.
import { isBefore, type Instant } from '../time.ts'

export type Flapping = {
  /** How often it came back within the last hour. */
  readonly reopens: number
  readonly lastReopenedAt: Instant
  /** Since when its pages are held back; null when they are not. */
  readonly dampedSince: Instant | null
}

/** From this many returns within an hour on an alert flaps. */
export const flapsFrom = 3
/** It rings when it stays this long. */
export const settleMinutes = 5
/** And in any case after so long: one that never settles is not forgotten. */
export const longestDampedMinutes = 30

/** Until when is the page of this alert held back because it flaps? Null: it is paged now. */
export function dampedUntil({ reopens, lastReopenedAt, dampedSince }: Flapping, now: Instant): Instant | null {
  if (reopens < flapsFrom) return null
  const settled = lastReopenedAt.add({ minutes: settleMinutes })
  const latest = (dampedSince ?? now).add({ minutes: longestDampedMinutes })
  const until = isBefore(settled, latest) ? settled : latest
  return isBefore(now, until) ? until : null
}
