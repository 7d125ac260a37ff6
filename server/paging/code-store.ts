// Codes that were sent to contacts, as rows.
import { sql } from 'kysely'
import type { CodesSent } from '../../domain/paging/verify.ts'
import { mostTries } from '../../domain/paging/verify.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'

/** How many codes went out in the day before `now`. */
export async function countCodes(
  db: Db,
  of: { readonly personId: string; readonly address: string; readonly now: Instant },
): Promise<CodesSent> {
  const since = of.now.subtract({ hours: 24 })
  const counted = await sql<CodesSent>`
    select (select count(*)::int from contact_code where person_id = ${of.personId} and sent_at > ${since}) as "toPerson",
      (select count(*)::int from contact_code where address = ${of.address} and sent_at > ${since}) as "toAddress",
      (select count(*)::int from contact_code where channel in ('sms', 'voice') and sent_at > ${since}) as "byPhone"`.execute(
    db,
  )
  return counted.rows[0] ?? { toPerson: 0, toAddress: 0, byPhone: 0 }
}

export async function insertCode(db: Db, row: NewRow<'contact_code'>): Promise<void> {
  await db.insertInto('contact_code').values(row).execute()
}

/**
 * Notes a try at the newest code that was sent to this contact, or to this channel of a team, before it is judged; null when there
 * is none that may be tried.
 */
export async function tryCode(
  tx: Db,
  of: {
    readonly sentTo: 'contact_id' | 'team_channel_id'
    readonly id: string
    readonly address: string
    readonly now: Instant
  },
): Promise<{ readonly proof: string } | null> {
  const newest = tx
    .selectFrom('contact_code')
    .select('id')
    .where(of.sentTo, '=', of.id)
    .where('address', '=', of.address)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
  const tried = await tx
    .updateTable('contact_code')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('id', '=', newest)
    .where('expires_at', '>', of.now)
    .where('tries', '<', mostTries)
    .returning('proof')
    .executeTakeFirst()
  return tried ?? null
}

/** Codes of two days ago are neither tried nor counted. */
export async function forgetOldCodes(db: Db, now: Instant): Promise<void> {
  await db
    .deleteFrom('contact_code')
    .where('sent_at', '<', now.subtract({ hours: 48 }))
    .execute()
}
