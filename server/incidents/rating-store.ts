// Who was asked what an incident is worth, as rows.
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** Who was asked to rate it, in that order. */
export function findRatings(db: Db, incidentId: number) {
  return db
    .selectFrom('incident_rating')
    .innerJoin('person', 'person.id', 'incident_rating.person_id')
    .selectAll('incident_rating')
    .select('person.name')
    .where('incident_id', '=', incidentId)
    .orderBy('incident_rating.asked_at')
    .orderBy('person.name')
    .execute()
}

/** Nobody waits for an answer any more: it was rated, or is over. */
export async function endRatings(tx: Db, incidentId: number, now: Instant): Promise<void> {
  await tx
    .updateTable('incident_rating')
    .set({ ended_at: now })
    .where('incident_id', '=', incidentId)
    .where('ended_at', 'is', null)
    .execute()
}
