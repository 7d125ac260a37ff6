// What stands beside an incident: the runbooks and links of the services that it suspects.
import type { IncidentDetail } from '../../domain/incidents/incident.ts'
import { runbooksFirst } from '../../domain/services/link.ts'
import type { Db } from '../db/connect.ts'
import { linksOf } from '../services/store.ts'
import type { IncidentRow } from './store.ts'

/** The links of its services, the runbooks of all of them first. */
export async function linksBeside(
  db: Db,
  { services }: Pick<IncidentRow, 'services'>,
): Promise<IncidentDetail['links']> {
  const links = await linksOf(
    db,
    services.map(({ id }) => id),
  )
  const all = services.flatMap(({ id: serviceId, name: serviceName }) =>
    (links.get(serviceId) ?? []).map((link) => ({ ...link, serviceId, serviceName })),
  )
  return [...runbooksFirst(all)]
}
