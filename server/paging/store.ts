// Reading pages and deliveries: trails, the outbox, and what a link speaks of.
import { sinkChannel } from '../../domain/paging/itself.ts'
import { sql, type AliasedSelectQueryBuilder } from 'kysely'
import type { Delivery, Page } from '../../domain/paging/page.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { answeredAlert } from './answered-alert.ts'
import { findDeclines } from './declines.ts'

/** Everything that was tried for an alert, oldest page first, every attempt included. */
export async function findTrail(db: Db, alertId: number): Promise<Page[]> {
  const pages = await db
    .selectFrom('page')
    .leftJoin('policy', 'policy.id', 'page.policy_id')
    .leftJoin('person', 'person.id', 'page.person_id')
    .leftJoin('person as holder', 'holder.id', 'page.acknowledged_by')
    .selectAll('page')
    .select(['policy.name as policy_name', 'person.name as person_name', 'holder.name as holder_name'])
    // Its own pages, and the one of another alert that it joined.
    .where((page) =>
      page.or([
        page('page.alert_id', '=', alertId),
        page('page.id', '=', page.selectFrom('alert').select('page_id').where('id', '=', alertId)),
      ]),
    )
    .orderBy('page.id')
    .limit(100)
    .execute()
  const pageIds = pages.map((page) => page.id)
  if (pageIds.length === 0) return []
  const deliveries = await db
    .selectFrom('delivery')
    .leftJoin('person', 'person.id', 'delivery.person_id')
    .selectAll('delivery')
    .select('person.name as person_name')
    .select(sentWith)
    .where('delivery.channel', '!=', sinkChannel)
    .where('page_id', 'in', pageIds)
    .orderBy('delivery.id')
    .limit(1_000)
    .execute()
  const answers = await db
    .selectFrom('page_answer')
    .innerJoin('person', 'person.id', 'page_answer.person_id')
    .select(['page_id', 'person_id as personId', 'person.name', 'at'])
    .where('page_id', 'in', pageIds)
    .orderBy('at')
    .execute()
  const ids = deliveries.map((delivery) => delivery.id)
  const attempts =
    ids.length === 0
      ? []
      : await db.selectFrom('delivery_attempt').selectAll().where('delivery_id', 'in', ids).orderBy('number').execute()
  const declines = await findDeclines(db, pageIds)
  return pages.map((page) => ({
    id: page.id,
    alertId: page.alert_id,
    plan: page.plan,
    policyId: page.policy_id,
    policyName: page.policy_name,
    personId: page.person_id,
    personName: page.person_name,
    isTest: page.is_test,
    priority: asPriority(page.priority),
    state: page.state,
    loop: page.loop,
    step: page.step,
    dueAt: page.due_at,
    heldUntil: page.held_until,
    needs: page.needs,
    answers: answers
      .filter((answer) => answer.page_id === page.id)
      .map(({ personId, name, at }) => ({ personId, name, at })),
    openedAt: page.opened_at,
    acknowledgedBy: page.holder_name,
    acknowledgedAt: page.acknowledged_at,
    closedAt: page.closed_at,
    declines: declines.get(page.id) ?? [],
    deliveries: deliveries
      .filter((delivery) => delivery.page_id === page.id)
      .map((delivery) => ({
        ...toDelivery(delivery),
        attempts: attempts
          .filter((attempt) => attempt.delivery_id === delivery.id)
          .map((attempt) => ({
            number: attempt.number,
            node: attempt.node,
            startedAt: attempt.started_at,
            endedAt: attempt.ended_at,
            outcome: attempt.outcome,
            detail: attempt.detail,
          })),
      })),
  }))
}

/** What no provider carried, newest first. */
export async function findOutbox(db: Db, of: { readonly before?: number | undefined; readonly limit: number }) {
  let select = db
    .selectFrom('delivery')
    .leftJoin('person', 'person.id', 'delivery.person_id')
    .innerJoin('page', 'page.id', 'delivery.page_id')
    .selectAll('delivery')
    .select(['person.name as person_name', 'page.alert_id as alert_id'])
    .select(sentWith)
    .where('delivery.channel', '!=', sinkChannel)
    .where('delivery.state', '=', 'not_sent')
    .orderBy('delivery.id', 'desc')
    .limit(of.limit)
  if (of.before) select = select.where('delivery.id', '<', of.before)
  const rows = await select.execute()
  return rows.map((row) => ({
    ...toDelivery(row),
    alertId: row.alert_id,
    subject: row.message?.subject ?? '',
    text: row.message?.text ?? '',
  }))
}

