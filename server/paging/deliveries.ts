// Deliveries as rows: queued by a step, claimed under a lease, ended by an outcome.
import { sql, type InsertObject } from 'kysely'
import type { Reason } from '../../domain/paging/page.ts'
import { begins, type Capacity } from '../../domain/paging/capacity.ts'
import type { Way } from '../../domain/paging/rules.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Tables } from '../db/tables.ts'

/** How long a node may hold a delivery before another may try it: longer than any channel's deadline. */
export const leaseSeconds = 15

export type NewDelivery = {
  readonly pageId: number
  readonly turn: number
  readonly loop: number
  readonly step: number
  /** Null where a channel of a team is told. */
  readonly personId: string | null
  readonly channelId: string | null
  readonly reason: Reason
  readonly priority: number
  readonly way: Omit<Way, 'contactId'> & { readonly contactId: string | null }
}

/** The contact, or the team's channel: one firing of a page goes there once. */
export function placeOf({
  channelId,
  way,
}: Pick<NewDelivery, 'channelId'> & { readonly way: Pick<NewDelivery['way'], 'contactId'> }): string | null {
  return way.contactId ?? channelId
}

/** A delivery in the hands of one node; `epoch` fences a node that was asleep while its lease ran out. */
export type Claimed = {
  readonly id: number
  readonly epoch: number
  /** Until then it is this node's. */
  readonly leaseEndsAt: Instant
  /** 1 for the first. */
  readonly attempt: number
  readonly pageId: number
  readonly turn: number
  readonly loop: number
  readonly step: number
  readonly personId: string | null
  readonly contactId: string | null
  readonly channelId: string | null
  readonly channel: string
  readonly address: string
  readonly reason: Reason
  readonly priority: number
  /** It waited for others to its contact and goes out with them. */
  readonly isGathered?: boolean
  readonly alert: AlertFacts
}

/** What a message says of the alert. */
export type AlertFacts = {
  readonly id: number
  readonly summary: string
  readonly serviceId: string | null
  readonly teamId: string
  readonly raisedAt: Instant
  readonly isTest: boolean
  /** What the person wrote who raised it by hand; empty for a monitor's alert. */
  readonly note: string
  /** What whoever had it last said, when it comes back. */
  readonly promise?:
    { readonly by: string; readonly lookingInto: string; readonly backAt: Instant | null } | null | undefined
}

/**
 * Queues the deliveries of a step. Those due now for which this node has room are claimed by it at once:
 * they go out from memory after the commit, without being read again.
 */
export async function queueDeliveries(
  tx: Db,
  deliveries: readonly NewDelivery[],
  of: {
    readonly now: Instant
    readonly node: string
    readonly take: Capacity
    readonly alertOf: (pageId: number) => AlertFacts
  },
): Promise<Claimed[]> {
  if (deliveries.length === 0) return []
  const isTaken = takenOf(deliveries, of.take)
  const rows = deliveries.map(
    (delivery) =>
      ({
        page_id: delivery.pageId,
        turn: delivery.turn,
        loop: delivery.loop,
        step: delivery.step,
        person_id: delivery.personId,
        contact_id: delivery.way.contactId,
        channel_id: delivery.channelId,
        channel: delivery.way.channel,
        address: delivery.way.address,
        reason: JSON.stringify(delivery.reason),
        priority: delivery.priority,
        created_at: of.now,
        ...(isTaken.has(delivery)
          ? { state: 'claimed', due_at: of.now.add({ seconds: leaseSeconds }), attempts: 1, epoch: 1, node: of.node }
          : {
              state: 'queued',
              due_at: of.now.add({ minutes: delivery.way.afterMinutes }),
              attempts: 0,
              epoch: 0,
              node: null,
            }),
      }) satisfies InsertObject<Tables, 'delivery'>,
  )
  const inserted = await tx
    .insertInto('delivery')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'page_id', 'turn', 'contact_id', 'channel_id', 'state'])
    .execute()
  const ids = new Map(inserted.map((row) => [`${row.page_id} ${row.turn} ${row.contact_id ?? row.channel_id}`, row]))
  return deliveries.flatMap((delivery) => {
    const row = ids.get(`${delivery.pageId} ${delivery.turn} ${placeOf(delivery)}`)
    return row?.state === 'claimed'
      ? [asClaimed(delivery, { id: row.id, at: of.now }, of.alertOf(delivery.pageId))]
      : []
  })
}

