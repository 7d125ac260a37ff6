// Level 1: nodes in a few lines over the model of the rows, in virtual time and without a single await: a year in a minute.
import type { Roster, RosterContact } from '../../domain/escalation/roster.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { isPaced, paced, type Pace } from '../../domain/paging/pace.ts'
import { Cast, reactionOf, type AskedMove, type Doors, type SentEvent } from './cast.ts'
import { Chance } from './chance.ts'
import type { Change } from './facts.ts'
import { DatabaseTime, Faults, Latencies } from './faults.ts'
import { Judge } from './promises.ts'
import { deadlineMs, leaseMs, Model, type Fresh, type Held } from './model.ts'
import { aftermathMs, type Played } from './played.ts'
import type { Edit, Fault, Script } from './script.ts'
import { pollMs, Sleepers, type Sleeper } from './sleepers.ts'
import { beginsAt, instantAt, rosterOf, type Monitor } from './team.ts'
import { Timeline } from './timeline.ts'

const queryMs = 20_000
const currentForMs = 5_000
const batch = 200
const mostAtOnce = 256
const mostPerAddress = 16

type Failure = 'lost' | 'away' | 'storage' | 'timeout'
type Answer<T> = (result: T | null, failure: Failure | null) => void

/** One node in one of its lives: what it has in memory, and nothing else. */
type Life = {
  readonly name: string
  readonly place: Place
  isAlive: boolean
  roster: Roster
  readonly fresh: Map<number, Fresh>
  readonly running: Map<string, number>
  runningInAll: number
  sent: Held[]
  readonly paces: Map<string, Pace>
  isRecording: boolean
  wake: (() => void) | null
  readonly hinted: Set<string>
  readonly restUntil: Map<string, number>
}

type Place = {
  readonly index: number
  readonly latencies: Latencies
  life: Life | null
  lives: number
  pausedUntil: number
  deafUntil: number
}

const kinds = ['alerts', 'pages', 'ends', 'deliveries'] as const
type Kind = (typeof kinds)[number]

export function playModel(script: Script, keepsTrace = false): Played {
  return new ModelStage(script, keepsTrace).play()
}

class ModelStage {
  readonly #timeline = new Timeline()
  readonly #time = new DatabaseTime()
  readonly #judge = new Judge()
  readonly #faults = new Faults()
  readonly #sleepers = new Sleepers()
  readonly #script: Script
  readonly #model: Model
  readonly #places: Place[]
  readonly #chance: Chance
  readonly #calls = new Map<string, number>()
  /** The pages that the newest message about each page carried. */
  readonly #links = new Map<number, readonly number[]>()
  readonly #trace: string[] | null
  readonly #gone: { readonly at: number; readonly pageId: number }[] = []
  #awayUntil = -1
  #words = 0
  readonly #removed = new Set<string>()
  #edited = 0

