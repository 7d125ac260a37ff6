// What time does to alerts and their pages. Each step claims a batch, decides, writes and says so, in one transaction.
import { lateness, resume, returnAfterMinutes, type Plan } from '../../domain/escalation/escalate.ts'
import { mayWait } from '../../domain/escalation/waiting.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { isItself } from '../../domain/paging/itself.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import type { Kind } from '../engine/engine.ts'
import { endPagesLeft } from '../escalation/answers.ts'
import { openHeldPage, stepPages, type PageAsk, type RunningPage } from '../escalation/pages.ts'
import type { RosterCache, ServerRoster } from '../escalation/roster.ts'
import { addEntries } from '../log/store.ts'
import type { Metrics } from '../metrics.ts'
import type { Sender } from '../paging/sender.ts'
import type { Topic } from '../../domain/topics.ts'
import type { FreshAlerts } from './fresh.ts'
import { endTests } from './policy-tests.ts'
import type { Opening } from './opening-statement.ts'
import { openPages, type Opened } from './opening.ts'
import { freshUnmuted, muteOnPages, waitingUnmuted } from './muting.ts'
import type { RulesCache } from './muting-rules.ts'
import { promiseOf, returnedEntry } from './returned.ts'
import { linkPage, markTriggered, moveToAlarm } from './store.ts'
import {
  claimDuePages,
  claimUnpaged,
  closeEnded,
  leavePages,
  type DuePage,
  type FreshAlert,
  type Unpaged,
} from './waiting.ts'

export type AlertTimers = {
  readonly db: Db
  /** Connections for the first pages of what came in a moment ago. */
  readonly quick: Db
  readonly node: string
  readonly clock: DatabaseClock
  readonly roster: RosterCache
  /** What mutes, as this node has it in memory. */
  readonly rules: RulesCache
  readonly sender: Sender
  readonly metrics: Metrics
  readonly announce: (topics: readonly Topic[]) => void
}

const batch = 200

/** The kinds of waiting rows that alerts and pages have. `fresh` are alerts that this node has just accepted itself. */
export function alertKinds(parts: AlertTimers, fresh: FreshAlerts): readonly Kind[] {
  return [
    {
      name: 'alerts',
      batch,
      step: () => pageFresh(parts, fresh.take(batch)).then((count) => count || pageWaiting(parts)),
    },
    { name: 'pages', batch, step: () => goOnWithPages(parts) },
    { name: 'ends', batch, step: () => closeEndedAlerts(parts) },
  ]
}

/** Alerts that came in a moment ago, as their acceptance left them: paged without being read again. */
async function pageFresh(parts: AlertTimers, alerts: readonly FreshAlert[]): Promise<number> {
  if (alerts.length === 0) return 0
  const now = parts.clock.estimate()
  const unmuted = await freshUnmuted(parts.quick, parts, alerts, now)
  if (!unmuted || unmuted.alerts.length === 0) return 0
  for (const alert of unmuted.alerts) parts.metrics.late('alerts', lateness(alert.paging_due_at, now))
  const from = { roster: parts.roster, now, node: parts.node, take: parts.sender.capacity }
  let isDecided = true
  const opened = await openPages(parts.quick, from, (roster) => {
    isDecided = roster.mutingVersion === unmuted.rules.version
    return isDecided ? openingOf(unmuted.alerts, roster) : nothingToOpen
  })
  send(parts, opened)
  // Something began to mute in between: they are read again.
  return isDecided ? unmuted.alerts.length : 0
}

const nothingToOpen: Opening = { asks: [], following: new Map() }

/** Alerts that wait in the database: accepted by another node, or before a restart, or held up once. */
async function pageWaiting(parts: AlertTimers): Promise<number> {
  const done = await parts.db.transaction().execute(async (tx) => {
    const alerts = await claimUnpaged(tx, batch)
    const first = alerts[0]
    if (!first) return null
    for (const alert of alerts) parts.metrics.late('alerts', lateness(alert.paging_due_at, first.now))
    // Its priority rose while somebody had it: a new page takes the place of the old.
    const risen = alerts.filter((alert) => alert.page_id !== null).map((alert) => alert.id)
    await endPagesLeft(tx, await leavePages(tx, risen), first.now)
    const held = alerts.filter((alert) => alert.state !== 'triggered')
    if (held.length > 0) {
      const roster = await parts.roster.current(tx)
      for (const alert of held) await holdPage(tx, alert, roster)
    }
    const triggered = alerts.filter((alert) => alert.state === 'triggered')
    const waiting = await waitingUnmuted(tx, parts, triggered)
    const from = { roster: parts.roster, now: first.now, node: parts.node, take: parts.sender.capacity }
    const opened = await openPages(tx, from, (roster) =>
      roster.mutingVersion === waiting.rules?.version ? openingOf(waiting.alerts, roster) : nothingToOpen,
    )
    return { count: alerts.length, opened }
  })
  if (!done) return 0
  send(parts, done.opened)
  return done.count
}

function send(parts: AlertTimers, { claimed, roster, opened, exhausted }: Opened): void {
  parts.sender.take(claimed, roster)
  parts.metrics.paged('opened', opened)
  parts.metrics.paged('exhausted', exhausted)
  parts.announce(['alerts', 'pages', 'log'])
}

