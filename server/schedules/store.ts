// Schedules as rows: rotations, turns and overrides, put together into the values that decisions ask.
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Calendar, Override, Rotation, Schedule, Temporary } from '../../domain/schedules/schedule.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { replaceCalendars } from './calendar-layer-store.ts'
import { insertRotations } from './rotation-store.ts'
import { replaceTemporaries } from './temporary-store.ts'

/** A schedule as it is kept; `version` grows with every change of its text. */
export type StoredSchedule = Schedule & { readonly version: number }

/**
 * Which schedules: these, or those that changed after this version of the roster; of what passes (overrides, temporary
 * schedules) without `since` what ended within 400 days.
 */
export type Wanted = {
  readonly ids?: readonly string[]
  readonly changedAfter?: number
  readonly since?: Instant
}

/** All schedules or those with these ids, in the order of their names: one statement, so one moment's truth. */
export async function loadSchedules(db: Db, ids?: readonly string[], since?: Instant) {
  const wanted = { ...(ids ? { ids } : {}), ...(since ? { since } : {}) }
  return schedulesOf(await db.selectNoFrom(scheduleRows(db, wanted)).executeTakeFirstOrThrow())
}

export async function loadSchedule(db: Db, id: string, since?: Instant): Promise<StoredSchedule | null> {
  const [schedule] = await loadSchedules(db, [id], since)
  return schedule ?? null
}

/** Everything schedules are made of, as parts of one `select`. JSON has moments as RFC 3339 text. */
export function scheduleRows(db: Db, wanted: Wanted = {}) {
  const { since: endedSince } = wanted
  const among = amongThese(wanted)
  const since = endedSince ?? sql<Instant>`(select baton_now()) - interval '400 days'`
  const schedules = db
    .selectFrom('schedule')
    .select(['id', 'slug', 'name', 'team_id as teamId', 'zone', 'version'])
    .$if(among !== null, (query) => query.where('id', '=', among))
    .orderBy('name')
    .orderBy('id')
  const rotations = db
    .selectFrom('rotation')
    .select(['id', 'schedule_id as scheduleId', 'name', 'layer', 'role', 'zone', 'unit', 'length'])
    .select(['handover_time as handoverTime', 'handover_weekday as handoverWeekday', 'handover_day as handoverDay'])
    .select(['starts_on as startsOn', 'ends_on as endsOn', 'starts_with as startsWith', 'restrictions'])
    .$if(among !== null, (query) => query.where('schedule_id', '=', among))
    .orderBy('role')
    .orderBy('layer')
    .orderBy('name')
    .orderBy('id')
  const turns = db
    .selectFrom('rotation_turn')
    .select(['rotation_id as rotationId', 'position', 'person_id as personId'])
    .$if(among !== null, (query) =>
      query.where('rotation_id', 'in', db.selectFrom('rotation').select('id').where('schedule_id', '=', among)),
    )
    .orderBy('rotation_id')
    .orderBy('position')
    .orderBy('person_id')
  const overrides = db
    .selectFrom('schedule_override')
    .select([
      'id',
      'schedule_id as scheduleId',
      'kind',
      'person_id as personId',
      'replaces_id as replaces',
      'role',
      'reason',
    ])
    .select([sql<string>`starts_at`.as('startsAt'), sql<string>`ends_at`.as('endsAt')])
    .select(['created_by as createdBy', sql<string>`created_at`.as('createdAt')])
    .where('ends_at', '>', since)
    .$if(among !== null, (query) => query.where('schedule_id', '=', among))
    .orderBy('starts_at')
    .orderBy('id')
  const temporaries = db
    .selectFrom('schedule_temporary')
    .select(['id', 'schedule_id as scheduleId', 'name'])
    .select([sql<string>`starts_at`.as('startsAt'), sql<string>`ends_at`.as('endsAt')])
    .select(sql<string>`created_at`.as('createdAt'))
    .where('ends_at', '>', since)
    .$if(among !== null, (query) => query.where('schedule_id', '=', among))
    .orderBy('created_at')
    .orderBy('id')
  const shifts = db
    .selectFrom('schedule_temporary_shift')
    .select(['temporary_id as temporaryId', 'person_id as personId', 'role'])
    .select([sql<string>`starts_at`.as('startsAt'), sql<string>`ends_at`.as('endsAt')])
    .where('temporary_id', 'in', temporaries.clearSelect().clearOrderBy().select('id'))
    .orderBy('temporary_id')
    .orderBy('position')
  const calendars = db
    .selectFrom('schedule_calendar')
    .select(['id', 'schedule_id as scheduleId', 'source_id as sourceId', 'name', 'layer', 'role', 'people'])
    .$if(among !== null, (query) => query.where('schedule_id', '=', among))
    .orderBy('role')
    .orderBy('layer')
    .orderBy('name')
    .orderBy('id')
  const calendarShifts = db
    .selectFrom('schedule_calendar_shift')
    .select(['calendar_id as calendarId', 'person_id as personId'])
    .select([sql<string>`starts_at`.as('startsAt'), sql<string>`ends_at`.as('endsAt')])
    .where('ends_at', '>', since)
    .$if(among !== null, (query) =>
      query.where(
        'calendar_id',
        'in',
        db.selectFrom('schedule_calendar').select('id').where('schedule_id', '=', among),
      ),
    )
    .orderBy('calendar_id')
    .orderBy('position')
  const handingOver = db
    .selectFrom('handover_cover')
    .select(['schedule_id as scheduleId', 'person_id as personId'])
    .select([sql<string>`starts_at`.as('startsAt'), sql<string>`ends_at`.as('endsAt')])
    .$if(among !== null, (query) => query.where('schedule_id', '=', among))
  return [
    jsonArrayFrom(handingOver).as('handingOver'),
    jsonArrayFrom(schedules).as('schedules'),
    jsonArrayFrom(rotations).as('rotations'),
    jsonArrayFrom(turns).as('turns'),
    jsonArrayFrom(overrides).as('overrides'),
    jsonArrayFrom(temporaries).as('temporaries'),
    jsonArrayFrom(shifts).as('temporaryShifts'),
    jsonArrayFrom(calendars).as('calendars'),
    jsonArrayFrom(calendarShifts).as('calendarShifts'),
  ] as const
}

