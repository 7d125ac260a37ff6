// Which alerts belong to an incident.
import { entry } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { attach, taken } from './people-store.ts'

/** Takes these alerts into an incident that is held or new, and tells it; refuses where one is not there or belongs to another. */
export async function attachNew(
  tx: Db,
  by: Pick<Context, 'actor' | 'now'>,
  { id, teamId }: { readonly id: number; readonly teamId: string },
  alertIds: readonly number[],
): Promise<readonly NewEntry[]> {
  if (alertIds.length === 0) return []
  const found = await tx
    .selectFrom('alert')
    .select(['id', 'summary'])
    .where('id', 'in', alertIds)
    .orderBy('id')
    .execute()
  const missing = alertIds.filter((alertId) => !found.some((row) => row.id === alertId))
  if (missing.length > 0)
    refuse('unknown_reference', {}, [{ path: 'alertIds', say: `There is no alert ${missing.join(', ')}.` }])
  const fresh = await attach(tx, id, alertIds, by.now)
  const elsewhere = await taken(tx, id, alertIds)
  if (elsewhere.length > 0) refuse('alert_in_incident', { alertIds: elsewhere })
  const [first] = found.filter((row) => fresh.includes(row.id))
  if (!first) return []
  return [entry(by, 'alerts_attached', { count: fresh.length, summary: first.summary }, { teamId, incidentId: id })]
}
