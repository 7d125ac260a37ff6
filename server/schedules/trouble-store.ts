// Troubles as rows: what is known of each schedule, what was told of it, and what somebody has accepted.
import { sql } from 'kysely'
import type { Followed, KnownTrouble } from '../../domain/schedules/follow.ts'
import { isCovered, otherOf, type Acceptance, type Bounds, type Trouble } from '../../domain/schedules/trouble.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'
import { newId } from '../secrets.ts'

/** A trouble that is known, the schedules it is about, and when whoever mends it was told last. */
export type StoredTrouble = KnownTrouble & {
  readonly scheduleId: string
  readonly foundAt: Instant
  readonly toldAt: Instant | null
}

/** Every trouble of these schedules, also where one of them is the other; by the beginning. */
export async function findTroublesOf(db: Db, scheduleIds: readonly string[]): Promise<readonly StoredTrouble[]> {
  const wanted = sql<string>`any(${scheduleIds}::uuid[])`
  const rows = await db
    .selectFrom('schedule_trouble')
    .selectAll()
    .where((where) => where.or([where('schedule_id', '=', wanted), where('other_id', '=', wanted)]))
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
  return rows.map(storedTrouble)
}

/** The same trouble as one of its two schedules sees it. */
export function seenFrom(scheduleId: string, trouble: StoredTrouble): StoredTrouble {
  return trouble.kind === 'two_primaries' && trouble.otherId === scheduleId
    ? { ...trouble, scheduleId, otherId: trouble.scheduleId }
    : trouble
}

export function storedTrouble(row: Row<'schedule_trouble'>): StoredTrouble {
  const trouble = troubleOf(row)
  const seen = { id: row.id, scheduleId: row.schedule_id, foundAt: row.found_at, toldAt: row.told_at }
  return { ...trouble, ...seen, acceptance: acceptanceOf(row) }
}

function troubleOf(row: Row<'schedule_trouble'>): Trouble {
  const bounds = { startsAt: row.starts_at, endsAt: row.ends_at }
  const { kind } = row
  if (kind === 'nobody_on_call') return { ...bounds, kind, personId: null }
  const personId = row.person_id ?? missing(row.id, 'person')
  switch (kind) {
    case 'out_of_reach':
    case 'on_leave':
      return { ...bounds, kind, personId }
    case 'two_primaries':
      return { ...bounds, kind, personId, otherId: row.other_id ?? missing(row.id, 'other schedule') }
    case 'on_holiday':
      return { ...bounds, kind, personId, holiday: row.holiday ?? missing(row.id, 'holiday') }
  }
}

function acceptanceOf(row: Row<'schedule_trouble'>): Acceptance | null {
  const { accepted_at: at, accepted_from: startsAt } = row
  if (!at || !startsAt) return null
  return {
    by: row.accepted_by,
    at,
    reason: row.accepted_reason ?? '',
    seen: { startsAt, endsAt: row.accepted_until },
    isWeekly: row.accepted_weekly,
  }
}

function missing(id: string, what: string): never {
  throw new Error(`the ${what} of trouble ${id} is missing`)
}

/** Writes down what has changed, and nothing else. */
export async function writeFollowed(tx: Db, scheduleId: string, followed: Followed, now: Instant): Promise<void> {
  const { begun, begunAccepted, changed, back, gone } = followed
  if (gone.length > 0) {
    const ids = gone.map(({ id }) => id)
    await sql`delete from schedule_trouble where id = any(${ids}::uuid[])`.execute(tx)
  }
  if (changed.length > 0) await moveTroubles(tx, changed)
  if (back.length > 0) {
    await moveTroubles(tx, back)
    await forgetAcceptances(
      tx,
      back.map(({ id }) => id),
    )
  }
  const rows = [
    ...begun.map((trouble) => newRow(scheduleId, trouble, now)),
    ...begunAccepted.map(({ trouble, acceptance }) => ({
      ...newRow(scheduleId, trouble, now),
      ...acceptedColumns(acceptance),
    })),
  ]
  if (rows.length > 0) await tx.insertInto('schedule_trouble').values(rows).execute()
}

