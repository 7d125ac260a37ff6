// The entries of an incident and of its alerts, in the order in which they happened; and what is pinned of them.
import { sql, type RawBuilder } from 'kysely'
import type { Place } from '../../domain/incidents/timeline-api.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { escapeLike, toEntry } from '../log/store.ts'

export type TimelineQuery = {
  readonly incidentId: number
  readonly order: 'newest' | 'oldest'
  readonly before?: Place | undefined
  readonly after?: Place | undefined
  readonly writtenAfter?: number | undefined
  readonly kinds?: readonly string[] | undefined
  readonly personId?: string | undefined
  readonly search?: string | undefined
  readonly isPinned?: boolean
  readonly limit: number
}

/** When it happened, as the indexes have it. */
const moment = sql`coalesce(e.happened_at, e.at)`

/** What is told of an incident and of the alerts that belong to it. Whoever asks may know of the incident. */
export async function findTimeline(db: Db, query: TimelineQuery): Promise<Row<'log_entry'>[]> {
  const { incidentId } = query
  const wanted = wantedOf(query)
  const way = query.order === 'newest' ? sql`desc` : sql`asc`
  const inOrder = sql`order by ${moment} ${way}, e.id ${way} limit ${query.limit}`
  // Each alert gives its part in order from its index, so that a page costs as much as a page.
  const { rows } = await sql<Row<'log_entry'>>`
    select e.* from (
      (select e.* from log_entry e where e.incident_id = ${incidentId} and ${wanted} ${inOrder})
      union all
      (select e.* from incident_alert of_it cross join lateral (
        select e.* from log_entry e where e.alert_id = of_it.alert_id and e.incident_id is null and ${wanted} ${inOrder}) e
      where of_it.incident_id = ${incidentId})) e
    ${inOrder}`.execute(db)
  return rows
}

/** How many entries has it in all? */
export async function countTimeline(db: Db, incidentId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from log_entry where incident_id = ${incidentId})
      + (select count(*) from log_entry e join incident_alert i on i.alert_id = e.alert_id
        where i.incident_id = ${incidentId} and e.incident_id is null) as count`.execute(db)
  return rows[0]?.count ?? 0
}

/** Where does this entry stand in its timeline? */
export function placeOf(row: Pick<Row<'log_entry'>, 'id' | 'at' | 'happened_at'>): string {
  return `${(row.happened_at ?? row.at).toString()},${row.id}`
}

/** An entry of the timeline of this incident, or of its alerts; null where it is of another. */
export async function findTimelineEntry(db: Db, incidentId: number, entryId: number): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select e.id from log_entry e where e.id = ${entryId} and (e.incident_id = ${incidentId} or e.incident_id is null
      and exists (select from incident_alert i where i.incident_id = ${incidentId} and i.alert_id = e.alert_id))`.execute(
    db,
  )
  return rows[0]?.id ?? null
}

export type PinRow = Row<'log_entry'> & { readonly pin_by: string; readonly pin_at: Instant }

/** What stands on top, the last pinned first. An entry of an alert that is no longer of it stands there no longer. */
export async function findPins(db: Db, incidentId: number): Promise<PinRow[]> {
  const { rows } = await sql<PinRow>`
    select e.*, pin.by_name as pin_by, pin.at as pin_at
    from incident_pin pin join log_entry e on e.id = pin.entry_id
    where pin.incident_id = ${incidentId} and (e.incident_id = ${incidentId} or e.incident_id is null
      and exists (select from incident_alert i where i.incident_id = ${incidentId} and i.alert_id = e.alert_id))
    order by pin.at desc, e.id desc`.execute(db)
  return rows
}

/** What stands on top, as it is answered. */
export async function pinnedIn(db: Db, incidentId: number) {
  const rows = await findPins(db, incidentId)
  return rows.map((row) => ({ entry: toEntry(row), by: row.pin_by, at: row.pin_at }))
}

/** Who pinned it first stays. The incident must be held. */
export async function pin(
  tx: Db,
  of: { readonly incidentId: number; readonly entryId: number },
  by: { readonly personId: string | null; readonly name: string; readonly now: Instant },
): Promise<void> {
  await tx
    .insertInto('incident_pin')
    .values({ incident_id: of.incidentId, entry_id: of.entryId, by: by.personId, by_name: by.name, at: by.now })
    .onConflict((on) => on.columns(['incident_id', 'entry_id']).doNothing())
    .execute()
}

export async function unpin(tx: Db, incidentId: number, entryId: number): Promise<void> {
  await tx.deleteFrom('incident_pin').where('incident_id', '=', incidentId).where('entry_id', '=', entryId).execute()
}

function wantedOf(query: TimelineQuery): RawBuilder<boolean> {
  const { before, after, writtenAfter, kinds, personId, search, isPinned, incidentId } = query
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  const wanted = [
    sql<boolean>`true`,
    ...(before ? [sql<boolean>`(${moment}, e.id) < (${before.at}::timestamptz, ${before.id}::bigint)`] : []),
    ...(after ? [sql<boolean>`(${moment}, e.id) > (${after.at}::timestamptz, ${after.id}::bigint)`] : []),
    ...(writtenAfter ? [sql<boolean>`e.id > ${writtenAfter}`] : []),
    ...(kinds ? [sql<boolean>`e.kind = any(${kinds}::text[])`] : []),
    ...(personId ? [sql<boolean>`e.actor_kind = 'person' and e.actor_id = ${personId}`] : []),
    ...words.map((word) => sql<boolean>`lower(e.says) like ${`%${escapeLike(word)}%`}`),
    ...(isPinned ? [sql<boolean>`e.id in (select entry_id from incident_pin where incident_id = ${incidentId})`] : []),
  ]
  return sql<boolean>`${sql.join(wanted, sql` and `)}`
}
