// Sources of calendars as rows: where they are read, how that went, and what was read last.
import { sql } from 'kysely'
import type { CalendarEvent, EventProblem } from '../../domain/calendars/event.ts'
import type { Failure, Next } from '../../domain/calendars/follow.ts'
import type { Namesake } from '../../domain/calendars/whom.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'

export type SourceRow = Row<'calendar_source'>

/** Whose it is: a schedule's, or somebody's leave. */
export type Owner = { readonly scheduleId: string } | { readonly personId: string }

export function findSources(db: Db, owner: Owner): Promise<SourceRow[]> {
  return db
    .selectFrom('calendar_source')
    .selectAll()
    .where(ownerColumn(owner), '=', ownerId(owner))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** Holds whose calendars they are, as whoever changes them does, until the end of the transaction; false when they are gone. */
export async function lockOwner(db: Db, owner: Owner): Promise<boolean> {
  const table = 'scheduleId' in owner ? ('schedule' as const) : ('person' as const)
  const row = db.selectFrom(table).select('id').where('id', '=', ownerId(owner)).forNoKeyUpdate()
  return (await row.executeTakeFirst()) !== undefined
}

/**
 * Holds one source of this owner, and its owner first, until the end of the transaction; undefined when there is none. A
 * schedule that is edited and a reading of its calendar so come one after the other, whichever is quicker.
 */
export async function lockSource(db: Db, id: string, owner?: Owner): Promise<SourceRow | undefined> {
  const whose = owner ?? (await ownerOf(db, id))
  if (!whose || !(await lockOwner(db, whose))) return undefined
  return db
    .selectFrom('calendar_source')
    .selectAll()
    .where('id', '=', id)
    .where(ownerColumn(whose), '=', ownerId(whose))
    .forUpdate()
    .executeTakeFirst()
}

async function ownerOf(db: Db, id: string): Promise<Owner | null> {
  const row = await db
    .selectFrom('calendar_source')
    .select(['schedule_id as scheduleId', 'person_id as personId'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { scheduleId, personId } = row
  if (scheduleId !== null) return { scheduleId }
  return personId === null ? null : { personId }
}

function ownerColumn(owner: Owner) {
  return 'scheduleId' in owner ? 'schedule_id' : 'person_id'
}

function ownerId(owner: Owner): string {
  return 'scheduleId' in owner ? owner.scheduleId : owner.personId
}

export async function insertSource(db: Db, row: NewRow<'calendar_source'>): Promise<void> {
  await db.insertInto('calendar_source').values(row).execute()
}

/** A source that is told of before anybody has given its address: it fails until then, for everybody to see. */
export async function insertWaitingSource(
  db: Db,
  scheduleId: string,
  { newId, now }: { readonly newId: () => string; readonly now: Instant },
): Promise<string> {
  const id = newId()
  const failing = { failing_since: now, failure: 'no_address' as const }
  await insertSource(db, {
    id,
    schedule_id: scheduleId,
    person_id: null,
    kind: 'none',
    hint: '',
    created_by: null,
    created_at: now,
    ...failing,
  })
  return id
}

/** Takes sources away, with what was read of them. */
export async function removeSources(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db.deleteFrom('calendar_source').where('id', 'in', ids).execute()
}

/** Another place to read it from. What was read last stays until that one is read. */
export async function moveSource(
  db: Db,
  id: string,
  to: Pick<SourceRow, 'kind' | 'sealed_url' | 'hint'>,
): Promise<void> {
  await db
    .updateTable('calendar_source')
    .set((row) => ({ ...to, etag: null, last_modified: null, content_hash: null, epoch: row('epoch', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Sources that are due, each given to this node for a while: whoever dies with one leaves it to the next. */
export async function claimSources(db: Db, most: number, leaseMinutes: number) {
  const { rows } = await sql<SourceRow & { readonly zone: string; readonly now: Instant }>`
    with due as (
      select id from calendar_source where due_at <= (select baton_now())
      order by due_at limit ${most} for update skip locked
    ), claimed as (
      update calendar_source s set due_at = baton_now() + ${leaseMinutes} * interval '1 minute', epoch = epoch + 1,
        tried_at = baton_now()
      from due where s.id = due.id returning s.*
    )
    select c.*, coalesce(p.zone, sc.zone) as zone, baton_now() as now
    from claimed c left join person p on p.id = c.person_id left join schedule sc on sc.id = c.schedule_id`.execute(db)
  return rows
}

export type Claimed = Awaited<ReturnType<typeof claimSources>>[number]

/** What one attempt made of the source. */
export async function noteAttempt(db: Db, id: string, next: Next, failure: Failure | null): Promise<void> {
  await db
    .updateTable('calendar_source')
    .set({
      due_at: next.dueAt,
      failures: next.failures,
      failing_since: next.failingSince,
      told_at: next.toldAt,
      failure: failure?.because ?? null,
      failure_detail: failure?.detail ?? '',
    })
    .where('id', '=', id)
    .execute()
}

/** The server has answered, if only that nothing is new. */
export async function noteRead(db: Db, id: string, now: Instant): Promise<void> {
  await db.updateTable('calendar_source').set({ read_at: now }).where('id', '=', id).execute()
}

export type WholeReading = {
  readonly events: readonly CalendarEvent[]
  readonly problems: readonly EventProblem[]
  readonly cancelled: number
  readonly etag: string | null
  readonly lastModified: string | null
  readonly contentHash: string
}

/** Puts a whole reading in the place of the one before. */
export async function replaceReading(
  db: Db,
  id: string,
  reading: WholeReading,
  { now, isChanged }: { readonly now: Instant; readonly isChanged: boolean },
): Promise<void> {
  await db
    .updateTable('calendar_source')
    .set({
      problems: JSON.stringify(reading.problems),
      cancelled: reading.cancelled,
      etag: reading.etag,
      last_modified: reading.lastModified,
      content_hash: reading.contentHash,
      read_at: now,
      expanded_at: now,
      ...(isChanged ? { changed_at: now } : {}),
    })
    .where('id', '=', id)
    .execute()
  if (!isChanged) return
  await db.deleteFrom('calendar_event').where('source_id', '=', id).execute()
  for (let i = 0; i < reading.events.length; i += mostRows) {
    const rows = reading.events.slice(i, i + mostRows).map((event, j) => ({
      source_id: id,
      position: i + j,
      uid: event.uid,
      starts_at: event.startsAt,
      ends_at: event.endsAt,
      summary: event.summary,
      mails: [...event.mails],
      written: [...event.written],
      organizer: event.organizer,
      priority: event.priority,
    }))
    await db.insertInto('calendar_event').values(rows).execute()
  }
}

const mostRows = 1_000

/** What was read last of these sources, by source. */
export async function findEvents(db: Db, sourceIds: readonly string[]): Promise<ReadonlyMap<string, CalendarEvent[]>> {
  if (sourceIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('calendar_event')
    .select(['source_id', 'uid', 'starts_at as startsAt', 'ends_at as endsAt', 'summary', 'mails', 'written'])
    .select(['organizer', 'priority'])
    .where('source_id', 'in', sourceIds)
    .orderBy('source_id')
    .orderBy('position')
    .execute()
  const events = rows.map(({ source_id, ...event }) => ({ source_id, event }))
  return new Map(
    [...Map.groupBy(events, (row) => row.source_id)].map(([id, own]) => [id, own.map(({ event }) => event)]),
  )
}

/** Everybody whom an event could mean: who left is meant by none. */
export function findNamesakes(db: Db): Promise<Namesake[]> {
  return db
    .selectFrom('person')
    .select(['id', 'name', 'email'])
    .where('deactivated_at', 'is', null)
    .orderBy('id')
    .execute()
}