function amongThese({ ids, changedAfter }: Wanted) {
  if (ids) return sql<string>`any(${ids}::uuid[])`
  if (changedAfter === undefined) return null
  return sql<string>`any(array(select schedule_id from schedule_edition where version > ${changedAfter}))`
}

const selection = (db: Db) => db.selectNoFrom(scheduleRows(db))
export type ScheduleRows = Awaited<ReturnType<ReturnType<typeof selection>['executeTakeFirstOrThrow']>>

/** Puts the rows together, in the order in which they came. */
export function schedulesOf(rows: ScheduleRows): StoredSchedule[] {
  const turns = Map.groupBy(rows.turns, (turn) => turn.rotationId)
  const rotations = Map.groupBy(rows.rotations, (rotation) => rotation.scheduleId)
  const overrides = Map.groupBy(rows.overrides, (override) => override.scheduleId)
  const shifts = Map.groupBy(rows.temporaryShifts, (shift) => shift.temporaryId)
  const temporaries = Map.groupBy(rows.temporaries, (temporary) => temporary.scheduleId)
  const calendars = Map.groupBy(rows.calendars, (calendar) => calendar.scheduleId)
  const meant = Map.groupBy(rows.calendarShifts, (shift) => shift.calendarId)
  const going = Map.groupBy(rows.handingOver, (cover) => cover.scheduleId)
  return rows.schedules.map((schedule) => ({
    ...schedule,
    ...(going.has(schedule.id) ? { handingOver: (going.get(schedule.id) ?? []).map(personIn) } : {}),
    rotations: (rotations.get(schedule.id) ?? []).map((row) => rotationOf(row, turns.get(row.id) ?? [])),
    overrides: (overrides.get(schedule.id) ?? []).map(overrideOf),
    temporaries: (temporaries.get(schedule.id) ?? []).map((row) => temporaryOf(row, shifts.get(row.id) ?? [])),
    calendars: (calendars.get(schedule.id) ?? []).map((row) => calendarOf(row, meant.get(row.id) ?? [])),
  }))
}

function rotationOf(row: ScheduleRows['rotations'][number], turns: ScheduleRows['turns']): Rotation {
  const { scheduleId: _, unit, handoverWeekday, handoverDay, ...shared } = row
  const people = [...Map.groupBy(turns, (turn) => turn.position).values()]
  const rotation = { ...shared, turns: people.map((turn) => turn.map(({ personId }) => personId)) }
  switch (unit) {
    case 'hour':
    case 'day':
      return { ...rotation, unit }
    case 'week':
      return { ...rotation, unit, handoverWeekday: handoverWeekday ?? missing(`the weekday of rotation ${row.id}`) }
    case 'month':
      return { ...rotation, unit, handoverDay: handoverDay ?? missing(`the day of rotation ${row.id}`) }
  }
}

