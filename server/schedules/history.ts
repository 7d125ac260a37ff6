// What was worked, as rows: written when shifts begin and end, before any change of a schedule, and by the engine in time.
import { sql } from 'kysely'
import type { Range } from '../../domain/schedules/shifts.ts'
import { workedSince, type Activity, type Worked } from '../../domain/schedules/worked.ts'
import { earliest, isBefore, latest, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Kind } from '../engine/engine.ts'
import { peopleOn, told, type KeptShift, type WorkedPart } from './answers.ts'
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

/** The part of a range that is written down for this schedule, with its shifts; null when none of it is. */
export async function findWorked(db: Db, scheduleId: string, range: Range): Promise<WorkedPart | null> {
  const kept = await db
    .selectFrom('schedule_history')
    .select(['since', 'kept_until as until'])
    .where('schedule_id', '=', scheduleId)
    .executeTakeFirst()
  const part = kept ? keptPart(kept, range) : null
  if (!part) return null
  const shifts = await shiftsIn(db, [scheduleId], part)
  return { range: part, shifts: shifts.get(scheduleId) ?? [] }
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

function keptPart(kept: { readonly since: Instant; readonly until: Instant }, { from, to }: Range): Range | null {
  const part = { from: latest(from, kept.since), to: earliest(to, kept.until) }
  return isBefore(part.from, part.to) ? part : null
}