/** Which of these does this node claim at once? The first that are due now, as many as it has room for. */
export function takenOf(deliveries: readonly NewDelivery[], take: Capacity): ReadonlySet<NewDelivery> {
  const now = deliveries.filter(({ way }) => way.afterMinutes === 0)
  return new Set(begins(now, ({ way }) => way, take))
}

/** A delivery that was claimed as it was queued, at this moment. */
export function asClaimed(
  delivery: NewDelivery,
  { id, at }: { readonly id: number; readonly at: Instant },
  alert: AlertFacts,
): Claimed {
  const { pageId, turn, loop, step, personId, channelId, reason, priority, way } = delivery
  const { contactId, channel, address } = way
  return {
    id,
    epoch: 1,
    leaseEndsAt: at.add({ seconds: leaseSeconds }),
    attempt: 1,
    pageId,
    turn,
    loop,
    step,
    personId,
    contactId,
    channelId,
    channel,
    address,
    reason,
    priority,
    alert,
  }
}

/** One message may carry so many beside those that a node would send singly. */
const mostInABundle = 500

/** `hostOf` of a delivery `d`. */
export const hostInSql = sql<string>`coalesce(lower(substring(d.address from '(?i)^https?://([^/?#]+)')), d.channel)`

/**
 * Claims what is due, urgent first, for this node; with what was gathered for a contact everything else that was. A page that somebody is
 * answering at this moment is passed over: nothing is sent after an acknowledgement was committed (promise C8). `busy` are addresses
 * with too many tries running, and `full` are hosts that have all the calls they may have.
 */
export async function claimDeliveries(
  db: Db,
  of: {
    readonly node: string
    readonly limit: number
    readonly busy: readonly string[]
    readonly full: readonly string[]
  },
): Promise<Claimed[]> {
  const claimed = await sql<{
    id: number
    epoch: number
    due_at: Instant
    attempts: number
    page_id: number
    turn: number
    loop: number
    step: number
    person_id: string | null
    contact_id: string | null
    channel_id: string | null
    channel: string
    address: string
    reason: Reason
    priority: number
    is_gathered: boolean
    alert_id: number
    summary: string
    service_id: string | null
    team_id: string
    first_at: Instant
    is_test: boolean
    note: string
    promised_by_name: string | null
    looking_at: string | null
    back_at: Instant | null
  }>`
    with due as (
      select x.* from (values (1), (2), (3), (4)) as urgency(priority), lateral (
        select d.id, d.contact_id, d.is_gathered, p.alert_id, p.is_test
        from delivery d join page p on p.id = d.page_id
        where d.state in ('queued', 'claimed') and d.priority = urgency.priority and d.due_at <= (select baton_now())
          and p.state = 'open' and not (d.address = any(${of.busy}::text[]))
          and not (${hostInSql} = any(${of.full}::text[]))
        order by d.due_at limit ${of.limit}
        for update of d skip locked for share of p skip locked
      ) x limit ${of.limit}
    ), beside as (
      select d.id, p.alert_id, p.is_test from delivery d join page p on p.id = d.page_id
      where d.is_gathered and d.state in ('queued', 'claimed') and d.due_at <= (select baton_now()) and p.state = 'open'
        and d.contact_id in (select contact_id from due where is_gathered) and d.id not in (select id from due)
      order by d.priority, d.due_at limit ${mostInABundle}
      for update of d skip locked for share of p skip locked
    ), taken as (
      update delivery d set state = 'claimed', due_at = baton_now() + make_interval(secs => ${leaseSeconds}),
        attempts = d.attempts + 1, epoch = d.epoch + 1, node = ${of.node}
      from (select id, alert_id, is_test from due union all select id, alert_id, is_test from beside) due where d.id = due.id
      returning d.*, due.alert_id, due.is_test
    )
    select t.id, t.epoch, t.due_at, t.attempts, t.page_id, t.turn, t.loop, t.step, t.person_id, t.contact_id, t.channel_id, t.channel,
      t.address, t.reason, t.priority, t.is_gathered, a.id as alert_id, t.is_test, a.summary, a.service_id, a.team_id, a.first_at,
      case when a.source_id is null then left(a.details, 2000) else '' end as note, a.looking_at, a.back_at,
      (select name from person where id = a.promised_by) as promised_by_name
    from taken t join lateral (
      select * from alert where page_id = t.page_id or id = t.alert_id
      order by (page_id is distinct from t.page_id), (state = 'closed'), priority, id limit 1
    ) a on true order by t.priority, t.id`.execute(db)
  return claimed.rows.map((row) => ({
    id: row.id,
    epoch: row.epoch,
    leaseEndsAt: row.due_at,
    attempt: row.attempts,
    pageId: row.page_id,
    turn: row.turn,
    loop: row.loop,
    step: row.step,
    personId: row.person_id,
    contactId: row.contact_id,
    channelId: row.channel_id,
    channel: row.channel,
    address: row.address,
    reason: row.reason,
    priority: row.priority,
    isGathered: row.is_gathered,
    alert: {
      id: row.alert_id,
      summary: row.summary,
      serviceId: row.service_id,
      teamId: row.team_id,
      raisedAt: row.first_at,
      isTest: row.is_test,
      note: row.note,
      promise:
        row.promised_by_name === null
          ? null
          : { by: row.promised_by_name, lookingInto: row.looking_at ?? '', backAt: row.back_at },
    },
  }))
}

