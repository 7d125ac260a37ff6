// Acceptance: what a batch of events does to the alerts, as few statements as can be, committed before anybody is answered.
import { sql } from 'kysely'
import { sentence } from '../../domain/log/entry.ts'
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import { priorityNumber } from '../../domain/paging/priority.ts'
import type { Db } from '../db/connect.ts'
import type { KnownSource } from './sources.ts'

/** One event with the source it came by, folded with its repeats in the same batch. */
export type Arrival = { readonly source: KnownSource; readonly event: ReceivedEvent; count: number }

/**
 * Raises or repeats alerts, and ends or acknowledges them, in one transaction (one statement when all are triggers).
 * Arrivals must hold each key at most once. Every change writes, so every answer rests on a commit that reached the disk.
 */
export async function acceptArrivals(db: Db, arrivals: readonly Arrival[]): Promise<void> {
  const triggers = arrivals.filter(({ event }) => event.action === 'trigger')
  const others = arrivals.filter(({ event }) => event.action !== 'trigger')
  if (others.length === 0) return raise(db, triggers)
  await db.transaction().execute(async (tx) => {
    if (triggers.length > 0) await raise(tx, triggers)
    await acknowledgeBySource(
      tx,
      others.filter(({ event }) => event.action === 'acknowledge'),
    )
    await closeBySource(
      tx,
      others.filter(({ event }) => event.action === 'resolve'),
    )
  })
}

/**
 * One statement: the alert (new, or counted up while it is open), and its log entry when it is new. A repeat with a higher
 * priority than an acknowledged alert has re-opens it. Sorted by key, so that two nodes lock in one order.
 */
async function raise(db: Db, arrivals: readonly Arrival[]): Promise<void> {
  const sorted = arrivals.toSorted(byKey)
  const column = <T>(pick: (arrival: Arrival) => T) => sorted.map(pick)
  await sql`
    with clock as materialized (select baton_now() as now),
    arrived as materialized (
      select e.*, v.id as service_id, v.team_id
      from unnest(${column(({ source }) => source.id)}::uuid[], ${column(({ event }) => event.key)}::text[],
        ${column(({ event }) => priorityNumber(event.priority))}::smallint[], ${column(({ event }) => event.summary)}::text[],
        ${column(({ event }) => event.from)}::text[], ${column(({ event }) => JSON.stringify(event.labels))}::text[],
        ${column(({ event }) => JSON.stringify(event.links))}::text[], ${column(({ event }) => event.details)}::text[],
        ${column(({ event }) => event.groupKey)}::text[], ${column(({ event }) => event.endsAt)}::timestamptz[],
        ${column(({ count }) => count)}::int[], ${column((arrival) => JSON.stringify(factsOf(arrival)))}::text[],
        ${column((arrival) => sentence('alert_raised', factsOf(arrival), arrival.source.name))}::text[],
        ${column(({ source }) => source.name)}::text[])
        as e(source_id, key, priority, summary, origin, labels, links, details, group_key, ends_at, count, facts, says, source_name)
      join source s on s.id = e.source_id and s.disabled_at is null
      join service v on v.id = s.service_id
    ),
    raised as (
      insert into alert as a (team_id, service_id, source_id, key, priority, summary, origin, labels, links, details, group_key,
        ends_at, count, first_at, last_at, paging_due_at)
      select team_id, service_id, source_id, key, priority, summary, origin, labels, links, details, group_key,
        ends_at, count, now, now, now
      from arrived, clock
      on conflict (source_id, key) where state <> 'closed' do update set
        count = a.count + excluded.count, last_at = excluded.last_at, summary = excluded.summary, origin = excluded.origin,
        labels = excluded.labels, links = excluded.links, details = excluded.details,
        ends_at = case when excluded.ends_at is null then a.ends_at else greatest(a.ends_at, excluded.ends_at) end,
        priority = least(a.priority, excluded.priority),
        state = case when a.state = 'acknowledged' and excluded.priority < a.priority then 'triggered' else a.state end,
        paging_due_at = case when a.state = 'acknowledged' and excluded.priority < a.priority
          then excluded.last_at else a.paging_due_at end
      returning a.id, a.team_id, a.source_id, a.key, a.count, (xmax = 0) as is_new,
        (page_id is not null and paging_due_at is not null) as rose
    )
    insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, alert_id, facts, says)
    select clock.now, r.team_id, case when is_new then 'alert_raised' else 'alert_rose' end, 'source', r.source_id::text,
      e.source_name, r.id, e.facts::jsonb,
      case when is_new then e.says
        else e.source_name || ' raised it to P' || e.priority || ', so it is paged again: ' || e.summary end
    from raised r join arrived e using (source_id, key), clock
    where r.is_new or r.rose`.execute(db)
}

