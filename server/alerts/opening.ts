// The first firing of pages, as one statement: from an accepted alert to a message that may go out is one round trip and one
// commit. It writes tables of other terms for that (docs/decisions, the first page is one statement).
import { sql } from 'kysely'
import { escalate, type Decision, type Missed } from '../../domain/escalation/escalate.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Room } from '../../domain/paging/room.ts'
import { asFallback, fallbackDecision, planColumns, type Going, type PageAsk } from '../escalation/pages.ts'
import type { RosterCache, ServerRoster } from '../escalation/roster.ts'
import { firingEntries } from '../escalation/told.ts'
import { asClaimed, leaseSeconds, takenOf, type Claimed, type NewDelivery } from '../paging/deliveries.ts'

export type Opening = {
  /** Alerts that ask for a page of their own; one that `joins` takes the unanswered page of its service where there is one. */
  readonly asks: readonly (PageAsk & { readonly joins: boolean })[]
  /** Other alerts, and the alert among the above whose page they share. */
  readonly following: ReadonlyMap<number, { readonly leader: number; readonly priority: number }>
}

export type Opened = {
  /** Messages for this node to send, and the roster that decided them. */
  readonly claimed: readonly Claimed[]
  readonly roster: ServerRoster
  /** The page of each alert that asked: its own, or the one it joined. One that somebody else had in hand is left out. */
  readonly pageOf: ReadonlyMap<number, number>
  readonly opened: number
  readonly exhausted: number
}

type From = { readonly roster: RosterCache; readonly now: Instant; readonly node: string; readonly take: Room }

/**
 * Opens these pages and fires their first step; a policy that reaches nobody alarms the fallback at once. Decided by the roster
 * that this node has in memory, written only if it is still the newest: else decided again. Alerts that were answered or rose
 * meanwhile, or that another node has in hand, are passed over: they are read again.
 */
export async function openPages(db: Db, from: From, openingBy: (roster: ServerRoster) => Opening): Promise<Opened> {
  for (let attempt = 1; ; attempt++) {
    const roster = (attempt === 1 ? from.roster.kept() : null) ?? (await from.roster.current(db))
    const opened = await open(db, { ...from, roster }, openingBy(roster))
    if (opened) return opened
    if (attempt === 5) throw new Error('the roster changes faster than a page can be opened by it')
  }
}

type Firing = Omit<From, 'roster'> & { readonly roster: ServerRoster }
type Decided = {
  readonly ask: Opening['asks'][number]
  readonly page: PageAsk
  readonly decision: Going
  readonly missed: readonly Missed[] | null
}

/** Null when the roster has changed since it decided. */
async function open(db: Db, firing: Firing, { asks, following }: Opening): Promise<Opened | null> {
  const decided = asks.map((ask) => decide(ask, firing))
  const deliveries = decided.flatMap(({ page, decision }) => deliveriesOf(page, decision))
  const isTaken = takenOf(deliveries, firing.take)
  const rows = await write(db, firing, {
    alerts: [
      ...asks.map(({ alert, priority }) => ({ id: alert.id, leader: alert.id, priority })),
      ...[...following].map(([id, { leader, priority }]) => ({ id, leader, priority })),
    ],
    plans: decided.map(planRow),
    deliveries: deliveries.map((delivery) => ({ ...deliveryRow(delivery), is_taken: isTaken.has(delivery) })),
    entries: decided.flatMap((one) => entryRows(one, firing)),
  })
  if (!rows) return null
  const claimedIds = new Map(
    rows.flatMap((row) => (row.what === 'claimed' ? [[`${row.alert_id} ${row.contact_id}`, row]] : [])),
  )
  const alerts = new Map(asks.map(({ alert }) => [alert.id, alert]))
  const claimed = deliveries.flatMap((delivery) => {
    const row = claimedIds.get(`${delivery.alertId} ${delivery.way.contactId}`)
    const alert = alerts.get(delivery.alertId)
    return row?.delivery_id && alert
      ? [asClaimed({ ...delivery, pageId: row.page_id }, { id: row.delivery_id, at: firing.now }, alert)]
      : []
  })
  const pages = rows.filter((row) => row.what !== 'claimed')
  const own = new Set(pages.flatMap((row) => (row.what === 'opened' ? [row.alert_id] : [])))
  return {
    claimed,
    roster: firing.roster,
    pageOf: new Map(pages.map((row) => [row.alert_id, row.page_id])),
    opened: own.size,
    exhausted: decided.filter(({ ask, missed }) => missed !== null && own.has(ask.alert.id)).length,
  }
}

