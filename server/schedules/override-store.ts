import type { Override } from '../../domain/schedules/schedule.ts'
import { isAfter, isBefore, latest, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** How many overrides of this schedule end after this moment? */
export async function countOverrides(db: Db, scheduleId: string, after: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('schedule_override')
    .select((where) => where.fn.countAll<number>().as('count'))
    .where('schedule_id', '=', scheduleId)
    .where('ends_at', '>', after)
    .executeTakeFirstOrThrow()
  return count
}

/**
 * The moment at which an override is created: of those in force the one created last wins, and whoever waited for the schedule
 * may have begun before whoever held it. The schedule must be locked.
 */
export async function createdNow(db: Db, scheduleId: string, now: Instant): Promise<Instant> {
  const { last } = await db
    .selectFrom('schedule_override')
    .select((where) => where.fn.max('created_at').as('last'))
    .where('schedule_id', '=', scheduleId)
    .where('ends_at', '>', now)
    .executeTakeFirstOrThrow()
  return last ? latest(now, last.add({ microseconds: 1 })) : now
}

export async function insertOverride(db: Db, scheduleId: string, override: Override): Promise<void> {
  await db
    .insertInto('schedule_override')
    .values({
      id: override.id,
      schedule_id: scheduleId,
      person_id: override.personId,
      kind: override.kind,
      replaces_id: placeOf(override),
      role: override.kind === 'add' ? override.role : null,
      starts_at: override.startsAt,
      ends_at: override.endsAt,
      reason: override.reason,
      created_by: override.createdBy,
      created_at: override.createdAt,
    })
    .execute()
}

/** Whose place it is about. Whoever is added or taken off stands for themselves, which a Baton without kinds passes over. */
function placeOf(override: Override): string | null {
  switch (override.kind) {
    case 'take_over':
      return null
    case 'replace':
      return override.replaces
    case 'add':
    case 'remove':
      return override.personId
  }
}

/**
 * Takes an override back: one to come is removed, one that is running ends at this moment and what was worked stays.
 * What was taken back of it, or null when there was nothing left to take. The schedule must be locked.
 */
export async function endOverride(
  db: Db,
  of: { readonly scheduleId: string; readonly overrideId: string },
  now: Instant,
): Promise<{ readonly personId: string; readonly from: Instant; readonly until: Instant } | null> {
  const override = await db
    .selectFrom('schedule_override')
    .select(['person_id as personId', 'starts_at as startsAt', 'ends_at as until'])
    .where('id', '=', of.overrideId)
    .where('schedule_id', '=', of.scheduleId)
    .executeTakeFirst()
  if (!override || !isAfter(override.until, now)) return null
  const { personId, startsAt, until } = override
  if (isBefore(startsAt, now)) {
    await db.updateTable('schedule_override').set({ ends_at: now }).where('id', '=', of.overrideId).execute()
    return { personId, from: now, until }
  }
  await db.deleteFrom('schedule_override').where('id', '=', of.overrideId).execute()
  return { personId, from: startsAt, until }
}
