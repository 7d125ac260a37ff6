// The first firing of pages, as one statement: from an accepted alert to a message that may go out is one round trip and one
// commit. It writes tables of other terms for that (docs/decisions, the first page is one statement).
import { sql } from 'kysely'
import type { Missed } from '../../domain/escalation/escalate.ts'
import type { Hold } from '../../domain/escalation/hold.ts'
import type { TurnTaken } from '../../domain/escalation/turns.ts'
import type { Capacity } from '../../domain/paging/capacity.ts'
import type { Way } from '../../domain/paging/rules.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { beforeFirst, heldEntry } from '../escalation/held.ts'
import { planColumns, type Going, type PageAsk } from '../escalation/pages.ts'
import type { RosterCache, ServerRoster } from '../escalation/roster.ts'
import { deliveriesOf } from '../escalation/step-deliveries.ts'
import { firingEntries } from '../escalation/told.ts'
import type { NewEntry } from '../log/store.ts'
import { leaseSeconds, type NewDelivery } from '../paging/deliveries.ts'

export type Opening = {
  /**
   * Alerts that ask for a page of their own; one that `joins` takes the unanswered page of its service where there is one; `only`: over
   * this contact.
   */
  readonly asks: readonly (PageAsk & { readonly joins: boolean; readonly group: string | null; readonly only?: Way })[]
  /** Other alerts, and the alert among the above whose page they share. */
  readonly following: ReadonlyMap<number, { readonly leader: number; readonly priority: number }>
}

export type From = {
  readonly roster: RosterCache
  readonly now: Instant
  readonly node: string
  readonly take: Capacity
}

export type Firing = Omit<From, 'roster'> & { readonly roster: ServerRoster; readonly turns: RosterCache['turns'] }
export type Decided = {
  readonly ask: Opening['asks'][number]
  readonly page: PageAsk
  readonly decision: Going | Hold
  readonly missed: readonly Missed[] | null
}

/** A page is fired for the first time. */
const firstTurn = 1

type FirstDelivery = NewDelivery & { readonly alertId: number }

export function firstDeliveries(
  { alert, priority }: PageAsk,
  decision: Going | Hold,
  roster: ServerRoster,
): FirstDelivery[] {
  if (decision.do === 'hold') return []
  const deliveries = deliveriesOf({ pageId: 0, turn: firstTurn, priority, decision }, roster)
  return deliveries.map((delivery) => ({ ...delivery, alertId: alert.id }))
}

export function planRow({ ask, page, decision, missed }: Decided, roster: ServerRoster) {
  const asked = planColumns(ask)
  const isHeld = decision.do === 'hold'
  return {
    ...planColumns(page),
    ...(isHeld ? beforeFirst : decision.at),
    needs: isHeld ? 1 : decision.needs,
    held_since: isHeld ? decision.since.toString() : null,
    held_until: isHeld ? decision.until.toString() : null,
    held_version: isHeld ? roster.version : null,
    due_at: decision.nextAt.toString(),
    joins: ask.joins,
    page_group: ask.group,
    asked_policy_id: asked.policy_id,
    exhausted: missed === null ? null : asked.plan,
    asked_person_id: asked.person_id,
  }
}

export function deliveryRow({ alertId, loop, step, personId, channelId, reason, priority, way }: FirstDelivery) {
  return {
    alert_id: alertId,
    loop,
    step,
    person_id: personId,
    contact_id: way.contactId,
    channel_id: channelId,
    channel: way.channel,
    address: way.address,
    reason,
    priority,
    after_minutes: way.afterMinutes,
  }
}

export function entryRows(one: Decided, firing: Firing) {
  const { ask } = one
  return told(one, firing).map(({ kind, teamId, actorId, actorName, facts, says }) => ({
    alert_id: ask.alert.id,
    kind,
    team_id: teamId,
    actor_id: actorId,
    actor_name: actorName,
    facts,
    says,
  }))
}

function told({ ask, page, decision, missed }: Decided, firing: Firing): readonly NewEntry[] {
  if (decision.do === 'hold') return [heldEntry({ ask, pageId: 0, decision }, firing)]
  const exhausted = missed === null ? null : { ask, missed }
  const step = { ask: page, decision, pageId: 0, version: firstTurn, silent: null, exhausted }
  return firingEntries(step, firing)
}

type Written = {
  readonly is_same: boolean
  readonly is_taken: boolean
  readonly what: 'opened' | 'joined' | 'claimed' | null
  readonly alert_id: number
  readonly page_id: number
  readonly delivery_id: number | null
  /** The contact, or the team's channel. */
  readonly place: string | null
}