/** The delivery a link was sent with, and the alert its answer goes to. */
export function findAnswerable(db: Db, deliveryId: number) {
  return db
    .selectFrom('delivery')
    .innerJoin('page', 'page.id', 'delivery.page_id')
    .innerJoin('alert', (join) => join.on('alert.id', '=', answeredAlert))
    .innerJoin('person', 'person.id', 'delivery.person_id')
    .leftJoin('service', 'service.id', 'alert.service_id')
    .leftJoin('person as holder', 'holder.id', 'alert.acknowledged_by')
    .leftJoin('person as promiser', 'promiser.id', 'alert.promised_by')
    .leftJoin('person as closer', 'closer.id', 'alert.closed_by')
    .leftJoin('page_decline', (join) =>
      join
        .onRef('page_decline.page_id', '=', 'delivery.page_id')
        .onRef('page_decline.person_id', '=', 'delivery.person_id')
        .on('page_decline.holds', '=', true),
    )
    .select([
      'delivery.id',
      'delivery.page_id',
      'delivery.turn',
      'person.id as person_id',
      'delivery.created_at',
      'person.name as person_name',
      'person.language',
      'person.zone',
      'person.role',
      'person.deactivated_at',
      'alert.id as alert_id',
      'alert.summary',
      'alert.priority',
      'alert.state',
      'alert.first_at',
      'service.name as service_name',
      'holder.name as holder_name',
      'closer.name as closed_by_name',
      'alert.promised_by',
      'promiser.name as promised_by_name',
      'alert.looking_at',
      'alert.back_at',
      'page_decline.holds as has_declined',
      'page.is_test',
    ])
    .where('delivery.id', '=', deliveryId)
    .executeTakeFirst()
}

/** The browser says it showed this: counted once, and only for the person it was meant for. */
export async function markReceived(
  db: Db,
  deliveryId: number,
  personId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const updated = await db
    .updateTable('delivery')
    .set((row) => ({ received_at: row.fn.coalesce('received_at', row.val(now)) }))
    .where('id', '=', deliveryId)
    .where('person_id', '=', personId)
    .where('channel', '=', 'browser')
    .executeTakeFirst()
  return updated.numUpdatedRows > 0n
}

/** Deliveries that wait or are being tried, up to a thousand: more is "many". */
export async function countWaitingDeliveries(db: Db): Promise<number> {
  const rows = db.selectFrom('delivery').select('id').where('state', 'in', ['queued', 'claimed']).limit(1_000)
  return countRows(db, rows.as('waiting'))
}

/** Pages to the fallback that nobody has answered. */
export async function countOpenAlarms(db: Db): Promise<number> {
  const rows = db
    .selectFrom('page')
    .select('id')
    .where('plan', '=', 'fallback')
    .where('state', '=', 'open')
    // Every open page has one: this names the index.
    .where('due_at', 'is not', null)
    .limit(1_000)
  return countRows(db, rows.as('waiting'))
}

async function countRows(db: Db, rows: AliasedSelectQueryBuilder<{ id: number }, 'waiting'>): Promise<number> {
  const { count } = await db
    .selectFrom(rows)
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** How many others the last message of a delivery carried. */
const sentWith = sql<number>`(select greatest(count(*) - 1, 0) from delivery_bundle
  where bundle = (select max(bundle) from delivery_bundle where delivery_id = delivery.id))::int`.as('sent_with')

function toDelivery(
  row: Row<'delivery'> & { person_name: string | null; sent_with: number },
): Omit<Delivery, 'attempts'> {
  const isWaiting = row.state === 'queued'
  return {
    id: row.id,
    pageId: row.page_id,
    turn: row.turn,
    loop: row.loop,
    step: row.step,
    personId: row.person_id,
    personName: row.person_name,
    channel: row.channel,
    address: row.address,
    reason: row.reason,
    state: row.state,
    dueAt: row.due_at,
    outcome: row.outcome,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    receivedAt: row.received_at,
    sentWith: isWaiting ? 0 : row.sent_with,
    waitsFor: !isWaiting ? null : row.is_gathered ? 'bundle' : row.reason.quietUntil ? 'quiet_hours' : null,
  }
}
