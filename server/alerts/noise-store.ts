// The figures of rules, read from the sums of days.
import { sql, type RawBuilder } from 'kysely'
import type { RuleNoise } from '../../domain/alerts/noise-api.ts'
import { isNoisy, type NoiseSpan } from '../../domain/alerts/noise.ts'
import type { Db } from '../db/connect.ts'

export type NoiseQuery = {
  readonly days: NoiseSpan
  readonly teamId?: string | undefined
  readonly serviceId?: string | undefined
  readonly sourceId?: string | undefined
  readonly ruleId?: number | undefined
  readonly limit: number
}

/** Medians are of so many of a rule's last alerts. */
const recent = 200

/** The rules that raised anything in the span, the most wasted pages first. */
export async function findNoise(db: Db, query: NoiseQuery): Promise<readonly RuleNoise[]> {
  const { rows } = await sql<Omit<RuleNoise, 'isNoisy'>>`
    with ${figures(query)},
    first as materialized (
      select * from figures order by wasted_pages desc, pages desc, raised desc, rule_id limit ${query.limit}
    )
    select f.rule_id as "ruleId", r.name, r.named_by as "namedBy", r.team_id as "teamId", t.name as "teamName",
      r.service_id as "serviceId", v.name as "serviceName", v.slug as "serviceSlug", r.source_id as "sourceId", s.name as "sourceName",
      s.slug as "sourceSlug", f.raised::int, f.acted::int, f.no_action::int as "noAction", f.by_itself::int as "byItself",
      f.still_open::int as "stillOpen", f.muted_only::int as "mutedOnly", f.pages::int, f.nights::int,
      f.wasted_pages::int as "wastedPages", f.flapped::int, f.muted::int, f.pages_before::int as "pagesBefore",
      f.wasted_before::int as "wastedPagesBefore", l.to_answer / 60.0::float8 as "minutesToAnswer",
      l.to_close / 60.0::float8 as "minutesToClose", l.last_reason as "lastReason"
    from first f
    join alert_rule r on r.id = f.rule_id
    join team t on t.id = r.team_id
    left join service v on v.id = r.service_id
    left join source s on s.id = r.source_id
    left join lateral (
      select percentile_disc(0.5) within group (order by answered_seconds) as to_answer,
        percentile_disc(0.5) within group (order by closed_seconds) as to_close,
        (array_agg(reason order by alert_id desc) filter (where reason is not null))[1] as last_reason
      from (select alert_id, answered_seconds, closed_seconds, reason from rule_alert
        where rule_id = f.rule_id and on_day > ${dayBefore(query.days)} order by alert_id desc limit ${recent}) a
    ) l on true
    order by f.wasted_pages desc, f.pages desc, f.raised desc, f.rule_id`.execute(db)
  return rows.map((row) => ({ ...row, isNoisy: isNoisy(row) }))
}

export async function sumNoise(db: Db, query: Omit<NoiseQuery, 'limit'>) {
  const { rows } = await sql<{ rules: number; raised: number; pages: number; wastedPages: number; nights: number }>`
    with ${figures(query)}
    select count(*)::int as rules, coalesce(sum(raised), 0)::int as raised, coalesce(sum(pages), 0)::int as pages,
      coalesce(sum(wasted_pages), 0)::int as "wastedPages", coalesce(sum(nights), 0)::int as nights from figures`.execute(
    db,
  )
  return rows[0] ?? { rules: 0, raised: 0, pages: 0, wastedPages: 0, nights: 0 }
}

/** `figures`: of each rule that raised anything in the span, with its pages in the span before. */
function figures({ days, teamId, serviceId, sourceId, ruleId }: Omit<NoiseQuery, 'limit'>) {
  const isIn = sql`on_day > ${dayBefore(days)}`
  const asked: readonly (readonly [string, string | number | undefined])[] = [
    ['team_id', teamId],
    ['service_id', serviceId],
    ['source_id', sourceId],
    ['id', ruleId],
  ]
  const wheres = asked.flatMap(([column, value]): RawBuilder<unknown>[] =>
    value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`],
  )
  const only =
    wheres.length === 0 ? sql`` : sql`and rule_id in (select id from alert_rule where ${sql.join(wheres, sql` and `)})`
  return sql`figures as materialized (
      select rule_id,
        sum(raised) filter (where ${isIn}) as raised, sum(acted) filter (where ${isIn}) as acted,
        sum(no_action) filter (where ${isIn}) as no_action, sum(by_itself) filter (where ${isIn}) as by_itself,
        sum(still_open) filter (where ${isIn}) as still_open, sum(muted_only) filter (where ${isIn}) as muted_only,
        sum(pages) filter (where ${isIn}) as pages, sum(wasted_pages) filter (where ${isIn}) as wasted_pages,
        sum(nights) filter (where ${isIn}) as nights, sum(flapped) filter (where ${isIn}) as flapped,
        sum(muted) filter (where ${isIn}) as muted,
        coalesce(sum(pages) filter (where not ${isIn}), 0) as pages_before,
        coalesce(sum(wasted_pages) filter (where not ${isIn}), 0) as wasted_before
      from rule_day where on_day > ${dayBefore(2 * days)} ${only}
      group by rule_id having sum(raised) filter (where ${isIn}) > 0
    )`
}

/** The last day of UTC before the span; today is in it. */
function dayBefore(days: number) {
  return sql`((select baton_now()) at time zone 'UTC')::date - ${days}::int`
}

/** The rule of this alert; null while it is not counted. */
export async function findRuleOf(db: Db, alertId: number): Promise<number | null> {
  const row = await db.selectFrom('rule_alert').select('rule_id').where('alert_id', '=', alertId).executeTakeFirst()
  return row?.rule_id ?? null
}

export async function findLastOf(db: Db, ruleId: number, limit: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('rule_alert')
    .select('alert_id')
    .where('rule_id', '=', ruleId)
    .orderBy('alert_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ alert_id }) => alert_id)
}

export async function findCountedUntil(db: Db) {
  const row = await db.selectFrom('rule_progress').select('counted_until').executeTakeFirst()
  return row?.counted_until ?? null
}
