// Alerts counted by the rule that raised them: each as a row, and the sums of each day with it, by the difference. All writes are here.
import { sql } from 'kysely'
import { labelsOf } from '../../domain/alerts/label-filter.ts'
import type { Matchable } from '../../domain/alerts/matching.ts'
import { undoWithinSeconds } from '../../domain/alerts/bulk.ts'
import { hasFlapped, isNight, isWasted } from '../../domain/alerts/noise.ts'
import { fateOf, type Fate } from '../../domain/alerts/outcome.ts'
import { ruleOf, type Rule } from '../../domain/alerts/rule.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Instant, Zone } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'

/** The name of the route that catches an alert of this team's sources; null when none does. */
export type RouteNames = (teamId: string, alert: Matchable) => string | null

/** Counts these alerts as they are now, whatever was counted of them before. One at a time: who counts holds the turn until the commit. */
export async function tally(tx: Db, alertIds: readonly number[], routes: RouteNames): Promise<void> {
  if (alertIds.length === 0) return
  await takeTurn(tx)
  const lives = await readLives(tx, alertIds)
  const pages = Map.groupBy(await readPages(tx, alertIds), ({ alert_id }) => alert_id)
  const rules = await keepRules(tx, lives, routes)
  const rows = lives.flatMap((life) => {
    const ruleId = life.rule_id ?? rules.get(life.id)
    return ruleId === undefined ? [] : [counted(life, ruleId, pages.get(life.id) ?? [])]
  })
  await write(tx, rows)
}

export const tallyTurn = 7_037

