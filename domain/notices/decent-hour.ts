import type { Instant, Zone } from '../time.ts'

const opensAt = 9
const closesAt = 18

/** When may somebody in this zone be told something that can wait? Now between 9 and 18 there, else the next 9 in the morning. */
export function decentHour(now: Instant, zone: Zone): Instant {
  const there = now.toZonedDateTimeISO(zone)
  if (there.hour >= opensAt && there.hour < closesAt) return now
  return nextMorning(now, zone)
}

/** The first 9 in the morning there after this moment. */
export function nextMorning(now: Instant, zone: Zone): Instant {
  const there = now.toZonedDateTimeISO(zone)
  const today = there.toPlainDate()
  const day = there.hour < opensAt ? today : today.add({ days: 1 })
  return day.toZonedDateTime({ timeZone: zone, plainTime: { hour: opensAt } }).toInstant()
}
