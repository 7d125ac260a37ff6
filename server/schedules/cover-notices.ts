// Who is told about a cover request, and when: rows for the notices, each put into words when it is sent.
import { noticeAt, type CoverStep } from '../../domain/schedules/cover-reminders.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewNotice } from '../notices/store.ts'
import type { StoredCover } from './cover-store.ts'
import { findOwners } from './owners.ts'
import { findZones } from './people.ts'

export type CoverNoticeKind = 'cover_asked' | 'cover_answered' | 'cover_open'

/** To the asker: somebody takes it, would take a part, or nobody can; or it ended by itself. */
export function answerNotices(db: Db, cover: StoredCover, now: Instant): Promise<readonly NewNotice[]> {
  return noticesTo(db, [cover.askerId], 'cover_answered', cover, now)
}

/** To whoever offered a part: the asker agrees. */
export function agreementNotices(
  db: Db,
  cover: StoredCover,
  personId: string,
  now: Instant,
): Promise<readonly NewNotice[]> {
  return noticesTo(db, [personId], 'cover_answered', cover, now)
}

/** A reminder of a request that is open: to those who have not answered, to the asker, to the owners of the schedule. */
export async function reminderNotices(
  db: Db,
  cover: StoredCover,
  tell: CoverStep['tell'],
  now: Instant,
): Promise<readonly NewNotice[]> {
  const offering = new Set(cover.parts.map(({ personId }) => personId))
  const asked = cover.asked.filter(({ personId, declinedAt }) => declinedAt === null && !offering.has(personId))
  const owners = tell.includes('owners') ? ((await findOwners(db, [cover.teamId])).get(cover.teamId) ?? []) : []
  const aboutOpen = new Set([...(tell.includes('asker') ? [cover.askerId] : []), ...owners])
  const answering = new Set(tell.includes('asked') ? asked.map(({ personId }) => personId) : [])
  return [
    ...(await noticesTo(db, [...answering], 'cover_asked', cover, now)),
    ...(await noticesTo(db, [...aboutOpen], 'cover_open', cover, now)),
  ]
}

async function noticesTo(
  db: Db,
  personIds: readonly string[],
  kind: CoverNoticeKind,
  cover: StoredCover,
  now: Instant,
): Promise<readonly NewNotice[]> {
  if (personIds.length === 0) return []
  const zones = await findZones(db, personIds)
  return [...zones].map(([id, zone]) => ({
    personId: id,
    kind,
    subject: `cover:${cover.id}`,
    dueAt: noticeAt(now, zone, cover.startsAt),
  }))
}
