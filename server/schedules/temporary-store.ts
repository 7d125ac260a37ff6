import { sql } from 'kysely'
import type { Temporary } from '../../domain/schedules/schedule.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** Leaves these temporary schedules of all that have not ended. Those that have are history, and stay as they were. */
export async function replaceTemporaries(
  db: Db,
  scheduleId: string,
  temporaries: readonly Temporary[],
  now: Instant,
): Promise<void> {
  await db.deleteFrom('schedule_temporary').where('schedule_id', '=', scheduleId).where('ends_at', '>', now).execute()
  if (temporaries.length === 0) return
  const rows = temporaries.map(({ id, name, startsAt, endsAt, createdAt }) => ({
    id,
    schedule_id: scheduleId,
    name,
    starts_at: startsAt,
    ends_at: endsAt,
    created_at: createdAt,
  }))
  await db.insertInto('schedule_temporary').values(rows).execute()
  const shifts = temporaries.flatMap(({ id, shifts }) => shifts.map((shift, position) => ({ ...shift, id, position })))
  // As arrays: many shifts have more values than one statement may have parameters.
  await sql`
    insert into schedule_temporary_shift (temporary_id, position, person_id, role, starts_at, ends_at)
    select * from unnest(${shifts.map(({ id }) => id)}::uuid[], ${shifts.map(({ position }) => position)}::int[],
      ${shifts.map(({ personId }) => personId)}::uuid[], ${shifts.map(({ role }) => role)}::text[],
      ${shifts.map(({ startsAt }) => startsAt.toString())}::timestamptz[],
      ${shifts.map(({ endsAt }) => endsAt.toString())}::timestamptz[])`.execute(db)
}
