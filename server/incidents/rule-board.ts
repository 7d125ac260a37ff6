// What the rules decide by within one turn, read once and kept up to date by what the turn itself does.
import { sql } from 'kysely'
import { groupOf, isJoinable, type LastDeclared, type ReadyRule } from '../../domain/incidents/declaring.ts'
import { labelsOf } from '../../domain/alerts/label-filter.ts'
import type { IncidentState } from '../../domain/incidents/stages.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type Standing = LastDeclared & { readonly id: number }
export type Board = Awaited<ReturnType<typeof boardOf>>

/** The board of one turn, whose transaction keeps every other node from declaring. */
export function boardOf(tx: Db, now: Instant) {
  const last = kept((rule: ReadyRule, group: string) => lastDeclared(tx, rule.id, group))
  const others = kept((rule: ReadyRule, group: string) => othersWaiting(tx, { ruleId: rule.id, group, now }))
  const lately = kept((rule: ReadyRule) => declaredLately(tx, rule.id, now))
  let open = kept((rule: ReadyRule) => openGroups(tx, rule, now))
  return {
    last,
    others,
    lately,
    /** The incident under way that alerts like this one belong to; null: none. */
    openFor: async (rule: ReadyRule, group: string) => (await open(rule)).get(group) ?? null,
    /** A rule has just declared one. */
    async declared(rule: ReadyRule, group: string, id: number) {
      last.set(rule, group, { id, state: 'triage', watchUntil: null, endedAt: null })
      others.set(rule, group, [])
      lately.set(rule, '', (await lately(rule)) + 1)
      open = kept((each: ReadyRule) => openGroups(tx, each, now))
    },
  }
}

/** Asked of the database once for each rule and group. */
function kept<T>(read: (rule: ReadyRule, group: string) => Promise<T>) {
  const answers = new Map<string, T>()
  const ask = async (rule: ReadyRule, group = ''): Promise<T> => {
    const key = keyOf(rule, group)
    const known = answers.get(key)
    if (known !== undefined) return known
    const answer = await read(rule, group)
    answers.set(key, answer)
    return answer
  }
  return Object.assign(ask, {
    set: (rule: ReadyRule, group: string, answer: T) => void answers.set(keyOf(rule, group), answer),
  })
}

function keyOf(rule: ReadyRule, group: string): string {
  return `${rule.id} ${group}`
}

/** The incident that this rule declared last for what belongs together, or the one that it went on as. */
async function lastDeclared(tx: Db, ruleId: string, group: string): Promise<Standing | null> {
  const { rows } = await sql<{
    id: number
    state: IncidentState
    watch_until: Instant | null
    ended_at: Instant | null
  }>`
    with recursive went as (
      (select id, merged_into, 0 as steps from incident where rule_id = ${ruleId} and rule_group = ${group} order by id desc limit 1)
      union all
      select i.id, i.merged_into, w.steps + 1 from went w join incident i on i.id = w.merged_into where w.steps < 20
    )
    select i.id, i.state, i.watch_until, i.ended_at from went w join incident i on i.id = w.id
    order by w.steps desc limit 1`.execute(tx)
  const row = rows[0]
  return row ? { id: row.id, state: row.state, watchUntil: row.watch_until, endedAt: row.ended_at } : null
}

/** The alerts that wait for others like them. */
async function othersWaiting(
  tx: Db,
  { ruleId, group, now }: { readonly ruleId: string; readonly group: string; readonly now: Instant },
): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('incident_waiting')
    .select('alert_id')
    .where('rule_id', '=', ruleId)
    .where('rule_group', '=', group)
    .where('waits_for', '=', 'others')
    .where('due_at', '>', now)
    // Muted meanwhile, it does not count.
    .where((each) =>
      each.exists(
        each.selectFrom('alert').select('id').whereRef('alert.id', '=', 'alert_id').where('muted_by', 'is', null),
      ),
    )
    .orderBy('alert_id')
    .execute()
  return rows.map(({ alert_id: id }) => id)
}

async function declaredLately(tx: Db, ruleId: string, now: Instant): Promise<number> {
  const { count } = await tx
    .selectFrom('incident')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('rule_id', '=', ruleId)
    .where('declared_at', '>', now.subtract({ hours: 1 }))
    .executeTakeFirstOrThrow()
  return count
}

const mostOpen = 50
const mostAlertsEach = 200

/** To which incident under way, whoever declared it, does what belongs together go? The newest where there are several. */
async function openGroups(tx: Db, rule: ReadyRule, now: Instant): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<OpenRow>`
    select i.id, i.state, i.watch_until,
      (select array_agg(v.service_id) from incident_service v where v.incident_id = i.id) as services,
      (select json_agg(json_build_object('service', x.service_id, 'labels', x.labels)) from (
        select a.service_id, a.labels from incident_alert m join alert a on a.id = m.alert_id
        where m.incident_id = i.id order by a.id desc limit ${mostAlertsEach}) x) as alerts
    from incident i where i.team_id = ${rule.teamId}
      and (i.state in ('triage', 'coordination', 'mitigation') or i.watch_until > ${now})
      and i.state not in ('dismissed', 'merged')
    order by i.id desc limit ${mostOpen}`.execute(tx)
  const groups = new Map<string, number>()
  for (const row of rows.toReversed()) {
    if (!isJoinable({ state: row.state, watchUntil: row.watch_until }, now)) continue
    for (const group of groupsOf(rule, row)) groups.set(group, row.id)
  }
  return groups
}

type OpenRow = {
  readonly id: number
  readonly state: IncidentState
  readonly watch_until: Instant | null
  readonly services: readonly string[] | null
  readonly alerts: readonly { readonly service: string | null; readonly labels: string }[] | null
}

function groupsOf(rule: ReadyRule, { services, alerts }: OpenRow): readonly string[] {
  const candidates = (alerts ?? []).map(({ service, labels }) => ({ serviceId: service, labels: labelsOf(labels) }))
  const named = rule.groupLabels.length > 0 ? [] : (services ?? []).map((id) => ({ serviceId: id, labels: {} }))
  return [...candidates, ...named]
    .filter(({ serviceId }) => serviceId !== null || rule.groupLabels.length > 0)
    .map((one) => groupOf(rule, one))
}
