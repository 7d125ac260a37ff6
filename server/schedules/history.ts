// What was worked, as rows: written when shifts begin and end, before any change of a schedule, and by the engine in time.
import { sql } from 'kysely'
import { peopleOn } from '../../domain/schedules/people.ts'
import type { Range } from '../../domain/schedules/shifts.ts'
import { workedSince, type Activity, type Worked } from '../../domain/schedules/worked.ts'
import { earliest, isBefore, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Kind } from '../engine/engine.ts'
import { told, type KeptShift, type WorkedPart } from './answers.ts'
import { loadSchedules } from './store.ts'

const batch = 50
/** A schedule on which nothing changes any more is looked at this often. */
const longestDays = 30

/** The engine's part: shifts that begin or end now. */
export function shiftKind(db: Db): Kind {
  return {
    name: 'shifts',
    batch,
    step: () =>
      db.transaction().execute(async (tx) => {
        const due = await sql<Due>`
          select schedule_id, kept_until, baton_now() as now from schedule_history
          where due_at <= (select baton_now()) order by due_at limit ${batch} for update skip locked`.execute(tx)
        await keep(tx, due.rows)
        return due.rows.length
      }),
  }
}

/** From the moment a schedule is there its shifts are written down. */
export async function beginHistory(tx: Db, scheduleId: string, now: Instant): Promise<void> {
  await tx
    .insertInto('schedule_history')
    .values({ schedule_id: scheduleId, since: now, kept_until: now, due_at: now, ahead_due_at: now })
    .execute()
}

/** Before a schedule changes: what was worked by the old rules is written down, and the new ones are looked at at once. */
export async function keepBeforeChange(tx: Db, scheduleId: string, now: Instant): Promise<void> {
  const locked = await sql<Due>`
    select schedule_id, kept_until, ${now}::timestamptz as now from schedule_history
    where schedule_id = ${scheduleId} for update`.execute(tx)
  await keep(
    tx,
    locked.rows.filter((row) => isBefore(row.kept_until, row.now)),
  )
  await tx
    .updateTable('schedule_history')
    .set({ due_at: now, ahead_due_at: now })
    .where('schedule_id', '=', scheduleId)
    .execute()
}

/** Holds the histories of these schedules, those that nobody else holds, with everything worked on them written down up to now. */
export async function holdHistories(tx: Db, scheduleIds: readonly string[]): Promise<readonly string[]> {
  if (scheduleIds.length === 0) return []
  const held = await sql<Due>`
    select schedule_id, kept_until, baton_now() as now from schedule_history
    where schedule_id = any(${scheduleIds}::uuid[]) order by schedule_id for update skip locked`.execute(tx)
  await keep(
    tx,
    held.rows.filter((row) => isBefore(row.kept_until, row.now)),
  )
  return held.rows.map((row) => row.schedule_id)
}

/** Something changed that only matters for what is to come. */
export async function lookAgain(tx: Db, scheduleId: string, now: Instant): Promise<void> {
  await tx.updateTable('schedule_history').set({ ahead_due_at: now }).where('schedule_id', '=', scheduleId).execute()
}

type Due = { readonly schedule_id: string; readonly kept_until: Instant; readonly now: Instant }

/** Writes down what was worked on these schedules up to now; a handful of statements for all of them. */
async function keep(tx: Db, due: readonly Due[]): Promise<void> {
  const first = due[0]
  if (!first) return
  const ids = due.map((row) => row.schedule_id)
  const since = due.map((row) => row.kept_until).reduce(earliest)
  const schedules = await loadSchedules(tx, ids, since)
  const running = await tx
    .selectFrom('shift')
    .select(['id', 'schedule_id', 'person_id as personId', 'role'])
    .where('schedule_id', 'in', ids)
    .where('ends_at', 'is', null)
    .execute()
  const activities = await findActivities(tx, [...peopleOn(schedules)])
  const worked = new Map(
    due.flatMap((row): [string, Worked][] => {
      const schedule = schedules.find(({ id }) => id === row.schedule_id)
      const own = running.filter((shift) => shift.schedule_id === row.schedule_id)
      if (!schedule) return []
      const kept = { until: row.kept_until, running: own }
      return [[row.schedule_id, workedSince(schedule, kept, row.now, (personId) => activities.get(personId))]]
    }),
  )
  await endShifts(
    tx,
    [...worked.values()].flatMap(({ ended }) => ended),
  )
  await beginShifts(tx, worked)
  await goOn(tx, worked)
}