  constructor(script: Script, keepsTrace: boolean) {
    this.#script = script
    this.#model = new Model(rosterOf(script.team))
    this.#chance = Chance.of(script.seed, 'stage')
    this.#trace = keepsTrace ? [] : null
    this.#places = Array.from({ length: script.nodes }, (_, index) => ({
      index,
      latencies: new Latencies(script, this.#timeline, `node ${index}`),
      life: null,
      lives: 0,
      pausedUntil: -1,
      deafUntil: -1,
    }))
  }

  play(): Played {
    this.#judge.rosterIs(this.#model.roster)
    for (const place of this.#places) this.#start(place)
    new Cast({ script: this.#script, timeline: this.#timeline, judge: this.#judge, doors: this.#doors() }).begin()
    for (const happening of this.#script.happenings)
      if (happening.kind === 'fault') this.#timeline.at(happening.at, () => this.#strike(happening.fault))
    this.#until(this.#script.lastsMs)
    this.#faults.disarm()
    this.#until(this.#script.lastsMs + aftermathMs)
    if (this.#judge.broken.length === 0) this.#judge.end()
    return {
      judge: this.#judge,
      faults: this.#faults.struck,
      words: this.#words,
      trace: this.#trace ?? [],
      virtualMs: this.#timeline.now,
    }
  }

  #until(end: number): void {
    for (;;) {
      const { now } = this.#timeline
      const sleeper = this.#sleepers.next(() => this.#nextDue(), now)
      if (Math.min(this.#timeline.nextAt, sleeper?.at ?? Infinity) > end || this.#judge.broken.length > 0) return
      if (sleeper && sleeper.at < this.#timeline.nextAt) {
        this.#timeline.now = Math.max(now, sleeper.at)
        sleeper.one.wake()
      } else void this.#timeline.take().run()
      this.#judge.time(this.#timeline.now, this.#now())
      while (this.#gone[0] && this.#gone[0].at < this.#timeline.now - 1_800_000)
        this.#model.forget(this.#gone.shift()?.pageId ?? 0)
    }
  }

  #nextDue(): number {
    const { alerts, pages, ends, deliveries } = this.#model.due()
    const due = Math.min(alerts ?? Infinity, pages ?? Infinity, ends ?? Infinity, deliveries ?? Infinity)
    return this.#time.whenShows(due, this.#timeline.now)
  }

  #now(): number {
    return Math.floor(this.#time.at(this.#timeline.now))
  }

  // --- lives ---

  #start(place: Place): void {
    const life: Life = {
      name: `node ${place.index}.${++place.lives}`,
      place,
      isAlive: true,
      roster: this.#model.roster,
      fresh: new Map(),
      running: new Map(),
      runningInAll: 0,
      sent: [],
      paces: new Map(),
      isRecording: false,
      wake: null,
      hinted: new Set(),
      restUntil: new Map(),
    }
    place.life = life
    this.#turn(life)
  }

  #crash(place: Place, forMs: number): void {
    if (!place.life) return
    const { now } = this.#timeline
    this.#faults.count('crash')
    this.#judge.troubled('crash', now, now + forMs)
    this.#note(place, `dies, for ${forMs} ms`)
    place.life.isAlive = false
    place.life = null
    place.pausedUntil = -1
    this.#sleepers.forget(place)
    this.#timeline.after(forMs, () => this.#start(place))
  }

  #freeze(place: Place, forMs: number): void {
    const { now } = this.#timeline
    this.#faults.count('pause')
    this.#judge.troubled('pause', now, now + forMs)
    this.#note(place, `stands still for ${forMs} ms`)
    place.pausedUntil = now + forMs
  }

  /** Runs in this life, when it does not stand still; never when it is over. */
  #in(life: Life, at: number, run: () => void): void {
    this.#timeline.at(at, () => {
      if (!life.isAlive) return
      if (this.#timeline.now < life.place.pausedUntil)
        return this.#in(life, life.place.pausedUntil + life.place.latencies.next(), run)
      run()
    })
  }

  // --- words with the database ---

  /** A transaction as one word: said after a while, done whole or not at all, heard after a while, or never. */
  #word<T>(life: Life, what: string, work: () => T, answer: Answer<T>, by: 'node' | 'person' = 'node'): void {
    const { place } = life
    const soon = () => this.#timeline.now + place.latencies.next()
    this.#in(life, soon(), () => {
      this.#words++
      const isCommit = what !== 'look'
      const fault = this.#faults.at(place.index, isCommit ? 'commit' : 'statement')
      const hear = (result: T | null, failure: Failure | null, at: number) =>
        this.#in(life, at, () => answer(result, failure))
      if (this.#timeline.now < this.#awayUntil) return hear(null, 'away', soon())
      const isBefore = fault !== null && this.#chance.happens(0.4)
      if (fault?.what === 'crash' && isBefore) return this.#crash(place, fault.forMs)
      if (fault?.what === 'pause' && isBefore) {
        this.#freeze(place, fault.forMs)
        return this.#word(life, what, work, answer, by)
      }
      if (fault?.what === 'storage') {
        this.#trouble('storage', 1)
        return hear(null, 'storage', soon())
      }
      if (fault?.what === 'timeout' && !fault.isDone) {
        this.#trouble('timeout', queryMs)
        return hear(null, 'timeout', this.#timeline.now + queryMs)
      }
      const began = this.#judge.nth
      const { result, changes } = this.#model.commit(work)
      this.#note(place, what)
      this.#seen(life, by, began, changes)
      if (fault?.what === 'crash') return this.#crash(place, fault.forMs)
      if (fault?.what === 'pause') this.#freeze(place, fault.forMs)
      if (fault?.what === 'lost_answer') {
        this.#trouble('lost_answer', 1)
        return hear(null, 'lost', soon())
      }
      if (fault?.what === 'timeout') {
        this.#trouble('timeout', queryMs)
        return hear(null, 'timeout', this.#timeline.now + queryMs)
      }
      hear(result, null, soon())
    })
  }

  #trouble(what: string, forMs: number): void {
    this.#faults.count(what)
    this.#judge.troubled(what, this.#timeline.now, this.#timeline.now + forMs)
  }

  #seen(life: Life, by: 'node' | 'person', began: number, changes: readonly Change[]): void {
    if (changes.length === 0) return
    for (const { what, now } of changes)
      if (what === 'page' && now && 'plan' in now && now.state === 'closed')
        this.#gone.push({ at: this.#timeline.now, pageId: now.id })
    this.#judge.commit({ at: this.#timeline.now, databaseAt: this.#now(), began, node: life.name, by, changes })
  }

  // --- the engine ---

  #turn(life: Life): void {
    life.wake = null
    if (life.hinted.size > 0) {
      const hinted = kinds.filter((kind) => life.hinted.has(kind) && !this.#rests(life, kind))
      life.hinted.clear()
      return this.#steps(life, hinted, 0, 0, () => this.#turn(life))
    }
    this.#word(
      life,
      'look',
      () => this.#model.due(),
      (due, failure) => {
        if (!due || failure) return this.#sleep(life, 250)
        const now = this.#now()
        const ready = kinds.filter((kind) => (due[kind] ?? Infinity) <= now && !this.#rests(life, kind))
        if (ready.length === 0) {
          const waits = kinds.map((kind) =>
            Math.max((due[kind] ?? Infinity) - now, (life.restUntil.get(kind) ?? 0) - this.#timeline.now),
          )
          return this.#sleep(life, Math.min(pollMs, ...waits))
        }
        this.#steps(life, ready, 0, 0, (taken) => (taken > 0 ? this.#turn(life) : this.#sleep(life, 25)))
      },
    )
  }

  #rests(life: Life, kind: Kind): boolean {
    return (life.restUntil.get(kind) ?? 0) > this.#timeline.now
  }

  #steps(life: Life, ready: readonly Kind[], at: number, taken: number, done: (taken: number) => void): void {
    const kind = ready[at]
    if (!kind) return done(taken)
    this.#step(life, kind, (count, failure) => {
      if (failure) {
        life.restUntil.set(kind, this.#timeline.now + 250)
        return this.#steps(life, ready, at + 1, taken, done)
      }
      this.#steps(life, ready, at + 1, taken + (count ?? 0), done)
    })
  }

  #step(life: Life, kind: Kind, done: Answer<number>): void {
    switch (kind) {
      case 'alerts':
        return life.fresh.size > 0
          ? this.#pageFresh(life, done)
          : this.#paging(life, 'page what waits', (by) => this.#model.pageWaiting(by), done)
      case 'pages':
        return this.#paging(life, 'go on with pages', (by) => this.#model.goOn(by), done)
      case 'ends':
        return this.#word(life, 'close what ended', () => this.#model.closeEnded(this.#now()), done)
      case 'deliveries':
        return this.#claim(life, done)
    }
  }

  #pageFresh(life: Life, done: Answer<number>): void {
    const fresh = [...life.fresh.values()].sort((a, b) => a.priority - b.priority).slice(0, batch)
    for (const { id } of fresh) life.fresh.delete(id)
    const now = this.#now()
    const attempt = (): void =>
      this.#word(
        life,
        'page what came in',
        () =>
          this.#model.openFresh(fresh, {
            node: life.name,
            now,
            take: mostAtOnce - life.runningInAll,
            roster: life.roster,
          }),
        (held, failure) => {
          if (failure) return done(null, failure)
          if (held) {
            this.#send(life, held)
            return done(fresh.length, null)
          }
          this.#word(
            life,
            'look',
            () => this.#model.roster,
            (roster, failed) => {
              if (!roster || failed) return done(null, failed)
              life.roster = roster
              attempt()
            },
          )
        },
      )
    attempt()
  }

  #paging(
    life: Life,
    what: string,
    work: (by: Parameters<Model['goOn']>[0]) => { readonly taken: number; readonly held: readonly Held[] },
    done: Answer<number>,
  ): void {
    this.#word(
      life,
      what,
      () => {
        life.roster = this.#model.roster
        return work({ node: life.name, now: this.#now(), take: mostAtOnce - life.runningInAll, roster: life.roster })
      },
      (stepped, failure) => {
        if (!stepped || failure) return done(null, failure)
        this.#send(life, stepped.held)
        done(stepped.taken, null)
      },
    )
  }

  #claim(life: Life, done: Answer<number>): void {
    const limit = Math.min(100, mostAtOnce - life.runningInAll)
    const busy = (address: string) => (life.running.get(address) ?? 0) >= mostPerAddress
    this.#word(
      life,
      'claim',
      () => this.#model.claim({ node: life.name, now: this.#now(), limit, busy }),
      (held, failure) => {
        if (!held || failure) return done(null, failure)
        this.#send(life, held)
        done(held.length, null)
      },
    )
  }

  #sleep(life: Life, milliseconds: number): void {
    let isOver = false
    const wake = () => {
      if (isOver || !life.isAlive) return
      if (this.#timeline.now < life.place.pausedUntil)
        return this.#timeline.at(life.place.pausedUntil + life.place.latencies.next(), wake)
      isOver = true
      this.#sleepers.remove(sleeper)
      this.#turn(life)
    }
    const sleeper: Sleeper = { place: life.place, wakeAt: this.#timeline.now + milliseconds, wake }
    life.wake = wake
    if (milliseconds >= pollMs) this.#sleepers.add(sleeper)
    else this.#timeline.after(Math.max(2, milliseconds), wake)
  }

  #hint(life: Life, ...of: readonly Kind[]): void {
    if (this.#timeline.now < life.place.deafUntil) return
    for (const kind of of) life.hinted.add(kind)
    life.wake?.()
  }

  // --- the sender ---

  /** As the sender divides: the first messages to a contact singly, what is due together as one, the rest is given back. */
  #send(life: Life, held: readonly Held[]): void {
    const now = this.#now()
    const waiting: (Held & { readonly until: number })[] = []
    for (const [contactId, theirs] of Map.groupBy(held, ({ channel, contactId }) =>
      isPaced(channel) ? contactId : null,
    )) {
      if (contactId === null) {
        for (const one of theirs) this.#sendAlone(life, one)
        continue
      }
      const divided = paced(life.paces.get(contactId) ?? null, theirs, instantAt(now))
      if (divided.pace) life.paces.set(contactId, divided.pace)
      for (const one of divided.singly) this.#sendAlone(life, one)
      if (divided.together.length > 1) this.#sendTogether(life, divided.together)
      else for (const one of divided.together) this.#sendAlone(life, one)
      const until = (divided.until?.epochMilliseconds ?? 0) - beginsAt
      waiting.push(...divided.waiting.map((one) => ({ ...one, until })))
    }
    if (waiting.length > 0)
      this.#word(
        life,
        'hold back',
        () => this.#model.holdBack(waiting, this.#now()),
        () => {},
      )
  }

  #sendAlone(life: Life, one: Held): void {
    this.#whenCurrent(life, [one], one.leaseEndsAt - leaseMs, (current) => this.#reach(life, one.key, current))
  }

  #sendTogether(life: Life, held: readonly Held[]): void {
    const askedAt = this.#now()
    this.#word(
      life,
      'open a bundle',
      () => this.#model.openBundle(held, this.#now()),
      (opened, failure) => {
        if (!opened || failure) return
        this.#whenCurrent(life, opened.carried, askedAt, (current) =>
          this.#reach(life, current.length > 1 ? `bundle/${opened.bundle}` : (current[0]?.key ?? ''), current),
        )
      },
    )
  }

  /** What of this is still for this node to send; asked again when a while has passed. */
  #whenCurrent(life: Life, held: readonly Held[], asOf: number, answer: (current: readonly Held[]) => void): void {
    if (!life.isAlive || held.length === 0) return
    const now = this.#now()
    if (now - asOf <= currentForMs) return answer(held)
    this.#word(
      life,
      'look',
      () => held.filter((one) => this.#model.isStillHeld(one, this.#now())),
      (current, failure) => {
        if (current && !failure) this.#whenCurrent(life, current, now, answer)
      },
    )
  }

  #reach(life: Life, key: string, parcel: readonly Held[]): void {
    const { place } = life
    const [one] = parcel
    if (!one) return
    if (this.#script.providers.missing.includes(one.channel)) {
      for (const each of parcel) this.#failed(life, each, { giveUp: 'no provider' }, 'not_sent')
      return
    }
    const fault = this.#faults.at(place.index, 'call')
    if (fault?.what === 'crash' && this.#chance.happens(0.4)) return this.#crash(place, fault.forMs)
    life.running.set(one.address, (life.running.get(one.address) ?? 0) + 1)
    life.runningInAll++
    const carries = parcel.map((each) => each.key)
    const call = this.#judge.sendBegan(this.#timeline.now, life.name, { key, carries })
    this.#note(place, `calls ${one.channel} ${one.address} for ${carries.join(' ')}`)
    const nth = (this.#calls.get(key) ?? 0) + 1
    this.#calls.set(key, nth)
    const reaction = reactionOf(this.#script, { channel: one.channel, key, nth, at: this.#timeline.now })
    const isLate = reaction.answersAfterMs >= deadlineMs
    const isSent = reaction.answer === 'sent' && !isLate
    const answersAt = this.#timeline.now + (isLate ? deadlineMs : reaction.answersAfterMs)
    const pageIds = parcel.map(({ pageId }) => pageId)
    this.#timeline.at(answersAt, () => {
      this.#judge.sendEnded(call, one.key, isSent ? 'sent' : 'failed')
      if (isSent) for (const pageId of pageIds) this.#links.set(pageId, pageIds)
    })
    this.#in(life, answersAt, () => {
      life.running.set(one.address, (life.running.get(one.address) ?? 1) - 1)
      life.runningInAll--
      const outcome = reaction.answer === 'give_up' ? { giveUp: 'refused' } : { tryAgain: 'later' }
      for (const each of parcel)
        if (isSent) this.#recordSoon(life, each)
        else this.#failed(life, each, outcome, 'failed')
    })
    if (fault?.what === 'crash') this.#crash(place, fault.forMs)
    if (fault?.what === 'pause') this.#freeze(place, fault.forMs)
  }

  #recordSoon(life: Life, one: Held): void {
    life.sent.push(one)
    if (!life.isRecording) this.#record(life)
  }

  #record(life: Life): void {
    const sent = life.sent.splice(0, 500)
    life.isRecording = sent.length > 0
    if (sent.length > 0) this.#write(life, sent, 1)
  }

  /** Once more when the answer was lost; then the leases run out and these are sent again. */
  #write(life: Life, sent: readonly Held[], attempt: number): void {
    this.#word(
      life,
      'write down what was sent',
      () => this.#model.recordSent(sent, life.name),
      (_, failure) => {
        if (failure && attempt < 2) return this.#write(life, sent, attempt + 1)
        this.#record(life)
      },
    )
  }

  #failed(life: Life, one: Held, outcome: Exclude<Outcome, { sent: string }>, endsAs: 'failed' | 'not_sent'): void {
    this.#word(
      life,
      'write down a failure',
      () => this.#model.recordFailed(one, outcome, { node: life.name, now: this.#now(), endsAs }),
      (_, failure) => {
        if (!failure) this.#hint(life, 'deliveries', 'pages')
      },
    )
  }

  // --- people, monitors, faults ---

  #doors(): Doors {
    const at = (index: number) => this.#places[index]?.life ?? null
    const failed = (answer: (how: 'failed') => void) => this.#timeline.after(5, () => answer('failed'))
    return {
      accept: (index, monitor, event, answer) => {
        const life = at(index)
        if (life) this.#accept(life, monitor, event, answer)
        else this.#timeline.after(5, () => answer('unavailable'))
      },
      move: (index, asked, answer) => {
        const life = at(index)
        if (life) this.#move(life, asked, answer)
        else failed(answer)
      },
      edit: (index, edit, answer) => {
        const life = at(index)
        if (life) this.#edit(life, edit, answer)
        else failed(answer)
      },
    }
  }

  #accept(life: Life, monitor: Monitor, event: SentEvent, answer: (how: 'accepted' | 'unavailable') => void): void {
    this.#word(
      life,
      `accept ${event.action} ${event.key}`,
      () => this.#model.accept(monitor, event, this.#now()),
      (fresh, failure) => {
        if (failure) return answer('unavailable')
        answer('accepted')
        if (!fresh) return
        life.fresh.set(fresh.id, fresh)
        this.#hint(life, 'alerts')
      },
    )
  }

  #move(life: Life, asked: AskedMove, answer: (how: 'done' | 'refused' | 'failed') => void): void {
    const alert = [...this.#judge.alerts.values()].findLast(
      ({ monitorId, key }) => monitorId === asked.monitorId && key === asked.key,
    )
    if (!alert) return answer('refused')
    const began = this.#timeline.now
    const { move, personId } = asked
    const inMessage = move === 'link' ? (this.#links.get(alert.pageId ?? 0) ?? []) : []
    const beside = inMessage.filter((pageId) => pageId !== alert.pageId)
    this.#word(
      life,
      `${move} ${asked.key}`,
      () => {
        const now = this.#now()
        const by = { node: life.name, now, take: mostAtOnce - life.runningInAll, roster: this.#model.roster }
        return this.#model.answer(
          { alertId: alert.id, pageId: alert.pageId, move, personId, until: now + asked.snoozeMs, beside },
          by,
        )
      },
      (answered, failure) => {
        if (!answered || failure) return answer('failed')
        this.#send(life, answered.held)
        if (move === 'decline') this.#hint(life, 'pages')
        if (answered.how === 'done' && move === 'acknowledge') this.#judge.confirmed(alert.id, began, personId)
        answer(answered.how)
      },
      'person',
    )
  }

  #edit(life: Life, edit: Edit, answer: (how: 'done' | 'refused' | 'failed') => void): void {
    this.#word(
      life,
      `edit ${edit.what}`,
      () => {
        this.#model.roster = edited(this.#model.roster, edit, {
          now: this.#now(),
          nth: ++this.#edited,
          contacts: this.#script.team.people.flatMap((person) => person.contacts),
          removed: this.#removed,
        })
        this.#judge.rosterIs(this.#model.roster)
      },
      (_, failure) => answer(failure ? 'failed' : 'done'),
      'person',
    )
  }

  #strike(fault: Fault): void {
    const { now } = this.#timeline
    switch (fault.what) {
      case 'crash':
      case 'pause':
      case 'lost_answer':
      case 'storage':
      case 'timeout':
        return this.#faults.arm(fault)
      case 'away':
        this.#trouble('away', fault.forMs)
        this.#awayUntil = Math.max(this.#awayUntil, now + fault.forMs)
        return
      case 'clock':
        this.#trouble('clock', Math.max(0, -fault.byMs) + 1)
        return this.#time.step(now, fault.byMs)
      case 'deaf': {
        const place = this.#places[fault.node]
        if (place) place.deafUntil = now + fault.forMs
        return this.#faults.count('deaf')
      }
      case 'slow': {
        const place = this.#places[fault.node]
        if (place) place.latencies.slowUntil = now + fault.forMs
        return this.#trouble('slow', fault.forMs + leaseMs)
      }
    }
  }

  #note(place: Place, text: string): void {
    this.#trace?.push(`${this.#timeline.now.toFixed(1)} node ${place.index} ${text}`)
  }
}

