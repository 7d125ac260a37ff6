// Acceptance: what a batch of events does to the alerts, as few statements as can be, committed before anybody is answered.
// Raw named statements on a pool of their own: this is the busiest place of the house (docs/decisions, hot path).
import { CompiledQuery, sql } from 'kysely'
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import { priorityNumber } from '../../domain/paging/priority.ts'
import type { FreshAlert } from '../alerts/waiting.ts'
import { intArray, textArray } from '../db/arrays.ts'
import type { Database, Db } from '../db/connect.ts'
import { acknowledgePages, endPagesLeft } from '../escalation/answers.ts'
import type { Instant } from '../../domain/time.ts'
import type { KnownSource } from './sources.ts'

/** One event with the source it came by, folded with its repeats in the same batch. */
export type Arrival = { readonly source: KnownSource; readonly event: ReceivedEvent; readonly count: number }

type Run = (text: string, values: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>

/**
 * Raises or repeats alerts, and ends or acknowledges them: one statement when all are triggers, else one transaction.
 * Answers with the alerts that wait to be paged. Arrivals must hold each key at most once. Every change writes, so every
 * answer rests on a commit that reached the disk.
 */
export async function acceptArrivals(
  { pool, db }: Database,
  arrivals: readonly Arrival[],
): Promise<readonly FreshAlert[]> {
  const sorted = arrivals.toSorted(byKey)
  const said = (action: ReceivedEvent['action']) => sorted.filter(({ event }) => event.action === action)
  const triggers = said('trigger')
  if (triggers.length === arrivals.length) {
    return raise((text, values) => pool.query({ name: 'raise', text, values }), triggers)
  }
  return db.transaction().execute(async (tx) => {
    const waiting = await raise((text, values) => tx.executeQuery(CompiledQuery.raw(text, values)), triggers)
    await acknowledgeBySource(tx, said('acknowledge'))
    await closeBySource(tx, said('resolve'))
    return waiting
  })
}

/**
 * A new alert joins the unanswered page of its service when that page is as urgent (product A4: a flood is one page): the page
 * is locked while we do, so that whoever answers it sees us, and we never join one that is being answered. One that waits until
 * somebody is on call is joined by what is just as urgent alone. Otherwise the alert waits to be paged.
 *
 * The alert is new, or counted up while it is open; a new one has its log entry in the same statement. A repeat with a higher
 * priority than the acknowledged alert has re-opens it; one whose unanswered page is less urgent leaves that for a page of its
 * own. In the order of the keys, so that two nodes lock in one order.
 * The sources are looked up again here, each once: one that was switched off a moment ago raises nothing more. Their services
 * cannot be removed under us: the key share is what a foreign key would take for every single row.
 */
const raiseStatement = `
  with clock as materialized (select baton_now() as now),
  known as materialized (
    select d.at, s.id, s.name, v.id as service_id, v.team_id, v.policy_id, v.grouping
    from unnest($1::uuid[]) with ordinality as d(id, at)
    join source s on s.id = d.id and s.disabled_at is null
    join service v on v.id = s.service_id
    for key share of v
  ),
  -- Baton itself is a source too, of pages that nobody is woken by (docs/decisions, Baton watches itself).
  senders as materialized (
    select at, id, name, service_id, team_id, policy_id, grouping from known
    union all
    select d.at, i.id, 'Baton', null, i.id, null, 'none' from unnest($1::uuid[]) with ordinality as d(id, at)
    join installation i on i.id = d.id
  ),
  unanswered as materialized (
    select id, service_id, policy_id, priority, held_since is not null as is_held from page
    where service_id = any(array(select service_id from known where grouping = 'unanswered'))
      and state = 'open' and plan = 'policy' and not is_test
    for share skip locked
  ),
  joinable as materialized (
    select distinct on (k.at) k.at, u.id, u.priority, u.is_held from known k join unanswered u using (service_id, policy_id)
    where k.grouping = 'unanswered' order by k.at, u.priority, u.id
  ),
  raised as (
    insert into alert as a (team_id, service_id, source_id, key, priority, summary, origin, labels, links, details, group_key,
      ends_at, count, first_at, last_at, page_id, paging_due_at)
    select k.team_id, k.service_id, k.id, e.key, e.priority, e.summary, e.origin, e.labels, e.links, e.details, e.group_key,
      e.ends_at::timestamptz, e.count, now, now, j.id, case when j.id is null then now end
    from unnest($2::int[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
        $11::text[], $12::int[]) with ordinality
      as e(at, key, priority, summary, origin, labels, links, details, group_key, ends_at, count, nth)
    join senders k on k.at = e.at
    left join joinable j on j.at = e.at and j.priority <= e.priority and (not j.is_held or j.priority = e.priority)
      and e.key not like 'baton-test:%'
    cross join clock
    order by e.nth
    on conflict (source_id, key) where state <> 'closed' do update set
      count = a.count + excluded.count, last_at = excluded.last_at, summary = excluded.summary, origin = excluded.origin,
      labels = excluded.labels, links = excluded.links, details = excluded.details,
      ends_at = case when excluded.ends_at is null then a.ends_at else greatest(a.ends_at, excluded.ends_at) end,
      priority = least(a.priority, excluded.priority),
      state = case when a.state = 'acknowledged' and excluded.priority < a.priority then 'triggered' else a.state end,
      paging_due_at = case
        when a.state = 'acknowledged' and excluded.priority < a.priority then excluded.last_at
        when a.state = 'triggered' and a.page_id is not null and excluded.priority < a.priority
          and excluded.priority < coalesce((select p.priority from page p where p.id = a.page_id), a.priority)
          then excluded.last_at
        else a.paging_due_at end
    returning a.id, a.team_id, a.service_id, a.source_id, a.key, a.priority, a.summary, a.first_at, (xmax = 0) as is_new, a.page_id,
      a.paging_due_at
  ),
  said as (
    insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, alert_id, page_id, facts, says)
    select clock.now, r.team_id, case when is_new then 'alert_raised' else 'alert_rose' end, 'source', r.source_id::text,
      k.name, r.id, r.page_id, jsonb_build_object('summary', r.summary, 'priority', 'P' || r.priority, 'by', k.name),
      k.name || case when is_new then ' raised P' || r.priority || ': '
        else ' raised it to P' || r.priority || ', so it is paged again: ' end || r.summary
    from raised r join known k on k.id = r.source_id cross join clock
    where r.is_new or (r.page_id is not null and r.paging_due_at is not null)
  )
  select c.known, r.id, r.team_id, r.service_id, r.key, r.priority, r.summary, r.first_at, r.paging_due_at
  from (select count(*)::int as known from senders) c left join raised r on r.paging_due_at is not null`

async function raise(run: Run, arrivals: readonly Arrival[]): Promise<readonly FreshAlert[]> {
  if (arrivals.length === 0) return []
  const places = new Map<string, number>()
  for (const { source } of arrivals) if (!places.has(source.id)) places.set(source.id, places.size + 1)
  const texts = (pick: (event: ReceivedEvent) => string | null) => textArray(arrivals.map(({ event }) => pick(event)))
  const numbers = (pick: (arrival: Arrival) => number) => intArray(arrivals.map(pick))
  const { rows } = await run(raiseStatement, [
    [...places.keys()],
    numbers(({ source }) => places.get(source.id) ?? 0),
    texts((event) => event.key),
    numbers(({ event }) => priorityNumber(event.priority)),
    texts((event) => event.summary),
    texts((event) => event.from),
    texts((event) => JSON.stringify(event.labels)),
    texts((event) => (event.links.length === 0 ? '[]' : JSON.stringify(event.links))),
    texts((event) => event.details),
    texts((event) => event.groupKey),
    texts((event) => event.endsAt),
    numbers(({ count }) => count),
  ])
  const raised = rows as ({ known: number } & (FreshAlert | { id: null }))[]
  if ((raised[0]?.known ?? 0) < places.size) throw new SourceGone()
  return raised.filter((row): row is { known: number } & FreshAlert => row.id !== null)
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
      update alert a set state = 'acknowledged', acknowledged_by = null, acknowledged_at = clock.now,
        promised_by = null, looking_at = null, back_at = null
      from ${named(arrivals)} as e(source_id, key), clock
      where a.source_id = e.source_id::uuid and a.key = e.key and a.state in ('triggered', 'snoozed')
        -- A monitor is nobody of those who must answer.
        and not exists (select from page p where p.id = a.page_id and p.state = 'open' and p.needs > 1)
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
