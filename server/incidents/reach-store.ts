// Which services an incident is about, and what was changed on services.
import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** The services that it names, and those of its alerts that are open. */
export async function findServiceIds(db: Db, incidentId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ service_id: string }>`
    select service_id from incident_service where incident_id = ${incidentId}
    union
    select a.service_id from incident_alert i join alert a on a.id = i.alert_id
    where i.incident_id = ${incidentId} and a.state <> 'closed' and a.service_id is not null
    order by service_id`.execute(db)
  return rows.map(({ service_id }) => service_id)
}

/** What was changed on these services in this time, the newest first. */
export function findChanges(
  db: Db,
  of: {
    readonly serviceIds: readonly string[]
    readonly from: Instant
    readonly until: Instant
    readonly limit: number
  },
) {
  return db
    .selectFrom('change_event')
    .innerJoin('service', 'service.id', 'change_event.service_id')
    .select(['change_event.id', 'change_event.at', 'change_event.summary', 'change_event.origin', 'change_event.links'])
    .select(['service.id as service_id', 'service.slug', 'service.name'])
    .where('change_event.service_id', '=', sql<string>`any(${of.serviceIds}::uuid[])`)
    .where('change_event.at', '>=', of.from)
    .where('change_event.at', '<=', of.until)
    .orderBy('change_event.at', 'desc')
    .orderBy('change_event.id', 'desc')
    .limit(of.limit)
    .execute()
}
