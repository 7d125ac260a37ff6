import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** Takes the page's row for this transaction, before any of its deliveries. */
export async function lockPage(tx: Db, pageId: number): Promise<void> {
  await sql`select 1 from page where id = ${pageId} for update`.execute(tx)
}

/** A firing that reached nobody does not wait its minutes out. Nothing happens when the page has moved on or was answered. */
export async function hurryPage(tx: Db, pageId: number, turn: number, now: Instant): Promise<void> {
  await sql`
    update page set due_at = ${now}, version = version + 1
    where id = ${pageId} and version = ${turn} and state = 'open' and plan <> 'fallback' and due_at > ${now}`.execute(
    tx,
  )
}