/** Pages whose wait is over: unanswered, acknowledged and idle, or snoozed until now. */
async function goOnWithPages(parts: AlertTimers): Promise<number> {
  return parts.db
    .transaction()
    .execute(async (tx) => {
      const { speaking, silent } = await claimDuePages(tx, batch)
      // Its last alert ended while nobody looked: there is nothing left to page about.
      await endPagesLeft(
        tx,
        silent.map((page) => page.id),
        silent[0]?.now,
      )
      const first = speaking[0]
      if (!first) return null
      for (const page of speaking) parts.metrics.late('pages', lateness(page.due_at, first.now))
      const roster = await parts.roster.current(tx)
      const left = await muteOnPages(tx, parts, speaking, roster)
      const due = speaking.filter((page) => !left.has(page.id))
      const firing = { roster, now: first.now, node: parts.node, take: parts.sender.capacity }
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
      const ended = await endTests(tx, fired.over, firing)
      parts.metrics.paged('returned', returned.length)
      await addEntries(tx, [...returned.map((page) => returnedEntry(page, parts.node)), ...fired.entries, ...ended])
      return { count: speaking.length, escalated: due.length, fired, roster }
    })
    .then((done) => {
      if (!done) return 0
      parts.sender.take(done.fired.claimed, done.roster)
      parts.metrics.paged('escalated', done.escalated - done.fired.held)
      parts.metrics.paged('exhausted', done.fired.alarmOf.size)
      parts.announce(['alerts', 'pages', 'log'])
      return done.count
    })
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

/**
 * Which of these alerts ask for a page of their own, and which share another's? One page a service is being answered for: an
 * alert follows one of its service that is as urgent as it is. (product A4: a flood is one page)
 */
export function openingOf(alerts: readonly Pageable[], roster: ServerRoster): Opening {
  const leaders = new Map<string, Pageable>()
  const asks: Opening['asks'][number][] = []
  const following = new Map<number, { leader: number; priority: number }>()
  for (const alert of alerts) {
    const joins =
      !isTest(alert) && alert.service_id !== null && roster.services.get(alert.service_id)?.joinsUnanswered === true
    const leader = joins ? leaders.get(alert.service_id ?? '') : undefined
    if (leader && mayFollow(leader, alert, roster))
      following.set(alert.id, { leader: leader.id, priority: alert.priority })
    else {
      asks.push({ ...asAsk(alert, roster), joins })
      if (joins) leaders.set(alert.service_id ?? '', alert)
    }
  }
  return { asks, following }
}

/** A page that may be held is shared with what is just as urgent: nothing waits that would be paged by itself. */
function mayFollow(leader: Pageable, alert: Pageable, roster: ServerRoster): boolean {
  const service = leader.service_id ? roster.services.get(leader.service_id) : undefined
  const policy = service && roster.policies.get(service.policyId)
  return mayWait(policy, leader.priority) ? leader.priority === alert.priority : leader.priority <= alert.priority
}

function isTest(alert: Pick<Pageable, 'key'>): boolean {
  return alert.key.startsWith('baton-test:')
}

/** Somebody was quicker than the engine. */
async function holdPage(tx: Db, alert: Unpaged, roster: ServerRoster): Promise<void> {
  const ask = asAsk(alert, roster)
  const isSnoozed = alert.state === 'snoozed'
  // Until when they asked for; what an earlier release wrote down without it is short.
  const dueAt = alert.back_at ?? alert.now.add({ minutes: isSnoozed ? 5 : returnAfterMinutes(ask.plan, roster) })
  const held = {
    state: isSnoozed ? 'snoozed' : 'acknowledged',
    by: alert.acknowledged_by,
    now: alert.now,
    dueAt,
  } as const
  await linkPage(tx, alert.id, await openHeldPage(tx, ask, held))
}

/** What paging needs of an alert, from its acceptance or read from the database. */
type Pageable = Omit<FreshAlert, 'paging_due_at'>

function asAsk(alert: Pageable, roster: Roster): PageAsk {
  const service = alert.service_id ? roster.services.get(alert.service_id) : undefined
  const plan: Plan = isItself(alert)
    ? { kind: 'itself' }
    : service
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
      note: '', // a monitor's: whoever raises one by hand opens its page in the same commit
    },
  }
}

export function asRunning(page: DuePage, from: RunningPage['from']): RunningPage {
  return {
    id: page.id,
    plan: planOf(page),
    priority: page.priority,
    ...(page.test ? { test: page.test } : {}),
    at: { loop: page.loop, step: page.step },
    from,
    heldSince: page.held_since,
    version: page.version,
    alert: {
      id: page.alert_id,
      summary: page.summary,
      serviceId: page.service_id,
      teamId: page.team_id,
      raisedAt: page.first_at,
      isTest: page.is_test,
      note: page.note,
      promise: promiseOf(page),
    },
  }
}

function asResumable(page: DuePage) {
  return { state: page.state, at: { loop: page.loop, step: page.step } }
}

function planOf(page: DuePage): Plan {
  if (page.plan === 'policy' && page.policy_id) return { kind: 'policy', policyId: page.policy_id }
  if (page.plan === 'itself') return { kind: 'itself' }
  if (page.plan === 'person' && page.person_id) return { kind: 'person', personId: page.person_id }
  return { kind: 'fallback', teamId: page.team_id }
}
