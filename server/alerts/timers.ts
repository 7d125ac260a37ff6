// What time does to alerts and their pages. Each step claims a batch, decides, writes and says so, in one transaction.
import { lateness, resume, returnAfterMinutes, type Plan } from '../../domain/escalation/escalate.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Kind } from '../engine/engine.ts'
import { endPagesLeft } from '../escalation/answers.ts'
import { openHeldPage, openPages, stepPages, type Fired, type PageAsk, type RunningPage } from '../escalation/pages.ts'
import type { RosterCache, ServerRoster } from '../escalation/roster.ts'
import { addEntries, type NewEntry } from '../log/store.ts'
import type { Metrics } from '../metrics.ts'
import type { Sender } from '../paging/sender.ts'
import type { Topic } from '../../domain/topics.ts'
import { linkPages, markTriggered, moveToAlarm } from './store.ts'
import {
  claimDuePages,
  claimUnpaged,
  closeEnded,
  findJoinable,
  leavePages,
  type DuePage,
  type Unpaged,
} from './waiting.ts'

export type AlertTimers = {
  readonly db: Db
  readonly node: string
  readonly roster: RosterCache
  readonly sender: Sender
  readonly metrics: Metrics
  readonly announce: (topics: readonly Topic[]) => void
}

const batch = 200

/** The kinds of waiting rows that alerts and pages have. */
export function alertKinds(parts: AlertTimers): readonly Kind[] {
  return [
    { name: 'alerts', step: () => pageAlerts(parts) },
    { name: 'pages', step: () => goOnWithPages(parts) },
    { name: 'ends', step: () => closeEndedAlerts(parts) },
  ]
}

/** Alerts that were accepted and not yet paged. */
async function pageAlerts(parts: AlertTimers): Promise<number> {
  return parts.db
    .transaction()
    .execute(async (tx) => {
      const alerts = await claimUnpaged(tx, batch)
      const first = alerts[0]
      if (!first) return null
      for (const alert of alerts) parts.metrics.late('alerts', lateness(alert.paging_due_at ?? first.now, first.now))
      const roster = await parts.roster.current(tx)
      const firing = { roster, now: first.now, node: parts.node, take: parts.sender.free }
      // Its priority rose while somebody had it: a new page takes the place of the old.
      const risen = alerts.filter((alert) => alert.page_id !== null).map((alert) => alert.id)
      await endPagesLeft(tx, await leavePages(tx, risen), first.now)
      for (const alert of alerts.filter((one) => one.state !== 'triggered')) await holdPage(tx, alert, roster)
      const waiting = alerts.filter((alert) => alert.state === 'triggered')
      const groups = groupAlerts(waiting, await findJoinable(tx, servicesThatJoin(waiting, roster)), roster)
      const fired = await openPages(
        tx,
        firing,
        groups.opening.map((alert) => asAsk(alert, roster)),
      )
      await linkPages(tx, new Map([...fired.pageOf, ...groups.joining, ...groups.following(fired.pageOf)]))
      await addEntries(tx, fired.entries)
      return { count: alerts.length, fired }
    })
    .then((done) => finish(parts, done, 'opened'))
}

/** Pages whose wait is over: unanswered, acknowledged and idle, or snoozed until now. */
async function goOnWithPages(parts: AlertTimers): Promise<number> {
  return parts.db
    .transaction()
    .execute(async (tx) => {
      const { speaking: due, silent } = await claimDuePages(tx, batch)
      // Its last alert ended while nobody looked: there is nothing left to page about.
      await endPagesLeft(
        tx,
        silent.map((page) => page.id),
        silent[0]?.now,
      )
      const first = due[0]
      if (!first) return null
      for (const page of due) parts.metrics.late('pages', lateness(page.due_at, first.now))
      const roster = await parts.roster.current(tx)
      const firing = { roster, now: first.now, node: parts.node, take: parts.sender.free }
      const fired = await stepPages(
        tx,
        firing,
        due.map((page) => asRunning(page, resume(asResumable(page)).from)),
      )
      const returned = due.filter((page) => page.state !== 'open')
      await markTriggered(
        tx,
        returned.map((page) => page.id),
      )
      await moveToAlarm(tx, fired.alarmOf)
      parts.metrics.paged('returned', returned.length)
      await addEntries(tx, [...returned.map((page) => returnedEntry(page, parts.node)), ...fired.entries])
      return { count: due.length, fired }
    })
    .then((done) => finish(parts, done, 'escalated'))
}

async function closeEndedAlerts(parts: AlertTimers): Promise<number> {
  const count = await parts.db.transaction().execute(async (tx) => {
    const ended = await closeEnded(tx, batch)
    const first = ended[0]
    if (!first) return 0
    await endPagesLeft(tx, [...new Set(ended.flatMap((alert) => alert.page_id ?? []))], first.now)
    for (const alert of ended) parts.metrics.late('ends', lateness(alert.ends_at, first.now))
    const say = { actor: { kind: 'engine', node: parts.node } as const, now: first.now }
    await addEntries(
      tx,
      ended.map((alert) =>
        entry(say, 'alert_ended', { summary: alert.summary }, { teamId: alert.team_id, alertId: alert.id }),
      ),
    )
    return ended.length
  })
  if (count > 0) parts.announce(['alerts', 'pages', 'log'])
  return count
}

