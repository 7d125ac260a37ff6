// The open incidents of a brief, with what each owes next and which of them whoever goes has a role in.
import { sql } from 'kysely'
import type { BriefFacts } from '../../domain/handover/brief.ts'
import { offeredRoles } from '../../domain/incidents/offers.ts'
import { owedIn } from '../../domain/incidents/owed.ts'
import { stages } from '../../domain/incidents/stages.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { factsIn } from '../incidents/shown.ts'
import { isSeen } from '../log/private.ts'
import type { HandoverRow } from './store.ts'

type Of = Pick<HandoverRow, 'team_id' | 'from_id'>

/** What these incidents owe next is worked out; of more the stage is told. */
const mostOwed = 20

/** The open incidents of the team that this reader may know of, the most urgent first. */
export async function findOpenIncidents(db: Db, of: Of, actor: Actor, most: number): Promise<BriefFacts['incidents']> {
  const rows = await findRows(db, of, actor, most)
  return Promise.all(rows.map((row, i) => toIncident(db, of, row, i < mostOwed)))
}

type IncidentFound = {
  readonly id: number
  readonly title: string
  readonly state: (typeof stages)[number]
  readonly priority: number
  readonly since: Instant
  readonly dueAt: Instant | null
  readonly leadId: string | null
  readonly leadName: string | null
  /** Whether whoever goes has one that is offered to whoever comes. */
  readonly hasRole: boolean
  readonly services: string | null
  readonly alertIds: readonly string[] | null
}

async function findRows(db: Db, of: Of, actor: Actor, most: number): Promise<readonly IncidentFound[]> {
  const { rows } = await sql<IncidentFound>`
    select incident.id, incident.title, incident.state, incident.priority, incident.declared_at as since,
      incident.update_due_at as "dueAt", lead.person_id as "leadId", lead.name as "leadName",
      exists (select from incident_person p where p.incident_id = incident.id and p.engagement = 'accepted'
        and p.person_id = ${of.from_id}::uuid and p.role = any(${[...offeredRoles]})) as "hasRole",
      (select string_agg(v.name, ', ' order by v.name) from incident_service s join service v on v.id = s.service_id
        where s.incident_id = incident.id) as services,
      (select array_agg(a.id::text) from incident_alert i join alert a on a.id = i.alert_id
        where i.incident_id = incident.id and a.state <> 'closed') as "alertIds"
    from incident left join lateral (
      select p.person_id, who.name from incident_person p join person who on who.id = p.person_id
      where p.incident_id = incident.id and p.engagement = 'accepted' and p.role in ('lead', 'commander')
      order by p.role limit 1
    ) lead on true
    where incident.team_id = ${of.team_id} and incident.state = any(${[...stages]}) and ${isSeen(actor)}
    order by incident.priority, incident.id limit ${most}`.execute(db)
  return rows
}

async function toIncident(
  db: Db,
  of: Of,
  row: IncidentFound,
  isOwed: boolean,
): Promise<BriefFacts['incidents'][number]> {
  const owed = isOwed ? owedIn(row.state, await factsIn(db, row.id)) : []
  return {
    id: row.id,
    title: row.title,
    place: row.services ?? '',
    priority: asPriority(row.priority),
    state: row.state,
    owner: row.leadId === null ? null : { personId: row.leadId, name: row.leadName ?? '' },
    next: owed.flatMap(({ debt, isPaid }) => (isPaid ? [] : [debt])),
    dueAt: row.dueAt,
    since: row.since,
    leadId: row.hasRole ? of.from_id : row.leadId,
    alertIds: (row.alertIds ?? []).map(Number),
  }
}
