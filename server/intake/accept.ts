// Acceptance: what a batch of events does to the alerts, as few statements as can be, committed before anybody is answered.
// Raw named statements on a pool of their own: this is the busiest place of the house (docs/decisions, hot path).
import { CompiledQuery, sql } from 'kysely'
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import { priorityNumber } from '../../domain/paging/priority.ts'
import { textArray } from '../db/arrays.ts'
import type { Database, Db } from '../db/connect.ts'
import { acknowledgePages, endPagesLeft } from '../escalation/answers.ts'
import type { Instant } from '../../domain/time.ts'
import type { KnownSource } from './sources.ts'

/** One event with the source it came by, folded with its repeats in the same batch. */
export type Arrival = { readonly source: KnownSource; readonly event: ReceivedEvent; readonly count: number }

type Run = (text: string, values: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>

/**
 * Raises or repeats alerts, and ends or acknowledges them: one statement when all are triggers, else one transaction.
 * Answers with how many alerts wait to be paged. Arrivals must hold each key at most once. Every change writes, so every answer rests on a commit that reached the disk.
 */
export async function acceptArrivals({ pool, db }: Database, arrivals: readonly Arrival[]): Promise<number> {
  const sorted = arrivals.toSorted(byKey)
  const said = (action: ReceivedEvent['action']) => sorted.filter(({ event }) => event.action === action)
  const triggers = said('trigger')
  if (triggers.length === arrivals.length) {
    return raise((text, values) => pool.query({ name: 'raise', text, values }), triggers)
  }
  return db.transaction().execute(async (tx) => {
    const unpaged = await raise((text, values) => tx.executeQuery(CompiledQuery.raw(text, values)), triggers)
    await acknowledgeBySource(tx, said('acknowledge'))
    await closeBySource(tx, said('resolve'))
    return unpaged
  })
}

/**
 * A new alert joins the unanswered page of its service when that page is as urgent (product A4: a flood is one page): the page
 * is held while we do, so that whoever answers it sees us, and we never join one that is being answered. Otherwise it waits
 * to be paged.
 *
 * The alert is new, or counted up while it is open; a new one has its log entry in the same statement. A repeat with a higher
 * priority than the acknowledged alert has re-opens it. Sorted by key, so that two nodes lock in one order.
 * The source is looked up again here: one that was switched off a moment ago raises nothing more.
 */
const raiseStatement = `
  with clock as materialized (select baton_now() as now),
  arrived as materialized (
    select e.*, v.id as service_id, v.team_id, v.grouping, v.policy_id
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::text[], $11::text[])
      as e(source_id, key, priority, summary, origin, labels, links, details, group_key, ends_at, count)
    join source s on s.id = e.source_id::uuid and s.disabled_at is null
    join service v on v.id = s.service_id
  ),
  unanswered as materialized (
    select id, service_id, priority, policy_id from page
    where service_id in (select service_id from arrived where grouping = 'unanswered')
      and state = 'open' and plan = 'policy' and not is_test
    for share skip locked
  ),
  raised as (
    insert into alert as a (team_id, service_id, source_id, key, priority, summary, origin, labels, links, details, group_key,
      ends_at, count, first_at, last_at, page_id, paging_due_at)
    select e.team_id, e.service_id, e.source_id::uuid, e.key, e.priority::smallint, e.summary, e.origin, e.labels, e.links,
      e.details, e.group_key, e.ends_at::timestamptz, e.count::int, now, now, page.id, case when page.id is null then now end
    from arrived e cross join clock left join lateral (
      select u.id from unanswered u
      where u.service_id = e.service_id and u.policy_id = e.policy_id and u.priority <= e.priority::smallint
        and e.key not like 'baton-test:%'
      order by u.priority, u.id limit 1) page on true
    on conflict (source_id, key) where state <> 'closed' do update set
      count = a.count + excluded.count, last_at = excluded.last_at, summary = excluded.summary, origin = excluded.origin,
      labels = excluded.labels, links = excluded.links, details = excluded.details,
      ends_at = case when excluded.ends_at is null then a.ends_at else greatest(a.ends_at, excluded.ends_at) end,
      priority = least(a.priority, excluded.priority),
      state = case when a.state = 'acknowledged' and excluded.priority < a.priority then 'triggered' else a.state end,
      paging_due_at = case when a.state = 'acknowledged' and excluded.priority < a.priority
        then excluded.last_at else a.paging_due_at end
    returning a.id, a.team_id, a.source_id, a.priority, a.summary, (xmax = 0) as is_new, a.page_id, a.paging_due_at
  ),
  said as (
    insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, alert_id, page_id, facts, says)
    select clock.now, r.team_id, case when is_new then 'alert_raised' else 'alert_rose' end, 'source', r.source_id::text,
      s.name, r.id, r.page_id, jsonb_build_object('summary', r.summary, 'priority', 'P' || r.priority, 'by', s.name),
      s.name || case when is_new then ' raised P' || r.priority || ': '
        else ' raised it to P' || r.priority || ', so it is paged again: ' end || r.summary
    from raised r join source s on s.id = r.source_id cross join clock
    where r.is_new or (r.page_id is not null and r.paging_due_at is not null)
  )
  select (select count(*)::int from raised where paging_due_at is not null) as unpaged,
    (select count(*)::int from arrived) as known`

async function raise(run: Run, arrivals: readonly Arrival[]): Promise<number> {
  if (arrivals.length === 0) return 0
  const column = (pick: (arrival: Arrival) => string | null) => textArray(arrivals.map(pick))
  const { rows } = await run(raiseStatement, [
    column(({ source }) => source.id),
    column(({ event }) => event.key),
    column(({ event }) => String(priorityNumber(event.priority))),
    column(({ event }) => event.summary),
    column(({ event }) => event.from),
    column(({ event }) => JSON.stringify(event.labels)),
    column(({ event }) => (event.links.length === 0 ? '[]' : JSON.stringify(event.links))),
    column(({ event }) => event.details),
    column(({ event }) => event.groupKey),
    column(({ event }) => event.endsAt),
    column(({ count }) => String(count)),
  ])
  const [counts] = rows as { unpaged: number; known: number }[]
  if (!counts || counts.known < arrivals.length) throw new SourceGone()
  return counts.unpaged
}

/** A source was switched off after it was looked up: its events raised nothing, and their sender must hear so. */
export class SourceGone extends Error {}

type Answered = { readonly page_id: number | null; readonly now: Instant }

async function closeBySource(tx: Db, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length === 0) return
  const { rows } = await sql<Answered>`
    with clock as materialized (select baton_now() as now),
    closed as (
      update alert a set state = 'closed', closed_at = clock.now, closed_because = 'source', paging_due_at = null, ends_at = null
      from ${named(arrivals)} as e(source_id, key), clock
      where a.source_id = e.source_id::uuid and a.key = e.key and a.state <> 'closed'
      returning a.id, a.team_id, a.page_id, a.summary, a.source_id, clock.now
    ), said as (
      insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, alert_id, page_id, facts, says)
      select c.now, c.team_id, 'alert_closed_by_source', 'source', c.source_id::text, s.name, c.id, c.page_id,
        jsonb_build_object('summary', c.summary, 'by', s.name), s.name || ' says it is over: ' || c.summary
      from closed c join source s on s.id = c.source_id
    )
    select page_id, now from closed`.execute(tx)
  await endPagesLeft(tx, pagesOf(rows), rows[0]?.now)
}

