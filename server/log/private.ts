// What is private, and to whom: asked of everything that lists or tells incidents.
import { sql, type RawBuilder } from 'kysely'
import { sightOf, type Actor } from '../../domain/permissions.ts'
import type { Db } from '../db/connect.ts'
import { together } from '../together.ts'

/** May this actor know of the incident that `incident` names in a statement? */
export function isSeen(actor: Actor): RawBuilder<boolean> {
  const sight = sightOf(actor)
  if (sight.all) return sql<boolean>`true`
  const { teamIds, personId } = sight
  return sql<boolean>`(not incident.is_private or incident.team_id = any(${teamIds}::uuid[])
    -- Nobody in particular declares by a rule or as automation, and "not null" would be no.
    or coalesce(incident.declared_by = ${personId}::uuid, false)
    or exists (select from incident_person p where p.incident_id = incident.id and p.person_id = ${personId}::uuid)
    or exists (select from incident_rating r where r.incident_id = incident.id and r.person_id = ${personId}::uuid))`
}

/** May the person of the row `person` know of the incident of the row `incident`? The same question for somebody who is not asking. */
export const personSees: RawBuilder<boolean> = sql<boolean>`(not incident.is_private
  or person.role in ('manager', 'admin')
  or exists (select from team_member m where m.person_id = person.id and m.team_id = incident.team_id
    and m.role in ('manager', 'admin'))
  or incident.declared_by = person.id
  or exists (select from incident_person p where p.incident_id = incident.id and p.person_id = person.id)
  or exists (select from incident_rating r where r.incident_id = incident.id and r.person_id = person.id))`

/** May the person of the row `person` read the entry `e` of the log, whose incident, if it has one, is the row `incident`? */
export const personIsTold: RawBuilder<boolean> = sql<boolean>`((e.incident_id is null or ${personSees})
  and not exists (select from alert called
    join incident on incident.id = substring(called.key from '^(?:incident|offer):([0-9]{1,15}):')::bigint
    where called.id = e.alert_id and called.source_id is null and called.service_id is null and not ${personSees}))`

/** May this actor read an entry of the log: is it of no incident, or of one that they may know of? */
export function isTold(actor: Actor): RawBuilder<boolean> {
  if (sightOf(actor).all) return sql<boolean>`true`
  // What is told of an alert that calls somebody into a private one is of that one.
  return sql<boolean>`((log_entry.incident_id is null
    or exists (select from incident where incident.id = log_entry.incident_id and ${isSeen(actor)}))
    and not exists (select from alert called
      join incident on incident.id = substring(called.key from '^(?:incident|offer):([0-9]{1,15}):')::bigint
      where called.id = log_entry.alert_id and called.source_id is null and called.service_id is null
        and incident.is_private and not ${isSeen(actor)}))`
}

// Asked before every answer about an incident, and mostly no: many who have it open ask together.
const isPrivate = together(async (db: Db, incidentId: number) => {
  const { rows } = await sql`select from incident where id = ${incidentId} and is_private`.execute(db)
  return rows.length > 0
})

/** Is there an incident with this id that this actor may not know of? */
export async function isHiddenFrom(db: Db, actor: Actor, incidentId: number): Promise<boolean> {
  if (sightOf(actor).all || !(await isPrivate(db, incidentId))) return false
  const { rows } = await sql`select from incident where id = ${incidentId} and not ${isSeen(actor)}`.execute(db)
  return rows.length > 0
}

/** Is there an entry of the log with this id that this actor may not read? */
export async function isEntryHiddenFrom(db: Db, actor: Actor, entryId: number): Promise<boolean> {
  if (sightOf(actor).all) return false
  const { rows } = await sql`select from log_entry where id = ${entryId} and not ${isTold(actor)}`.execute(db)
  return rows.length > 0
}
