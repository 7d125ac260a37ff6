import { offsetMsAt, startOfDay } from '../schedules/zoned.ts'

/** A way to be quiet: for a span, or until the next working morning. `until` is in epoch milliseconds. */
export type SnoozeChoice =
  | { readonly kind: 'minutes'; readonly minutes: number; readonly until: number }
  | { readonly kind: 'morning'; readonly until: number }

const minuteMs = 60_000
const spans = [30, 60, 240]
const morningHour = 9

/** For how long may an alert be snoozed, as seen at `now` by somebody in this zone? The morning is later than every span. */
export function snoozeChoices(now: number, zone: string): readonly SnoozeChoice[] {
  const choices = spans.map((minutes): SnoozeChoice => ({ kind: 'minutes', minutes, until: now + minutes * minuteMs }))
  return [...choices, { kind: 'morning', until: nextMorning(now + Math.max(...spans) * minuteMs, zone) }]
}

/** The first nine o'clock of the zone after this moment. */
function nextMorning(after: number, zone: string): number {
  const today = morningOf(after, zone, 0)
  return today > after ? today : morningOf(after, zone, 1)
}

function morningOf(ms: number, zone: string, plusDays: number): number {
  const start = startOfDay(zone, ms, plusDays)
  const plain = start + morningHour * 60 * minuteMs
  // Where the clocks change between midnight and nine, the wall clock decides.
  return plain + (offsetMsAt(zone, start) - offsetMsAt(zone, plain))
}