async function acknowledgeBySource(tx: Db, arrivals: readonly Arrival[]): Promise<void> {
  if (arrivals.length === 0) return
  const { rows } = await sql<Answered>`
    with clock as materialized (select baton_now() as now),
    held as (
      update alert a set state = 'acknowledged', acknowledged_by = null, acknowledged_at = clock.now
      from ${named(arrivals)} as e(source_id, key), clock
      where a.source_id = e.source_id::uuid and a.key = e.key and a.state in ('triggered', 'snoozed')
      returning a.id, a.team_id, a.page_id, a.summary, a.source_id, clock.now
    ), said as (
      insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, alert_id, page_id, facts, says)
      select h.now, h.team_id, 'alert_acknowledged', 'source', h.source_id::text, s.name, h.id, h.page_id,
        jsonb_build_object('summary', h.summary, 'via', 'source', 'others', 0), s.name || ' acknowledged: ' || h.summary
      from held h join source s on s.id = h.source_id
    )
    select page_id, now from held`.execute(tx)
  // Its other alerts still ring: a page is held by a monitor only when none of them waits for a person.
  await acknowledgePages(tx, pagesOf(rows), null, rows[0]?.now)
}

function named(arrivals: readonly Arrival[]) {
  return sql`unnest(${arrivals.map(({ source }) => source.id)}::text[], ${arrivals.map(({ event }) => event.key)}::text[])`
}

function pagesOf(rows: readonly Answered[]): number[] {
  return [...new Set(rows.flatMap((row) => row.page_id ?? []))]
}

function byKey(a: Arrival, b: Arrival): number {
  if (a.source.id !== b.source.id) return a.source.id < b.source.id ? -1 : 1
  return a.event.key < b.event.key ? -1 : a.event.key > b.event.key ? 1 : 0
}