/** The roster after this edit, as its action would leave it. */
function edited(
  roster: Roster,
  edit: Edit,
  of: {
    readonly now: number
    readonly nth: number
    readonly contacts: readonly RosterContact[]
    readonly removed: Set<string>
  },
): Roster {
  const { now, nth, contacts, removed } = of
  const version = roster.version + 1
  switch (edit.what) {
    case 'silence':
    case 'silence over':
      throw new Error('the model knows no silences')
    case 'policy': {
      const policy = roster.policies.get(edit.policyId)
      return policy
        ? { ...roster, version, policies: new Map(roster.policies).set(policy.id, { ...policy, steps: edit.steps }) }
        : roster
    }
    case 'contact': {
      const person = roster.people.get(edit.personId)
      const contact = contacts.find(({ id }) => id === edit.contactId)
      if (!person || !contact || removed.has(contact.id)) return roster
      if (edit.to === 'removed') removed.add(contact.id)
      const others = person.contacts.filter(({ id }) => id !== contact.id)
      const left = edit.to === 'on' ? [...others, contact].sort((a, b) => (a.id < b.id ? -1 : 1)) : others
      return { ...roster, version, people: new Map(roster.people).set(person.id, { ...person, contacts: left }) }
    }
    case 'person': {
      const person = roster.people.get(edit.personId)
      return person
        ? { ...roster, version, people: new Map(roster.people).set(person.id, { ...person, isActive: edit.isActive }) }
        : roster
    }
    case 'override': {
      const schedule = roster.schedules.get(edit.scheduleId)
      if (!schedule || !roster.people.get(edit.personId)?.isActive) return roster
      const startsAt = instantAt(now + edit.startsInMs)
      const override = {
        id: `override ${nth}`,
        kind: 'take_over' as const,
        personId: edit.personId,
        startsAt,
        endsAt: startsAt.add({ milliseconds: Math.round(edit.lastsMs) }),
        reason: '',
        createdBy: null,
        createdAt: instantAt(now),
      }
      const overrides = [
        ...schedule.overrides.filter(({ endsAt }) => Temporal.Instant.compare(endsAt, instantAt(now)) > 0),
        override,
      ]
      return { ...roster, version, schedules: new Map(roster.schedules).set(schedule.id, { ...schedule, overrides }) }
    }
  }
}