async function findActivities(tx: Db, personIds: readonly string[]): Promise<ReadonlyMap<string, Activity>> {
  if (personIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'deactivated_at as deactivatedAt', 'reactivated_at as reactivatedAt'])
    .where('id', 'in', personIds)
    .execute()
  return new Map(rows.map(({ id, ...activity }) => [id, activity]))
}

async function endShifts(tx: Db, ended: Worked['ended']): Promise<void> {
  if (ended.length === 0) return
  // One that ends in the moment it began was never worked.
  await sql`
    with ended as (
      select * from unnest(${ended.map((one) => one.id)}::bigint[], ${ended.map((one) => one.endsAt.toString())}::timestamptz[])
        as e(id, ends_at)
    ), gone as (delete from shift s using ended e where s.id = e.id and e.ends_at <= s.starts_at)
    update shift s set ends_at = e.ends_at from ended e where s.id = e.id and e.ends_at > s.starts_at`.execute(tx)
}

async function beginShifts(tx: Db, worked: ReadonlyMap<string, Worked>): Promise<void> {
  const rows = [...worked].flatMap(([schedule_id, { begun }]) =>
    begun.map((shift) => ({
      schedule_id,
      person_id: shift.personId,
      role: shift.role,
      starts_at: shift.startsAt,
      ends_at: shift.endsAt,
      because: JSON.stringify(told(shift.because)),
      zone_version: zoneVersion,
    })),
  )
  for (let i = 0; i < rows.length; i += mostRows) {
    await tx
      .insertInto('shift')
      .values(rows.slice(i, i + mostRows))
      .execute()
  }
}

const zoneVersion = process.versions.tz ?? 'unknown'
const mostRows = 1_000

async function goOn(tx: Db, worked: ReadonlyMap<string, Worked>): Promise<void> {
  const rows = [...worked]
  await sql`
    update schedule_history h set kept_until = n.kept_until, due_at = n.due_at
    from unnest(${rows.map(([id]) => id)}::uuid[], ${rows.map(([, one]) => one.keptUntil.toString())}::timestamptz[],
      ${rows.map(([, one]) => dueAt(one).toString())}::timestamptz[]) as n(schedule_id, kept_until, due_at)
    where h.schedule_id = n.schedule_id`.execute(tx)
}

function dueAt({ keptUntil, nextAt }: Worked): Instant {
  const latestLook = keptUntil.add({ hours: longestDays * 24 })
  return nextAt ? earliest(nextAt, latestLook) : latestLook
}

/** What is written down of a range; `cutAt`: there is more than one answer holds, and from that moment on it is not here. */
export type WorkedParts = { readonly parts: ReadonlyMap<string, WorkedPart>; readonly cutAt: Instant | null }

/** How many shifts are read at once. */
const mostRead = 20_000