/** Which of these deliveries are still in the hands of who claimed them so, on pages that nobody has answered? */
export async function stillHeld(
  db: Db,
  claimed: readonly Pick<Claimed, 'id' | 'epoch'>[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select d.id from unnest(${claimed.map(({ id }) => id)}::bigint[], ${claimed.map(({ epoch }) => epoch)}::int[]) as o(id, epoch)
    join delivery d on d.id = o.id join page p on p.id = d.page_id
    where d.epoch = o.epoch and d.state = 'claimed' and d.due_at > (select baton_now()) and p.state = 'open'`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Pages that ended take their waiting deliveries with them; one that is being sent keeps the outcome it will have. */
export async function cancelDeliveries(tx: Db, pageIds: readonly number[]): Promise<void> {
  if (pageIds.length === 0) return
  await sql`update delivery set state = 'cancelled', due_at = null
    where page_id = any(${pageIds}::bigint[]) and state in ('queued', 'claimed')`.execute(tx)
}

/**
 * Somebody has answered a page that goes on for others, or declined it: they are not rung for it any more. One that is being sent keeps
 * the outcome it will have.
 */
export async function cancelDeliveriesTo(
  tx: Db,
  { pageId, personId }: { readonly pageId: number; readonly personId: string },
): Promise<void> {
  await sql`update delivery set state = 'cancelled', due_at = null
    where page_id = ${pageId} and person_id = ${personId} and state in ('queued', 'claimed')`.execute(tx)
}

export type Attempted = {
  readonly id: number
  readonly epoch: number
  readonly attempt: number
  readonly startedAt: Instant
  readonly endedAt: Instant
}

export type SentOne = Attempted & {
  readonly state: 'sent' | 'not_sent'
  readonly detail: string
  readonly message: { readonly subject: string; readonly text: string } | null
  /** When its receipt counts as missing; null where none is waited for. */
  readonly receiptDueAt: Instant | null
}

/** Records deliveries that were handed over; one statement for all. A row that another node took over is left alone. */
export async function recordSent(db: Db, node: string, sent: readonly SentOne[]): Promise<void> {
  const column = <T>(pick: (one: SentOne) => T) => sent.map(pick)
  await sql`
    with outcome as (
      select * from unnest(${column((s) => s.id)}::bigint[], ${column((s) => s.epoch)}::int[], ${column((s) => s.attempt)}::int[],
        ${column((s) => s.startedAt.toString())}::timestamptz[], ${column((s) => s.endedAt.toString())}::timestamptz[],
        ${column((s) => s.state)}::text[], ${column((s) => s.detail)}::text[],
        ${column((s) => (s.message ? JSON.stringify(s.message) : null))}::text[],
        ${column((s) => s.receiptDueAt?.toString() ?? null)}::timestamptz[])
        as o(id, epoch, attempt, started_at, ended_at, state, detail, message, receipt_due_at)
    ), ended as (
      update delivery d set state = o.state, due_at = null, outcome = o.detail, provider_ref = o.detail,
        sent_at = case when o.state = 'sent' then o.ended_at end, message = o.message::jsonb,
        -- What the provider told meanwhile was quicker than this.
        receipt_due_at = case when d.received_at is not null then null when d.failed_ref = o.detail then o.ended_at
          else o.receipt_due_at end
      from outcome o where d.id = o.id and d.epoch = o.epoch and d.state in ('claimed', 'cancelled')
      returning d.id
    )
    insert into delivery_attempt (delivery_id, number, node, started_at, ended_at, outcome, detail)
    select o.id, o.attempt, ${node}, o.started_at, o.ended_at,
      case when o.state = 'sent' then 'sent' else 'give_up' end, o.detail
    from outcome o join ended using (id) on conflict do nothing`.execute(db)
}

/** Writes down an attempt that failed; false when another node has taken the delivery over, or the page has ended. */
export async function recordFailed(
  tx: Db,
  node: string,
  failed: Attempted & {
    readonly outcome: 'try_again' | 'give_up'
    readonly detail: string
    readonly retryAt: Instant | null
    /** What is kept in the outbox stays there, also as a failure. */
    readonly endsAs: 'failed' | 'not_sent'
  },
): Promise<boolean> {
  const updated = await tx
    .updateTable('delivery')
    .set({ state: failed.retryAt ? 'queued' : failed.endsAs, due_at: failed.retryAt, outcome: failed.detail })
    .where('id', '=', failed.id)
    .where('epoch', '=', failed.epoch)
    .where('state', 'in', ['claimed', 'not_sent'])
    .executeTakeFirst()
  await tx
    .insertInto('delivery_attempt')
    .values({
      delivery_id: failed.id,
      number: failed.attempt,
      node,
      started_at: failed.startedAt,
      ended_at: failed.endedAt,
      outcome: failed.outcome,
      detail: failed.detail,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return updated.numUpdatedRows > 0n
}

const hopeful: readonly string[] = ['sent', 'claimed', 'queued']

/**
 * What else is under way for this firing of the step: for this person, and for anybody. A channel is nobody: what becomes of it
 * neither hurries the page nor holds it up.
 */
export async function surroundings(
  tx: Db,
  of: { readonly id: number; readonly pageId: number; readonly turn: number; readonly personId: string | null },
  isOutboxEnough: boolean,
): Promise<{ readonly waiting: number; readonly othersHopeful: boolean }> {
  if (of.personId === null) return { waiting: 0, othersHopeful: true }
  const rows = await tx
    .selectFrom('delivery')
    .leftJoin('page_decline', (join) =>
      join
        .onRef('page_decline.page_id', '=', 'delivery.page_id')
        .onRef('page_decline.person_id', '=', 'delivery.person_id')
        .on('page_decline.holds', '=', true),
    )
    .leftJoin('page_answer', (join) =>
      join
        .onRef('page_answer.page_id', '=', 'delivery.page_id')
        .onRef('page_answer.person_id', '=', 'delivery.person_id'),
    )
    .select(['delivery.person_id', 'state', 'attempts', 'delivery.reason'])
    .select(['page_decline.holds as hasDeclined', 'page_answer.at as answeredAt'])
    .where('delivery.page_id', '=', of.pageId)
    .where('delivery.turn', '=', of.turn)
    .where('delivery.id', '!=', of.id)
    .where('delivery.person_id', 'is not', null)
    .execute()
  const sleepers = new Set(
    rows
      .filter((row) => row.state === 'queued' && row.attempts === 0 && row.reason.quietUntil)
      .map((row) => row.person_id),
  )
  return {
    waiting: rows.filter((row) => row.person_id === of.personId && row.state === 'queued').length,
    // A copy that arrives is nobody reached; from whoever declined, has answered, or sleeps through it, nothing more is hoped for.
    othersHopeful: rows.some(
      ({ person_id, state, reason, hasDeclined, answeredAt }) =>
        !hasDeclined &&
        answeredAt === null &&
        !sleepers.has(person_id) &&
        reason.kind !== 'shadow' &&
        (hopeful.includes(state) || (isOutboxEnough && state === 'not_sent')),
    ),
  }
}

/** A failed way must not be what a person waits for: their other ways of this firing are due now. What was gathered goes soon. */
export async function hurryOtherWays(
  tx: Db,
  of: { readonly pageId: number; readonly turn: number; readonly personId: string | null; readonly now: Instant },
): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ due_at: of.now, reason: sql`reason - 'quietUntil'` })
    .where('page_id', '=', of.pageId)
    .where('turn', '=', of.turn)
    .where('person_id', '=', of.personId)
    .where('state', '=', 'queued')
    .where('attempts', '=', 0)
    .where('is_gathered', '=', false)
    .where('due_at', '>', of.now)
    .execute()
}

/** Nothing waits for ever: what is due on a page that is no longer open is cancelled, however it came to be so. */
export async function cancelStray(db: Db): Promise<void> {
  await sql`
    update delivery d set state = 'cancelled', due_at = null from page p
    where p.id = d.page_id and p.state <> 'open' and d.state in ('queued', 'claimed') and d.due_at <= (select baton_now())`.execute(
    db,
  )
}

/** After a crash of the only node: nobody else can be holding these, so their leases end now. */
export async function releaseAllClaims(db: Db): Promise<number> {
  const released =
    await sql`update delivery set state = 'queued', due_at = baton_now() where state = 'claimed'`.execute(db)
  return Number(released.numAffectedRows ?? 0)
}
