// Who was asked what an incident is worth, as rows.
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { callKey, endCallsIn } from './calls.ts'
import { release } from './people-store.ts'

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

/** Nobody waits for an answer any more: it was rated, or is over. Whoever was paged for it is paged no more. */
export async function endRatings(tx: Db, incidentId: number, now: Instant): Promise<void> {
  const ended = await tx
    .updateTable('incident_rating')
    .set({ ended_at: now })
    .where('incident_id', '=', incidentId)
    .where('ended_at', 'is', null)
    .returningAll()
    .execute()
  for (const rating of ended) if (rating.answered_at === null) await endRatingCall(tx, rating, now)
}

/** Nothing pages them for their opinion any more; whoever was called to help besides is still called. */
export async function endRatingCall(tx: Db, rating: Row<'incident_rating'>, now: Instant): Promise<void> {
  const { incident_id: incidentId, person_id: personId, asked_at: askedAt, is_paged: isPaged } = rating
  if (!isPaged) return
  const asked = await tx
    .selectFrom('incident_person')
    .select(['role', 'asked_at'])
    .where('incident_id', '=', incidentId)
    .where('person_id', '=', personId)
    .where('engagement', '=', 'asked')
    .execute()
  if (asked.some((one) => !one.asked_at.equals(askedAt))) return
  const to = { engagement: 'stood_down', from: ['asked'], now } as const
  for (const { role } of asked) await release(tx, { incidentId, personId, role }, to)
  await endCallsIn(tx, callKey(incidentId, personId), { personId, now })
}
