// Watches what is committed, sent and answered, and says which promise broke. It knows nothing of the code that is judged but its
// tables of states and its pure decisions, and keeps a picture of its own of every row. Both levels are held against the same judge.
import { alertTable } from '../../domain/alerts/states.ts'
import { escalate, type Decision, type Plan, type Position } from '../../domain/escalation/escalate.ts'
import type { Ask } from '../../domain/escalation/ask.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { isPaced } from '../../domain/paging/pace.ts'
import { turnKey, withTurn, type Turns, type TurnTaken } from '../../domain/escalation/turns.ts'
import { pageTable, type DeliveryState } from '../../domain/paging/states.ts'
import type { AlertRow, AnswerRow, Change, Commit, DeclineRow, DeliveryRow, EntryRow, PageRow } from './facts.ts'
import { Muted } from './muted.ts'
import { instantAt } from './team.ts'

export type Broken = { readonly promise: string; readonly at: number; readonly says: string }

/** What is due is begun within this, when nothing is in force that holds it up (C3, with the polling of a node). */
export const latestMs = 6_000
/** A call that begins so long after an answer was committed was under way; one that begins later was not. */
const underWayMs = 5_500
const leaseMs = 15_000

type Trouble = { readonly from: number; to: number; readonly what: string }
type Call = { readonly began: number; readonly node: string; result: 'running' | 'sent' | 'failed' | 'unknown' }
type Claim = { readonly node: string; readonly epoch: number; readonly at: number; readonly nth: number }
type Watch = {
  readonly checkAt: number
  readonly kind: 'alert' | 'page' | 'delivery' | 'unreached' | 'answered' | 'held' | 'muted'
  readonly id: number
}

const deliveryMoves: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: ['queued', 'claimed', 'cancelled'],
  claimed: ['claimed', 'queued', 'sent', 'failed', 'not_sent', 'cancelled'],
  // An attempt that was under way when its page was answered keeps the outcome it had.
  cancelled: ['sent', 'not_sent'],
  not_sent: ['not_sent', 'failed', 'queued'],
  sent: ['sent'],
  failed: ['failed'],
}

