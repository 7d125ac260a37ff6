// Pages as rows: opened, stepped, ended. All writes of `page` are here, and each firing queues its deliveries with it.
import { sql } from 'kysely'
import { escalate, type Decision, type Missed, type Plan, type Position } from '../../domain/escalation/escalate.ts'
import type { TestScope } from '../../domain/escalation/policy-test.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import type { Instant } from '../../domain/time.ts'
import { besides, type Capacity } from '../../domain/paging/capacity.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { NewEntry } from '../log/store.ts'
import type { Told } from '../../domain/paging/rules.ts'
import { cancelDeliveries, queueDeliveries, type AlertFacts, type Claimed } from '../paging/deliveries.ts'
import { decideSteps } from './deciding.ts'
import { holdPages } from './held.ts'
import { shortOfAnswers, type Short } from './several.ts'
import { deliveriesOf } from './step-deliveries.ts'
import { firingEntries } from './told.ts'

/** What it takes to fire a step: the roster to decide by, and the node that will carry it out. */
export type Firing = { readonly roster: Roster; readonly now: Instant; readonly node: string; readonly take: Capacity }

export type PageAsk = {
  readonly plan: Plan
  readonly priority: number
  readonly alert: AlertFacts
  /** How far it goes when it only tests. */
  readonly test?: TestScope
}

/** What a firing left behind: messages for this node to send, and entries for the log. */
export type Fired = {
  readonly claimed: readonly Claimed[]
  readonly entries: readonly NewEntry[]
  /** Exhausted pages, and the alarm that took over each: the caller moves their alerts. */
  readonly alarmOf: ReadonlyMap<number, number>
  /** How many wait on, until somebody is on call. */
  readonly held: number
  /** Tests that have no step left: the caller closes their alerts, and with them these pages. */
  readonly over: readonly RunningPage[]
}

