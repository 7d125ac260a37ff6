// What a notice is made of, and when somebody may be told something that does not wake them.
import type { Instant, Zone } from '../time.ts'

/** A message that is no page. `path`: where in the web it leads. */
export type NoticeText = { readonly subject: string; readonly paragraphs: readonly string[]; readonly path: string }

const from = 9
const until = 18

/** Now, if it is between 9 and 18 there, else the next 9 in the morning. */
export function decentHour(now: Instant, zone: Zone): Instant {
  const { hour } = now.toZonedDateTimeISO(zone)
  return hour >= from && hour < until ? now : nextMorning(now, zone)
}

/** The next 9 in the morning there, after this moment. */
export function nextMorning(now: Instant, zone: Zone): Instant {
  const local = now.toZonedDateTimeISO(zone)
  const today = local.withPlainTime({ hour: from }).toInstant()
  if (Temporal.Instant.compare(today, now) > 0) return today
  return local
    .toPlainDate()
    .add({ days: 1 })
    .toZonedDateTime({ timeZone: zone, plainTime: { hour: from } })
    .toInstant()
}
