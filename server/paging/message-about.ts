// Which alert a message spoke of: a page may carry several, and others may have taken its place since.
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** The alert that was named when this delivery last went out, in the order of its claim. */
export async function alertInMessage(db: Db, deliveryId: number): Promise<number | undefined> {
  const found = await sql<{ id: number }>`
    with sent as (
      select page_id, coalesce(
        (select max(started_at) from delivery_attempt where delivery_id = delivery.id), created_at) as at
      from delivery where id = ${deliveryId}
    )
    select a.id from sent join page p on p.id = sent.page_id join alert a on a.page_id = p.id or a.id = p.alert_id
    order by (a.page_id is distinct from p.id), (a.first_at > sent.at), (a.closed_at < sent.at) is true, a.priority, a.id
    limit 1`.execute(db)
  return found.rows[0]?.id
}
