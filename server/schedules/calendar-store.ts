// Calendar feeds as rows: the hash of each secret, and what the feed said last.
import { sql } from 'kysely'
import type { Role } from '../../domain/permissions.ts'
import type { Language } from '../../domain/schedules/calendar-words.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'

export async function addFeed(db: Db, row: NewRow<'calendar_feed'>): Promise<void> {
  await db.insertInto('calendar_feed').values(row).execute()
}

/** Somebody's feeds that were not revoked, the newest first. */
export function findFeeds(db: Db, personId: string) {
  return db
    .selectFrom('calendar_feed')
    .leftJoin('schedule', 'schedule.id', 'calendar_feed.schedule_id')
    .select([
      'calendar_feed.id',
      'calendar_feed.schedule_id as scheduleId',
      'schedule.name as scheduleName',
      'calendar_feed.hint',
      'calendar_feed.created_at as createdAt',
      'calendar_feed.used_at as usedAt',
    ])
    .where('calendar_feed.person_id', '=', personId)
    .where('calendar_feed.revoked_at', 'is', null)
    .orderBy('calendar_feed.created_at', 'desc')
    .orderBy('calendar_feed.id', 'desc')
    .execute()
}

/** Ends one of somebody's feeds; undefined when there is none to end. */
export async function endFeed(
  db: Db,
  ref: { readonly id: string; readonly personId: string },
  now: Instant,
): Promise<{ readonly scheduleId: string | null } | undefined> {
  return db
    .updateTable('calendar_feed')
    .set({ revoked_at: now })
    .where('id', '=', ref.id)
    .where('person_id', '=', ref.personId)
    .where('revoked_at', 'is', null)
    .returning('schedule_id as scheduleId')
    .executeTakeFirst()
}

/** A feed that is asked for, with who reads it and what it said last. */
export type AskedFeed = {
  readonly now: Instant
  readonly id: string
  readonly scheduleId: string | null
  readonly personId: string
  readonly personName: string
  readonly role: Role
  readonly language: Language
  readonly edition: number
  readonly editionAt: Instant | null
  readonly editionHash: string | null
}

/**
 * The feed with this secret, whose owner is in service, and the token that made it, if one did; undefined when there is none. Its use is noted once an hour, so
 * that a calendar program that asks every minute writes nothing.
 */
export async function useFeed(db: Db, secretHash: Buffer): Promise<AskedFeed | undefined> {
  const { rows } = await sql<AskedFeed>`
    with moment as materialized (select baton_now() as now),
    live as (
      select feed.id, feed.schedule_id, feed.person_id, feed.used_at, feed.edition, feed.edition_at, feed.edition_hash,
        person.name, person.role, person.language
      from moment, calendar_feed as feed join person on person.id = feed.person_id left join token on token.id = feed.token_id
      where feed.secret_hash = ${secretHash} and feed.revoked_at is null and person.deactivated_at is null
        and token.revoked_at is null and (token.expires_at is null or token.expires_at > moment.now)
    ),
    used as (
      update calendar_feed set used_at = moment.now from live, moment
      where calendar_feed.id = live.id and (live.used_at is null or live.used_at <= moment.now - interval '1 hour')
    )
    select moment.now, live.id, live.schedule_id as "scheduleId", live.person_id as "personId",
      live.name as "personName", live.role, live.language, live.edition, live.edition_at as "editionAt",
      live.edition_hash as "editionHash"
    from live, moment`.execute(db)
  return rows[0]
}

/** Notes that the feed says something else from now on; false when another node was quicker. */
export async function putEdition(
  db: Db,
  of: { readonly id: string; readonly before: number },
  next: { readonly number: number; readonly at: Instant; readonly hash: string },
): Promise<boolean> {
  const changed = await db
    .updateTable('calendar_feed')
    .set({ edition: next.number, edition_at: next.at, edition_hash: next.hash })
    .where('id', '=', of.id)
    .where('edition', '=', of.before)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/**
 * The schedules on which this person takes turns, stands in, works by a temporary schedule or a calendar, or has worked since
 * this moment, by name; one more than is asked.
 */
export async function schedulesWith(db: Db, personId: string, since: Instant, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from schedule where id in (
      select r.schedule_id from rotation_turn t join rotation r on r.id = t.rotation_id where t.person_id = ${personId}
      union select schedule_id from schedule_override where person_id = ${personId} and ends_at > ${since}
      union select t.schedule_id from schedule_temporary_shift s join schedule_temporary t on t.id = s.temporary_id
        where s.person_id = ${personId} and s.ends_at > ${since}
      union select c.schedule_id from schedule_calendar_shift s join schedule_calendar c on c.id = s.calendar_id
        where s.person_id = ${personId} and s.ends_at > ${since}
      union select schedule_id from shift where person_id = ${personId} and (ends_at is null or ends_at > ${since})
    ) order by name, id limit ${most + 1}`.execute(db)
  return rows.map(({ id }) => id)
}
