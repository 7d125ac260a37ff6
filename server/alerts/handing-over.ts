// Alerts in the hands of somebody whose shift is over: they are the next person's from now on.
import { sql } from 'kysely'
import { entry } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { handOverPages } from '../escalation/handing-over.ts'
import type { NewEntry } from '../log/store.ts'

/**
 * Those of these alerts that this person still has change their owner: nothing rings, and the time at which their pages come back stays.
 * A promise travels with what was promised. One entry each.
 */
export async function handOverAlerts(
  tx: Db,
  ctx: Pick<Context, 'actor' | 'now'>,
  of: { readonly alertIds: readonly number[]; readonly from: Named; readonly to: Named },
): Promise<readonly NewEntry[]> {
  if (of.alertIds.length === 0) return []
  // The pages first, as everybody who answers does: no two wait for each other in a ring.
  await handOverPages(tx, of)
  const { rows } = await sql<{ id: number; summary: string; team_id: string; page_id: number | null }>`
    with held as (
      select id from alert where id = any(${of.alertIds}::bigint[]) and acknowledged_by = ${of.from.personId}
        and state in ('acknowledged', 'snoozed') order by id for update
    )
    update alert a set acknowledged_by = ${of.to.personId},
      promised_by = case when a.promised_by = ${of.from.personId} then ${of.to.personId}::uuid else a.promised_by end
    from held where a.id = held.id returning a.id, a.summary, a.team_id, a.page_id`.execute(tx)
  return rows
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, summary, team_id, page_id }) =>
      entry(
        ctx,
        'alert_handed_over',
        { summary, holder: of.from.name, person: of.to.name },
        { teamId: team_id, alertId: id, pageId: page_id },
      ),
    )
}

type Named = { readonly personId: string; readonly name: string }