function finish(
  parts: AlertTimers,
  done: { count: number; fired: Fired } | null,
  what: 'opened' | 'escalated',
): number {
  if (!done) return 0
  parts.sender.take(done.fired.claimed)
  parts.metrics.paged(what, done.count)
  parts.metrics.paged('exhausted', done.fired.entries.filter((one) => one.kind === 'page_exhausted').length)
  parts.announce(['alerts', 'pages', 'log'])
  return done.count
}

/**
 * Which alerts open a page of their own, and which join one that nobody has answered yet? One page a service is being
 * answered for: an alert joins the page of its service when that page is as urgent as it is. (product A4: a flood is one page)
 */
function groupAlerts(
  waiting: readonly Unpaged[],
  unanswered: readonly { readonly id: number; readonly service_id: string; readonly priority: number }[],
  roster: ServerRoster,
) {
  const opening: Unpaged[] = []
  const joining = new Map<number, number>()
  const leaders = new Map<number, number>()
  for (const alert of waiting) {
    const isAlone =
      alert.service_id === null || isTest(alert) || !roster.services.get(alert.service_id)?.joinsUnanswered
    const page = isAlone
      ? undefined
      : unanswered.find((one) => one.service_id === alert.service_id && one.priority <= alert.priority)
    const leader = isAlone
      ? undefined
      : opening.find((one) => one.service_id === alert.service_id && one.priority <= alert.priority && !isTest(one))
    if (page) joining.set(alert.id, page.id)
    else if (leader) leaders.set(alert.id, leader.id)
    else opening.push(alert)
  }
  const following = (pageOf: ReadonlyMap<number, number>) =>
    [...leaders].flatMap(([alertId, leaderId]): [number, number][] => {
      const pageId = pageOf.get(leaderId)
      return pageId === undefined ? [] : [[alertId, pageId]]
    })
  return { opening, joining, following }
}

function servicesThatJoin(alerts: readonly Unpaged[], roster: Roster): string[] {
  const services = new Set(alerts.flatMap((alert) => alert.service_id ?? []))
  return [...services].filter((serviceId) => roster.services.get(serviceId)?.joinsUnanswered)
}

function isTest(alert: Pick<Unpaged, 'key'>): boolean {
  return alert.key.startsWith('baton-test:')
}

/** Somebody was quicker than the engine. */
async function holdPage(tx: Db, alert: Unpaged, roster: ServerRoster): Promise<void> {
  const ask = asAsk(alert, roster)
  const isSnoozed = alert.state === 'snoozed'
  const dueAt = alert.now.add({ minutes: isSnoozed ? 5 : returnAfterMinutes(ask.plan, roster) })
  const held = {
    state: isSnoozed ? 'snoozed' : 'acknowledged',
    by: alert.acknowledged_by,
    now: alert.now,
    dueAt,
  } as const
  await linkPages(tx, new Map([[alert.id, await openHeldPage(tx, ask, held)]]))
}

function asAsk(alert: Unpaged, roster: Roster): PageAsk {
  const service = alert.service_id ? roster.services.get(alert.service_id) : undefined
  const plan: Plan = service
    ? { kind: 'policy', policyId: service.policyId }
    : { kind: 'fallback', teamId: alert.team_id }
  return {
    plan,
    priority: alert.priority,
    alert: {
      id: alert.id,
      summary: alert.summary,
      serviceId: alert.service_id,
      teamId: alert.team_id,
      raisedAt: alert.first_at,
      isTest: isTest(alert),
    },
  }
}

export function asRunning(page: DuePage, from: RunningPage['from']): RunningPage {
  return {
    id: page.id,
    plan: planOf(page),
    priority: page.priority,
    at: { loop: page.loop, step: page.step },
    from,
    version: page.version,
    alert: {
      id: page.alert_id,
      summary: page.summary,
      serviceId: page.service_id,
      teamId: page.team_id,
      raisedAt: page.first_at,
      isTest: page.is_test,
    },
  }
}

function asResumable(page: DuePage) {
  return { state: page.state, at: { loop: page.loop, step: page.step } }
}

function planOf(page: DuePage): Plan {
  if (page.plan === 'policy' && page.policy_id) return { kind: 'policy', policyId: page.policy_id }
  if (page.plan === 'person' && page.person_id) return { kind: 'person', personId: page.person_id }
  return { kind: 'fallback', teamId: page.team_id }
}

function returnedEntry(page: DuePage, node: string): NewEntry {
  const say = { actor: { kind: 'engine', node } as const, now: page.now }
  const about = { teamId: page.team_id, alertId: page.alert_id, pageId: page.id }
  if (page.state === 'snoozed') return entry(say, 'snooze_ended', { summary: page.summary }, about)
  const since = page.acknowledged_at ?? page.now
  const minutes = Math.round((page.now.epochMilliseconds - since.epochMilliseconds) / 60_000)
  const by = page.acknowledged_by_name ?? 'Somebody'
  return entry(say, 'page_returned', { summary: page.summary, by, minutes }, about)
}