/** Waits until nobody else counts; from then on until the commit what is read of the counts holds. */
export async function takeTurn(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${tallyTurn})`.execute(tx)
}

type Life = Pick<
  Row<'alert'>,
  | 'id'
  | 'team_id'
  | 'key'
  | 'labels'
  | 'summary'
  | 'priority'
  | 'state'
  | 'first_at'
  | 'closed_at'
  | 'outcome'
  | 'outcome_reason'
  | 'reopens'
  | 'damped_since'
> & {
  readonly service_id: string
  readonly source_id: string
  readonly service: string | null
  readonly source: string | null
  /** The team whose routes its source asks. */
  readonly source_team_id: string | null
  readonly rule_id: number | null
  readonly answered_at: Instant | null
  readonly was_muted: boolean
}

/** Alerts of monitors: what people raise by hand, tests, and Baton's page to itself have no rule that could be repaired. */
async function readLives(tx: Db, alertIds: readonly number[]): Promise<readonly Life[]> {
  const { rows } = await sql<Life>`
    select a.id, a.team_id, a.service_id, a.source_id, a.key, a.labels, a.summary, a.priority, a.state, a.first_at, a.closed_at,
      a.outcome, a.outcome_reason, a.reopens, a.damped_since, v.slug as service, s.slug as source, w.team_id as source_team_id,
      r.rule_id,
      coalesce(
        (select min(l.at) from log_entry l where l.alert_id = a.id and l.actor_kind in ('person', 'automation')
          and l.kind in ('alert_acknowledged', 'alert_acknowledged_among', 'alert_acknowledged_for', 'alert_taken_over', 'alert_snoozed')
          -- What was pressed by mistake and taken back is no answer.
          and not exists (select from log_entry u where u.alert_id = l.alert_id and u.kind = 'alert_waits_again'
            and u.at between l.at and l.at + ${undoWithinSeconds} * interval '1 second')),
        case when a.acknowledged_by is not null then a.acknowledged_at end
      ) as answered_at,
      a.inhibited_at is not null or coalesce(a.muted_by ->> 'kind' <> 'flapping', false)
        or exists (select from silenced m where m.alert_id = a.id) as was_muted
    from alert a
    left join rule_alert r on r.alert_id = a.id
    left join service v on v.id = a.service_id
    left join source s on s.id = a.source_id
    left join service w on w.id = s.service_id
    where a.id = any(${alertIds}::bigint[])
      and (r.alert_id is not null
        or a.source_id is not null and a.service_id is not null and a.key not like 'baton-test:%')`.execute(tx)
  return rows
}

type FiredPage = { readonly alert_id: number; readonly opened_at: Instant; readonly zone: Zone }

/**
 * The pages that these alerts opened; the alarm to the fallback goes on with one of them. Whether it was night is asked where the
 * first schedule of its policy is kept, else the first of its team.
 */
async function readPages(tx: Db, alertIds: readonly number[]): Promise<readonly FiredPage[]> {
  const { rows } = await sql<FiredPage>`
    with fired as (
      select alert_id, opened_at, policy_id, team_id from page
      where alert_id = any(${alertIds}::bigint[]) and plan <> 'fallback' and not is_test
    ), place as (
      select policy_id, team_id, coalesce(
        (select s.zone from policy_target t join schedule s on s.id = t.schedule_id where t.policy_id = p.policy_id
          order by t.position, t.ordinal limit 1),
        (select s.zone from schedule s where s.team_id = p.team_id order by s.created_at, s.id limit 1),
        'UTC') as zone
      from (select distinct policy_id, team_id from fired) p
    )
    select f.alert_id, f.opened_at, p.zone from fired f
    join place p on p.team_id = f.team_id and p.policy_id is not distinct from f.policy_id`.execute(tx)
  return rows
}

/** The rules of those alerts that have none yet, by alert. */
async function keepRules(tx: Db, lives: readonly Life[], routes: RouteNames): Promise<ReadonlyMap<number, number>> {
  const named = lives.filter(({ rule_id }) => rule_id === null).map((life) => ({ life, rule: ruleNamed(life, routes) }))
  if (named.length === 0) return new Map()
  const asked = named.map(({ life, rule }) => ({
    alert_id: life.id,
    team_id: life.team_id,
    service_id: life.service_id,
    source_id: life.source_id,
    name: rule.name,
    named_by: rule.by,
  }))
  const { rows } = await sql<{ alert_id: number; rule_id: number }>`
    with asked as materialized (
      select * from json_to_recordset(${JSON.stringify(asked)}::json)
        as a(alert_id bigint, team_id uuid, service_id uuid, source_id uuid, name text, named_by text)
    ), kept as (
      insert into alert_rule as r (team_id, service_id, source_id, name, named_by)
      select distinct on (source_id, service_id, named_by, name) team_id, service_id, source_id, name, named_by
      from asked where team_id in (select id from team)
      order by source_id, service_id, named_by, name, alert_id desc
      on conflict (source_id, service_id, named_by, name) do update set team_id = excluded.team_id
      returning id, service_id, source_id, name, named_by
    )
    select a.alert_id, k.id as rule_id from asked a join kept k using (source_id, service_id, named_by, name)`.execute(
    tx,
  )
  return new Map(rows.map(({ alert_id, rule_id }) => [alert_id, rule_id]))
}

function ruleNamed(life: Life, routes: RouteNames): Rule {
  const { key, summary, service, source, source_team_id: teamId } = life
  const labels = labelsOf(life.labels)
  const asked = { labels, key, summary, service, source, priority: asPriority(life.priority) }
  return ruleOf({ labels, key, route: () => (teamId === null ? null : routes(teamId, asked)) })
}

type Counted = Omit<Row<'rule_alert'>, 'fate'> & { readonly fate: Fate; readonly wasted: number }

function counted(life: Life, ruleId: number, pages: readonly FiredPage[]): Counted {
  const fate = fateOf({
    state: life.state,
    outcome: life.outcome,
    wasAnswered: life.answered_at !== null,
    wasMuted: life.was_muted,
    pages: pages.length,
  })
  const seconds = (until: Instant | null) =>
    until && Math.max(0, Math.round((until.epochMilliseconds - life.first_at.epochMilliseconds) / 1_000))
  return {
    alert_id: life.id,
    rule_id: ruleId,
    on_day: life.first_at.toZonedDateTimeISO('UTC').toPlainDate().toString(),
    fate,
    pages: pages.length,
    nights: pages.filter(({ opened_at, zone }) => isNight(opened_at, zone)).length,
    has_flapped: hasFlapped({ reopens: life.reopens, dampedSince: life.damped_since }),
    was_muted: life.was_muted,
    answered_seconds: seconds(life.answered_at),
    closed_seconds: seconds(life.closed_at),
    reason: life.outcome_reason,
    wasted: isWasted(fate) ? pages.length : 0,
  }
}

async function write(tx: Db, rows: readonly Counted[]): Promise<void> {
  await sql`
    with given as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as g(alert_id bigint, rule_id bigint, on_day date, fate text,
        pages int, nights int, has_flapped boolean, was_muted boolean, answered_seconds int, closed_seconds int, reason text, wasted int)
    ), kept as (
      insert into rule_alert as r (alert_id, rule_id, on_day, fate, pages, nights, has_flapped, was_muted, answered_seconds,
        closed_seconds, reason)
      select alert_id, rule_id, on_day, fate, pages, nights, has_flapped, was_muted, answered_seconds, closed_seconds, reason
      from given order by alert_id
      on conflict (alert_id) do update set fate = excluded.fate, pages = excluded.pages, nights = excluded.nights,
        has_flapped = excluded.has_flapped, was_muted = excluded.was_muted, answered_seconds = excluded.answered_seconds,
        closed_seconds = excluded.closed_seconds, reason = excluded.reason
    ), change as (
      select rule_id, on_day, fate, pages, nights, has_flapped, was_muted, wasted, 1 as sign from given
      union all
      -- What was counted before this statement.
      select r.rule_id, r.on_day, r.fate, r.pages, r.nights, r.has_flapped, r.was_muted,
        case when r.fate in ('no_action', 'by_itself') then r.pages else 0 end, -1
      from rule_alert r join given g using (alert_id)
    )
    insert into rule_day as d (rule_id, on_day, raised, acted, no_action, by_itself, still_open, muted_only, pages, wasted_pages,
      nights, flapped, muted)
    select rule_id, on_day, sum(sign), sum(sign * (fate = 'acted')::int), sum(sign * (fate = 'no_action')::int),
      sum(sign * (fate = 'by_itself')::int), sum(sign * (fate = 'open')::int), sum(sign * (fate = 'muted_only')::int),
      sum(sign * pages), sum(sign * wasted), sum(sign * nights), sum(sign * has_flapped::int), sum(sign * was_muted::int)
    from change group by rule_id, on_day order by rule_id, on_day
    on conflict (rule_id, on_day) do update set raised = d.raised + excluded.raised, acted = d.acted + excluded.acted,
      no_action = d.no_action + excluded.no_action, by_itself = d.by_itself + excluded.by_itself,
      still_open = d.still_open + excluded.still_open, muted_only = d.muted_only + excluded.muted_only,
      pages = d.pages + excluded.pages, wasted_pages = d.wasted_pages + excluded.wasted_pages, nights = d.nights + excluded.nights,
      flapped = d.flapped + excluded.flapped, muted = d.muted + excluded.muted`.execute(tx)
}