async function closeBySource(db: Db, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length === 0) return
  const sorted = arrivals.toSorted(byKey)
  await sql`
    with clock as materialized (select baton_now() as now),
    arrived as (
      select * from unnest(${sorted.map(({ source }) => source.id)}::uuid[], ${sorted.map(({ event }) => event.key)}::text[],
        ${sorted.map(({ source }) => source.name)}::text[]) as e(source_id, key, source_name)
    ),
    closed as (
      update alert a set state = 'closed', closed_at = clock.now, closed_because = 'source', paging_due_at = null, ends_at = null
      from arrived e, clock where a.source_id = e.source_id and a.key = e.key and a.state <> 'closed'
      returning a.id, a.team_id, a.page_id, a.summary, a.source_id, e.source_name, clock.now
    ),
    pages as (
      update page p set state = 'closed', due_at = null, closed_at = c.now, version = p.version + 1
      from closed c where p.alert_id = c.id and p.state in ('open', 'acknowledged', 'snoozed') returning p.id
    ),
    cancelled as (
      update delivery d set state = 'cancelled', due_at = null from pages p
      where d.page_id = p.id and d.state in ('queued', 'claimed') returning d.id
    )
    insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, alert_id, page_id, facts, says)
    select now, team_id, 'alert_closed_by_source', 'source', source_id::text, source_name, id, page_id,
      jsonb_build_object('summary', summary, 'by', source_name), source_name || ' says it is over: ' || summary
    from closed`.execute(db)
}

async function acknowledgeBySource(db: Db, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length === 0) return
  const sorted = arrivals.toSorted(byKey)
  await sql`
    with clock as materialized (select baton_now() as now),
    arrived as (
      select * from unnest(${sorted.map(({ source }) => source.id)}::uuid[], ${sorted.map(({ event }) => event.key)}::text[],
        ${sorted.map(({ source }) => source.name)}::text[]) as e(source_id, key, source_name)
    ),
    held as (
      update alert a set state = 'acknowledged', acknowledged_by = null, acknowledged_at = clock.now
      from arrived e, clock where a.source_id = e.source_id and a.key = e.key and a.state in ('triggered', 'snoozed')
      returning a.id, a.team_id, a.page_id, a.summary, a.source_id, e.source_name, clock.now
    ),
    pages as (
      update page p set state = 'acknowledged', acknowledged_at = h.now, version = p.version + 1,
        due_at = h.now + make_interval(mins => coalesce((select return_after_minutes from policy where id = p.policy_id), 60))
      from held h where p.id = h.page_id and p.state in ('open', 'snoozed') returning p.id
    ),
    cancelled as (
      update delivery d set state = 'cancelled', due_at = null from pages p
      where d.page_id = p.id and d.state in ('queued', 'claimed') returning d.id
    )
    insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, alert_id, page_id, facts, says)
    select now, team_id, 'alert_acknowledged', 'source', source_id::text, source_name, id, page_id,
      jsonb_build_object('summary', summary, 'via', 'source'), source_name || ' acknowledged: ' || summary
    from held`.execute(db)
}

function factsOf({ source, event }: Arrival) {
  return { summary: event.summary, priority: event.priority, by: source.name }
}

function byKey(a: Arrival, b: Arrival): number {
  if (a.source.id !== b.source.id) return a.source.id < b.source.id ? -1 : 1
  return a.event.key < b.event.key ? -1 : a.event.key > b.event.key ? 1 : 0
}
