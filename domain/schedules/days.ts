// Whole days on somebody's wall calendar, and the spans of time that they are.
import type { Span } from '../spans.ts'
import type { Instant, Zone } from '../time.ts'

/** A span as it is asked for: whole days, the last one included, or two moments. */
export type AskedSpan = Span | { readonly startsOn: string; readonly endsOn: string }

/** From when until when is this in this zone? Days are whole ones on its clocks. */
export function spanOf(asked: AskedSpan, zone: Zone): Span {
  if ('startsAt' in asked) return asked
  const after = Temporal.PlainDate.from(asked.endsOn).add({ days: 1 }).toString()
  return { startsAt: dayBegins(asked.startsOn, zone), endsAt: dayBegins(after, zone) }
}

/** Which whole days are meant by this span, the last one included? Null when it is not made of whole days in this zone. */
export function wholeDays({ startsAt, endsAt }: Span, zone: Zone): { startsOn: string; endsOn: string } | null {
  const startsOn = startsAt.toZonedDateTimeISO(zone).toPlainDate()
  const endsOn = endsAt.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(zone).toPlainDate()
  const days = { startsOn: startsOn.toString(), endsOn: endsOn.toString() }
  const whole = spanOf(days, zone)
  return whole.startsAt.equals(startsAt) && whole.endsAt.equals(endsAt) ? days : null
}

/** When does this day, `YYYY-MM-DD`, begin in this zone? */
export function dayBegins(on: string, zone: Zone): Instant {
  return Temporal.PlainDate.from(on).toZonedDateTime(zone).toInstant()
}