export class Judge {
  readonly broken: Broken[] = []
  /** How often each promise was looked at. */
  readonly checked = new Map<string, number>()
  readonly alerts = new Map<number, AlertRow>()
  readonly pages = new Map<number, PageRow>()
  readonly deliveries = new Map<number, DeliveryRow>()
  duplicates = 0
  calls = 0
  readonly muted = new Muted((promise, says) => this.#break(promise, says))
  /** What was muted by an older roster than this is asked again. */
  unmutingVersion = 0
  readonly #alertsOf = new Map<number, Set<number>>()
  readonly #deliveriesOf = new Map<number, Set<number>>()
  readonly #byKey = new Map<string, number>()
  readonly #claims = new Map<number, Claim[]>()
  readonly #calls = new Map<number, Call[]>()
  /** What each bundle carries, as it was written down. */
  readonly #bundles = new Map<string, Set<number>>()
  /** The last calls of each node to each contact. */
  readonly #gatheredBy = new Map<number, string>()
  readonly #rings = new Map<string, readonly Call[]>()
  readonly #running = new Map<string, number>()
  readonly #answeredAt = new Map<number, { at: number; nth: number }>()
  readonly #acknowledgedAt = new Map<number, number>()
  readonly #heldUntil = new Map<string, number>()
  #turns: Turns = new Map()
  #took: TurnTaken[] = []
  #databaseAt = 0
  /** Since when the newest roster is the newest. */
  #rosterAt = 0
  readonly #answers = new Map<number, Set<string>>()
  readonly #rung = new Set<number>()
  readonly #toldNobody = new Set<number>()
  readonly #counted = new Map<string, number>()
  readonly #accepted = new Map<string, number>()
  readonly #troubles: Trouble[] = []
  readonly #watches: Watch[] = []
  readonly #rosters: { readonly nth: number; readonly roster: Roster }[] = []
  readonly #gone: { readonly at: number; readonly pageId: number }[] = []
  /** Who cannot take a page, and since when. */
  readonly #declined = new Map<number, Map<string, { readonly at: number; readonly nth: number }>>()
  #troubledUntil = -Infinity
  #at = 0
  #nth = 0
  /** Whether a closed alert may come back. */
  readonly #hasWatch: boolean

  constructor(hasWatch = false) {
    this.#hasWatch = hasWatch
  }

  /** The number of the last word that was heard. */
  get nth(): number {
    return this.#nth
  }

  /** From now on this is who is reached. */
  rosterIs(roster: Roster): void {
    this.#rosters.push({ nth: ++this.#nth, roster })
    this.#rosterAt = this.#databaseAt
    for (const { id, heldVersion } of this.pages.values())
      if (heldVersion !== null) pushWatch(this.#watches, { checkAt: this.#rosterAt + latestMs, kind: 'held', id })
  }

  /** Something is in force that may hold things up, or double them. */
  troubled(what: string, from: number, to: number): void {
    this.#troubles.push({ from, to, what })
    this.#troubledUntil = Math.max(this.#troubledUntil, to)
  }

  /** The newest roster of all. */
  get rosterVersion(): number {
    return this.#rosters.at(-1)?.roster.version ?? 0
  }

  commit(commit: Commit): void {
    this.#at = commit.at
    this.#databaseAt = commit.databaseAt
    this.#nth++
    const answeredBefore = new Map([...this.#answers].map(([id, people]) => [id, [...people]]))
    const pages = new Set<number>()
    const alerts = new Set<number>()
    for (const change of commit.changes) this.#take(change, commit, pages, alerts)
    for (const id of pages) this.#lookAtPage(id, commit)
    for (const id of alerts) {
      this.#lookAtAlert(id)
      this.#lookAtMuted(id, commit)
    }
    for (const change of commit.changes) {
      if (change.what === 'page' && change.now && isFiring(change.old, change.now))
        this.#firing(change.old, change.now, commit, answeredBefore.get(change.now.id) ?? [])
      if (change.what === 'delivery' && change.now) this.#lookAtDelivery(change.old, change.now, commit)
      if (change.what === 'page' && change.now && change.now.heldSince !== null) this.#held(change.now, commit)
      if (change.what === 'page' && change.now && change.old) this.#answered(change.old, change.now)
    }
    this.#turned(commit)
  }

  /** Time has come so far: is anything overdue? */
  time(at: number, databaseAt: number): void {
    this.#at = at
    this.#databaseAt = databaseAt
    const heap = this.#watches
    for (let first = heap[0]; first && first.checkAt <= databaseAt; first = heap[0]) {
      popWatch(heap)
      const late = this.#isLate(first, databaseAt)
      if (late === null) continue
      this.#count('C3 what is due is begun')
      const calmFor = at - this.#troubledUntil
      if (calmFor > latestMs) this.#break(late.promise, late.says)
      else pushWatch(heap, { ...first, checkAt: databaseAt + Math.max(1, latestMs - calmFor) + 1 })
    }
    while (this.#gone[0] && this.#gone[0].at < at - 1_800_000) this.#forget(this.#gone.shift()?.pageId ?? 0)
  }

  /** A provider is being called for these: each key is `page/turn/contact`; many go out as one message, which is a bundle. */
  sendBegan(at: number, node: string, message: { readonly key: string; readonly carries: readonly string[] }): Call {
    this.#at = at
    this.#nth++
    this.calls++
    const call: Call = { began: at, node, result: 'running' }
    if (message.carries.length > 1) this.#bundleBegan(message)
    for (const key of message.carries) this.#oneBegan(call, key)
    this.#ringBegan(call, message.carries)
    return call
  }

  /** P22: the link of a bundle answers what was written down, so whatever it carries is written down before it goes out. */
  #bundleBegan({ key, carries }: { readonly key: string; readonly carries: readonly string[] }): void {
    this.#count('P27 a bundle is written down')
    for (const carried of carries) {
      const id = this.#byKey.get(carried)
      if (id === undefined || !this.#bundles.get(key)?.has(id))
        this.#break('P27', `the message ${key} carries delivery ${id}, and its link does not answer for it`)
    }
  }

  /** P22: beyond three messages in a minute the next one waits, but for what another node has gathered. */
  #ringBegan(call: Call, carries: readonly string[]): void {
    const { began, node } = call
    const ids = carries.flatMap((key) => this.#byKey.get(key) ?? [])
    const delivery = this.deliveries.get(ids[0] ?? 0)
    if (!delivery) return
    this.#running.set(delivery.address, (this.#running.get(delivery.address) ?? 0) + 1)
    if (!isPaced(delivery.channel) || delivery.personId === null) return
    const of = `${node} ${delivery.address}`
    // One that failed rang nobody, and is tried again soon.
    const before = (this.#rings.get(of) ?? []).filter(({ result }) => result !== 'failed')
    const [third, , last] = before.length < 3 ? [] : before.slice(-3)
    this.#rings.set(of, [...before.slice(-5), call])
    this.#count('P27 nobody is rung without pauses')
    if (!third || !last || began - third.began >= 55_000 || began - last.began >= 3_000) return
    if (began - this.#troubledUntil < 120_000 || ids.some((id) => (this.#gatheredBy.get(id) ?? node) !== node)) return
    this.#break('P27', `${node} rang ${delivery.address} again ${seconds(began - last.began)} after the last of many`)
  }

  #oneBegan(call: Call, key: string): void {
    const { began: at, node } = call
    const id = this.#byKey.get(key)
    const delivery = id === undefined ? undefined : this.deliveries.get(id)
    if (!delivery || id === undefined) {
      return this.#break('P3', `a message went out under the key ${key}, of which no row knows`)
    }
    const before = this.#calls.get(id) ?? []
    this.#calls.set(id, [...before, call])
    // A room that is told is nobody woken.
    if (delivery.personId !== null)
      for (const alertId of this.#alertsOf.get(delivery.pageId) ?? []) this.#rung.add(alertId)
    this.#count('P3 once, and twice only for a reason')
    const last = before.at(-1)
    if (last && last.result !== 'failed') {
      this.duplicates++
      const first = before[0]?.began ?? at
      // What struck shortly before may have left the first call less than its lease.
      const excuses = this.#troubles.filter(({ from, to }) => from <= at && to + leaseMs >= first).length
      const repeats = before.filter(({ result }) => result !== 'failed').length
      if (repeats > excuses) {
        this.#break(
          'P3',
          `delivery ${id} went out again (${repeats + 1} times) with nothing in force that could have lost its outcome`,
        )
      }
    }
    this.#count('P5 nothing is sent after an answer')
    const claim = this.#claims.get(id)?.findLast((one) => one.node === node)
    const answered = this.#answeredAt.get(delivery.pageId)
    if (!claim) this.#break('P4', `${node} sends delivery ${id}, which it never claimed`)
    else {
      if (answered && answered.nth < claim.nth)
        this.#break('P5', `delivery ${id} was claimed after page ${delivery.pageId} had been answered`)
      if (answered && at - answered.at > underWayMs)
        this.#break(
          'P5',
          `delivery ${id} was begun ${seconds(at - answered.at)} after page ${delivery.pageId} had been answered`,
        )
      const declined = this.#declined.get(delivery.pageId)?.get(delivery.personId ?? '')
      const asksAll = this.pages.get(delivery.pageId)?.plan === 'fallback'
      if (declined && !asksAll && (declined.nth < claim.nth || at - declined.at > underWayMs))
        this.#break('P5', `delivery ${id} rings somebody who has declined page ${delivery.pageId}`)
      if (at - claim.at > leaseMs + underWayMs)
        this.#break(
          'P4',
          `delivery ${id} was begun ${seconds(at - claim.at)} after ${node} claimed it, when its lease was over`,
        )
    }
  }

  /** The provider answered the node, or the deadline passed. */
  sendEnded(call: Call, key: string, result: 'sent' | 'failed' | 'unknown'): void {
    call.result = result
    const id = this.#byKey.get(key)
    const address = id === undefined ? undefined : this.deliveries.get(id)?.address
    if (address !== undefined) this.#running.set(address, Math.max(0, (this.#running.get(address) ?? 1) - 1))
  }

  /** A sender was told 2xx. */
  accepted(of: {
    readonly monitorId: string
    readonly key: string
    readonly action: string
    readonly isOnly: boolean
  }): void {
    const key = `${of.monitorId}\n${of.key}`
    this.#count('P2 accepted is on disk')
    if (of.action === 'trigger') {
      const accepted = (this.#accepted.get(key) ?? 0) + 1
      this.#accepted.set(key, accepted)
      if ((this.#counted.get(key) ?? 0) < accepted)
        this.#break('P2', `event ${of.key} was answered 2xx and is not on disk`)
    }
  }

  /** Whom the newest firing for this alert rings who has not declined: the first of them. */
  rungFor(monitorId: string, key: string): string | null {
    const alert = [...this.alerts.values()].findLast((one) => one.monitorId === monitorId && one.key === key)
    const pageId = alert?.pageId ?? null
    if (pageId === null) return null
    const people = this.#inTurn(pageId, this.#turnOf(pageId))
      .filter(({ isCopy, personId }) => !isCopy && !this.#hasDeclined(pageId, personId))
      .flatMap(({ personId }) => personId ?? [])
    return people.sort()[0] ?? null
  }

  /** Somebody was told that their answer holds. */
  confirmed(alertId: number, since: number, personId: string): void {
    this.#count('P6 a confirmed answer is one')
    const alert = this.alerts.get(alertId)
    const at = this.#acknowledgedAt.get(alertId) ?? -Infinity
    const wasTheirs = (this.#heldUntil.get(`${alertId} ${personId}`) ?? -Infinity) >= since
    const isInPart = alert?.pageId ? this.#answers.get(alert.pageId)?.has(personId) : false
    if (at < since && alert?.acknowledgedBy !== personId && !wasTheirs && !isInPart)
      this.#break('P6', `the acknowledgement of alert ${alertId} was confirmed, and nothing was changed by it`)
  }

  /** A step, a request or a delivery broke by an error that nobody planted. */
  wentWrong(node: string, error: unknown): void {
    const text = error instanceof Error ? error.message : String(error)
    this.#break('P10', `on ${node} something broke that nobody broke: ${text.slice(0, 300)}`)
  }

  /** All is over: whoever was to be woken was, or the log says why not. */
  end(): void {
    for (const alert of this.alerts.values()) {
      if (alert.state !== 'triggered') continue
      const endsAt = this.muted.endOf(alert)
      if (endsAt !== null && endsAt > this.#databaseAt) continue
      this.#count('P1 somebody is woken, or the log says why not')
      const page = alert.pageId === null ? undefined : this.pages.get(alert.pageId)
      if (!page) this.#break('P1', `alert ${alert.id} (${alert.key}) is open and nobody is being paged for it`)
      else if (
        !this.#rung.has(alert.id) &&
        !this.#wasRung(page.id) &&
        !this.#toldNobody.has(page.id) &&
        !this.#onlyTells(page.id)
      )
        this.#break('P1', `nobody was ever rung for alert ${alert.id} (${alert.key}), and the log does not say why`)
    }
  }

  /** It stands at a step of channels alone, whose wait is for those who read it there. */
  #onlyTells(pageId: number): boolean {
    const firing = this.#inTurn(pageId, this.#turnOf(pageId))
    return firing.length > 0 && firing.every(({ personId }) => personId === null)
  }

  #wasRung(pageId: number): boolean {
    for (const id of this.#deliveriesOf.get(pageId) ?? []) {
      const delivery = this.deliveries.get(id)
      if (delivery?.personId === null) continue
      if (this.#calls.has(id)) return true
      if (delivery?.state === 'not_sent' || delivery?.state === 'queued') return true
    }
    return false
  }

  #take(change: Change, commit: Commit, pages: Set<number>, alerts: Set<number>): void {
    switch (change.what) {
      case 'alert': {
        const { old, now } = change
        if (!now) return
        alerts.add(now.id)
        for (const pageId of [old?.pageId, now.pageId]) if (pageId) pages.add(pageId)
        this.#alertMoved(old, now)
        this.alerts.set(now.id, now)
        return
      }
      case 'page': {
        const { old, now } = change
        if (!now) return
        pages.add(now.id)
        this.#pageMoved(old, now, commit)
        this.pages.set(now.id, now)
        for (const id of this.#alertsOf.get(now.id) ?? []) alerts.add(id)
        return
      }
      case 'delivery':
        if (change.now) this.#deliveryMoved(change.old, change.now, commit)
        return
      case 'decline':
        if (change.now) this.#declines(change.now, commit)
        break
      case 'bundle':
        if (change.now) {
          const key = `bundle/${change.now.bundle}`
          this.#bundles.set(key, (this.#bundles.get(key) ?? new Set()).add(change.now.deliveryId))
        }
        return
      case 'attempt':
      case 'turn':
        return
      case 'answer': {
        const { old, now } = change
        if (now) setOf(this.#answers, now.pageId).add(now.personId)
        else if (old) this.#noLonger(old)
        return
      }
      case 'silence':
        this.muted.silence(change.old, change.now)
        for (const { id, muted } of this.alerts.values()) if (muted?.id === change.now?.id) this.#watchMuted(id)
        return
      case 'silenced':
        if (change.now) this.muted.counted(change.now)
        return
      case 'roster':
        this.unmutingVersion = change.now?.unmutingVersion ?? 0
        return
      case 'entry':
        if (change.now) this.#told(change.now)
    }
  }

  #declines({ pageId, personId, holds }: DeclineRow, commit: Commit): void {
    this.#count('P9 "I cannot" goes on')
    const people = this.#declined.get(pageId) ?? new Map<string, { at: number; nth: number }>()
    if (holds) people.set(personId, { at: commit.at, nth: this.#nth })
    else people.delete(personId)
    this.#declined.set(pageId, people)
    pushWatch(this.#watches, { checkAt: commit.databaseAt + latestMs, kind: 'unreached', id: pageId })
  }

  #hasDeclined(pageId: number, personId: string | null): boolean {
    return this.#declined.get(pageId)?.has(personId ?? '') ?? false
  }

  /** An answer counts no more; it did until now. */
  #noLonger({ pageId, personId }: AnswerRow): void {
    this.#answers.get(pageId)?.delete(personId)
    for (const alertId of this.#alertsOf.get(pageId) ?? []) this.#heldUntil.set(`${alertId} ${personId}`, this.#at)
  }

  #told({ kind, pageId }: EntryRow): void {
    if (pageId !== null && (kind === 'page_held' || /^(nobody_on_call|nobody_reachable|page_exhausted)$/.test(kind)))
      this.#toldNobody.add(pageId)
  }

  #alertMoved(old: AlertRow | null, now: AlertRow): void {
    this.#count('P6 states move forward')
    const counted = `${now.monitorId}\n${now.key}`
    this.#counted.set(counted, (this.#counted.get(counted) ?? 0) + now.count - (old?.count ?? 0))
    if (old?.pageId && (old.pageId !== now.pageId || now.state === 'closed'))
      for (const personId of this.#answers.get(old.pageId) ?? []) this.#heldUntil.set(`${now.id} ${personId}`, this.#at)
    if (old?.pageId && old.pageId !== now.pageId) this.#alertsOf.get(old.pageId)?.delete(now.id)
    if (now.pageId && now.state !== 'closed') setOf(this.#alertsOf, now.pageId).add(now.id)
    if (now.state === 'closed' && now.pageId) this.#alertsOf.get(now.pageId)?.delete(now.id)
    if (now.state === 'acknowledged' && (old?.state !== 'acknowledged' || old.acknowledgedBy !== now.acknowledgedBy))
      this.#acknowledgedAt.set(now.id, this.#at)
    if (old?.acknowledgedBy && old.acknowledgedBy !== now.acknowledgedBy)
      this.#heldUntil.set(`${now.id} ${old.acknowledgedBy}`, this.#at)
    if (old && old.state !== now.state) {
      const cells = Object.values(alertTable[old.state])
      if (!cells.some((cell) => 'to' in cell && cell.to === now.state))
        this.#break('P6', `alert ${now.id} went from ${old.state} to ${now.state}`)
    }
    if (old?.state === 'closed' && !(this.#hasWatch && now.state === 'triggered'))
      this.#break('P6', `alert ${now.id} was changed after it was closed`)
    // What comes back, or was muted, is to reach somebody all over again.
    if (old?.state === 'closed' || now.muted?.id !== old?.muted?.id) this.#rung.delete(now.id)
    if (now.pagingDueAt !== null && now.pagingDueAt !== old?.pagingDueAt) this.#watch('alert', now.id, now.pagingDueAt)
  }

  #pageMoved(old: PageRow | null, now: PageRow, commit: Commit): void {
    this.#count('P1 a page has a next step')
    const waits = now.state === 'open' || now.state === 'acknowledged' || now.state === 'snoozed'
    if (waits !== (now.dueAt !== null))
      this.#break('P1', `page ${now.id} is ${now.state} and has ${now.dueAt === null ? 'no' : 'a'} next moment`)
    if (now.state === 'exhausted' && now.alarmPageId === null)
      this.#break('P1', `page ${now.id} is exhausted and rang no alarm`)
    if (now.plan === 'fallback' && now.state === 'exhausted')
      this.#break('P1', `the fallback gave up on page ${now.id}`)
    if (old) {
      if (now.version <= old.version)
        this.#break('P6', `page ${now.id} went back from version ${old.version} to ${now.version}`)
      const cells = Object.values(pageTable[old.state])
      const may =
        cells.some((cell) => 'to' in cell && cell.to === now.state) ||
        (old.state === 'open' && now.state === 'exhausted')
      const returnsToExhaust = now.state === 'exhausted' && (old.state === 'acknowledged' || old.state === 'snoozed')
      if (!may && !returnsToExhaust) this.#break('P6', `page ${now.id} went from ${old.state} to ${now.state}`)
      if (isHurried(old, now)) this.#hurried(now)
    }
    if (now.state !== 'open') {
      if (old?.state === 'open' || !old) this.#answeredAt.set(now.id, { at: commit.at, nth: this.#nth })
    } else this.#answeredAt.delete(now.id)
    if (now.state === 'acknowledged' && old?.state !== 'acknowledged') this.#comesBack(now)
    if (now.state === 'closed') this.#gone.push({ at: commit.at, pageId: now.id })
    if (now.dueAt !== null && now.dueAt !== old?.dueAt) this.#watch('page', now.id, now.dueAt)
  }

  /** P7: an acknowledged page names the moment at which it comes back, and it is the one its policy says. */
  #comesBack(page: PageRow): void {
    if (this.#rosters.length === 0 || page.dueAt === null || page.acknowledgedAt === null) return
    this.#count('P7 acknowledged is not forgotten')
    const minutes = Math.round((page.dueAt - page.acknowledgedAt) / 60_000)
    const may = this.#rosters.map(({ roster }) =>
      page.policyId ? (roster.policies.get(page.policyId)?.returnAfterMinutes ?? 60) : 60,
    )
    if (!may.includes(minutes))
      this.#break('P7', `page ${page.id} was acknowledged and comes back after ${minutes} minutes instead of ${may[0]}`)
  }

  /** A page may be hurried only when nobody in its firing can be reached any more. */
  #hurried(page: PageRow): void {
    this.#count('P9 a way that fails calls the next')
    const turn = this.#turnOf(page.id)
    const hopeful = this.#inTurn(page.id, turn).find(
      ({ state, isCopy, personId }) =>
        !isCopy &&
        !this.#hasDeclined(page.id, personId) &&
        !this.#answers.get(page.id)?.has(personId ?? '') &&
        (state === 'sent' || state === 'claimed' || state === 'queued'),
    )
    if (hopeful)
      this.#break('P9', `page ${page.id} was hurried although delivery ${hopeful.id} of its firing is ${hopeful.state}`)
  }

  #deliveryMoved(old: DeliveryRow | null, now: DeliveryRow, commit: Commit): void {
    this.#count('P6 states move forward')
    // A contact that is removed leaves its deliveries behind under the person's name.
    if (old?.contactId !== now.contactId) this.#byKey.set(keyOf(now), now.id)
    if (!old) {
      setOf(this.#deliveriesOf, now.pageId).add(now.id)
      this.#byKey.set(keyOf(now), now.id)
    } else {
      if (old.state !== now.state && !deliveryMoves[old.state].includes(now.state))
        this.#break('P6', `delivery ${now.id} went from ${old.state} to ${now.state}`)
      if (now.epoch < old.epoch) this.#break('P4', `the epoch of delivery ${now.id} went back`)
    }
    if (now.state === 'claimed' && now.epoch !== old?.epoch) {
      const claims = this.#claims.get(now.id) ?? []
      claims.push({ node: now.node ?? '', epoch: now.epoch, at: commit.at, nth: this.#nth })
      this.#claims.set(now.id, claims)
      if (old?.state === 'claimed' && (old.dueAt ?? 0) > commit.databaseAt)
        this.#break('P4', `delivery ${now.id} was taken from ${old.node} before its lease had ended`)
    }
    if (old?.state === 'claimed' && now.epoch === old.epoch && isOutcome(now.state)) {
      this.#count('P4 a node that lost its lease changes nothing')
      const numbers = commit.changes.flatMap(({ what, now: attempt }) =>
        what === 'attempt' && attempt && 'deliveryId' in attempt && attempt.deliveryId === now.id
          ? [attempt.number]
          : [],
      )
      if (old.node !== commit.node)
        this.#break('P4', `${commit.node} wrote the outcome of delivery ${now.id}, which ${old.node} holds`)
      // Those of an earlier attempt may be written with it; they alone change nothing.
      else if (numbers.length > 0 && !numbers.includes(old.attempts))
        this.#break(
          'P4',
          `${commit.node} wrote the outcome of attempt ${numbers.join()} of delivery ${now.id} over attempt ${old.attempts}`,
        )
    }
    if (now.state === 'sent' && old?.state !== 'sent') {
      this.#count('P3 sent was sent')
      if (!this.#calls.get(now.id)?.some(({ result }) => result === 'sent'))
        this.#break('P3', `delivery ${now.id} is written down as sent, and no provider took it`)
    }
    if (now.isGathered && old?.state === 'claimed' && now.state === 'queued') this.#gatheredBy.set(now.id, commit.node)
    this.deliveries.set(now.id, now)
    if (now.dueAt !== null && now.dueAt !== old?.dueAt) this.#watch('delivery', now.id, now.dueAt)
  }

  /** After a commit: what is no longer to be sent is not waiting, and nobody is passed over. */
  #lookAtPage(id: number, commit: Commit): void {
    const page = this.pages.get(id)
    if (!page) return
    const turn = this.#turnOf(id)
    for (const deliveryId of this.#deliveriesOf.get(id) ?? []) {
      const delivery = this.deliveries.get(deliveryId)
      if (!delivery || (delivery.state !== 'queued' && delivery.state !== 'claimed')) continue
      this.#count('P5 nothing is sent after an answer')
      if (page.state !== 'open')
        this.#break('P5', `page ${id} is ${page.state} and delivery ${deliveryId} still waits to be sent`)
      else if (delivery.turn < turn)
        this.#break('P5', `page ${id} has gone on and delivery ${deliveryId} of its last firing still waits to be sent`)
    }
    if (page.state === 'closed')
      for (const alertId of this.#alertsOf.get(id) ?? []) {
        const alert = this.alerts.get(alertId)
        if (alert && alert.state !== 'closed' && alert.pagingDueAt === null)
          this.#break('P1', `page ${id} was closed while alert ${alertId} on it is ${alert.state}`)
      }
    if (page.state === 'open') pushWatch(this.#watches, { checkAt: commit.databaseAt + latestMs, kind: 'answered', id })
  }

  #lookAtAlert(id: number): void {
    const alert = this.alerts.get(id)
    if (!alert || alert.state !== 'triggered' || alert.pagingDueAt !== null) return
    this.#count('P1 an open alert is being paged')
    const page = alert.pageId === null ? undefined : this.pages.get(alert.pageId)
    if (!page) this.#break('P1', `alert ${id} waits for nothing`)
    else if (page.state !== 'open')
      this.#break(
        'P1',
        `alert ${id} waits for an answer, and its page ${page.id} is ${page.state}: nobody is rung for it`,
      )
    else if (page.priority > alert.priority)
      this.#break('P12', `alert ${id} (P${alert.priority}) hides on page ${page.id} (P${page.priority})`)
  }

  /** P32: what is muted is so on purpose, is counted, and pages when that ends; nothing else waits to be paged. */
  #lookAtMuted(id: number, commit: Commit): void {
    const alert = this.alerts.get(id)
    if (!alert) return
    if (alert.muted) {
      this.#count(this.muted.isSilenced(alert) ? 'P32 muted on purpose' : 'P32 muted while it comes and goes')
      this.#watchMuted(id)
    }
    this.muted.lookAt(alert, commit.databaseAt, latestMs)
  }

  #watchMuted(id: number): void {
    const alert = this.alerts.get(id)
    const endsAt = alert ? this.muted.endOf(alert) : null
    if (endsAt !== null) this.#watch('muted', id, Math.max(endsAt, this.#databaseAt))
  }

  #lookAtDelivery(old: DeliveryRow | null, now: DeliveryRow, commit: Commit): void {
    if (old?.state === now.state || (now.state !== 'failed' && now.state !== 'not_sent')) return
    pushWatch(this.#watches, { checkAt: commit.databaseAt + latestMs, kind: 'unreached', id: now.pageId })
  }

  /** P8, P13 of the roster: a firing is what the policy and the roster of that moment say, and says so itself when it reaches nobody. */
  #firing(old: PageRow | null, page: PageRow, commit: Commit, answered: readonly string[]): void {
    this.#count('C5 a firing queues its deliveries')
    const queued = commit.changes.flatMap(({ what, old, now }) =>
      what === 'delivery' && !old && now && 'turn' in now && now.pageId === page.id ? [now] : [],
    )
    for (const delivery of queued)
      if (delivery.turn !== page.version)
        this.#break(
          'C5',
          `delivery ${delivery.id} belongs to turn ${delivery.turn} of page ${page.id}, which fired turn ${page.version}`,
        )
    if (queued.length === 0) {
      const isTold = commit.changes.some(
        ({ what, now }) =>
          what === 'entry' && now && 'kind' in now && /^(nobody_|page_exhausted|page_short_of)/.test(now.kind),
      )
      if (!isTold) this.#break('C5', `page ${page.id} fired, queued nothing and said nothing`)
    }
    if (old?.heldSince === null && commit.by === 'node' && (old.dueAt ?? 0) > commit.databaseAt + 1)
      this.#break('C3', `page ${page.id} went on ${seconds((old.dueAt ?? 0) - commit.databaseAt)} before its time`)
    if (old && old.state !== 'open')
      for (const id of this.#alertsOf.get(page.id) ?? []) {
        const alert = this.alerts.get(id)
        if (alert && alert.pagingDueAt === null && (alert.state === 'acknowledged' || alert.state === 'snoozed'))
          this.#break('P7', `page ${page.id} came back, and alert ${id} on it is still ${alert.state}`)
      }
    this.#asTheRosterSays(old, page, queued, commit, answered)
  }

  #asTheRosterSays(
    old: PageRow | null,
    page: PageRow,
    queued: readonly DeliveryRow[],
    commit: Commit,
    answered: readonly string[],
  ): void {
    if (this.#rosters.length === 0) return
    this.#count('P8 whom the roster names is whom is rung')
    const now = instantAt(queued[0]?.createdAt ?? (old ? commit.databaseAt : page.openedAt))
    const plan = planOf(page)
    const starts = startsOf(old)
    const declined = new Set(this.#declined.get(page.id)?.keys())
    const last = this.#rosters.findLastIndex(({ nth }) => nth <= commit.began)
    const may = this.#rosters.slice(Math.max(0, last)).flatMap(({ roster }) =>
      starts.flatMap((from) => {
        const ask = { plan, from, priority: page.priority, declined, isUrged: true }
        return this.#turnsIn(commit, ask, roster).map((turns) =>
          escalate({ ...ask, turns, answered: from === 'start' ? [] : answered }, roster, now),
        )
      }),
    )
    const said = may.find((decision) => isSame(decision, page, queued))
    if (said?.do === 'page' && said.turn) this.#took.push(said.turn)
    if (said) return
    const says = may.map((decision) =>
      decision.do === 'page'
        ? `${decision.at.loop}.${decision.at.step} ${contactsOf(decision).join(',')} (${decision.needs})`
        : decision.do,
    )
    this.#break(
      'P8',
      `page ${page.id} fired step ${page.loop}.${page.step} to ${queued.map((delivery) => placeOf(delivery)?.slice(-3)).join(',') || 'nobody'}; the roster of that moment says ${[...new Set(says)].join(' or ')}`,
    )
  }

  /** P22: turns as they stood when the commit began, and after each of the firings in it. */
  #turnsIn(commit: Commit, ask: Ask, roster: Roster): readonly Turns[] {
    const firings = commit.changes.filter(({ what, now }) => what === 'page' && now !== null).length
    // The pages before this one may have passed others than it would.
    const taken = this.#took.reduce<readonly Turns[]>(
      (all, turn) => [...all, withTurn(all.at(-1) ?? this.#turns, turn)],
      [this.#turns],
    )
    return taken.flatMap((begun) => {
      const all = [begun]
      for (let nth = 1; nth < firings; nth++) {
        const turns = all.at(-1) ?? begun
        const decision = escalate({ ...ask, turns }, roster, instantAt(commit.databaseAt))
        if (decision.do !== 'page' || !decision.turn) break
        all.push(withTurn(turns, decision.turn))
      }
      return all
    })
  }

  /** P22: whoever was rung by a step in turn has had their turn. */
  #turned(commit: Commit): void {
    const moved = commit.changes.flatMap((change) => (change.what === 'turn' && change.now ? [change.now] : []))
    for (const { key, people } of moved) {
      this.#count('P22 a turn is taken by whom it is')
      const before = this.#turns.get(key) ?? []
      const last = people.at(-1)
      const isRung = commit.changes.some(
        ({ what, old, now }) => what === 'delivery' && !old && now && 'personId' in now && now.personId === last,
      )
      if (last !== undefined && people.length > 0 && before.join() !== people.join() && !isRung)
        this.#break('P22', `the turn of step ${key} was taken for ${last.slice(-3)}, who was not rung`)
      this.#turns = new Map(this.#turns).set(key, people)
    }
    for (const taken of this.#took) {
      const both = this.#took.filter((other) => turnKey(other) === turnKey(taken)).length
      const last = (this.#turns.get(turnKey(taken)) ?? []).slice(-both)
      if (!last.includes(taken.personId)) this.#break('P22', `the turn of step ${turnKey(taken)} was not counted`)
    }
    this.#took = []
  }

  /** P23: a page is held only while nobody is reached by what was known, never the most urgent, and is looked at again. */
  #held(page: PageRow, commit: Commit): void {
    this.#count('P23 held only while nobody is on call')
    const { heldSince, heldUntil, dueAt } = page
    if (heldSince === null || heldUntil === null || dueAt === null)
      return this.#break('P23', `page ${page.id} is held by half`)
    if (page.priority === 1) this.#break('P23', `page ${page.id} is P1 and is held`)
    // Somebody who cannot take it has hurried it: it is decided again at once.
    if (dueAt <= commit.databaseAt) return
    // The moment of a transaction is when it began, a moment before it decided.
    if (dueAt > commit.databaseAt + 15 * 60_000 + 1_000)
      this.#break('P23', `page ${page.id} is held and not looked at again`)
    if (heldUntil > heldSince + 7 * 24 * 3_600_000) this.#break('P23', `page ${page.id} is held for more than a week`)
    const last = this.#rosters.findLastIndex(({ nth }) => nth <= commit.began)
    const may = this.#rosters.slice(Math.max(0, last)).some(({ roster }) => {
      const ask = { plan: planOf(page), from: page.step < 0 ? ('start' as const) : page, priority: page.priority }
      const answered = [...(this.#answers.get(page.id) ?? [])]
      const declined = new Set(this.#declined.get(page.id)?.keys())
      return (
        escalate({ ...ask, answered, declined, heldSince: instantAt(heldSince) }, roster, instantAt(commit.databaseAt))
          .do === 'hold'
      )
    })
    if (!may)
      this.#break('P23', `page ${page.id} (P${page.priority}) is held, and the roster of that moment reaches somebody`)
    pushWatch(this.#watches, { checkAt: commit.databaseAt + latestMs, kind: 'held', id: page.id })
  }

  /** P24: one answer is not enough where several people must. */
  #answered(old: PageRow, page: PageRow): void {
    if (old.state !== 'open' || page.state !== 'acknowledged' || old.needs < 2) return
    this.#count('P24 several must answer')
    const have = this.#answers.get(page.id)?.size ?? 0
    if (have < old.needs)
      this.#break('P24', `page ${page.id} needs ${old.needs} answers and was acknowledged with ${have}`)
  }

  #isLate(watch: Watch, databaseAt: number): { readonly promise: string; readonly says: string } | null {
    switch (watch.kind) {
      case 'alert': {
        const due = this.alerts.get(watch.id)?.pagingDueAt ?? null
        if (due === null || due + latestMs > databaseAt) return null
        return { promise: 'C3', says: `alert ${watch.id} waits to be paged for ${seconds(databaseAt - due)}` }
      }
      case 'page': {
        const page = this.pages.get(watch.id)
        if (!page || page.dueAt === null || page.dueAt + latestMs > databaseAt) return null
        return {
          promise: 'C3',
          says: `page ${watch.id} (${page.state}) was due ${seconds(databaseAt - page.dueAt)} ago`,
        }
      }
      case 'delivery': {
        const delivery = this.deliveries.get(watch.id)
        if (!delivery || delivery.dueAt === null || delivery.dueAt + latestMs > databaseAt) return null
        if ((this.#running.get(delivery.address) ?? 0) >= 16) return { promise: 'none', says: '' }
        return {
          promise: 'C3',
          says: `delivery ${watch.id} (${delivery.state}) was due ${seconds(databaseAt - delivery.dueAt)} ago`,
        }
      }
      case 'held':
        return this.#isHeldByOlder(watch, databaseAt)
      case 'muted': {
        const alert = this.alerts.get(watch.id)
        const endsAt = alert ? this.muted.endOf(alert) : null
        if (endsAt === null || endsAt + latestMs > databaseAt) return null
        return {
          promise: 'P32',
          says: `alert ${watch.id} is muted by what is over for ${seconds(databaseAt - endsAt)}`,
        }
      }
      case 'unreached':
        return this.#isUnreached(watch, databaseAt)
      case 'answered': {
        const page = this.pages.get(watch.id)
        if (page?.state !== 'open') return null
        const alerts = [...(this.#alertsOf.get(watch.id) ?? [])].flatMap((id) => this.alerts.get(id) ?? [])
        if (
          alerts.length === 0 ||
          alerts.some(({ state, pagingDueAt }) => state === 'triggered' || pagingDueAt !== null)
        )
          return null
        return { promise: 'P5', says: `page ${watch.id} goes on ringing although everything on it has been answered` }
      }
    }
  }

  /** P23: a newer roster is asked at once. */
  #isHeldByOlder(watch: Watch, databaseAt: number) {
    const page = this.pages.get(watch.id)
    if (!page || page.heldVersion === null || page.heldVersion >= this.rosterVersion) return null
    if (databaseAt < this.#rosterAt + latestMs) {
      pushWatch(this.#watches, { ...watch, checkAt: this.#rosterAt + latestMs })
      return null
    }
    return { promise: 'P23', says: `page ${watch.id} is held by a roster that is no longer the newest` }
  }

  /** P9: a firing that reached nobody does not wait its minutes out. */
  #isUnreached(watch: Watch, databaseAt: number) {
    const page = this.pages.get(watch.id)
    if (page?.state !== 'open' || page.plan === 'fallback' || (page.dueAt ?? 0) <= databaseAt) return null
    if (page.heldSince !== null) return null
    const firing = this.#inTurn(page.id, this.#turnOf(page.id)).filter(({ isCopy }) => !isCopy)
    const isHopeful = ({ state, personId }: DeliveryRow) =>
      state !== 'failed' && state !== 'not_sent' && !this.#hasDeclined(page.id, personId)
    if (firing.length === 0 || firing.some(isHopeful)) return null
    // Whoever died between writing down the failure and what follows from it costs the rest of the wait.
    const failedAt = watch.checkAt - latestMs
    if (this.#troubles.some(({ from, to }) => to >= failedAt - 60_000 && from <= failedAt + latestMs)) return null
    return {
      promise: 'P9',
      says: `every way of page ${page.id} failed or was declined, and it waits ${seconds((page.dueAt ?? 0) - databaseAt)} more`,
    }
  }

  #turnOf(pageId: number): number {
    let turn = 0
    for (const id of this.#deliveriesOf.get(pageId) ?? []) turn = Math.max(turn, this.deliveries.get(id)?.turn ?? 0)
    return turn
  }

  #inTurn(pageId: number, turn: number): readonly DeliveryRow[] {
    return [...(this.#deliveriesOf.get(pageId) ?? [])]
      .flatMap((id) => this.deliveries.get(id) ?? [])
      .filter((one) => one.turn === turn)
  }

  #watch(kind: Watch['kind'], id: number, due: number): void {
    pushWatch(this.#watches, { checkAt: due + latestMs, kind, id })
  }

  #count(what: string): void {
    this.checked.set(what, (this.checked.get(what) ?? 0) + 1)
  }

  #break(promise: string, says: string): void {
    if (promise !== 'none' && this.broken.length < 20) this.broken.push({ promise, at: this.#at, says })
  }

  /** A page that ended long ago: years fit into memory. */
  #forget(pageId: number): void {
    for (const id of this.#deliveriesOf.get(pageId) ?? []) {
      const delivery = this.deliveries.get(id)
      if (delivery) {
        this.#byKey.delete(keyOf(delivery))
        this.#calls.delete(id)
      }
      this.deliveries.delete(id)
      this.#claims.delete(id)
      this.#gatheredBy.delete(id)
    }
    this.#deliveriesOf.delete(pageId)
    this.#alertsOf.delete(pageId)
    this.#answers.delete(pageId)
    this.pages.delete(pageId)
    this.#answeredAt.delete(pageId)
    this.#toldNobody.delete(pageId)
    this.#declined.delete(pageId)
  }
}

/** From where a page may have gone on: one that was answered begins again, unless somebody asked for its next step. */
function startsOf(old: PageRow | null): readonly (Position | 'start')[] {
  if (!old || old.step < 0) return ['start']
  return old.state === 'open' ? [old] : ['start', old]
}

function isFiring(old: PageRow | null, now: PageRow): boolean {
  if (now.state !== 'open' || now.heldSince !== null) return false
  return !old || old.state !== 'open' || old.loop !== now.loop || old.step !== now.step
}

function isHurried(old: PageRow, now: PageRow): boolean {
  return (
    old.state === 'open' &&
    !isFiring(old, now) &&
    now.state === 'open' &&
    now.dueAt !== old.dueAt &&
    now.heldSince === null
  )
}

function isOutcome(state: DeliveryState): boolean {
  return state === 'sent' || state === 'failed' || state === 'not_sent' || state === 'queued'
}

function isSame(decision: Decision, page: PageRow, queued: readonly DeliveryRow[]): boolean {
  if (decision.do !== 'page') return false
  if (decision.at.loop !== page.loop || decision.at.step !== page.step || decision.needs !== page.needs) return false
  // Rooms of the steps that reached nobody hear of the alarm instead: which, the page that is exhausted has decided.
  const isAlarm = page.plan === 'fallback'
  const own = isAlarm ? queued.filter(({ personId }) => personId !== null) : queued
  const rung = own.map((delivery) => placeOf(delivery) ?? '').sort()
  return contactsOf(decision).join() === rung.join()
}

function contactsOf(decision: Extract<Decision, { do: 'page' }>): string[] {
  const told = decision.told.map(({ channelId }) => channelId)
  return [...decision.reached.flatMap(({ ways }) => ways.map(({ contactId }) => contactId)), ...told].sort()
}

function planOf(page: PageRow): Plan {
  if (page.plan === 'policy' && page.policyId) return { kind: 'policy', policyId: page.policyId }
  if (page.plan === 'person' && page.personId) return { kind: 'person', personId: page.personId }
  return { kind: 'fallback', teamId: page.teamId }
}

function keyOf(delivery: DeliveryRow): string {
  return `${delivery.pageId}/${delivery.turn}/${placeOf(delivery) ?? delivery.personId}`
}

function placeOf({ contactId, channelId }: DeliveryRow): string | null {
  return contactId ?? channelId
}

function setOf<V>(map: Map<number, Set<V>>, key: number): Set<V> {
  const found = map.get(key) ?? new Set<V>()
  map.set(key, found)
  return found
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

function pushWatch(heap: Watch[], watch: Watch): void {
  let i = heap.push(watch) - 1
  while (i > 0) {
    const above = (i - 1) >> 1
    const parent = heap[above] as Watch
    if (parent.checkAt <= watch.checkAt) break
    heap[i] = parent
    i = above
  }
  heap[i] = watch
}

function popWatch(heap: Watch[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  let i = 0
  for (;;) {
    let below = 2 * i + 1
    if (below >= heap.length) break
    if (below + 1 < heap.length && (heap[below + 1] as Watch).checkAt < (heap[below] as Watch).checkAt) below++
    if ((heap[below] as Watch).checkAt >= last.checkAt) break
    heap[i] = heap[below] as Watch
    i = below
  }
  heap[i] = last
}
