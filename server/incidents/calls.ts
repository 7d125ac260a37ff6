// The alerts by which people are called into an incident: one for each of them while it pages.
import type { Db } from '../db/connect.ts'

/** Under which key is this person called into this incident? */
export function callKey(incidentId: number, personId: string): string {
  return `incident:${incidentId}:${personId}`
}

/** The alerts that call this person into this incident and are still open. */
export async function openCalls(db: Db, incidentId: number, personId: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('alert')
    .select('id')
    .where('key', '=', callKey(incidentId, personId))
    .where('source_id', 'is', null)
    .where('state', '!=', 'closed')
    .execute()
  return rows.map(({ id }) => id)
}
