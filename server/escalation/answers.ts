// What people's answers do to pages. The caller has moved the alert in the same transaction.
import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { cancelDeliveries } from '../paging/deliveries.ts'

/** Stops the escalation of this page; it comes back when the policy says an acknowledged page was idle too long. */
export async function acknowledgePage(tx: Db, pageId: number, by: string | null, now: Instant): Promise<void> {
  await sql`
    update page set state = 'acknowledged', acknowledged_by = ${by}, acknowledged_at = ${now}, version = version + 1,
      due_at = ${now}::timestamptz + make_interval(mins => coalesce((select return_after_minutes from policy where id = page.policy_id), 60))
    where id = ${pageId} and state in ('open', 'snoozed')`.execute(tx)
  await cancelDeliveries(tx, [pageId])
}

export async function snoozePage(
  tx: Db,
  pageId: number,
  by: string | null,
  of: { now: Instant; until: Instant },
): Promise<void> {
  await tx
    .updateTable('page')
    .set((page) => ({
      state: 'snoozed',
      acknowledged_by: by,
      acknowledged_at: of.now,
      due_at: of.until,
      version: page('version', '+', 1),
    }))
    .where('id', '=', pageId)
    .where('state', 'in', ['open', 'acknowledged', 'snoozed'])
    .execute()
  await cancelDeliveries(tx, [pageId])
}

/** Ends every page of these alerts that is still under way. */
export async function closePages(tx: Db, alertIds: readonly number[], now: Instant): Promise<void> {
  if (alertIds.length === 0) return
  const closed = await sql<{ id: number }>`
    update page set state = 'closed', due_at = null, closed_at = ${now}, version = version + 1
    where alert_id = any(${alertIds}::bigint[]) and state in ('open', 'acknowledged', 'snoozed') returning id`.execute(
    tx,
  )
  await cancelDeliveries(
    tx,
    closed.rows.map((row) => row.id),
  )
}
