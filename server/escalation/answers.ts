// What answers do to pages. The caller has moved the alerts in the same transaction.
import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { cancelDeliveries } from '../paging/deliveries.ts'

/**
 * Stops the escalation of these pages, unless an alert on them still waits for somebody. A page comes back when its policy
 * says that an acknowledged page was idle too long.
 */
export async function acknowledgePages(
  tx: Db,
  pageIds: readonly number[],
  by: string | null,
  now: Instant | undefined,
): Promise<void> {
  if (pageIds.length === 0 || !now) return
  await lockPages(tx, pageIds)
  const held = await sql<{ id: number }>`
    update page set state = 'acknowledged', acknowledged_by = ${by}, acknowledged_at = ${now}, version = version + 1,
      due_at = ${returnsAt(now)}
    where id = any(${pageIds}::bigint[]) and state in ('open', 'snoozed')
      and not exists (select 1 from alert where alert.page_id = page.id and alert.state = 'triggered')
    returning id`.execute(tx)
  await cancelDeliveries(
    tx,
    held.rows.map((row) => row.id),
  )
}

/** Quiet until then, unless an alert that joined meanwhile still waits for somebody; afterwards it pages again. */
export async function snoozePage(
  tx: Db,
  pageId: number,
  by: string | null,
  of: { now: Instant; until: Instant },
): Promise<void> {
  await lockPages(tx, [pageId])
  const held = await sql<{ id: number }>`
    update page set state = 'snoozed', acknowledged_by = ${by}, acknowledged_at = ${of.now}, version = version + 1,
      due_at = ${of.until}
    where id = ${pageId} and state in ('open', 'acknowledged', 'snoozed')
      and not exists (select 1 from alert where alert.page_id = page.id and alert.state = 'triggered')
    returning id`.execute(tx)
  await cancelDeliveries(
    tx,
    held.rows.map((row) => row.id),
  )
}

/** Ends those of these pages on which no alert is open any more; one on which all that are left have an answer stops ringing. */
export async function endPagesLeft(tx: Db, pageIds: readonly number[], now: Instant | undefined): Promise<void> {
  if (pageIds.length === 0 || !now) return
  await lockPages(tx, pageIds)
  const ended = await sql<{ id: number }>`
    update page set state = 'closed', due_at = null, closed_at = ${now}, version = version + 1
    where id = any(${pageIds}::bigint[]) and state in ('open', 'acknowledged', 'snoozed')
      and not exists (select 1 from alert where alert.page_id = page.id and alert.state <> 'closed')
    returning id`.execute(tx)
  const held = await holdOpenPages(tx, pageIds, now)
  await cancelDeliveries(tx, [...ended.rows.map((row) => row.id), ...held])
}

/** Open pages on which nothing waits for an answer: held as long as whoever answered last may take. */
async function holdOpenPages(tx: Db, pageIds: readonly number[], now: Instant): Promise<number[]> {
  const held = await sql<{ id: number }>`
    update page set state = 'acknowledged', acknowledged_at = ${now}, version = version + 1, due_at = ${returnsAt(now)}
    where id = any(${pageIds}::bigint[]) and state = 'open'
      and not exists (select 1 from alert where alert.page_id = page.id and alert.state = 'triggered')
    returning id`.execute(tx)
  return held.rows.map((row) => row.id)
}

/** Somebody else has this page from now on than whoever answered or snoozed it before; its time to come back begins anew. */
export async function takeOverPage(tx: Db, pageId: number, by: string | null, now: Instant): Promise<void> {
  await lockPages(tx, [pageId])
  const held = await sql<{ id: number }>`
    update page set state = 'acknowledged', acknowledged_by = ${by}, acknowledged_at = ${now}, version = version + 1,
      due_at = ${returnsAt(now)}
    where id = ${pageId} and state not in ('exhausted', 'closed')
      and not exists (select 1 from alert where alert.page_id = page.id and alert.state = 'triggered')
    returning id`.execute(tx)
  await cancelDeliveries(
    tx,
    held.rows.map((row) => row.id),
  )
}

/** Whoever has the page said anew by when they are back; since when they have it stays as it was. */
export async function renewPromise(tx: Db, pageId: number): Promise<void> {
  await lockPages(tx, [pageId])
  await sql`
    update page set due_at = ${returnsAt(sql`page.acknowledged_at`)}, version = version + 1
    where id = ${pageId} and state = 'acknowledged'`.execute(tx)
}

/**
 * When a page that was acknowledged then comes back: when whoever has it said to be back, the first where several did, else as its
 * policy says. The caller has written the promise to its alerts.
 */
function returnsAt(acknowledgedAt: Instant | RawBuilder<unknown>) {
  return sql`coalesce(
    (select min(back_at) from alert
      where page_id = page.id and state = 'acknowledged' and promised_by is not null and back_at > (select baton_now())),
    ${acknowledgedAt}::timestamptz
      + make_interval(mins => coalesce((select return_after_minutes from policy where id = page.policy_id), 60)))`
}

/** In one order, and before looking at their alerts: two who end the last alerts of a page at once see each other. */
async function lockPages(tx: Db, pageIds: readonly number[]): Promise<void> {
  await sql`select 1 from page where id = any(${pageIds}::bigint[]) order by id for update`.execute(tx)
}
