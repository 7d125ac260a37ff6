import { type Instant, type Zone } from '../time.ts'

/** Now, when it is between nine and eighteen in this zone, else the next nine in the morning there. */
export function decentHour(now: Instant, zone: Zone): Instant {
  const local = now.toZonedDateTimeISO(zone)
  if (local.hour >= 9 && local.hour < 18) return now
  const day = local.hour < 9 ? local.toPlainDate() : local.toPlainDate().add({ days: 1 })
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from('09:00') }).toInstant()
}