function decide(ask: Opening['asks'][number], firing: Firing): Decided {
  const decision: Decision = escalate({ ...ask, from: 'start' }, firing.roster, firing.now)
  if (decision.do === 'page') return { ask, page: ask, decision, missed: null }
  return { ask, page: asFallback(ask), decision: fallbackDecision(ask, firing), missed: decision.missed }
}

/** A page is fired for the first time. */
const firstTurn = 1

type FirstDelivery = NewDelivery & { readonly alertId: number }

function deliveriesOf(page: PageAsk, decision: Going): FirstDelivery[] {
  return decision.reached.flatMap(({ personId, reason, ways }) =>
    ways.map((way) => ({
      pageId: 0,
      alertId: page.alert.id,
      turn: firstTurn,
      ...decision.at,
      personId,
      reason,
      priority: page.priority,
      way,
    })),
  )
}

function planRow({ ask, page, decision, missed }: Decided) {
  const asked = planColumns(ask)
  return {
    ...planColumns(page),
    loop: decision.at.loop,
    step: decision.at.step,
    due_at: decision.nextAt.toString(),
    joins: ask.joins,
    asked_policy_id: asked.policy_id,
    exhausted: missed === null ? null : asked.plan,
    asked_person_id: asked.person_id,
  }
}

function deliveryRow({ alertId, loop, step, personId, reason, priority, way }: FirstDelivery) {
  return {
    alert_id: alertId,
    loop,
    step,
    person_id: personId,
    contact_id: way.contactId,
    channel: way.channel,
    address: way.address,
    reason,
    priority,
    after_minutes: way.afterMinutes,
  }
}

function entryRows({ ask, page, decision, missed }: Decided, firing: Firing) {
  const step = {
    ask: page,
    decision,
    pageId: 0,
    version: firstTurn,
    silent: null,
    exhausted: missed === null ? null : { ask, missed },
  }
  return firingEntries(step, firing).map(({ kind, teamId, actorId, actorName, facts, says }) => ({
    alert_id: ask.alert.id,
    kind,
    team_id: teamId,
    actor_id: actorId,
    actor_name: actorName,
    facts,
    says,
  }))
}

type Written = {
  readonly is_same: boolean
  readonly what: 'opened' | 'joined' | 'claimed' | null
  readonly alert_id: number
  readonly page_id: number
  readonly delivery_id: number | null
  readonly contact_id: string | null
}