function overrideOf(row: ScheduleRows['overrides'][number]): Override {
  const { scheduleId: _, kind, replaces, role, createdAt, ...plain } = row
  const shared = { ...plain, ...boundsOf(row), createdAt: Temporal.Instant.from(createdAt) }
  // Rows from before there were kinds.
  switch (kind ?? (replaces === null ? 'take_over' : 'replace')) {
    case 'take_over':
      return { ...shared, kind: 'take_over' }
    case 'replace':
      return { ...shared, kind: 'replace', replaces: replaces ?? missing(`whom override ${row.id} replaces`) }
    case 'add':
      return { ...shared, kind: 'add', role: role ?? missing(`the role of override ${row.id}`) }
    case 'remove':
      return { ...shared, kind: 'remove' }
  }
}

function temporaryOf(row: ScheduleRows['temporaries'][number], shifts: ScheduleRows['temporaryShifts']): Temporary {
  return {
    id: row.id,
    name: row.name,
    ...boundsOf(row),
    createdAt: Temporal.Instant.from(row.createdAt),
    shifts: shifts.map((shift) => ({ personId: shift.personId, role: shift.role, ...boundsOf(shift) })),
  }
}

function calendarOf(row: ScheduleRows['calendars'][number], shifts: ScheduleRows['calendarShifts']): Calendar {
  const { id, sourceId, name, layer, role, people } = row
  const calendar = { id, sourceId, name, layer, role, people }
  return { ...calendar, shifts: shifts.map(personIn) }
}

function personIn(row: { readonly personId: string; readonly startsAt: string; readonly endsAt: string }) {
  return { personId: row.personId, ...boundsOf(row) }
}

function boundsOf({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }) {
  return { startsAt: Temporal.Instant.from(startsAt), endsAt: Temporal.Instant.from(endsAt) }
}

function missing(what: string): never {
  throw new Error(`${what} is missing`)
}

type Text = Pick<Schedule, 'name' | 'zone' | 'rotations' | 'temporaries' | 'calendars'>

export async function insertSchedule(
  db: Db,
  schedule: Text & Pick<Schedule, 'id' | 'slug' | 'teamId'>,
  now: Instant,
): Promise<void> {
  const { id, slug, name, teamId, zone, rotations } = schedule
  await db
    .insertInto('schedule')
    .values({ id, slug, name, team_id: teamId, zone, created_at: now, updated_at: now })
    .execute()
  await insertRotations(db, id, rotations)
  await replaceTemporaries(db, id, schedule.temporaries, now)
}

/**
 * Replaces the text of a schedule that still has this version; null when it was changed or removed meanwhile. `unused`: the
 * sources of calendars that nothing of it reads any more.
 */
export async function replaceSchedule(
  db: Db,
  of: { readonly id: string; readonly version: number },
  text: Text,
  now: Instant,
): Promise<{ readonly unused: readonly string[] } | null> {
  const changed = await db
    .updateTable('schedule')
    .set({ name: text.name, zone: text.zone, version: of.version + 1, updated_at: now })
    .where('id', '=', of.id)
    .where('version', '=', of.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return null
  await db.deleteFrom('rotation').where('schedule_id', '=', of.id).execute()
  await insertRotations(db, of.id, text.rotations)
  await replaceTemporaries(db, of.id, text.temporaries, now)
  return { unused: await replaceCalendars(db, of.id, text.calendars) }
}

export async function deleteSchedule(db: Db, id: string): Promise<void> {
  await db.deleteFrom('schedule').where('id', '=', id).execute()
}

/**
 * Holds a schedule against changes until the end of the transaction; null when there is none. Whoever changes anything of a
 * schedule holds it first. The engine does not wait for it: it writes rows about a schedule while it holds the history alone.
 */
export async function lockSchedule(db: Db, id: string) {
  const row = await db
    .selectFrom('schedule')
    .select(['id', 'name', 'team_id as teamId'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Holds a schedule against changes, the engine and new uses, in an order in which nobody waits in a ring; null when there is none. */
export async function lockForRemoval(db: Db, id: string) {
  const schedule = await lockSchedule(db, id)
  await db.selectFrom('schedule_history').select('schedule_id').where('schedule_id', '=', id).forUpdate().execute()
  await db.selectFrom('schedule').select('id').where('id', '=', id).forUpdate().execute()
  return schedule
}

/** The names of the policies that reach this schedule. */
export async function policiesUsing(db: Db, scheduleId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('policy')
    .select('name')
    .where('id', 'in', db.selectFrom('policy_target').select('policy_id').where('schedule_id', '=', scheduleId))
    .orderBy('name')
    .execute()
  return rows.map((row) => row.name)
}
