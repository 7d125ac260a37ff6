// The shape of notices, as long as this branch does not have them: only this file changes when it does.
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type NoticeText = { readonly subject: string; readonly paragraphs: readonly string[]; readonly path: string }
export type NewNotice = {
  readonly personId: string
  readonly kind: string
  readonly subject: string
  readonly dueAt: Instant
}

export async function queueNotices(_tx: Db, _notices: readonly NewNotice[]): Promise<void> {}

/** Now, if it is between 9 and 18 there, else the next 9 in the morning. */
export function decentHour(now: Instant, zone: string): Instant {
  const local = now.toZonedDateTimeISO(zone)
  if (local.hour >= 9 && local.hour < 18) return now
  const day = local.hour < 9 ? local : local.add({ days: 1 })
  return day.toPlainDate().toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).toInstant()
}
