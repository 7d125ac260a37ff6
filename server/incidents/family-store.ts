// What moves between incidents, as rows, and which belong together.
import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'

/** Holds these incidents, in one order, so that two who change the same ones do not wait for each other in a ring. */
export async function lockIncidents(tx: Db, ids: readonly number[]): Promise<ReadonlyMap<number, Row<'incident'>>> {
  const rows = await tx
    .selectFrom('incident')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

export async function hasParts(db: Db, id: number): Promise<boolean> {
  return (await countParts(db, id)).parts > 0
}

/** How many parts does it have, and how many of them are under way? Whoever may see them. */
export async function countParts(db: Db, id: number): Promise<{ readonly parts: number; readonly open: number }> {
  const { rows } = await sql<{ parts: number; open: number }>`
    select count(*)::int as parts, (count(*) filter (where state not in ('closed', 'dismissed', 'merged')))::int as open
    from incident where parent_id = ${id}`.execute(db)
  return rows[0] ?? { parts: 0, open: 0 }
}

type Move = { readonly from: number; readonly to: number }

/** These alerts go over; which of them the one had. */
export async function takeAlerts(tx: Db, { from, to }: Move, alertIds: readonly number[]): Promise<readonly number[]> {
  if (alertIds.length === 0) return []
  const rows = await tx
    .updateTable('incident_alert')
    .set({ incident_id: to })
    .where('incident_id', '=', from)
    .where('alert_id', 'in', alertIds)
    .returning('alert_id')
    .execute()
  return rows.map(({ alert_id }) => alert_id)
}

export async function moveServices(
  tx: Db,
  { from, to }: Move,
  serviceIds: readonly string[],
): Promise<readonly string[]> {
  if (serviceIds.length === 0) return []
  const rows = await tx
    .updateTable('incident_service')
    .set({ incident_id: to })
    .where('incident_id', '=', from)
    .where('service_id', 'in', serviceIds)
    .returning('service_id')
    .execute()
  return rows.map(({ service_id }) => service_id)
}

/** Which of these people work on it? */
export async function somePeople(tx: Db, incidentId: number, personIds: readonly string[]): Promise<readonly string[]> {
  if (personIds.length === 0) return []
  const rows = await tx
    .selectFrom('incident_person')
    .select('person_id')
    .distinct()
    .where('incident_id', '=', incidentId)
    .where('person_id', 'in', personIds)
    .where('engagement', '=', 'accepted')
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** They work on the other from now on, and are stood down here, from whatever role: who was asked to help goes on seeing both. */
export async function takePeople(
  tx: Db,
  { from, to }: Move,
  personIds: readonly string[],
  now: Instant,
): Promise<void> {
  if (personIds.length === 0) return
  await sql`
    insert into incident_person (incident_id, person_id, role, engagement, asked_at, changed_at)
    select distinct ${to}::bigint, person_id, 'responder', 'accepted', ${now.toString()}::timestamptz, ${now.toString()}::timestamptz
    from incident_person where incident_id = ${from} and engagement = 'accepted' and person_id = any(${[...personIds]}::uuid[])
    on conflict (incident_id, person_id, role) do nothing`.execute(tx)
  await tx
    .updateTable('incident_person')
    .set({ engagement: 'stood_down', changed_at: now })
    .where('incident_id', '=', from)
    .where('person_id', 'in', personIds)
    .where('engagement', '=', 'accepted')
    .execute()
}

/** What were parts of the one belong to the other, or to that one's parent; the other itself stands alone if it was one of them. */
export async function moveParts(
  tx: Db,
  from: number,
  other: Pick<Row<'incident'>, 'id' | 'parent_id'>,
): Promise<readonly Pick<Row<'incident'>, 'id' | 'team_id'>[]> {
  const parentId = other.parent_id === null || other.parent_id === from ? other.id : other.parent_id
  await tx
    .updateTable('incident')
    .set({ parent_id: null })
    .where('id', '=', other.id)
    .where('parent_id', '=', from)
    .execute()
  return tx
    .updateTable('incident')
    .set({ parent_id: parentId })
    .where('parent_id', '=', from)
    .where('id', '!=', parentId)
    .returning(['id', 'team_id'])
    .execute()
}
