// Alerts become incidents, or join one, by the rules of their team. One node at a time decides, some seconds behind the log; pages go
// their own way meanwhile.
import { sql } from 'kysely'
import { declareStep, groupOf, isMeant, readyRules, type ReadyRule } from '../../domain/incidents/declaring.ts'
import { titleFrom } from '../../domain/incidents/rule-title.ts'
import { asPriority, priorityNumber } from '../../domain/paging/priority.ts'
import { earliest, type Instant } from '../../domain/time.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { attach } from './people-store.ts'
import { whenDue } from './reminding.ts'
import { findRuleAlerts, type RuleAlert } from './rule-alerts.ts'
import { boardOf, type Board } from './rule-board.ts'
import { queueCalls, type CallParts } from './rule-calls.ts'
import { leadFirst } from './rule-lead.ts'
import { lookOn } from './rule-look.ts'
import { findIncidentRules } from './rule-store.ts'
import { insertIncident, lockIncident, setServices, updateIncident } from './store.ts'

const mostWaiting = 500

export type Declared = { readonly count: number; readonly entries: readonly NewEntry[] }

/** One turn: what has opened since the last, and what has waited long enough. Null while another node has the turn. */
export async function declareByRules(tx: Db, parts: CallParts): Promise<Declared | null> {
  const looked = await lookOn(tx)
  if (!looked) return null
  const { now } = looked
  const due = await takeWaiting(tx, now)
  const since = new Map(looked.woken)
  for (const { alert_id: id, at } of due) since.set(id, earliest(since.get(id) ?? at, at))
  const turn: Turn = {
    tx,
    now,
    parts,
    by: { actor: { kind: 'engine', node: parts.node }, now },
    board: boardOf(tx, now),
    rules: readyRules(await findIncidentRules(tx)),
    joins: new Map(),
    entries: [],
  }
  for (const alert of await findRuleAlerts(tx, [...since.keys()]))
    await decideOne(turn, alert, since.get(alert.id) ?? now)
  await joinAll(turn)
  const led = await leadFirst(tx, turn.by)
  return { count: looked.entries + due.length, entries: [...turn.entries, ...led] }
}

type Turn = {
  readonly tx: Db
  readonly now: Instant
  readonly parts: CallParts
  readonly by: { readonly actor: { readonly kind: 'engine'; readonly node: string }; readonly now: Instant }
  readonly board: Board
  readonly rules: readonly ReadyRule[]
  /** What is taken in at the end of the turn, by incident. */
  readonly joins: Map<number, { readonly rule: ReadyRule; readonly alerts: RuleAlert[] }>
  readonly entries: NewEntry[]
}

/** Asks the rules of its team in their order; the first that has anything to do with it decides. */
async function decideOne(turn: Turn, alert: RuleAlert, since: Instant): Promise<void> {
  for (const rule of turn.rules) {
    if (rule.teamId !== alert.teamId || !isMeant(rule, alert)) continue
    if (rule.does === 'join' ? await joinOpen(turn, rule, alert) : await declareOr(turn, rule, alert, since)) return
  }
}

/** Into an incident under way; false when there is none, and the next rule is asked. */
async function joinOpen(turn: Turn, rule: ReadyRule, alert: RuleAlert): Promise<boolean> {
  if (alert.standing === 'closed' || alert.standing === 'muted') return true
  const group = groupOf(rule, alert)
  if (alert.standing === 'waits_for_page') {
    await wait(turn, rule, alert, { group, for: 'page', at: turn.now, until: turn.now.add({ seconds: 5 }) })
    return true
  }
  const incidentId = await turn.board.openFor(rule, group)
  if (incidentId === null) return false
  join(turn, rule, alert, incidentId)
  return true
}

async function declareOr(turn: Turn, rule: ReadyRule, alert: RuleAlert, since: Instant): Promise<true> {
  const group = groupOf(rule, alert)
  const { board, now } = turn
  const last = await board.last(rule, group)
  const others = rule.when.afterAlerts > 1 ? (await board.others(rule, group)).filter((id) => id !== alert.id) : []
  const step = declareStep(
    rule,
    { standing: alert.standing, since, last, alike: others.length + 1, lately: await board.lately(rule) },
    now,
  )
  switch (step.do) {
    case 'join':
      if (last) join(turn, rule, alert, last.id)
      break
    case 'wait':
      await wait(turn, rule, alert, { group, for: step.for, at: since, until: step.until })
      if (step.for === 'others') board.others.set(rule, group, [...others, alert.id])
      break
    case 'limit':
      await sayLimited(turn, rule, alert)
      break
    case 'declare':
      await declare(turn, rule, group, [...(await findRuleAlerts(turn.tx, others)), alert])
      break
    case 'nothing':
      break
  }
  return true
}

