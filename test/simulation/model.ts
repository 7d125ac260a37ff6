// Level 1: the rows in memory, and every transaction of the page path as one function over them, decided by the real decisions.
// What SQL does with locks is here that a transaction happens whole; what it does with versions, leases and epochs is the same.
import {
  escalate,
  resume,
  returnAfterMinutes,
  type Decision,
  type Plan,
  type Position,
} from '../../domain/escalation/escalate.ts'
import { type Hold } from '../../domain/escalation/hold.ts'
import { mayWait } from '../../domain/escalation/waiting.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { turnKey, withTurn, type Turns, type TurnTaken } from '../../domain/escalation/turns.ts'
import { statesAllowing } from '../../domain/alerts/states.ts'
import { nextAttempt, type Outcome } from '../../domain/paging/next-attempt.ts'
import { broughtForwardSeconds } from '../../domain/paging/pace.ts'
import type { AlertRow, Change, DeliveryRow, PageRow } from './facts.ts'
import { deliveriesOf } from '../../server/escalation/step-deliveries.ts'
import type { SentEvent } from './cast.ts'
import type { Move } from './script.ts'
import { beginsAt, instantAt, type Monitor } from './team.ts'

export const leaseMs = 15_000
export const deadlineMs = 10_000
const batch = 200

/** A delivery in the hands of a node, as it goes out. */
export type Held = {
  readonly id: number
  readonly epoch: number
  readonly attempt: number
  readonly leaseEndsAt: number
  readonly key: string
  readonly pageId: number
  readonly turn: number
  readonly personId: string | null
  readonly channel: string
  readonly address: string
  readonly contactId: string | null
  readonly priority: number
  readonly isGathered: boolean
}

export type Fresh = { readonly id: number; readonly priority: number; readonly serviceId: string | null }
type Asked = { readonly alert: AlertRow; readonly plan: Plan; readonly priority: number; readonly joins: boolean }
type Going = Extract<Decision, { do: 'page' }>
export type By = { readonly node: string; readonly now: number; readonly take: number; readonly roster: Roster }

const isRunning = (page: PageRow) => page.state === 'open' || page.state === 'acknowledged' || page.state === 'snoozed'