/** Somebody answered before there was a page: it begins as they left it, and nobody is paged. */
export async function openHeldPage(
  tx: Db,
  ask: PageAsk,
  held: {
    readonly state: 'acknowledged' | 'snoozed'
    readonly by: string | null
    readonly now: Instant
    readonly dueAt: Instant
  },
): Promise<number> {
  const { id } = await tx
    .insertInto('page')
    .values({
      ...planColumns(ask),
      state: held.state,
      due_at: held.dueAt,
      opened_at: held.now,
      acknowledged_by: held.by,
      acknowledged_at: held.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A page that is due or hurried, with what is known of its alert. */
export type RunningPage = PageAsk & {
  readonly id: number
  readonly at: Position
  readonly from: Position | 'start'
  readonly heldSince: Instant | null
  /** Somebody asked for its next step now. */
  readonly isUrged?: boolean
  readonly version: number
}

/** Goes on with running pages: the next step, or the fallback when the policy has none left. */
export async function stepPages(tx: Db, firing: Firing, pages: readonly RunningPage[]): Promise<Fired> {
  const decided = await decideSteps(tx, firing, pages)
  const over = decided.flatMap(({ page, decision }) => (decision.do === 'end' ? [page] : []))
  const going = decided.flatMap(({ page, decision }) => (decision.do === 'page' ? [{ page, decision }] : []))
  const exhausted = decided.flatMap(({ page, decision }) =>
    decision.do === 'exhaust' ? [{ page, missed: decision.missed, told: decision.told }] : [],
  )
  const waiting = decided.flatMap(({ page, decision }) => (decision.do === 'hold' ? [{ page, decision }] : []))
  await cancelDeliveries(
    tx,
    pages.map((page) => page.id),
  )
  await moveOn(tx, going)
  const held = await holdPages(tx, firing, waiting)
  const silent = await peopleTried(
    tx,
    going.map(({ page }) => page.id),
  )
  const stepped = await fire(
    tx,
    firing,
    going.map(({ page, decision }) => ({
      ask: page,
      decision,
      pageId: page.id,
      version: page.version + 1,
      silent: page.from === 'start' ? null : (silent.get(page.id) ?? null),
      exhausted: null,
    })),
  )
  const shortOf = await shortOfAnswers(
    tx,
    exhausted.map(({ page }) => page.id),
  )
  const alarms = exhausted.map(({ page, missed, told }) => ({
    page,
    missed,
    ask: asFallback(page),
    decision: fallbackDecision(page, firing, told),
  }))
  const alarmPages = await insertOpen(tx, firing, alarms)
  for (const { page } of alarms) await markExhausted(tx, page, idOf(alarmPages, page.alert.id), firing.now)
  const rung = await fire(
    tx,
    { ...firing, take: besides(firing.take, stepped.claimed) },
    alarms.map(({ page, missed, ask, decision }) => ({
      ask,
      decision,
      pageId: idOf(alarmPages, page.alert.id),
      version: 1,
      silent: null,
      exhausted: { ask: page, missed, short: shortOf.get(page.id) ?? null },
    })),
  )
  return {
    claimed: [...stepped.claimed, ...rung.claimed],
    entries: [...held, ...stepped.entries, ...rung.entries],
    held: waiting.length,
    alarmOf: new Map(alarms.map(({ page }) => [page.id, idOf(alarmPages, page.alert.id)])),
    over,
  }
}

export type Going = Extract<Decision, { do: 'page' }>

export type FiredStep = {
  readonly ask: PageAsk
  readonly decision: Going
  readonly pageId: number
  readonly version: number
  /** The names of those who were tried before and did not answer. */
  readonly silent: string | null
  readonly exhausted: {
    readonly ask: PageAsk
    readonly missed: readonly Missed[]
    /** Some have answered, but too few. */
    readonly short?: Short | null
  } | null
}

async function fire(tx: Db, firing: Firing, steps: readonly FiredStep[]) {
  const alerts = new Map(steps.map((step) => [step.pageId, step.ask.alert]))
  const deliveries = steps.flatMap(({ ask: { priority }, decision, pageId, version: turn }) =>
    deliveriesOf({ pageId, turn, priority, decision }, firing.roster),
  )
  const claimed = await queueDeliveries(tx, deliveries, {
    now: firing.now,
    node: firing.node,
    take: firing.take,
    alertOf: (pageId) => alerts.get(pageId) ?? missing(`page ${pageId}`),
  })
  return { claimed, entries: steps.flatMap((step) => firingEntries(step, firing)) }
}

async function insertOpen(
  tx: Db,
  { now }: Firing,
  opening: readonly { readonly ask: PageAsk; readonly decision: Going }[],
): Promise<Map<number, number>> {
  if (opening.length === 0) return new Map()
  const rows = await tx
    .insertInto('page')
    .values(
      opening.map(({ ask, decision }) => ({
        ...planColumns(ask),
        state: 'open' as const,
        loop: decision.at.loop,
        step: decision.at.step,
        due_at: decision.nextAt,
        opened_at: now,
      })),
    )
    .returning(['id', 'alert_id'])
    .execute()
  return new Map(rows.map((row) => [row.alert_id, row.id]))
}

async function moveOn(
  tx: Db,
  going: readonly { readonly page: RunningPage; readonly decision: Going }[],
): Promise<void> {
  if (going.length === 0) return
  const column = <T>(pick: (one: (typeof going)[number]) => T) => going.map(pick)
  await sql`
    update page p set state = 'open', loop = n.loop, step = n.step, due_at = n.due_at, version = p.version + 1,
      priority = n.priority, needs = n.needs, acknowledged_by = null, acknowledged_at = null
    from unnest(${column((g) => g.page.id)}::bigint[], ${column((g) => g.decision.at.loop)}::int[],
      ${column((g) => g.decision.at.step)}::int[], ${column((g) => g.decision.nextAt.toString())}::timestamptz[],
      ${column((g) => g.page.priority)}::smallint[], ${column((g) => g.decision.needs)}::smallint[])
      as n(id, loop, step, due_at, priority, needs)
    where p.id = n.id`.execute(tx)
}

async function markExhausted(tx: Db, page: RunningPage, alarmPageId: number, now: Instant): Promise<void> {
  await tx
    .updateTable('page')
    .set({ state: 'exhausted', due_at: null, alarm_page_id: alarmPageId, closed_at: now, version: page.version + 1 })
    .where('id', '=', page.id)
    .execute()
}

/**
 * Who was reached, as far as we know, on the last firing of these pages; whom every way failed, to whom nothing was sent before the page
 * went on, or who declined, did not keep silent.
 */
async function peopleTried(tx: Db, pageIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (pageIds.length === 0) return new Map()
  const tried = await sql<{ page_id: number; names: string }>`
    select d.page_id, string_agg(distinct n.name, ', ') as names
    from delivery d join person n on n.id = d.person_id join page p on p.id = d.page_id
    where d.page_id = any(${pageIds}::bigint[]) and d.state <> 'failed' and (d.attempts > 0 or d.state = 'not_sent')
      and d.turn = (select max(turn) from delivery where page_id = d.page_id) and d.reason ->> 'kind' <> 'shadow'
      and not exists (select from page_answer a where a.page_id = d.page_id and a.person_id = d.person_id)
      and not exists (select from page_decline c where c.page_id = d.page_id and c.person_id = d.person_id and c.holds)
    group by d.page_id`.execute(tx)
  return new Map(tried.rows.map((row) => [row.page_id, row.names]))
}

/** The columns of a page that say what it is about and what it follows. */
export function planColumns({
  plan,
  priority,
  alert,
  test,
}: PageAsk): Pick<
  Row<'page'>,
  'alert_id' | 'team_id' | 'service_id' | 'plan' | 'policy_id' | 'person_id' | 'is_test' | 'priority' | 'test'
> {
  return {
    alert_id: alert.id,
    team_id: alert.teamId,
    service_id: alert.serviceId,
    plan: plan.kind,
    policy_id: plan.kind === 'policy' ? plan.policyId : null,
    person_id: plan.kind === 'person' ? plan.personId : null,
    is_test: alert.isTest,
    priority,
    test: test ?? null,
  }
}

/** The alarm that takes over when a page reaches nobody any more. */
export function asFallback(ask: PageAsk): PageAsk {
  return { plan: { kind: 'fallback', teamId: ask.alert.teamId }, priority: ask.priority, alert: ask.alert }
}

/** `told` are the channels of the steps that reached nobody: they hear of the alarm instead. */
export function fallbackDecision(
  ask: PageAsk,
  { roster, now }: Pick<Firing, 'roster' | 'now'>,
  told: readonly Told[],
): Going {
  const decision = escalate(
    { plan: { kind: 'fallback', teamId: ask.alert.teamId }, from: 'start', priority: ask.priority },
    roster,
    now,
  )
  return decision.do === 'page' ? { ...decision, told } : missing('a step of the fallback')
}

function idOf(pageOf: ReadonlyMap<number, number>, alertId: number): number {
  return pageOf.get(alertId) ?? missing(`the page of alert ${alertId}`)
}

function missing(what: string): never {
  throw new Error(`${what} is missing`)
}