async function declare(turn: Turn, rule: ReadyRule, group: string, alerts: readonly RuleAlert[]): Promise<void> {
  const { tx, now, by, parts } = turn
  const first = alerts.at(-1)
  if (!first) return
  const mostUrgent = Math.min(...alerts.map((alert) => priorityNumber(alert.priority)))
  const priority = rule.declares.priority ?? asPriority(mostUrgent)
  const facts = { ...first, service: first.serviceName, priority, count: alerts.length }
  const title = titleFrom(rule.declares.title, facts)
  const id = await insertIncident(tx, {
    team_id: rule.teamId,
    title,
    priority: priorityNumber(priority),
    is_private: rule.declares.isPrivate,
    since: alerts.map(({ firstAt }) => firstAt).reduce(earliest),
    declared_by_name: rule.name,
    declared_at: now,
    state_at: now,
    rule_id: rule.id,
    rule_group: group,
  })
  const made = await lockIncident(tx, id)
  if (made) await updateIncident(tx, id, await whenDue(tx, made, {}, now))
  await setServices(tx, id, [...new Set(alerts.flatMap(({ serviceId }) => serviceId ?? []))])
  await attach(
    tx,
    id,
    alerts.map((alert) => alert.id),
    now,
  )
  await stopWaiting(turn, alerts, rule)
  await turn.board.declared(rule, group, id)
  const about = { teamId: rule.teamId, incidentId: id, alertId: first.id }
  turn.entries.push(entry(by, 'incident_declared', { title, priority, rule: rule.name }, about))
  turn.entries.push(...(await queueCalls(tx, parts, { incidentId: id, rule, alert: first, priority, now })))
}

/** The burst goes on: what belongs to an incident is taken in together at the end of the turn. */
function join({ joins }: Turn, rule: ReadyRule, alert: RuleAlert, incidentId: number): void {
  const taken = joins.get(incidentId) ?? { rule, alerts: [] }
  taken.alerts.push(alert)
  joins.set(incidentId, taken)
}

async function joinAll(turn: Turn): Promise<void> {
  const { tx, now, by } = turn
  for (const [incidentId, { rule, alerts }] of [...turn.joins].toSorted(([a], [b]) => a - b)) {
    const row = await lockIncident(tx, incidentId)
    if (!row) continue
    const ids = alerts.map(({ id }) => id)
    const fresh = await attach(tx, incidentId, ids, now)
    await stopWaiting(turn, alerts, rule)
    const [first] = alerts.filter(({ id }) => fresh.includes(id))
    if (!first) continue
    const facts = { count: fresh.length, summary: first.summary, rule: rule.name }
    turn.entries.push(entry(by, 'alerts_joined_by_rule', facts, { teamId: row.team_id, incidentId }))
  }
}

async function wait(
  { tx }: Turn,
  rule: ReadyRule,
  alert: RuleAlert,
  of: {
    readonly group: string
    readonly for: 'page' | 'answer' | 'others'
    readonly at: Instant
    readonly until: Instant
  },
): Promise<void> {
  const waits = { rule_group: of.group, waits_for: of.for, at: of.at, due_at: of.until }
  await tx
    .insertInto('incident_waiting')
    .values({ rule_id: rule.id, alert_id: alert.id, ...waits })
    .onConflict((on) => on.columns(['rule_id', 'alert_id']).doUpdateSet(waits))
    .execute()
}

/** What is due is decided anew: rows that still have to wait are written again. What has waited for others in vain is dropped. */
async function takeWaiting(tx: Db, now: Instant) {
  const { rows } = await sql<{ alert_id: number; at: Instant; waits_for: 'page' | 'answer' | 'others' }>`
    delete from incident_waiting where (rule_id, alert_id) in (
      select rule_id, alert_id from incident_waiting where due_at <= ${now} order by due_at limit ${mostWaiting})
    returning alert_id, at, waits_for`.execute(tx)
  return rows.filter(({ waits_for: waitsFor }) => waitsFor !== 'others')
}

async function stopWaiting({ tx }: Turn, alerts: readonly RuleAlert[], rule: ReadyRule): Promise<void> {
  await tx
    .deleteFrom('incident_waiting')
    .where('rule_id', '=', rule.id)
    .where(
      'alert_id',
      'in',
      alerts.map(({ id }) => id),
    )
    .execute()
}

/** Once an hour for each rule, however many alerts there are. */
async function sayLimited({ tx, now, by, entries }: Turn, rule: ReadyRule, alert: RuleAlert): Promise<void> {
  const told = await tx
    .updateTable('incident_rule')
    .set({ limited_at: now })
    .where('id', '=', rule.id)
    .where((each) => each.or([each('limited_at', 'is', null), each('limited_at', '<=', now.subtract({ hours: 1 }))]))
    .returning('id')
    .execute()
  if (told.length === 0) return
  const facts = { rule: rule.name, limit: rule.declares.mostPerHour, summary: alert.summary }
  entries.push(entry(by, 'incident_rule_limited', facts, { teamId: rule.teamId, alertId: alert.id }))
}
