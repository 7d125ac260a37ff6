// Shifts that were worked, with what came and what was done in them, and what whoever worked them says.
import { sql } from 'kysely'
import type { CamePage } from '../../domain/handover/heavy.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'
import { isSeen, isTold } from '../log/private.ts'

export type ShiftRow = Awaited<ReturnType<typeof findShifts>>[number]

/** The newest first. */
export function findShifts(
  db: Db,
  of: {
    readonly id?: number
    readonly personId?: string | undefined
    readonly scheduleId?: string | undefined
    readonly limit?: number
  },
) {
  const { id, personId, scheduleId, limit = 1 } = of
  return db
    .selectFrom('shift')
    .innerJoin('schedule', 'schedule.id', 'shift.schedule_id')
    .innerJoin('person', 'person.id', 'shift.person_id')
    .leftJoin('shift_review as review', 'review.shift_id', 'shift.id')
    .select(['shift.id', 'shift.schedule_id', 'shift.person_id', 'shift.role', 'shift.starts_at', 'shift.ends_at'])
    .select(['schedule.name as schedule_name', 'schedule.team_id', 'person.name as person_name', 'person.zone'])
    .select(['review.weight', 'review.fix', 'review.at as reviewed_at'])
    .$if(id !== undefined, (found) => found.where('shift.id', '=', id ?? 0))
    .$if(personId !== undefined, (found) => found.where('shift.person_id', '=', personId ?? ''))
    .$if(scheduleId !== undefined, (found) => found.where('shift.schedule_id', '=', scheduleId ?? ''))
    .orderBy('shift.starts_at', 'desc')
    .orderBy('shift.id', 'desc')
    .limit(limit)
    .execute()
}

type In = { readonly personId: string; readonly schedule: string; readonly from: Instant; readonly to: Instant }

/** The pages that reached this person in these hours because of this schedule. */
export async function findPages(db: Db, { personId, schedule, from, to }: In): Promise<readonly CamePage[]> {
  const { rows } = await sql<CamePage>`
    select min(d.created_at) as at,
      (select min(e.at) from log_entry e where e.actor_kind = 'person' and e.actor_id = ${personId}::text
        and e.page_id = d.page_id and e.at >= ${from} and e.at < ${to} and e.kind = any(${answers})) as "answeredAt"
    from delivery d join page p on p.id = d.page_id
    where d.person_id = ${personId} and d.created_at >= ${from} and d.created_at < ${to} and not p.is_test
      and d.reason ->> 'kind' in ('on_call', 'handing_over') and d.reason ->> 'schedule' = ${schedule}
    group by d.page_id order by 1`.execute(db)
  return rows
}

/** How they took what rang, as the log tells it: an alert that came back is triggered again, and was answered all the same. */
const answers = [
  'alert_acknowledged',
  'alert_acknowledged_among',
  'alert_acknowledged_for',
  'alert_taken_over',
  'alert_snoozed',
]

/** How many alerts this person took in these hours, and of how many it was said that no action was needed. */
export async function countAlerts(db: Db, { personId, from, to }: Omit<In, 'schedule'>) {
  const { rows } = await sql<{ acknowledged: number; noAction: number }>`
    select count(*)::int as acknowledged, count(*) filter (where a.outcome = 'no_action')::int as "noAction"
    from alert a where a.id in (
      select e.alert_id from log_entry e where e.actor_kind = 'person' and e.actor_id = ${personId}::text
        and e.at >= ${from} and e.at < ${to} and e.kind = any(${answers}))`.execute(db)
  return rows[0] ?? { acknowledged: 0, noAction: 0 }
}

const mostIncidents = 50

/** The incidents of the team that were declared or went on in these hours, as this actor may know. */
export async function findShiftIncidents(
  db: Db,
  of: { readonly teamId: string; readonly from: Instant; readonly to: Instant },
  actor: Actor,
) {
  const { rows } = await sql<{ id: number; title: string; priority: number; state: string }>`
    select incident.id, incident.title, incident.priority, incident.state from incident
    where incident.team_id = ${of.teamId} and incident.declared_at < ${of.to}
      and coalesce(incident.ended_at, incident.resolved_at, ${of.to}) >= ${of.from} and incident.state <> 'merged'
      and ${isSeen(actor)} order by incident.priority, incident.id desc limit ${mostIncidents}`.execute(db)
  return rows
}

const mostEntries = 100

/** What this person did in these hours, in the words of the log; the newest first, as this actor may read. */
export async function findDone(db: Db, { personId, from, to }: Omit<In, 'schedule'>, actor: Actor) {
  const { rows } = await sql<{ id: number; at: Instant; says: string; all: number }>`
    select id, at, says, count(*) over ()::int as all from log_entry
    where actor_kind = 'person' and actor_id = ${personId}::text and at >= ${from} and at < ${to} and ${isTold(actor)}
    order by at desc, id desc limit ${mostEntries}`.execute(db)
  return { entries: rows.map(({ id, at, says }) => ({ id, at, says })), inAll: rows[0]?.all ?? 0 }
}

/** The handovers with which this shift began and ended, where there are any. */
export async function findHandoversOf(
  db: Db,
  shift: Pick<ShiftRow, 'schedule_id' | 'person_id' | 'starts_at' | 'ends_at'>,
) {
  const rows = await db
    .selectFrom('handover')
    .select(['id', 'state', 'from_id', 'to_id', 'begins_at', 'ends_at'])
    .where('schedule_id', '=', shift.schedule_id)
    .where('state', '<>', 'called_off')
    .where((row) => row.or([row('to_id', '=', shift.person_id), row('from_id', '=', shift.person_id)]))
    .where('begins_at', '>=', shift.starts_at.subtract({ minutes: 1 }))
    .orderBy('begins_at')
    .limit(20)
    .execute()
  const came = rows.find((row) => row.to_id === shift.person_id && row.begins_at.equals(shift.starts_at))
  const went = rows.find(
    (row) => row.from_id === shift.person_id && (shift.ends_at === null || row.ends_at.equals(shift.ends_at)),
  )
  const told = (row: typeof came) => (row ? { handoverId: row.id, state: row.state } : null)
  return { came: told(came), went: told(went) }
}

/** Written once or anew. */
export async function putReview(tx: Db, review: NewRow<'shift_review'>): Promise<void> {
  const { weight, fix, at } = review
  await tx
    .insertInto('shift_review')
    .values(review)
    .onConflict((on) => on.column('shift_id').doUpdateSet({ weight, fix, at }))
    .execute()
}
