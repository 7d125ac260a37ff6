// How much an incident holds of what people write into its record: everybody who looks at it gets all of it.
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'

const most = { incident_action: 300, incident_hypothesis: 100, incident_task: 200, incident_follow_up: 200 } as const

/** Refuses another of these in an incident that is held and has as many as it may. */
export async function refuseFull(tx: Db, table: keyof typeof most, incidentId: number): Promise<void> {
  const { count } = await tx
    .selectFrom(table)
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('incident_id', '=', incidentId)
    .executeTakeFirstOrThrow()
  if (count >= most[table]) refuse('incident_full', { most: most[table] })
}