async function write(
  db: Db,
  { roster, now, node }: Firing,
  rows: {
    readonly alerts: readonly object[]
    readonly plans: readonly object[]
    readonly deliveries: readonly object[]
    readonly entries: readonly object[]
  },
): Promise<readonly Written[] | null> {
  const { rows: written } = await sql<Written>`
    with given as materialized (
      select version = ${roster.version}::bigint as is_same, ${now}::timestamptz as now from roster_version
    ),
    asked as materialized (
      select a.id, e.leader from json_to_recordset(${JSON.stringify(rows.alerts)}::json) as e(id bigint, leader bigint, priority smallint)
      join alert a on a.id = e.id
      where a.paging_due_at is not null and a.page_id is null and a.state = 'triggered' and a.priority = e.priority
        and (select is_same from given)
      order by a.id for update of a skip locked
    ),
    plan as materialized (
      select p.* from json_to_recordset(${JSON.stringify(rows.plans)}::json) as p(alert_id bigint, team_id uuid, service_id uuid,
        plan text, policy_id uuid, person_id uuid, is_test boolean, priority smallint, loop int, step int, due_at timestamptz,
        joins boolean, asked_policy_id uuid, exhausted text, asked_person_id uuid)
      join asked on asked.id = p.alert_id
    ),
    unanswered as materialized (
      select id, service_id, policy_id, priority from page
      where service_id = any(array(select service_id from plan where joins)) and state = 'open' and plan = 'policy' and not is_test
      for share skip locked
    ),
    joined as materialized (
      select distinct on (p.alert_id) p.alert_id, u.id
      from plan p join unanswered u on u.service_id = p.service_id and u.policy_id = p.asked_policy_id and u.priority <= p.priority
      where p.joins order by p.alert_id, u.priority, u.id
    ),
    opened as (
      insert into page (alert_id, team_id, service_id, plan, policy_id, person_id, is_test, priority, state, loop, step, due_at,
        opened_at)
      select alert_id, team_id, service_id, plan, policy_id, person_id, is_test, priority, 'open', loop, step, due_at, now
      from plan cross join given where alert_id not in (select alert_id from joined) order by alert_id
      returning id, alert_id
    ),
    gone as (
      insert into page (alert_id, team_id, service_id, plan, policy_id, person_id, is_test, priority, state, opened_at, alarm_page_id)
      select p.alert_id, team_id, service_id, exhausted, asked_policy_id, asked_person_id, is_test, priority, 'exhausted', now, o.id
      from plan p join opened o using (alert_id) cross join given where p.exhausted is not null
    ),
    linked as (
      update alert a set page_id = own.id, paging_due_at = null
      from asked join (select alert_id, id from opened union all select alert_id, id from joined) own on own.alert_id = asked.leader
      where a.id = asked.id
    ),
    queued as (
      insert into delivery (page_id, turn, loop, step, person_id, contact_id, channel, address, reason, priority, state, due_at,
        attempts, epoch, node, created_at)
      select o.id, ${firstTurn}, d.loop, d.step, d.person_id, d.contact_id, d.channel, d.address, d.reason, d.priority,
        case when d.is_taken then 'claimed' else 'queued' end,
        now + case when d.is_taken then make_interval(secs => ${leaseSeconds}) else make_interval(mins => d.after_minutes) end,
        d.is_taken::int, d.is_taken::int, case when d.is_taken then ${node} end, now
      from json_to_recordset(${JSON.stringify(rows.deliveries)}::json) as d(alert_id bigint, loop int, step int, person_id uuid,
        contact_id uuid, channel text, address text, reason jsonb, priority smallint, after_minutes int, is_taken boolean)
      join opened o using (alert_id) cross join given
      on conflict (page_id, turn, contact_id) do nothing
      returning id, page_id, contact_id, state
    ),
    said as (
      insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, alert_id, page_id, facts, says)
      select now, l.team_id, l.kind, 'engine', l.actor_id, l.actor_name, l.alert_id, o.id, l.facts, l.says
      from json_to_recordset(${JSON.stringify(rows.entries)}::json) as l(alert_id bigint, kind text, team_id uuid, actor_id text,
        actor_name text, facts jsonb, says text)
      join opened o using (alert_id) cross join given
    )
    select given.is_same, done.* from given left join (
      select 'opened' as what, alert_id, id as page_id, null::bigint as delivery_id, null::uuid as contact_id from opened
      union all select 'joined', alert_id, id, null, null from joined
      union all select 'claimed', o.alert_id, q.page_id, q.id, q.contact_id from queued q join opened o on o.id = q.page_id
        where q.state = 'claimed'
    ) done on true`.execute(db)
  if (!written[0]?.is_same) return null
  return written.filter((row) => row.what !== null)
}
