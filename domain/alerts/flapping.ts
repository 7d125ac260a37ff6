// An alert that comes and goes: it rings the first times, then only when it stays.
import { earliest, isBefore, type Instant } from '../time.ts'

export type Flapping = {
  /** When it came back: the last times, oldest first. */
  readonly reopens: readonly Instant[]
  /** Since when its pages are held back; null when they are not. */
  readonly dampedSince: Instant | null
}

/** From this many returns within an hour on an alert flaps. */
export const flapsFrom = 3
/** It rings when it stays this long. */
export const settleMinutes = 5
/** And in any case after so long: one that never settles is not forgotten. */
export const longestDampedMinutes = 30

/** How often did it come back within the hour before `now`? */
export function returnsWithinHour(reopens: readonly Instant[], now: Instant): number {
  const hourAgo = now.subtract({ hours: 1 })
  return reopens.filter((at) => isBefore(hourAgo, at)).length
}

/** Until when is the page of this alert held back because it flaps? Null: it is paged now. */
export function dampedUntil({ reopens, dampedSince }: Flapping, now: Instant): Instant | null {
  const last = reopens.at(-1)
  if (!last || returnsWithinHour(reopens, now) < flapsFrom) return null
  const until = earliest(
    last.add({ minutes: settleMinutes }),
    (dampedSince ?? now).add({ minutes: longestDampedMinutes }),
  )
  return isBefore(now, until) ? until : null
}