/** Null when the roster has changed since it decided. */
export async function write(
  db: Db,
  { roster, now, node }: Firing,
  rows: {
    readonly alerts: readonly object[]
    readonly plans: readonly object[]
    readonly deliveries: readonly object[]
    readonly entries: readonly object[]
    readonly turn: (TurnTaken & { readonly had: readonly string[] }) | null
  },
): Promise<readonly Written[] | 'turn_was_taken' | null> {
  const { turn } = rows
  const people = turn ? [...turn.had.filter((personId) => personId !== turn.personId), turn.personId] : []
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
        needs smallint, held_since timestamptz, held_until timestamptz, held_version bigint, joins boolean, page_group text, asked_policy_id uuid, exhausted text, asked_person_id uuid, test text)
      join asked on asked.id = p.alert_id
    ),
    unanswered as materialized (
      select id, service_id, policy_id, page_group, priority, held_since from page
      where (service_id = any(array(select service_id from plan where joins))
          or page_group = any(array(select page_group from plan where page_group like 'route:%')))
        and state = 'open' and plan = 'policy' and not is_test
      for share skip locked
    ),
    joined as materialized (
      select distinct on (p.alert_id) p.alert_id, u.id
      from plan p join unanswered u on (u.service_id = p.service_id or p.page_group like 'route:%')
        and u.page_group is not distinct from p.page_group and u.policy_id = p.asked_policy_id and u.priority <= p.priority
        and (u.held_since is null or u.priority = p.priority)
      where p.joins order by p.alert_id, u.priority, u.id
    ),
    own as materialized (
      select * from plan where alert_id not in (select alert_id from joined)
    ),
    -- Whose turn it is was decided by who had it: written only if that still holds. Then the page is theirs, else nothing is opened.
    turned as (
      insert into step_turn as t (policy_id, position, people)
      select ${turn?.policyId ?? null}::uuid, ${turn?.position ?? null}::int, ${people}::uuid[]
      from own where ${turn !== null}::boolean
      on conflict (policy_id, position) do update set people = excluded.people
        where t.people = ${turn?.had ?? []}::uuid[]
      returning policy_id
    ),
    opened as (
      insert into page (alert_id, team_id, service_id, plan, policy_id, person_id, is_test, priority, state, loop, step, due_at,
        needs, held_since, held_until, held_version, opened_at, test, page_group)
      select alert_id, team_id, service_id, plan, policy_id, person_id, is_test, priority, 'open', loop, step, due_at,
        needs, held_since, held_until, held_version, now, test, page_group
      from own cross join given where ${turn === null}::boolean or exists (select from turned) order by alert_id
      returning id, alert_id
    ),
    gone as (
      insert into page (alert_id, team_id, service_id, plan, policy_id, person_id, is_test, priority, state, opened_at, alarm_page_id)
      select p.alert_id, team_id, service_id, exhausted, asked_policy_id, asked_person_id, is_test, priority, 'exhausted', now, o.id
      from plan p join opened o using (alert_id) cross join given where p.exhausted is not null
    ),
    linked as (
      update alert a set page_id = theirs.id, paging_due_at = null
      from asked join (select alert_id, id from opened union all select alert_id, id from joined) theirs
        on theirs.alert_id = asked.leader
      where a.id = asked.id
    ),
    queued as (
      insert into delivery (page_id, turn, loop, step, person_id, contact_id, channel_id, channel, address, reason, priority, state, due_at,
        attempts, epoch, node, created_at)
      select o.id, ${firstTurn}, d.loop, d.step, d.person_id, d.contact_id, d.channel_id, d.channel, d.address, d.reason, d.priority,
        case when d.is_taken then 'claimed' else 'queued' end,
        now + case when d.is_taken then make_interval(secs => ${leaseSeconds}) else make_interval(mins => d.after_minutes) end,
        d.is_taken::int, d.is_taken::int, case when d.is_taken then ${node} end, now
      from json_to_recordset(${JSON.stringify(rows.deliveries)}::json) as d(alert_id bigint, loop int, step int, person_id uuid,
        contact_id uuid, channel_id uuid, channel text, address text, reason jsonb, priority smallint, after_minutes int, is_taken boolean)
      join opened o using (alert_id) cross join given
      on conflict do nothing
      returning id, page_id, coalesce(contact_id, channel_id) as place, state
    ),
    said as (
      insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, alert_id, page_id, facts, says)
      select now, l.team_id, l.kind, 'engine', l.actor_id, l.actor_name, l.alert_id, o.id, l.facts, l.says
      from json_to_recordset(${JSON.stringify(rows.entries)}::json) as l(alert_id bigint, kind text, team_id uuid, actor_id text,
        actor_name text, facts jsonb, says text)
      join opened o using (alert_id) cross join given
    )
    select given.is_same, ${turn !== null}::boolean and exists (select from own) and not exists (select from turned) as is_taken,
      done.* from given left join (
      select 'opened' as what, alert_id, id as page_id, null::bigint as delivery_id, null::uuid as place from opened
      union all select 'joined', alert_id, id, null, null from joined
      union all select 'claimed', o.alert_id, q.page_id, q.id, q.place from queued q join opened o on o.id = q.page_id
        where q.state = 'claimed'
    ) done on true`.execute(db)
  if (!written[0]?.is_same) return null
  if (written[0].is_taken) return 'turn_was_taken'
  return written.filter((row) => row.what !== null)
}
