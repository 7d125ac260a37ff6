// Rotations as rows, with their turns.
import { sql } from 'kysely'
import type { Rotation } from '../../domain/schedules/schedule.ts'
import type { Db } from '../db/connect.ts'

export async function insertRotations(db: Db, scheduleId: string, rotations: readonly Rotation[]): Promise<void> {
  if (rotations.length === 0) return
  const rows = rotations.map((rotation) => ({
    id: rotation.id,
    schedule_id: scheduleId,
    name: rotation.name,
    layer: rotation.layer,
    role: rotation.role,
    zone: rotation.zone,
    unit: rotation.unit,
    length: rotation.length,
    handover_time: rotation.handoverTime,
    handover_weekday: rotation.unit === 'week' ? rotation.handoverWeekday : null,
    handover_day: rotation.unit === 'month' ? rotation.handoverDay : null,
    starts_with: rotation.startsWith,
    restrictions: JSON.stringify(rotation.restrictions),
    starts_on: rotation.startsOn,
    ends_on: rotation.endsOn,
  }))
  await db.insertInto('rotation').values(rows).execute()
  const turns = rotations.flatMap(({ id, turns }) =>
    turns.flatMap((people, position) => people.map((personId) => ({ id, position, personId }))),
  )
  // As three arrays: a long schedule has more values than one statement may have parameters.
  await sql`
    insert into rotation_turn (rotation_id, position, person_id)
    select * from unnest(${turns.map((turn) => turn.id)}::uuid[], ${turns.map((turn) => turn.position)}::int[],
      ${turns.map((turn) => turn.personId)}::uuid[])`.execute(db)
}
