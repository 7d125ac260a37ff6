// Replies by mail as rows: each is taken once, and what is told back waits as a notice. All writes of `mail_answer` are here.
import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { queueNotices, type Teller } from '../notices/store.ts'
import type { Sealer } from '../secrets.ts'
import { replyAddress } from './reply-address.ts'

/** A reply as it is known: `ref` is the same whenever the same mail comes again. */
export type TakenMail = {
  readonly deliveryId: number
  /** Of a mail with many pages: it is answered as a whole. */
  readonly bundle: number | null
  readonly ref: string
  readonly messageId: string | null
}

/** Replies are read for so long: a day as answers, then to say that it is over. Afterwards there is no such address. */
const readHours = 72

/** The delivery by mail that an address speaks of, its person, and how many others its page has reached; undefined when it is old. */
export async function findMailed(db: Db, id: number) {
  return db
    .selectFrom('delivery')
    .innerJoin('person', 'person.id', 'delivery.person_id')
    .innerJoin('page', 'page.id', 'delivery.page_id')
    .select(['delivery.id', 'delivery.page_id as pageId', 'person.id as personId', 'person.language'])
    .select(['page.state as pageState', 'page.acknowledged_by as acknowledgedBy'])
    .select(
      sql<number>`(select count(distinct other.person_id)::int from delivery other
        where other.page_id = delivery.page_id and other.person_id <> delivery.person_id and other.sent_at is not null)`.as(
        'others',
      ),
    )
    .where('delivery.id', '=', id)
    .where('delivery.channel', '=', 'email')
    .where(sql<boolean>`delivery.created_at > baton_now() - make_interval(hours => ${readHours})`)
    .executeTakeFirst()
}

/** What was taken for this delivery before. */
export async function takenBefore(db: Db, { deliveryId, ref }: Pick<TakenMail, 'deliveryId' | 'ref'>) {
  const rows = await db
    .selectFrom('mail_answer')
    .select(['ref', 'is_clear', 'says'])
    .where('delivery_id', '=', deliveryId)
    .execute()
  return {
    isTaken: rows.some((row) => row.ref === ref),
    count: rows.length,
    told: rows.filter((row) => row.says !== null).length,
    isExplained: rows.some((row) => !row.is_clear && row.says !== null),
  }
}

/** Keeps that it was taken and queues what the person is told; inside a transaction. False when it was kept before. */
export async function keepMailAnswer(
  tx: Db,
  mail: TakenMail,
  of: { readonly personId: string; readonly isClear: boolean; readonly says: string | null; readonly now: Instant },
): Promise<boolean> {
  const kept = await tx
    .insertInto('mail_answer')
    .values({
      delivery_id: mail.deliveryId,
      bundle: mail.bundle,
      ref: mail.ref,
      message_id: mail.messageId,
      is_clear: of.isClear,
      says: of.says,
      at: of.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  const isNew = (kept.numInsertedOrUpdatedRows ?? 0n) > 0n
  if (isNew && of.says !== null) {
    const subject = `${mail.deliveryId} ${mail.ref}`
    await queueNotices(tx, [{ personId: of.personId, kind: mailAnswered, subject, dueAt: of.now }])
  }
  return isNew
}

export const mailAnswered = 'mail_answered'

/**
 * What somebody who replied is told, at the address that the page went to and never at the one that the reply claims to be from.
 * It can be replied to in turn.
 */
export function mailAnswerTeller(of: { readonly sealer: Sealer; readonly domain: string }): Teller {
  return async (db, { subject }) => {
    const [id = '', ref = ''] = subject.split(' ')
    const row = await db
      .selectFrom('mail_answer')
      .innerJoin('delivery', 'delivery.id', 'mail_answer.delivery_id')
      .innerJoin('person', 'person.id', 'delivery.person_id')
      .innerJoin('page', 'page.id', 'delivery.page_id')
      .innerJoin('alert', 'alert.id', 'page.alert_id')
      .select(['mail_answer.message_id as messageId', 'mail_answer.says', 'mail_answer.bundle'])
      .select(['delivery.id', 'delivery.page_id as pageId', 'person.id as personId', 'delivery.address'])
      .select(['alert.id as alertId', 'alert.summary'])
      .where('mail_answer.delivery_id', '=', Number(id))
      .where('mail_answer.ref', '=', ref)
      .executeTakeFirst()
    if (!row?.says) return null
    const reply = {
      address: row.address,
      inReplyTo: row.messageId,
      replyAddress: replyAddress(of.sealer, of.domain, { ...row, bundle: row.bundle ?? undefined }),
    }
    return { subject: `Re: ${row.summary}`, paragraphs: row.says.split('\n\n'), path: `/alerts/${row.alertId}`, reply }
  }
}

/**
 * The mail came back: its receipt is due now, as a failure. False when that was known or somebody has read it; null while it is not
 * yet written down that it went out.
 */
export async function markBounced(
  db: Db,
  of: { readonly id: number; readonly because: string; readonly now: Instant },
): Promise<boolean | null> {
  const { rows } = await sql<{ state: string }>`
    update delivery set failed_ref = coalesce(provider_ref, ''), failed_because = ${of.because}, receipt_due_at = ${of.now}
    where id = ${of.id} and channel = 'email' and state = 'sent' and received_at is null and failed_ref is null
    returning state`.execute(db)
  if (rows.length > 0) return true
  const row = await db.selectFrom('delivery').select('state').where('id', '=', of.id).executeTakeFirst()
  return row?.state === 'claimed' ? null : false
}

/** What can no longer come again need not be remembered. */
export async function forgetOldMail(db: Db, now: Instant): Promise<void> {
  await db
    .deleteFrom('mail_answer')
    .where('at', '<', now.subtract({ hours: readHours + 24 }))
    .execute()
}
