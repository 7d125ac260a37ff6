// Acceptance: what a batch of events does to the alerts, as few statements as can be, committed before anybody is answered.
// Raw named statements on a pool of their own: this is the busiest place of the house (docs/decisions, hot path).
import { CompiledQuery, sql } from 'kysely'
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import { priorityNumber } from '../../domain/paging/priority.ts'
import type { MutingRules } from '../../domain/alerts/muting.ts'
import type { FreshAlert } from '../alerts/waiting.ts'
import { intArray, textArray } from '../db/arrays.ts'
import type { Database, Db } from '../db/connect.ts'
import { acknowledgePages, endPagesLeft } from '../escalation/answers.ts'
import type { Instant } from '../../domain/time.ts'
import { folded } from './folding.ts'
import { Places } from './places.ts'
import { raiseStatement } from './raise-statement.ts'
import { IntakeRulesCache, type ServerIntakeRules } from './rules.ts'
import { Floods } from './floods.ts'
import type { KnownSource } from './sources.ts'

/** One event with the source it came by, folded with its repeats in the same batch. */
export type Arrival = { readonly source: KnownSource; readonly event: ReceivedEvent; readonly count: number }

type Run = (isWide: boolean, values: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>

/** What acceptance decides by on this node. */
export type Deciding = {
  readonly rules: IntakeRulesCache
  readonly floods: Floods
  /** What may keep alerts from paging, as far as this node knows: outdated is good enough, since the engine asks again. */
  readonly mutes: () => MutingRules | null
}

export function deciding(db: Db, mutes: () => MutingRules | null): Deciding {
  return { rules: new IntakeRulesCache(db), floods: new Floods(), mutes }
}

/**
 * Raises or repeats alerts, and ends or acknowledges them: one statement when all are triggers, else one transaction.
 * Answers with the alerts that wait to be paged. Arrivals must hold each key at most once. Every change writes, so every
 * answer rests on a commit that reached the disk.
 */
export async function acceptArrivals(
  { pool, db }: Database,
  by: Deciding,
  arrivals: readonly Arrival[],
): Promise<readonly FreshAlert[]> {
  const { rules, floods } = by
  const foldingBy = await rules.kept()
  const sorted = (await folded(db, arrivals, (sourceId) => floods.isFolding(foldingBy, sourceId))).toSorted(byKey)
  if (sorted.every(({ event }) => event.action === 'trigger')) {
    const run: Run = (isWide, values) => pool.query({ ...statements[isWide ? 'wide' : 'plain'], values })
    return raise(run, by, sorted)
  }
  return db.transaction().execute((tx) => acceptWithin(tx, by, sorted))
}

/** The same inside a transaction that is under way: what is raised or closed stands or falls with everything else in it. */
export async function acceptWithin(tx: Db, by: Deciding, arrivals: readonly Arrival[]): Promise<readonly FreshAlert[]> {
  const said = (action: ReceivedEvent['action']) => arrivals.filter(({ event }) => event.action === action)
  const run: Run = (isWide, values) =>
    tx.executeQuery(CompiledQuery.raw(statements[isWide ? 'wide' : 'plain'].text, values))
  const waiting = await raise(run, by, said('trigger'))
  await acknowledgeBySource(tx, said('acknowledge'))
  await closeBySource(tx, said('resolve'))
  return waiting
}

const statements = {
  plain: { name: 'raise', text: raiseStatement(false) },
  wide: { name: 'raise wide', text: raiseStatement(true) },
}

/** Raises by the rules of now: those in memory, and newer ones when the statement says that there are. */
async function raise(run: Run, by: Deciding, arrivals: readonly Arrival[]): Promise<readonly FreshAlert[]> {
  if (arrivals.length === 0) return []
  let known = await by.rules.kept()
  for (let attempt = 1; ; attempt++) {
    const raised = await raiseBy(run, known, by, arrivals)
    if (raised !== 'rules_are_old') return raised
    if (attempt === 5) throw new Error('the rules of intake change faster than an event can be placed by them')
    known = await by.rules.newer(known.version)
  }
}

async function raiseBy(
  run: Run,
  rules: ServerIntakeRules,
  { floods, mutes }: Deciding,
  arrivals: readonly Arrival[],
): Promise<readonly FreshAlert[] | 'rules_are_old'> {
  const places = new Places(rules, mutes(), (serviceId) => floods.isFlooding(rules, serviceId))
  const placed = arrivals.map((arrival) => ({ ...arrival, ...places.of(arrival) }))
  const texts = (pick: (event: ReceivedEvent) => string | null) => textArray(arrivals.map(({ event }) => pick(event)))
  const { rows } = await run(places.isWide, [
    rules.version,
    ...places.columns(),
    intArray(placed.map(({ at }) => at)),
    texts((event) => event.key),
    intArray(placed.map(({ priority }) => priorityNumber(priority))),
    texts((event) => event.summary),
    texts((event) => event.from),
    texts((event) => JSON.stringify(event.labels)),
    texts((event) => (event.links.length === 0 ? '[]' : JSON.stringify(event.links))),
    texts((event) => event.details),
    texts((event) => event.groupKey),
    texts((event) => event.endsAt),
    intArray(placed.map(({ count }) => count)),
    intArray(placed.map(({ event }) => priorityNumber(event.priority))),
  ])
  const raised = rows as readonly Raised[]
  const first = raised[0]
  if (!first?.is_same) return 'rules_are_old'
  if (first.known < places.count) throw new SourceGone()
  floods.saw(rules, first.counts ?? [])
  return raised.filter((row): row is RaisedBy & FreshAlert => row.id !== null)
}

type RaisedBy = {
  readonly known: number
  readonly is_same: boolean
  /** Source, service, and how many alerts of theirs are new. */
  readonly counts: readonly (readonly [string, string | null, number])[] | null
}
type Raised = RaisedBy & (FreshAlert | { readonly id: null })

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
