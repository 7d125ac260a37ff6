// Receipts: what became of what a provider had accepted. One that is missing is a row that is due, and counts as failed.
import { sql } from 'kysely'
import { maskedAddress, withoutAddress } from '../../domain/paging/mask.ts'
import { nextAttempt } from '../../domain/paging/next-attempt.ts'
import type { Instant } from '../../domain/time.ts'
import { because } from '../channels/channel.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries } from '../log/store.ts'
import type { Metrics } from '../metrics.ts'
import { hurryOtherWays, surroundings } from './deliveries.ts'
import { hurryPage, lockPage, wakeOnCall } from './hurry.ts'

/** To whom was this delivery made? What a token must be bound to. */
export function findDelivery(db: Db, id: number) {
  return db
    .selectFrom('delivery')
    .select(['id', 'page_id as pageId', 'person_id as personId', 'channel', 'turn'])
    .where('id', '=', id)
    .where('person_id', 'is not', null)
    .$narrowType<{ personId: string }>()
    .executeTakeFirst()
}

/**
 * A phone has it, whichever attempt brought it. Told twice, late, or after the network had given it up, it still has it; false
 * when that was known.
 */
export async function markArrived(db: Db, of: { readonly id: number; readonly now: Instant }): Promise<boolean> {
  const updated = await sql`
    update delivery set received_at = ${of.now}, receipt_due_at = null,
      outcome = case when failed_ref is not null then provider_ref else outcome end,
      state = case when state = 'failed' and failed_ref is not null then 'sent' else state end
    where id = ${of.id} and received_at is null`.execute(db)
  return Number(updated.numAffectedRows ?? 0) > 0
}

/**
 * The network gave this message up: its receipt is due now, as a failure. One that has arrived stays so, and one that is not the
 * message in question (an earlier attempt's) says nothing; before it is written down which message that is, it waits for that.
 */
export async function markLost(
  db: Db,
  of: { readonly id: number; readonly ref: string; readonly because: string; readonly now: Instant },
): Promise<boolean> {
  const updated = await sql`
    update delivery set failed_ref = ${of.ref}, failed_because = ${of.because},
      receipt_due_at = case when state = 'sent' then ${of.now}::timestamptz end
    where id = ${of.id} and received_at is null and failed_ref is distinct from ${of.ref}
      and (state = 'claimed' or (state = 'sent' and provider_ref = ${of.ref}))`.execute(db)
  return Number(updated.numAffectedRows ?? 0) > 0
}

export type ReceiptParts = {
  readonly db: Db
  readonly node: string
  readonly isDemo: boolean
  readonly metrics: Metrics
  readonly onHurry: () => void
  readonly onChange: () => void
}

const batch = 50

/** The engine's part: receipts that did not come, or came as failures. The person's next contact is tried at once (C7). */
export function receiptKind(parts: ReceiptParts): Kind {
  return {
    name: 'receipts',
    batch,
    async step() {
      const due = await dueReceipts(parts.db)
      let taken = 0
      for (const { id, page_id } of due) if (await fail(parts, id, page_id)) taken += 1
      if (taken > 0) {
        parts.onHurry()
        parts.onChange()
      }
      return taken
    },
  }
}

async function dueReceipts(db: Db) {
  const due = await sql<{ id: number; page_id: number }>`
    select id, page_id from delivery where receipt_due_at <= (select baton_now())
    order by receipt_due_at limit ${batch}`.execute(db)
  return due.rows
}

/** False when another node was quicker, or the receipt. */
async function fail(parts: ReceiptParts, id: number, pageId: number): Promise<boolean> {
  return parts.db.transaction().execute(async (tx) => {
    // The page first, as everybody who answers does.
    await lockPage(tx, pageId)
    const lost = await takeDue(tx, id)
    if (!lost) return false
    // Somebody has answered: whether this one arrived no longer matters, and is not told.
    if (lost.page_state !== 'open') return true
    const { now } = lost
    const reason =
      lost.failed_because === null
        ? because('no_receipt', 'the provider accepted it and told nothing more')
        : withoutAddress(lost.failed_because, lost)
    parts.metrics.receipt(lost.channel, lost.failed_because === null ? 'missing' : 'failed')
    const of = { id, pageId, turn: lost.turn, personId: lost.person_id }
    const next = nextAttempt({ giveUp: reason }, lost.attempts, await surroundings(tx, of, parts.isDemo))
    await tx
      .updateTable('delivery')
      .set({ state: 'failed', outcome: reason, failed_ref: sql`coalesce(failed_ref, provider_ref, '')` })
      .where('id', '=', id)
      .execute()
    if (next.do === 'give_up' && next.hurryOtherWays) await hurryOtherWays(tx, { ...of, now })
    const isRung = await wakeOnCall(tx, { ...of, now }, parts.isDemo)
    if (next.do === 'give_up' && next.hurryPage && !isRung) await hurryPage(tx, pageId, lost.turn, now)
    const facts = { person: lost.person_name, channel: lost.channel, address: maskedAddress(lost), detail: reason }
    const about = { teamId: lost.team_id, alertId: lost.alert_id, pageId }
    await addEntries(tx, [entry({ actor: { kind: 'engine', node: parts.node }, now }, 'delivery_failed', facts, about)])
    return true
  })
}

/** Takes the receipt off what is due, and says what it was about. */
async function takeDue(tx: Db, id: number) {
  const taken = await sql<
    Pick<Row<'delivery'>, 'turn' | 'channel' | 'address' | 'attempts' | 'failed_because'> &
      Pick<Row<'page'>, 'team_id' | 'alert_id'> & {
        page_state: string
        person_id: string
        person_name: string
        now: Instant
      }
  >`
    update delivery d set receipt_due_at = null from page p, person n
    where d.id = ${id} and d.receipt_due_at <= (select baton_now()) and p.id = d.page_id and n.id = d.person_id
    returning d.turn, d.person_id, d.channel, d.address, d.attempts, d.failed_because, p.team_id, p.alert_id,
      p.state as page_state, n.name as person_name, baton_now() as now`.execute(tx)
  return taken.rows[0]
}

/** Pages that went to this number lately, newest first: who was meant, and how the page stands. */
export async function findPagesTo(db: Db, number: string, since: Instant) {
  const rows = await db
    .selectFrom('delivery')
    .innerJoin('page', 'page.id', 'delivery.page_id')
    .innerJoin('person', 'person.id', 'delivery.person_id')
    .select([
      'delivery.id',
      'delivery.page_id as pageId',
      'person.id as personId',
      'page.state as pageState',
      'person.language',
    ])
    .where('delivery.channel', '=', 'sms')
    .where('delivery.address', '=', number)
    .where('delivery.created_at', '>', since)
    .orderBy('delivery.id', 'desc')
    .limit(200)
    .execute()
  // The newest delivery of each page to each person speaks for it.
  return [...new Map(rows.toReversed().map((row) => [`${row.pageId} ${row.personId}`, row])).values()]
}

/** Notes that this answer was taken; false when it was before. */
export async function noteAnswer(tx: Db, ref: string, now: Instant): Promise<boolean> {
  const noted = await tx
    .insertInto('phone_answer')
    .values({ ref, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (noted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** What can no longer be answered need not be remembered: two days are twice as long as an answer is taken. */
export async function forgetOldAnswers(db: Db, now: Instant): Promise<void> {
  await db
    .deleteFrom('phone_answer')
    .where('at', '<', now.subtract({ hours: 48 }))
    .execute()
}
