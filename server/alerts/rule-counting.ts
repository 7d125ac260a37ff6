// Counting goes on behind the writers: new alerts, new pages, and what opened or closed since it was counted.
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { queueNoiseNotices } from './noise-notices.ts'
import { takeTurn, tally, tallyTurn, type RouteNames } from './rule-tally.ts'

export const countEveryMs = 20_000

/** Alerts in one transaction, and transactions in one turn: a flood is counted over some minutes, beside what matters. */
const batch = 1_000
const batchesInATurn = 30

/** Counts what is new or has changed; how many alerts there were. */
export async function countRules(db: Db, routeNames: () => Promise<RouteNames>): Promise<number> {
  const routes = await routeNames()
  let counted = 0
  for (let turn = 0; turn < batchesInATurn; turn++) {
    const ids = await db.transaction().execute((tx) => countBatch(tx, routes))
    counted += ids ?? 0
    if (ids === null || ids < batch) break
  }
  return counted
}

/** Null when another node is counting. */
async function countBatch(tx: Db, routes: RouteNames): Promise<number | null> {
  const { rows: turns } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${tallyTurn}) as mine`.execute(
    tx,
  )
  if (!turns[0]?.mine) return null
  const { rows } = await sql<Due>`
    with clock as materialized (select baton_now() as now),
    progress as materialized (select alert_id, page_id from rule_progress),
    -- What was written a moment ago may stand before something that is not committed yet.
    raised as (
      select a.id from alert a, clock where a.id > (select alert_id from progress) and a.first_at <= clock.now - ${settled}
      order by a.id limit ${batch}
    ),
    fired as (
      select p.id, p.alert_id from page p, clock where p.id > (select page_id from progress)
        and p.opened_at <= clock.now - ${settled} order by p.id limit ${batch}
    ),
    closed as (
      select r.alert_id as id from rule_alert r join alert a on a.id = r.alert_id
      where r.fate = 'open' and a.state = 'closed' limit ${batch}
    ),
    opened as (
      select a.id from alert a left join rule_alert r on r.alert_id = a.id
      where a.state <> 'closed' and a.id <= (select alert_id from progress) and r.fate <> 'open' limit ${batch}
    )
    select (select array_agg(id) from raised) as raised, (select array_agg(alert_id) from fired) as fired,
      (select max(id) from fired) as last_page, (select array_agg(id) from (table closed union table opened) c) as changed`.execute(
    tx,
  )
  const due = rows[0]
  const raised = due?.raised ?? []
  const ids = [...new Set([...raised, ...(due?.fired ?? []), ...(due?.changed ?? [])])]
  await tally(tx, ids, routes)
  await sql`update rule_progress set counted_until = baton_now() - ${settled},
    alert_id = greatest(alert_id, ${raised.reduce((most, id) => Math.max(most, id), 0)}::bigint),
    page_id = greatest(page_id, ${due?.last_page ?? 0}::bigint)`.execute(tx)
  return ids.length
}

const settled = sql`interval '10 seconds'`

type Due = {
  readonly raised: readonly number[] | null
  readonly fired: readonly number[] | null
  readonly last_page: number | null
  readonly changed: readonly number[] | null
}

/** Longer than twice the longest span that can be asked for. */
const keptDays = 190

/** What is older than any report is forgotten, and rules that have raised nothing since. */
export async function forgetOldCounts(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await takeTurn(tx)
    const before = sql`(baton_now() at time zone 'UTC')::date - ${keptDays}::int`
    await sql`
      delete from rule_alert where alert_id in (select alert_id from rule_alert order by alert_id limit 5000)
        and fate <> 'open' and on_day < ${before}`.execute(tx)
    await sql`
      delete from rule_day where (rule_id, on_day) in (
        select rule_id, on_day from rule_day where on_day < ${before} order by on_day limit 5000)`.execute(tx)
    await sql`
      delete from alert_rule r where not exists (select from rule_alert a where a.rule_id = r.id)
        and not exists (select from rule_day d where d.rule_id = r.id)`.execute(tx)
  })
}

/** What a node does of it by the wall of its own clock. */
export function ruleChores(db: Db, routeNames: () => Promise<RouteNames>) {
  return [
    { everyMs: countEveryMs, run: () => countRules(db, routeNames) },
    { everyMs: 600_000, run: () => queueNoiseNotices(db) },
    { everyMs: 3_600_000, run: () => forgetOldCounts(db) },
  ]
}