export class Model {
  readonly alerts = new Map<number, AlertRow>()
  readonly pages = new Map<number, PageRow>()
  readonly deliveries = new Map<number, DeliveryRow & { readonly priority: number }>()
  /** Who cannot take a page, until it returns to its start. */
  readonly #declined = new Map<number, Set<string>>()
  roster: Roster
  #turns: Turns = new Map()
  /** Who has answered pages that need several. */
  readonly #answers = new Map<number, readonly string[]>()
  readonly #openByKey = new Map<string, number>()
  readonly #alertsOf = new Map<number, Set<number>>()
  readonly #deliveriesOf = new Map<number, Set<number>>()
  readonly #unanswered = new Map<string, Set<number>>()
  /** What waits for time, of each kind. */
  readonly #waiting = {
    alerts: new Set<number>(),
    pages: new Set<number>(),
    ends: new Set<number>(),
    deliveries: new Set<number>(),
  }
  #ids = { alert: 0, page: 0, delivery: 0, bundle: 0 }
  #changes: Change[] = []
  readonly #teamOf: ReadonlyMap<string, string>

  constructor(roster: Roster) {
    this.roster = roster
    this.#teamOf = new Map([...roster.services.values()].map(({ id, teamId }) => [id, teamId]))
  }

  /** Runs a transaction, whole; what it changed. */
  commit<T>(work: () => T): { readonly result: T; readonly changes: readonly Change[] } {
    this.#changes = []
    const result = work()
    return { result, changes: this.#changes }
  }

  // --- what is due ---

  /** For each kind, the earliest moment; null when nothing waits. */
  due(): Readonly<Record<'alerts' | 'pages' | 'ends' | 'deliveries', number | null>> {
    return {
      alerts: earliest(this.#waiting.alerts, (id) => this.alerts.get(id)?.pagingDueAt),
      pages: earliest(this.#waiting.pages, (id) => (this.#isHeldByOlder(id) ? 0 : this.pages.get(id)?.dueAt)),
      ends: earliest(this.#waiting.ends, (id) => this.alerts.get(id)?.endsAt),
      deliveries: earliest(this.#waiting.deliveries, (id) => this.deliveries.get(id)?.dueAt),
    }
  }

  // --- intake ---

  /** One event of a monitor: the alert that waits to be paged by it, if any. */
  accept(monitor: Monitor, event: SentEvent, now: number): Fresh | null {
    const open = this.#openAlert(monitor.id, event.key)
    switch (event.action) {
      case 'trigger':
        return this.#raise(monitor, event, open, now)
      case 'acknowledge':
        if (open && statesAllowing('acknowledge').includes(open.state) && !this.#needsPeople(open)) {
          this.#alert(open, { ...open, state: 'acknowledged', acknowledgedBy: null, backAt: null })
          if (open.pageId !== null) this.#acknowledgePage(open.pageId, now)
        }
        return null
      case 'resolve':
        if (open) this.#close(open)
        if (open?.pageId) this.#endPageLeft(open.pageId, now)
        return null
    }
  }

  #raise(monitor: Monitor, event: SentEvent, open: AlertRow | undefined, now: number): Fresh | null {
    if (open) {
      const reopens = open.state === 'acknowledged' && event.priority < open.priority
      const page = open.pageId === null ? undefined : this.pages.get(open.pageId)
      const leaves = open.state === 'triggered' && event.priority < Math.min(open.priority, page?.priority ?? 0)
      const again = {
        ...open,
        count: open.count + 1,
        priority: Math.min(open.priority, event.priority),
        endsAt: event.endsAt === null ? open.endsAt : Math.max(open.endsAt ?? 0, event.endsAt),
        state: reopens ? ('triggered' as const) : open.state,
        pagingDueAt: reopens || leaves ? now : open.pagingDueAt,
      }
      this.#alert(open, again)
      return again.pagingDueAt === null ? null : again
    }
    const service = this.roster.services.get(monitor.serviceId)
    const joined = service?.joinsUnanswered ? this.#joinable(service.id, service.policyId, event.priority) : undefined
    const alert: AlertRow = {
      id: ++this.#ids.alert,
      monitorId: monitor.id,
      serviceId: monitor.serviceId,
      key: event.key,
      state: 'triggered',
      priority: event.priority,
      count: 1,
      pageId: joined?.id ?? null,
      pagingDueAt: joined ? null : now,
      endsAt: event.endsAt,
      acknowledgedBy: null,
      backAt: null,
      muted: null,
    }
    this.#alert(null, alert)
    return joined ? null : alert
  }

  #joinable(serviceId: string, policyId: string, priority: number): PageRow | undefined {
    return [...(this.#unanswered.get(serviceId) ?? [])]
      .flatMap((id) => this.pages.get(id) ?? [])
      .filter((page) => page.policyId === policyId && page.priority <= priority)
      .filter((page) => page.heldSince === null || page.priority === priority)
      .sort((a, b) => a.priority - b.priority || a.id - b.id)[0]
  }

  // --- what time does ---

  /** Alerts this node has just taken in, by the roster it has in memory; null when that is no longer the newest. */
  openFresh(fresh: readonly Fresh[], by: By): readonly Held[] | null {
    if (by.roster.version !== this.roster.version) return null
    const asked = fresh.flatMap(({ id, priority }) => {
      const alert = this.alerts.get(id)
      const isAsked = alert?.pagingDueAt !== null && alert?.pageId === null && alert.state === 'triggered'
      return isAsked && alert.priority === priority ? [alert] : []
    })
    return this.#open(asked, by)
  }

  /** Alerts that wait in the database. */
  pageWaiting(by: By): { readonly taken: number; readonly held: readonly Held[] } {
    const waiting = this.#dueOf(this.#waiting.alerts, this.alerts, ({ pagingDueAt }) => pagingDueAt, by.now)
    for (const alert of waiting) {
      if (alert.pageId === null) continue
      const left = alert.pageId
      this.#alert(alert, { ...alert, pageId: null })
      this.#endPageLeft(left, by.now)
    }
    const now = waiting.flatMap(({ id }) => this.alerts.get(id) ?? [])
    for (const alert of now.filter(({ state }) => state !== 'triggered')) this.#hold(alert, by)
    const held = this.#open(
      now.filter(({ state }) => state === 'triggered'),
      by,
    )
    return { taken: waiting.length, held }
  }

  #open(alerts: readonly AlertRow[], by: By): readonly Held[] {
    const leaders = new Map<string, AlertRow>()
    const asks: Asked[] = []
    const following = new Map<number, number>()
    for (const alert of alerts) {
      const service = alert.serviceId === null ? undefined : by.roster.services.get(alert.serviceId)
      const joins = service?.joinsUnanswered === true
      const leader = joins ? leaders.get(service.id) : undefined
      if (leader && mayFollow(leader, alert, by.roster)) following.set(alert.id, leader.id)
      else {
        asks.push({ alert, plan: this.#planOf(alert, by.roster), priority: alert.priority, joins })
        if (joins) leaders.set(service.id, alert)
      }
    }
    const pageOf = new Map<number, number>()
    const held: Held[] = []
    for (const ask of this.#turnsLast(asks, by)) {
      const { alert, plan } = ask
      const joined =
        ask.joins && plan.kind === 'policy' && alert.serviceId
          ? this.#joinable(alert.serviceId, plan.policyId, ask.priority)
          : undefined
      const pageId = joined?.id ?? this.#first(ask, { ...by, take: by.take - held.length }, held)
      pageOf.set(alert.id, pageId)
      this.#link(alert.id, pageId)
    }
    for (const [id, leader] of following) this.#link(id, pageOf.get(leader) ?? 0)
    return held
  }

  #first(ask: Asked, by: By, held: Held[]): number {
    const decision = escalate({ ...ask, from: 'start', turns: this.#turns }, by.roster, instantAt(by.now))
    if (decision.do === 'page') return this.#openPage(ask, decision, by, held)
    if (decision.do === 'hold') {
      const page = { ...this.#blank(ask, by.now), ...heldBy(decision, by), loop: 0, step: -1 }
      this.#page(null, page)
      this.#say('page_held', ask.alert.id, page.id)
      return page.id
    }
    const teamId = this.#teamOf.get(ask.alert.serviceId ?? '') ?? ''
    const alarmAsk = { ...ask, plan: { kind: 'fallback', teamId } as const }
    const alarm = this.#openPage(alarmAsk, { ...this.#alarm(alarmAsk, by), told: decision.told }, by, held)
    this.#page(null, { ...this.#blank(ask, by.now), state: 'exhausted', dueAt: null, alarmPageId: alarm })
    this.#say('page_exhausted', ask.alert.id, alarm)
    return alarm
  }

  #openPage(ask: Asked, decision: Going, by: By, held: Held[]): number {
    const page: PageRow = {
      ...this.#blank(ask, by.now),
      loop: decision.at.loop,
      step: decision.at.step,
      dueAt: momentOf(decision.nextAt),
      needs: decision.needs,
    }
    this.#page(null, page)
    this.#take(decision.turn)
    this.#queue(page, decision, by, held)
    return page.id
  }

  #blank(ask: Asked, now: number): PageRow {
    const { alert, plan } = ask
    return {
      id: ++this.#ids.page,
      alertId: alert.id,
      serviceId: alert.serviceId,
      teamId: this.#teamOf.get(alert.serviceId ?? '') ?? '',
      plan: plan.kind,
      policyId: plan.kind === 'policy' ? plan.policyId : null,
      personId: plan.kind === 'person' ? plan.personId : null,
      priority: ask.priority,
      state: 'open',
      loop: 0,
      step: 0,
      dueAt: null,
      version: 1,
      openedAt: now,
      acknowledgedAt: null,
      alarmPageId: null,
      needs: 1,
      heldSince: null,
      heldUntil: null,
      heldVersion: null,
    }
  }

  #alarm(ask: Asked, by: By): Going {
    const decision = escalate({ plan: ask.plan, from: 'start', priority: ask.priority }, by.roster, instantAt(by.now))
    if (decision.do !== 'page') throw new Error('the fallback has no step')
    return decision
  }

  #queue(page: PageRow, decision: Going, by: By, held: Held[]): void {
    const { id: pageId, version: turn, priority } = page
    for (const { personId, channelId, reason, way } of deliveriesOf({ pageId, turn, priority, decision }, by.roster)) {
      const isTaken = way.afterMinutes === 0 && held.length < by.take
      const delivery = {
        id: ++this.#ids.delivery,
        pageId,
        turn,
        personId,
        contactId: way.contactId,
        channelId,
        channel: way.channel,
        address: way.address,
        isCopy: reason.kind === 'shadow' || reason.kind === 'told',
        priority,
        state: isTaken ? ('claimed' as const) : ('queued' as const),
        dueAt: isTaken ? by.now + leaseMs : by.now + way.afterMinutes * 60_000,
        attempts: isTaken ? 1 : 0,
        epoch: isTaken ? 1 : 0,
        node: isTaken ? by.node : null,
        createdAt: by.now,
        isGathered: false,
      }
      this.#delivery(null, delivery)
      if (isTaken) held.push(heldOf(delivery, by.now + leaseMs))
    }
    // A step of rooms alone says whom it told, and waits.
    if (decision.reached.length === 0)
      this.#say(
        decision.told.length > 0 && page.plan !== 'fallback' ? 'channels_told' : 'nobody_on_call',
        page.alertId,
        page.id,
      )
  }

  #hold(alert: AlertRow, by: By): void {
    const plan = this.#planOf(alert, by.roster)
    const isSnoozed = alert.state === 'snoozed'
    const minutes = isSnoozed ? 5 : returnAfterMinutes(plan, by.roster)
    const page: PageRow = {
      ...this.#blank({ alert, plan, priority: alert.priority, joins: false }, by.now),
      state: isSnoozed ? 'snoozed' : 'acknowledged',
      dueAt: alert.backAt ?? by.now + minutes * 60_000,
      acknowledgedAt: by.now,
    }
    this.#page(null, page)
    this.#link(alert.id, page.id)
  }

  /** Pages whose wait is over. */
  goOn(by: By): { readonly taken: number; readonly held: readonly Held[] } {
    const held: Held[] = []
    const dueAt = (page: PageRow) => (this.#isHeldByOlder(page.id) ? Math.min(by.now, page.dueAt ?? 0) : page.dueAt)
    const due = this.#dueOf(this.#waiting.pages, this.pages, dueAt, by.now)
    let taken = 0
    for (const page of due) {
      if (this.#openAlertsOn(page.id).length === 0) {
        this.#endPageLeft(page.id, by.now)
        continue
      }
      taken++
      const state = page.state === 'acknowledged' || page.state === 'snoozed' ? page.state : 'open'
      this.#step(page, resume({ state, at: page }).from, { ...by, take: by.take - held.length }, held)
    }
    return { taken, held }
  }

  #step(page: PageRow, from: Position | 'start', by: By, held: Held[], isUrged = false): void {
    const plan = planOf(page)
    if (from === 'start') this.#endDeclines(page.id)
    const declined = this.#declined.get(page.id) ?? new Set<string>()
    const alert = this.#openAlertsOn(page.id)[0]
    const staying = this.#openAlertsOn(page.id).find(({ pagingDueAt }) => pagingDueAt === null)
    const priority = Math.min(page.priority, staying?.priority ?? page.priority)
    if (from === 'start') this.#forgetAnswers(page.id)
    const answered = this.#answers.get(page.id)
    const { heldSince } = page
    const decision = escalate(
      {
        plan,
        from,
        priority,
        turns: this.#turns,
        answered,
        declined,
        heldSince: heldSince === null ? null : instantAt(heldSince),
        isUrged,
      },
      by.roster,
      instantAt(by.now),
    )
    this.#cancel(page.id)
    if (!alert) return
    if (decision.do === 'hold') {
      const at = from === 'start' ? { loop: 0, step: -1 } : { loop: from.loop, step: from.step }
      const version = page.version + 1
      this.#page(page, {
        ...page,
        ...at,
        ...heldBy(decision, by),
        priority,
        state: 'open',
        version,
        acknowledgedAt: null,
      })
      if (heldSince === null) this.#say('page_held', alert.id, page.id)
      this.#trigger(page.id)
      return
    }
    if (decision.do === 'page') {
      const next: PageRow = {
        ...page,
        priority,
        state: 'open',
        loop: decision.at.loop,
        step: decision.at.step,
        dueAt: momentOf(decision.nextAt),
        version: page.version + 1,
        acknowledgedAt: null,
        needs: decision.needs,
      }
      this.#page(page, next)
      this.#take(decision.turn)
      this.#queue(next, decision, by, held)
      this.#trigger(page.id)
      return
    }
    const ask: Asked = { alert, plan: { kind: 'fallback', teamId: page.teamId }, priority, joins: false }
    const alarm = this.#openPage(ask, { ...this.#alarm(ask, by), told: decision.told }, by, held)
    this.#page(page, { ...page, state: 'exhausted', dueAt: null, alarmPageId: alarm, version: page.version + 1 })
    this.#say('page_exhausted', alert.id, alarm)
    this.#trigger(page.id)
    for (const on of this.#openAlertsOn(page.id)) this.#alert(on, { ...on, pageId: alarm })
  }

  /** The alerts of a page that rings again wait for an answer again. */
  #trigger(pageId: number): void {
    for (const on of this.#openAlertsOn(pageId))
      if (on.state !== 'triggered') this.#alert(on, { ...on, state: 'triggered', acknowledgedBy: null, backAt: null })
  }

  /** Alerts whose sender said until when they hold. */
  closeEnded(now: number): number {
    const ended = this.#dueOf(this.#waiting.ends, this.alerts, ({ endsAt }) => endsAt, now)
    for (const alert of ended) this.#close(alert)
    for (const pageId of new Set(ended.flatMap((alert) => alert.pageId ?? []))) this.#endPageLeft(pageId, now)
    return ended.length
  }

  // --- deliveries ---

  claim(of: {
    readonly node: string
    readonly now: number
    readonly limit: number
    readonly busy: (address: string) => boolean
  }): readonly Held[] {
    const due: (DeliveryRow & { readonly priority: number })[] = []
    const stray: (DeliveryRow & { readonly priority: number })[] = []
    for (const id of this.#waiting.deliveries) {
      const delivery = this.deliveries.get(id)
      if (!delivery || delivery.dueAt === null || delivery.dueAt > of.now) continue
      const page = this.pages.get(delivery.pageId)
      if (page?.state !== 'open') stray.push(delivery)
      else if (!of.busy(delivery.address)) due.push(delivery)
    }
    if (due.length === 0)
      for (const delivery of stray) this.#delivery(delivery, { ...delivery, state: 'cancelled', dueAt: null })
    const sorted = due.sort((a, b) => a.priority - b.priority || (a.dueAt ?? 0) - (b.dueAt ?? 0))
    const first = sorted.slice(0, of.limit)
    const gathering = new Set(first.flatMap(({ isGathered, contactId }) => (isGathered ? [contactId] : [])))
    const beside = sorted.slice(of.limit).filter(({ isGathered, contactId }) => isGathered && gathering.has(contactId))
    return [...first, ...beside]
      .sort((a, b) => a.priority - b.priority || a.id - b.id)
      .map((delivery) => {
        const claimed = {
          ...delivery,
          state: 'claimed' as const,
          dueAt: of.now + leaseMs,
          attempts: delivery.attempts + 1,
          epoch: delivery.epoch + 1,
          node: of.node,
        }
        this.#delivery(delivery, claimed)
        return heldOf(claimed, claimed.dueAt)
      })
  }

  /** Given back until the next message to their contact, with what waits for it already. */
  holdBack(held: readonly (Held & { readonly until: number })[], now: number): void {
    const { beforeItGoesOn, soonest } = broughtForwardSeconds
    const asked = held.flatMap(({ id, epoch, until }) => {
      const delivery = this.deliveries.get(id)
      const goesOnAt = this.pages.get(delivery?.pageId ?? 0)?.dueAt ?? Infinity
      return delivery?.epoch === epoch && delivery.state === 'claimed' ? [{ delivery, until, goesOnAt }] : []
    })
    for (const [contactId, theirs] of Map.groupBy(asked, ({ delivery }) => delivery.contactId)) {
      const beside = [...this.#waiting.deliveries]
        .flatMap((id) => this.deliveries.get(id) ?? [])
        .filter(
          (one) => one.contactId === contactId && one.isGathered && one.state === 'queued' && (one.dueAt ?? 0) > now,
        )
      const at = Math.min(
        ...theirs.map(({ until }) => until),
        ...beside.map(({ dueAt }) => dueAt ?? Infinity),
        Math.max(now + soonest * 1_000, Math.min(...theirs.map(({ goesOnAt }) => goesOnAt)) - beforeItGoesOn * 1_000),
      )
      for (const { delivery } of theirs) {
        const attempts = delivery.attempts - 1
        this.#delivery(delivery, { ...delivery, state: 'queued', isGathered: true, dueAt: at, attempts, node: null })
      }
      for (const one of beside) if ((one.dueAt ?? 0) > at) this.#delivery(one, { ...one, dueAt: at })
    }
  }

  /** What one message carries, written down before it goes out; without what was answered or taken over. */
  openBundle(held: readonly Held[], now: number): { readonly bundle: number; readonly carried: readonly Held[] } {
    const bundle = ++this.#ids.bundle
    const carried = held.filter((one) => this.isStillHeld(one, now))
    for (const { id } of carried) this.#changes.push({ what: 'bundle', old: null, now: { bundle, deliveryId: id } })
    return { bundle, carried }
  }

  isStillHeld({ id, epoch, pageId }: Held, now: number): boolean {
    const delivery = this.deliveries.get(id)
    if (delivery?.epoch !== epoch || delivery.state !== 'claimed' || (delivery.dueAt ?? 0) <= now) return false
    return this.pages.get(pageId)?.state === 'open'
  }

  /** Was handed over: written down while the epoch is still ours. */
  recordSent(sent: readonly Held[], node: string): void {
    for (const one of sent) {
      const delivery = this.deliveries.get(one.id)
      if (!delivery || delivery.epoch !== one.epoch) continue
      if (delivery.state !== 'claimed' && delivery.state !== 'cancelled') continue
      this.#delivery(delivery, { ...delivery, state: 'sent', dueAt: null })
      this.#changes.push({ what: 'attempt', old: null, now: { deliveryId: one.id, number: one.attempt, node } })
    }
  }

  /** Failed, or could not be sent at all: what follows is decided at once. */
  recordFailed(
    one: Held,
    outcome: Exclude<Outcome, { sent: string }>,
    of: { readonly node: string; readonly now: number; readonly endsAs: 'failed' | 'not_sent' },
  ): void {
    const isRoom = one.personId === null
    const around = isRoom ? [] : this.#inTurn(one.pageId, one.turn).filter(({ id }) => id !== one.id)
    const waiting = around.filter(({ personId, state }) => personId === one.personId && state === 'queued')
    // What becomes of a room neither hurries a page nor holds it up.
    const othersHopeful = isRoom || around.some((other) => this.#isHopeful(other))
    const next = nextAttempt(outcome, one.attempt, { waiting: waiting.length, othersHopeful })
    if (next.do === 'rest') return
    const delivery = this.deliveries.get(one.id)
    if (delivery?.epoch !== one.epoch || delivery.state !== 'claimed') return
    const retryAt = next.do === 'retry' ? of.now + next.afterSeconds * 1_000 : null
    this.#delivery(delivery, { ...delivery, state: retryAt === null ? of.endsAs : 'queued', dueAt: retryAt })
    this.#changes.push({ what: 'attempt', old: null, now: { deliveryId: one.id, number: one.attempt, node: of.node } })
    if (next.do === 'retry' ? next.alsoHurryOtherWays : next.hurryOtherWays)
      for (const other of waiting)
        if (other.attempts === 0 && !other.isGathered && (other.dueAt ?? 0) > of.now)
          this.#delivery(other, { ...other, dueAt: of.now })
    if (next.do === 'give_up' && next.hurryPage) this.#hurry(one, of.now)
  }

  /** Is something still hoped for from this delivery? Not from a copy, and not from whoever declined or has answered. */
  #isHopeful({ pageId, personId, isCopy, state }: DeliveryRow): boolean {
    if (isCopy || this.#declined.get(pageId)?.has(personId ?? '')) return false
    if (this.#answers.get(pageId)?.includes(personId ?? '')) return false
    return state === 'sent' || state === 'claimed' || state === 'queued'
  }

  #hurry(of: { readonly pageId: number; readonly turn: number }, now: number): void {
    const page = this.pages.get(of.pageId)
    if (
      !page ||
      page.version !== of.turn ||
      page.state !== 'open' ||
      page.plan === 'fallback' ||
      (page.dueAt ?? 0) <= now
    )
      return
    this.#page(page, { ...page, dueAt: now, version: page.version + 1 })
  }

  // --- people ---

  answer(
    asked: {
      readonly alertId: number
      readonly pageId: number | null
      readonly move: Move
      readonly personId: string
      readonly until: number
      /** Other pages that were in the message whose link it is. */
      readonly beside?: readonly number[]
    },
    by: By,
  ): { readonly how: 'done' | 'refused'; readonly held: readonly Held[] } {
    const named = this.alerts.get(asked.alertId)
    const alert = asked.move === 'link' && asked.pageId !== null ? this.#answerable(asked.pageId) : named
    const refused = { how: 'refused', held: [] } as const
    if (!alert) return refused
    switch (asked.move) {
      case 'acknowledge':
      case 'link': {
        // What came in the same message is answered with it.
        for (const beside of asked.beside ?? []) this.answer({ ...asked, pageId: beside, beside: [] }, by)
        if (this.#answersInPart(alert, asked.personId)) return { how: 'done', held: [] }
        if (!statesAllowing('acknowledge').includes(alert.state))
          return alert.state === 'acknowledged' && alert.acknowledgedBy === asked.personId
            ? { how: 'done', held: [] }
            : refused
        this.#alert(alert, { ...alert, state: 'acknowledged', acknowledgedBy: asked.personId, backAt: null })
        if (alert.pageId === null) return { how: 'done', held: [] }
        this.#others(alert, { state: 'acknowledged', acknowledgedBy: asked.personId, backAt: null })
        this.#acknowledgePage(alert.pageId, by.now)
        return { how: 'done', held: [] }
      }
      case 'snooze': {
        if (!statesAllowing('snooze').includes(alert.state)) return refused
        const holding = { state: 'snoozed', acknowledgedBy: asked.personId, backAt: asked.until } as const
        this.#alert(alert, { ...alert, ...holding })
        const page = alert.pageId === null ? undefined : this.pages.get(alert.pageId)
        if (!page || !isRunning(page)) return { how: 'done', held: [] }
        this.#others(alert, holding)
        this.#page(page, {
          ...page,
          state: 'snoozed',
          acknowledgedAt: by.now,
          dueAt: asked.until,
          version: page.version + 1,
        })
        this.#cancel(page.id)
        return { how: 'done', held: [] }
      }
      case 'close':
        if (!statesAllowing('close').includes(alert.state)) return refused
        this.#close(alert)
        if (alert.pageId !== null) this.#endPageLeft(alert.pageId, by.now)
        return { how: 'done', held: [] }
      case 'decline':
        return this.#decline(alert, asked.personId, by)
      case 'escalate': {
        const page = alert.pageId === null ? undefined : this.pages.get(alert.pageId)
        if (alert.state !== 'closed' && alert.pageId === null && alert.pagingDueAt !== null) {
          const waiting = { ...alert, state: 'triggered' as const, acknowledgedBy: null, backAt: null }
          this.#alert(alert, waiting)
          return { how: 'done', held: this.#open([waiting], by) }
        }
        if (alert.state === 'closed' || !page || !isRunning(page)) return refused
        const held: Held[] = []
        this.#step(page, page.step < 0 ? 'start' : page, by, held, true)
        return { how: 'done', held }
      }
    }
  }

  /** "I cannot": the page goes on without them, at once when nobody else is left to hope for. */
  #decline(
    alert: AlertRow,
    personId: string,
    by: By,
  ): { readonly how: 'done' | 'refused'; readonly held: readonly Held[] } {
    const page = alert.pageId === null ? undefined : this.pages.get(alert.pageId)
    if (alert.state === 'closed' || !page || !isRunning(page)) return { how: 'refused', held: [] }
    if (page.state !== 'open') {
      if (alert.acknowledgedBy !== personId) return { how: 'refused', held: [] }
      this.#takeBackAnswer(page.id, personId)
      this.#addDecline(page.id, personId)
      const held: Held[] = []
      this.#step(page, page, by, held)
      return { how: 'done', held }
    }
    const theirs = [...(this.#deliveriesOf.get(page.id) ?? [])]
      .flatMap((id) => this.deliveries.get(id) ?? [])
      .filter((delivery) => delivery.personId === personId)
    const hadAnswered = this.#takeBackAnswer(page.id, personId)
    if (theirs.length === 0 && !hadAnswered) return { how: 'refused', held: [] }
    if (!this.#addDecline(page.id, personId) && !hadAnswered) return { how: 'done', held: [] }
    for (const delivery of theirs)
      if (delivery.state === 'queued' || delivery.state === 'claimed')
        this.#delivery(delivery, { ...delivery, state: 'cancelled', dueAt: null })
    const isHopeless = !this.#inTurn(page.id, page.version).some((other) => this.#isHopeful(other))
    if (isHopeless) this.#hurry({ pageId: page.id, turn: page.version }, by.now)
    return { how: 'done', held: [] }
  }

  #addDecline(pageId: number, personId: string): boolean {
    const people = this.#declined.get(pageId) ?? new Set<string>()
    if (people.has(personId)) return false
    this.#declined.set(pageId, people.add(personId))
    this.#changes.push({ what: 'decline', old: null, now: { pageId, personId, holds: true } })
    return true
  }

  #endDeclines(pageId: number): void {
    for (const personId of this.#declined.get(pageId) ?? []) {
      const row = { pageId, personId }
      this.#changes.push({ what: 'decline', old: { ...row, holds: true }, now: { ...row, holds: false } })
    }
    this.#declined.delete(pageId)
  }

  // --- turns, several answers, held pages ---

  /** As the engine opens them: those that take nobody's turn first, the others by the step whose turn they take. */
  #turnsLast(asks: readonly Asked[], by: By): readonly Asked[] {
    const keyed = asks.map((ask) => {
      const decision = escalate({ ...ask, from: 'start', turns: this.#turns }, by.roster, instantAt(by.now))
      return { ask, key: decision.do === 'page' && decision.turn ? turnKey(decision.turn) : '' }
    })
    return keyed.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ ask }) => ask)
  }

  #take(turn: TurnTaken | null): void {
    if (!turn) return
    const key = turnKey(turn)
    const people = this.#turns.get(key)
    this.#turns = withTurn(this.#turns, turn)
    const now = { key, people: this.#turns.get(key) ?? [] }
    this.#changes.push({ what: 'turn', old: people ? { key, people } : null, now })
  }

  #needsPeople(alert: AlertRow): boolean {
    const page = alert.pageId === null ? undefined : this.pages.get(alert.pageId)
    return page?.state === 'open' && page.needs > 1
  }

  /** Counts an answer to a page that needs several; true while it needs more. */
  #answersInPart(alert: AlertRow, personId: string): boolean {
    const { pageId } = alert
    if (pageId === null || alert.state !== 'triggered' || !this.#needsPeople(alert)) return false
    const before = this.#answers.get(pageId) ?? []
    if (!before.includes(personId)) {
      this.#answers.set(pageId, [...before, personId])
      this.#changes.push({ what: 'answer', old: null, now: { pageId, personId } })
    }
    this.#cancel(pageId, personId)
    return (this.#answers.get(pageId)?.length ?? 0) < (this.pages.get(pageId)?.needs ?? 1)
  }

  #takeBackAnswer(pageId: number, personId: string): boolean {
    const before = this.#answers.get(pageId) ?? []
    if (!before.includes(personId)) return false
    this.#answers.set(
      pageId,
      before.filter((id) => id !== personId),
    )
    this.#changes.push({ what: 'answer', old: { pageId, personId }, now: null })
    return true
  }

  #forgetAnswers(pageId: number): void {
    for (const personId of this.#answers.get(pageId) ?? [])
      this.#changes.push({ what: 'answer', old: { pageId, personId }, now: null })
    this.#answers.delete(pageId)
  }

  #isHeldByOlder(pageId: number): boolean {
    const version = this.pages.get(pageId)?.heldVersion
    return version !== null && version !== undefined && version < this.roster.version
  }

  /** A link was sent for a page: it answers for an alert that still waits, else for one that is open, else for the one it began with. */
  #answerable(pageId: number): AlertRow | undefined {
    const page = this.pages.get(pageId)
    if (!page) return undefined
    const open = this.#openAlertsOn(page.alarmPageId ?? page.id).toSorted((a, b) => a.id - b.id)
    return open.find(({ state }) => state === 'triggered') ?? open[0] ?? this.alerts.get(page.alertId)
  }

  #others(alert: AlertRow, holding: Pick<AlertRow, 'state' | 'acknowledgedBy' | 'backAt'>): void {
    const from = holding.state === 'snoozed' ? ['triggered', 'acknowledged'] : ['triggered', 'snoozed']
    for (const other of this.#openAlertsOn(alert.pageId ?? 0))
      if (other.id !== alert.id && from.includes(other.state)) this.#alert(other, { ...other, ...holding })
  }

  #acknowledgePage(pageId: number, now: number): void {
    const page = this.pages.get(pageId)
    if (!page || (page.state !== 'open' && page.state !== 'snoozed')) return
    if (this.#openAlertsOn(pageId).some(({ state }) => state === 'triggered')) return
    const minutes = page.policyId ? (this.roster.policies.get(page.policyId)?.returnAfterMinutes ?? 60) : 60
    this.#page(page, {
      ...page,
      state: 'acknowledged',
      acknowledgedAt: now,
      dueAt: now + minutes * 60_000,
      version: page.version + 1,
    })
    this.#cancel(pageId)
  }

  /** A page ends with its last alert; one on which all that are left have an answer stops ringing. */
  #endPageLeft(pageId: number, now: number): void {
    const page = this.pages.get(pageId)
    if (!page || !isRunning(page)) return
    if (this.#openAlertsOn(pageId).length > 0) {
      if (page.state === 'open') this.#acknowledgePage(pageId, now)
      return
    }
    this.#page(page, { ...page, state: 'closed', dueAt: null, version: page.version + 1 })
    this.#cancel(pageId)
  }

  #cancel(pageId: number, personId?: string): void {
    for (const id of this.#deliveriesOf.get(pageId) ?? []) {
      const delivery = this.deliveries.get(id)
      if (personId !== undefined && delivery?.personId !== personId) continue
      if (delivery && (delivery.state === 'queued' || delivery.state === 'claimed'))
        this.#delivery(delivery, { ...delivery, state: 'cancelled', dueAt: null })
    }
  }

  #close(alert: AlertRow): void {
    this.#alert(alert, { ...alert, state: 'closed', pagingDueAt: null, endsAt: null })
  }

  #link(alertId: number, pageId: number): void {
    const alert = this.alerts.get(alertId)
    if (alert) this.#alert(alert, { ...alert, pageId, pagingDueAt: null })
  }

  // --- rows ---

  #alert(old: AlertRow | null, now: AlertRow): void {
    this.alerts.set(now.id, now)
    const key = `${now.monitorId}\n${now.key}`
    if (now.state === 'closed') {
      if (this.#openByKey.get(key) === now.id) this.#openByKey.delete(key)
    } else this.#openByKey.set(key, now.id)
    if (old?.pageId && (old.pageId !== now.pageId || now.state === 'closed'))
      this.#alertsOf.get(old.pageId)?.delete(now.id)
    if (now.pageId !== null && now.state !== 'closed') setOf(this.#alertsOf, now.pageId).add(now.id)
    keep(this.#waiting.alerts, now.id, now.pagingDueAt !== null)
    keep(this.#waiting.ends, now.id, now.endsAt !== null && now.state !== 'closed')
    this.#changes.push({ what: 'alert', old, now })
    if (now.state === 'closed') this.alerts.delete(now.id)
  }

  #page(old: PageRow | null, given: PageRow): void {
    const isHeldAnew = old === null || given.heldSince !== old.heldSince
    const hasMoved = given.state !== 'open' || given.loop !== old?.loop || given.step !== old.step
    const now = !isHeldAnew && hasMoved ? { ...given, heldSince: null, heldUntil: null, heldVersion: null } : given
    this.pages.set(now.id, now)
    keep(this.#waiting.pages, now.id, now.dueAt !== null)
    if (now.plan === 'policy' && now.serviceId !== null)
      keep(setOf(this.#unanswered, now.serviceId), now.id, now.state === 'open')
    this.#changes.push({ what: 'page', old, now })
  }

  #delivery(old: DeliveryRow | null, now: DeliveryRow & { readonly priority: number }): void {
    this.deliveries.set(now.id, now)
    setOf(this.#deliveriesOf, now.pageId).add(now.id)
    keep(this.#waiting.deliveries, now.id, now.dueAt !== null)
    this.#changes.push({ what: 'delivery', old, now })
  }

  /** A page that ended long ago is forgotten: years fit into memory. */
  forget(pageId: number): void {
    for (const id of this.#deliveriesOf.get(pageId) ?? []) this.deliveries.delete(id)
    this.#deliveriesOf.delete(pageId)
    this.#alertsOf.delete(pageId)
    this.#answers.delete(pageId)
    this.pages.delete(pageId)
    this.#declined.delete(pageId)
  }

  #say(kind: string, alertId: number, pageId: number): void {
    this.#changes.push({ what: 'entry', old: null, now: { kind, alertId, pageId } })
  }

  #openAlert(monitorId: string, key: string): AlertRow | undefined {
    const id = this.#openByKey.get(`${monitorId}\n${key}`)
    return id === undefined ? undefined : this.alerts.get(id)
  }

  /** The alerts on this page that are not closed, the most urgent first. */
  #openAlertsOn(pageId: number): readonly AlertRow[] {
    const alerts = [...(this.#alertsOf.get(pageId) ?? [])].flatMap((id) => this.alerts.get(id) ?? [])
    return alerts.sort((a, b) => a.priority - b.priority || a.id - b.id)
  }

  #inTurn(pageId: number, turn: number) {
    return [...(this.#deliveriesOf.get(pageId) ?? [])]
      .flatMap((id) => this.deliveries.get(id) ?? [])
      .filter((one) => one.turn === turn)
  }

  #dueOf<T extends { readonly id: number; readonly priority: number }>(
    waiting: ReadonlySet<number>,
    rows: ReadonlyMap<number, T>,
    dueAt: (row: T) => number | null,
    now: number,
  ): readonly T[] {
    const due = [...waiting].flatMap((id) => rows.get(id) ?? []).filter((row) => (dueAt(row) ?? Infinity) <= now)
    return due
      .sort((a, b) => a.priority - b.priority || (dueAt(a) ?? 0) - (dueAt(b) ?? 0) || a.id - b.id)
      .slice(0, batch)
  }

  #planOf(alert: AlertRow, roster: Roster): Plan {
    const service = alert.serviceId === null ? undefined : roster.services.get(alert.serviceId)
    return service
      ? { kind: 'policy', policyId: service.policyId }
      : { kind: 'fallback', teamId: this.#teamOf.get(alert.serviceId ?? '') ?? '' }
  }
}

function heldBy({ since, until, nextAt }: Hold, { roster }: By) {
  return {
    heldSince: momentOf(since),
    heldUntil: momentOf(until),
    heldVersion: roster.version,
    dueAt: momentOf(nextAt),
  }
}

function mayFollow(leader: AlertRow, alert: AlertRow, roster: Roster): boolean {
  const policyId = roster.services.get(leader.serviceId ?? '')?.policyId
  const waits = mayWait(roster.policies.get(policyId ?? ''), leader.priority)
  return waits ? leader.priority === alert.priority : leader.priority <= alert.priority
}

function planOf(page: PageRow): Plan {
  if (page.plan === 'policy' && page.policyId) return { kind: 'policy', policyId: page.policyId }
  if (page.plan === 'person' && page.personId) return { kind: 'person', personId: page.personId }
  return { kind: 'fallback', teamId: page.teamId }
}

function heldOf(row: DeliveryRow & { readonly priority: number }, leaseEndsAt: number): Held {
  const { id, epoch, pageId, turn, personId, channel, address, contactId, priority, isGathered } = row
  return {
    id,
    epoch,
    attempt: row.attempts,
    leaseEndsAt,
    key: `${pageId}/${turn}/${row.contactId ?? row.channelId ?? personId}`,
    pageId,
    turn,
    personId,
    channel,
    address,
    contactId,
    priority,
    isGathered,
  }
}

function momentOf(instant: Temporal.Instant): number {
  return instant.epochMilliseconds - beginsAt
}

function earliest(ids: ReadonlySet<number>, dueAt: (id: number) => number | null | undefined): number | null {
  let first: number | null = null
  for (const id of ids) {
    const due = dueAt(id)
    if (due !== null && due !== undefined && (first === null || due < first)) first = due
  }
  return first
}

function keep(set: Set<number>, id: number, isIn: boolean): void {
  if (isIn) set.add(id)
  else set.delete(id)
}

function setOf<K>(map: Map<K, Set<number>>, key: K): Set<number> {
  const found = map.get(key) ?? new Set<number>()
  map.set(key, found)
  return found
}
