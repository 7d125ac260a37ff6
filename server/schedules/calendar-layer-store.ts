// Calendar layers as rows, and who is on call by them.
import { sql } from 'kysely'
import type { EventShift } from '../../domain/calendars/shifts.ts'
import type { Calendar } from '../../domain/schedules/schedule.ts'
import type { Db } from '../db/connect.ts'

/** Leaves these calendars of all that the schedule has; gives the sources that no layer uses any more. */
export async function replaceCalendars(
  db: Db,
  scheduleId: string,
  calendars: readonly Calendar[],
): Promise<readonly string[]> {
  const before = await db
    .deleteFrom('schedule_calendar')
    .where('schedule_id', '=', scheduleId)
    .returning(['source_id', 'nameless'])
    .execute()
  const told = new Map(before.map(({ source_id, nameless }) => [source_id, nameless]))
  const used = new Set(calendars.map(({ sourceId }) => sourceId))
  if (calendars.length > 0) {
    const rows = calendars.map(({ id, sourceId, name, layer, role, people }) => ({
      id,
      schedule_id: scheduleId,
      source_id: sourceId,
      name,
      layer,
      role,
      people: JSON.stringify(people),
      nameless: told.get(sourceId) ?? [],
    }))
    await db.insertInto('schedule_calendar').values(rows).execute()
    for (const { id, shifts } of calendars) await insertShifts(db, id, shifts)
  }
  return before.map(({ source_id }) => source_id).filter((id) => !used.has(id))
}

/** Puts these shifts in the place of all that the calendar had. */
export async function replaceCalendarShifts(db: Db, calendarId: string, shifts: readonly EventShift[]): Promise<void> {
  await db.deleteFrom('schedule_calendar_shift').where('calendar_id', '=', calendarId).execute()
  await insertShifts(db, calendarId, shifts)
}

async function insertShifts(db: Db, calendarId: string, shifts: readonly EventShift[]): Promise<void> {
  if (shifts.length === 0) return
  // As arrays: many shifts have more values than one statement may have parameters.
  await sql`
    insert into schedule_calendar_shift (calendar_id, position, person_id, starts_at, ends_at)
    select ${calendarId}::uuid, s.* from unnest(${shifts.map((_, position) => position)}::int[],
      ${shifts.map(({ personId }) => personId)}::uuid[], ${shifts.map(({ startsAt }) => startsAt.toString())}::timestamptz[],
      ${shifts.map(({ endsAt }) => endsAt.toString())}::timestamptz[]) as s`.execute(db)
}

/** The layer that uses this source; null when none does, or none does yet. */
export async function findLayerOf(db: Db, sourceId: string) {
  const layer = await db
    .selectFrom('schedule_calendar as c')
    .innerJoin('schedule as s', 's.id', 'c.schedule_id')
    .select([
      'c.id',
      'c.name',
      'c.people',
      'c.nameless',
      's.id as scheduleId',
      's.name as scheduleName',
      's.team_id as teamId',
    ])
    .where('c.source_id', '=', sourceId)
    .executeTakeFirst()
  return layer ?? null
}

/** Notes what was told last of events that mean nobody. */
export async function noteNameless(db: Db, calendarId: string, nameless: readonly string[]): Promise<void> {
  await db
    .updateTable('schedule_calendar')
    .set({ nameless: [...nameless] })
    .where('id', '=', calendarId)
    .execute()
}

export function findCalendarShifts(db: Db, calendarId: string): Promise<EventShift[]> {
  return db
    .selectFrom('schedule_calendar_shift')
    .select(['person_id as personId', 'starts_at as startsAt', 'ends_at as endsAt'])
    .where('calendar_id', '=', calendarId)
    .orderBy('position')
    .execute()
}
