// A person opens an alert again; its monitor does so by the statement that raises.
import { sql } from 'kysely'
import { commit, entry, said } from '../commit.ts'
import type { Context } from '../context.ts'
import { brokenConstraint, type Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { findAlert } from './store.ts'

/** Opens a closed alert again: it waits to be paged, as a new one does. Refused while it, or another with its key, is open. */
export async function reopen(ctx: Context, alertId: number, note: string): Promise<void> {
  await commit(ctx, async (tx) => {
    const alert = await markReopened(tx, alertId).catch((error: unknown) => {
      if (brokenConstraint(error) === 'alert_open_key') refuse('alert_open')
      throw error
    })
    if (!alert) return (await findAlert(tx, alertId)) ? refuse('alert_open') : refuse('not_found')
    const about = { teamId: alert.team_id, alertId }
    return said(null, entry(ctx, 'alert_reopened_by_hand', { summary: alert.summary, note }, about), [
      'alerts',
      'pages',
    ])
  })
}

/** Undefined when it is not closed. */
async function markReopened(tx: Db, alertId: number) {
  const { rows } = await sql<{ team_id: string; summary: string }>`
    update alert set state = 'triggered', closed_at = null, closed_because = null, closed_by = null, page_id = null,
      paging_due_at = baton_now(), acknowledged_by = null, acknowledged_at = null, promised_by = null, looking_at = null, back_at = null,
      reopens = (reopens || baton_now())[greatest(1, cardinality(reopens) - 8):]
    where id = ${alertId} and state = 'closed'
    returning team_id, summary`.execute(tx)
  return rows[0]
}