/** What was worked on these schedules in this range, by everybody or by one person; one statement for all of them. */
export async function findWorked(
  db: Db,
  scheduleIds: readonly string[],
  { from, to }: Range,
  personId: string | null = null,
): Promise<WorkedParts> {
  if (scheduleIds.length === 0) return { parts: new Map(), cutAt: null }
  const { rows } = await sql<{ kept: readonly KeptRow[]; shifts: readonly ShiftRow[] }>`
    with kept as materialized (
      select schedule_id, greatest(since, ${from}::timestamptz) as since, least(kept_until, ${to}::timestamptz) as until
      from schedule_history
      where schedule_id = any(${scheduleIds}::uuid[]) and since < ${to}::timestamptz and kept_until > ${from}::timestamptz
    ), worked as (
      select s.schedule_id, s.person_id, s.role, s.starts_at, s.ends_at, s.because
      from kept join shift s on s.schedule_id = kept.schedule_id
      where s.starts_at < kept.until and (s.ends_at is null or s.ends_at > kept.since)
        and (${personId}::uuid is null or s.person_id = ${personId}::uuid)
      order by s.starts_at, s.id limit ${mostRead + 1}
    )
    select (select coalesce(json_agg(kept), '[]') from kept) as kept,
      (select coalesce(json_agg(worked), '[]') from worked) as shifts`.execute(db)
  const { kept = [], shifts = [] } = rows[0] ?? {}
  const next = shifts[mostRead]
  const bySchedule = Map.groupBy(shifts.slice(0, mostRead), (row) => row.schedule_id)
  return {
    parts: new Map(
      kept.map(({ schedule_id, since, until }) => {
        const range = { from: Temporal.Instant.from(since), to: Temporal.Instant.from(until) }
        return [schedule_id, { range, shifts: (bySchedule.get(schedule_id) ?? []).map(keptShift) }]
      }),
    ),
    cutAt: next ? Temporal.Instant.from(next.starts_at) : null,
  }
}

/** JSON has moments as RFC 3339 text. */
type KeptRow = { readonly schedule_id: string; readonly since: string; readonly until: string }
type ShiftRow = Pick<KeptShift, 'role' | 'because'> & {
  readonly schedule_id: string
  readonly person_id: string
  readonly starts_at: string
  readonly ends_at: string | null
}

function keptShift({ person_id, role, starts_at, ends_at, because }: ShiftRow): KeptShift {
  return {
    personId: person_id,
    role,
    startsAt: Temporal.Instant.from(starts_at),
    endsAt: ends_at === null ? null : Temporal.Instant.from(ends_at),
    because,
  }
}

/** What is written down of this schedule, and was read. */
export function untilCut({ parts, cutAt }: WorkedParts, scheduleId: string): WorkedPart | undefined {
  const part = parts.get(scheduleId)
  if (!part || !cutAt) return part
  return isBefore(part.range.from, cutAt)
    ? { ...part, range: { from: part.range.from, to: earliest(part.range.to, cutAt) } }
    : undefined
}

/** The schedules on which this person has worked in this range, whoever takes turns there now. */
export async function schedulesWorkedBy(db: Db, personId: string, { from, to }: Range): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('shift')
    .select('schedule_id')
    .distinct()
    .where('person_id', '=', personId)
    .where('starts_at', '<', to)
    .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', from)]))
    .execute()
  return new Set(rows.map((row) => row.schedule_id))
}

/** Those of these schedules whose history reaches over this moment, with the shifts that held then. */
export async function findWorkedAt(db: Db, scheduleIds: readonly string[], at: Instant) {
  if (scheduleIds.length === 0) return new Map<string, readonly KeptShift[]>()
  const kept = await db
    .selectFrom('schedule_history')
    .select('schedule_id')
    .where('schedule_id', 'in', scheduleIds)
    .where('since', '<=', at)
    .where('kept_until', '>', at)
    .execute()
  const ids = kept.map((row) => row.schedule_id)
  const shifts = await shiftsIn(db, ids, { from: at, to: at.add({ milliseconds: 1 }) })
  return new Map(ids.map((id): [string, readonly KeptShift[]] => [id, shifts.get(id) ?? []]))
}

/** The shifts that were worked in this range, by schedule, in the order in which they began. */
async function shiftsIn(db: Db, scheduleIds: readonly string[], { from, to }: Range) {
  if (scheduleIds.length === 0) return new Map<string, KeptShift[]>()
  const rows = await db
    .selectFrom('shift')
    .select(['schedule_id', 'person_id as personId', 'role', 'starts_at as startsAt', 'ends_at as endsAt', 'because'])
    .where('schedule_id', 'in', scheduleIds)
    .where('starts_at', '<', to)
    .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', from)]))
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows, (row) => row.schedule_id)
}