/** Other bounds, and perhaps another name, under the same id. */
async function moveTroubles(tx: Db, troubles: readonly KnownTrouble[]): Promise<void> {
  const holidays = troubles.map((one) => (one.kind === 'on_holiday' ? JSON.stringify(one.holiday) : null))
  await sql`
    update schedule_trouble t set starts_at = n.starts_at, ends_at = n.ends_at, holiday = n.holiday::jsonb
    from unnest(${troubles.map(({ id }) => id)}::uuid[], ${troubles.map((one) => one.startsAt.toString())}::timestamptz[],
      ${troubles.map((one) => one.endsAt?.toString() ?? null)}::timestamptz[], ${holidays}::text[])
      as n(id, starts_at, ends_at, holiday)
    where t.id = n.id`.execute(tx)
}

function newRow(scheduleId: string, trouble: Trouble, now: Instant): NewRow<'schedule_trouble'> {
  return {
    id: newId(),
    schedule_id: scheduleId,
    kind: trouble.kind,
    person_id: trouble.personId,
    other_id: otherOf(trouble),
    holiday: trouble.kind === 'on_holiday' ? JSON.stringify(trouble.holiday) : null,
    starts_at: trouble.startsAt,
    ends_at: trouble.endsAt,
    found_at: now,
  }
}

function acceptedColumns({ at, by, reason, seen, isWeekly }: Acceptance) {
  return {
    accepted_at: at,
    accepted_by: by,
    accepted_reason: reason,
    accepted_from: seen.startsAt,
    accepted_until: seen.endsAt,
    accepted_weekly: isWeekly,
  }
}

/** From now on these count as told. */
export async function noteTold(tx: Db, ids: readonly string[], now: Instant): Promise<void> {
  if (ids.length === 0) return
  await sql`update schedule_trouble set told_at = ${now} where id = any(${ids}::uuid[])`.execute(tx)
}

/**
 * Accepts this trouble as it was seen, by its bounds; null when it has grown since, or is gone. What is kept are the bounds
 * that it has.
 */
export async function acceptTrouble(
  tx: Db,
  of: { readonly id: string; readonly scheduleId: string; readonly seen: Bounds },
  how: Omit<Acceptance, 'seen'>,
): Promise<StoredTrouble | null> {
  const row = await tx
    .selectFrom('schedule_trouble')
    .selectAll()
    .where('id', '=', of.id)
    .where((where) => where.or([where('schedule_id', '=', of.scheduleId), where('other_id', '=', of.scheduleId)]))
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  const bounds = { startsAt: row.starts_at, endsAt: row.ends_at }
  if (!isCovered(bounds, of.seen)) return null
  const changed = acceptedColumns({ ...how, seen: bounds })
  await tx.updateTable('schedule_trouble').set(changed).where('id', '=', of.id).execute()
  return storedTrouble({ ...row, ...changed })
}

/** Nobody accepts these any more: they are told anew. Those that were accepted. */
export async function reopenTroubles(
  tx: Db,
  of: { readonly ids: readonly string[]; readonly scheduleId: string },
): Promise<readonly StoredTrouble[]> {
  const rows = await tx
    .selectFrom('schedule_trouble')
    .selectAll()
    .where('id', '=', sql<string>`any(${of.ids}::uuid[])`)
    .where((where) => where.or([where('schedule_id', '=', of.scheduleId), where('other_id', '=', of.scheduleId)]))
    .where('accepted_at', 'is not', null)
    .orderBy('starts_at')
    .forUpdate()
    .execute()
  await forgetAcceptances(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map(storedTrouble)
}

async function forgetAcceptances(tx: Db, ids: readonly string[]): Promise<void> {
  await sql`
    update schedule_trouble set accepted_at = null, accepted_by = null, accepted_reason = null, accepted_from = null,
      accepted_until = null, accepted_weekly = false, told_at = null
    where id = any(${ids}::uuid[])`.execute(tx)
}

/** Is it, as it is now, what somebody has accepted? */
export function isAccepted(trouble: StoredTrouble): boolean {
  return trouble.acceptance !== null && isCovered(trouble, trouble.acceptance.seen)
}
