// The alerts by which people are called into an incident: one for each of them while it pages, and one for each role that is offered.
import type { IncidentRole } from '../../domain/incidents/roles.ts'
import type { Instant } from '../../domain/time.ts'
import { markClosed } from '../alerts/store.ts'
import type { Db } from '../db/connect.ts'
import { endPagesLeft } from '../escalation/answers.ts'

/** Under which key is this person called into this incident? */
export function callKey(incidentId: number, personId: string): string {
  return `incident:${incidentId}:${personId}`
}

/** Under which key is somebody paged for this role, which is offered to one person at a time? To acknowledge that page is not to accept. */
export function offerKey(incidentId: number, role: IncidentRole): string {
  return `offer:${incidentId}:${role}`
}

/** The alerts that call this person into this incident and are still open. */
export async function openCalls(db: Db, incidentId: number, personId: string): Promise<readonly number[]> {
  return (await openWith(db, callKey(incidentId, personId))).map(({ id }) => id)
}

/** Closes what pages under this key, in the transaction that made an end of it. */
export async function endCallsIn(
  tx: Db,
  key: string,
  by: { readonly personId: string; readonly now: Instant },
): Promise<void> {
  for (const { id, page_id: pageId } of await openWith(tx, key)) {
    await markClosed(tx, id, { because: 'answered', by: by.personId, now: by.now })
    if (pageId) await endPagesLeft(tx, [pageId], by.now)
  }
}

function openWith(db: Db, key: string) {
  return db
    .selectFrom('alert')
    .select(['id', 'page_id'])
    .where('key', '=', key)
    .where('source_id', 'is', null)
    .where('state', '!=', 'closed')
    .execute()
}
