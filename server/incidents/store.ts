// Incidents as rows: found, written down, and moved. A move is conditional on the moves that were seen.
import { sql, type Expression, type SqlBool } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { ends, stages, type IncidentState } from '../../domain/incidents/stages.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'
import { isSeen } from '../log/private.ts'
import { escapeLike } from '../log/store.ts'

export type IncidentRow = Row<'incident'> & {
  readonly services: { readonly id: string; readonly name: string }[]
  readonly lead: { readonly personId: string; readonly name: string }[]
  readonly responders: number
  readonly open_alerts: number
  /** A manager took the risk of what is open, and the day until which is not over where they are. */
  readonly is_risk_accepted: boolean
}

export type IncidentQuery = {
  readonly state: IncidentState | 'open' | 'over' | 'all'
  readonly teamId?: string | undefined
  readonly serviceId?: string | undefined
  readonly priority?: number | undefined
  /** Those in which this person takes part. */
  readonly personId?: string | undefined
  readonly search?: string | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** What this actor may know of, the newest first. */
export function findIncidents(db: Db, actor: Actor, query: IncidentQuery): Promise<IncidentRow[]> {
  let select = shown(db).where(isSeen(actor)).orderBy('incident.id', 'desc').limit(query.limit)
  if (query.state !== 'all') select = select.where('incident.state', 'in', statesIn(query.state))
  if (query.teamId) select = select.where('incident.team_id', '=', query.teamId)
  if (query.priority) select = select.where('incident.priority', '=', query.priority)
  if (query.before) select = select.where('incident.id', '<', query.before)
  if (query.search)
    select = select.where(sql`lower(incident.title)`, 'like', `%${escapeLike(query.search.toLowerCase())}%`)
  if (query.serviceId) select = select.where(hasRow('incident_service', 'service_id', query.serviceId))
  if (query.personId) select = select.where(hasRow('incident_person', 'person_id', query.personId))
  return select.execute()
}

/** One, whoever asks: the door has asked already whether they may know of it. */
export async function findIncident(db: Db, id: number): Promise<IncidentRow | null> {
  return (await shown(db).where('incident.id', '=', id).executeTakeFirst()) ?? null
}

/** Holds an incident for this transaction; null when there is none. */
export async function lockIncident(tx: Db, id: number): Promise<Row<'incident'> | null> {
  return (await tx.selectFrom('incident').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
}

export async function insertIncident(tx: Db, incident: NewRow<'incident'>): Promise<number> {
  const { id } = await tx.insertInto('incident').values(incident).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function updateIncident(tx: Db, id: number, change: Partial<NewRow<'incident'>>): Promise<void> {
  await tx.updateTable('incident').set(change).where('id', '=', id).execute()
}

/** The services that it suspects are these. */
export async function setServices(tx: Db, id: number, serviceIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('incident_service').where('incident_id', '=', id).execute()
  if (serviceIds.length === 0) return
  const rows = [...new Set(serviceIds)].map((service_id) => ({ incident_id: id, service_id }))
  await tx.insertInto('incident_service').values(rows).execute()
}

/** Which of these services are not there? */
export async function unknownServices(tx: Db, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const found = await tx.selectFrom('service').select('id').where('id', 'in', ids).execute()
  return ids.filter((id) => !found.some((row) => row.id === id))
}

/** Who last moved it, and when. */
export async function lastMove(db: Db, id: number): Promise<{ readonly by: string; readonly at: Instant } | null> {
  const row = await db
    .selectFrom('log_entry')
    .select(['actor_name', 'at'])
    .where('incident_id', '=', id)
    .where('kind', 'in', moveKinds)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { by: row.actor_name, at: row.at } : null
}

const moveKinds = [
  'incident_advanced',
  'incident_went_back',
  'incident_closed',
  'incident_dismissed',
  'incident_reopened',
]

function statesIn(state: IncidentState | 'open' | 'over'): IncidentState[] {
  if (state === 'open') return [...stages]
  return state === 'over' ? [...ends] : [state]
}

function hasRow(table: 'incident_service' | 'incident_person', column: string, id: string): Expression<SqlBool> {
  return sql<boolean>`exists (select from ${sql.table(table)} r where r.incident_id = incident.id and r.${sql.ref(column)} = ${id}::uuid)`
}

function shown(db: Db) {
  return db
    .selectFrom('incident')
    .selectAll('incident')
    .select((each) => [
      jsonArrayFrom(
        each
          .selectFrom('incident_service')
          .innerJoin('service', 'service.id', 'incident_service.service_id')
          .select(['service.id', 'service.name'])
          .whereRef('incident_service.incident_id', '=', 'incident.id')
          .orderBy('service.name'),
      ).as('services'),
      jsonArrayFrom(
        each
          .selectFrom('incident_person')
          .innerJoin('person', 'person.id', 'incident_person.person_id')
          .select(['person.id as personId', 'person.name'])
          .whereRef('incident_person.incident_id', '=', 'incident.id')
          .where('incident_person.engagement', '=', 'accepted')
          // A commander leads whoever led before.
          .where('incident_person.role', 'in', ['lead', 'commander'])
          .orderBy('incident_person.role')
          .limit(1),
      ).as('lead'),
      sql<number>`(select count(distinct person_id)::int from incident_person
        where incident_id = incident.id and engagement = 'accepted')`.as('responders'),
      sql<number>`(select count(*)::int from incident_alert i join alert a on a.id = i.alert_id
        where i.incident_id = incident.id and a.state <> 'closed')`.as('open_alerts'),
      sql<boolean>`coalesce(incident.risk_until >= (baton_now() at time zone
        coalesce((select zone from person where id = incident.risk_accepted_by), 'UTC'))::date, false)`.as(
        'is_risk_accepted',
      ),
    ])
}
