// The people and monitors of a simulation: they play the script over whatever doors a level has, and try again as real ones do.
import { Chance } from './chance.ts'
import type { Judge } from './promises.ts'
import type { Edit, Happening, Move, Providers, Script } from './script.ts'
import type { Monitor } from './team.ts'
import type { Timeline } from './timeline.ts'

export type SentEvent = {
  readonly key: string
  readonly action: 'trigger' | 'resolve' | 'acknowledge'
  readonly priority: 1 | 2 | 3 | 4
  /** Milliseconds since the simulation began; only a Prometheus sets it. */
  readonly endsAt: number | null
}

export type AskedMove = {
  readonly move: Move
  readonly monitorId: string
  readonly key: string
  readonly personId: string
  readonly snoozeMs: number
}

/** What a level offers: each answers when its node does, or never when the node dies. */
export type Doors = {
  accept(node: number, monitor: Monitor, event: SentEvent, answer: (how: 'accepted' | 'unavailable') => void): void
  move(node: number, asked: AskedMove, answer: (how: 'done' | 'refused' | 'failed') => void): void
  edit(node: number, edit: Edit, answer: (how: 'done' | 'refused' | 'failed') => void): void
}

const senderWaitsMs = 5_000
const personWaitsMs = 8_000

export class Cast {
  readonly #script: Script
  readonly #timeline: Timeline
  readonly #doors: Doors
  readonly #judge: Judge
  /** Each monitor says one thing of a key after the other. */
  readonly #queues = new Map<string, (() => void)[]>()
  readonly #lasting = new Map<string, { until: number; isOver: boolean }>()

  constructor(of: { script: Script; timeline: Timeline; doors: Doors; judge: Judge }) {
    this.#script = of.script
    this.#timeline = of.timeline
    this.#doors = of.doors
    this.#judge = of.judge
  }

  /** Puts everything but the faults on the timeline. */
  begin(): void {
    this.#script.happenings.forEach((happening, nth) => {
      if (happening.kind === 'event') this.#timeline.at(happening.at, () => this.#said(happening, nth))
      if (happening.kind === 'answer') this.#timeline.at(happening.at, () => this.#answers(happening))
      if (happening.kind === 'edit') this.#timeline.at(happening.at, () => this.#edits(happening, 0))
    })
  }

  #said(happening: Extract<Happening, { kind: 'event' }>, nth: number): void {
    const monitor = this.#script.team.monitors[happening.monitor]
    if (!monitor) return
    const { key, action, priority } = happening
    const name = `${monitor.id} ${key}`
    if (monitor.sends === 'pagerduty')
      return this.#inTurn(name, (next) => this.#send(monitor, { key, action, priority, endsAt: null }, nth, 0, next))
    // Alertmanager: the trouble lasts, is said again every minute, and ends by itself when nobody says it any more.
    if (action === 'resolve') {
      const lasting = this.#lasting.get(name)
      if (lasting) lasting.isOver = true
      return this.#inTurn(name, (next) => this.#send(monitor, { key, action, priority, endsAt: null }, nth, 0, next))
    }
    const lasting = { until: this.#timeline.now + happening.untilMs, isOver: false }
    this.#lasting.set(name, lasting)
    const again = () => {
      if (lasting.isOver || this.#timeline.now > Math.min(lasting.until, this.#script.lastsMs)) return
      this.#timeline.after(60_000, () => say())
    }
    const say = () => {
      if (lasting.isOver) return
      const endsAt = this.#timeline.now + 4 * 60_000
      this.#inTurn(name, (next) => this.#send(monitor, { key, action, priority, endsAt }, nth, 0, next))
      again()
    }
    say()
  }

  #inTurn(name: string, run: (next: () => void) => void): void {
    const waiting = this.#queues.get(name)
    const start = () =>
      run(() => {
        const rest = this.#queues.get(name)
        const following = rest?.shift()
        if (following) following()
        else this.#queues.delete(name)
      })
    if (waiting) waiting.push(start)
    else {
      this.#queues.set(name, [])
      start()
    }
  }

  /** One way of trying again per attempt, longer each time, at another node. */
  #send(monitor: Monitor, event: SentEvent, nth: number, attempt: number, next: () => void): void {
    const chance = Chance.of(this.#script.seed, 'sender', nth, this.#timeline.now, attempt)
    const node = chance.whole(0, this.#script.nodes - 1)
    let isAnswered = false
    const failed = () => {
      if (isAnswered) return
      isAnswered = true
      if (attempt >= 12) return next()
      const pause = Math.min(30_000, 1_000 * 2 ** attempt) * chance.between(0.7, 1.3)
      this.#timeline.after(pause, () => this.#send(monitor, event, nth, attempt + 1, next))
    }
    this.#timeline.after(senderWaitsMs, failed)
    this.#doors.accept(node, monitor, event, (how) => {
      if (isAnswered) return
      if (how === 'unavailable') return failed()
      isAnswered = true
      this.#judge.accepted({ monitorId: monitor.id, key: event.key, action: event.action, isOnly: attempt === 0 })
      next()
    })
  }

  #answers(happening: Extract<Happening, { kind: 'answer' }>): void {
    const person = this.#script.team.people[happening.person]
    const monitor = this.#script.team.monitors[happening.monitor]
    if (!person || !monitor) return
    // Only whoever is rung can say that they cannot.
    const rung = happening.move === 'decline' ? this.#judge.rungFor(monitor.id, happening.key) : null
    const asked = {
      move: happening.move,
      monitorId: monitor.id,
      key: happening.key,
      personId: rung ?? person.id,
      snoozeMs: happening.snoozeMs,
    }
    this.#untilDone((node, answer) => this.#doors.move(node, asked, answer), happening.node, 0)
  }

  #edits(happening: Extract<Happening, { kind: 'edit' }>, attempt: number): void {
    this.#untilDone((node, answer) => this.#doors.edit(node, happening.edit, answer), happening.node, attempt)
  }

  /** Somebody whose screen says that it failed, or says nothing, presses again. */
  #untilDone(
    ask: (node: number, answer: (how: 'done' | 'refused' | 'failed') => void) => void,
    node: number,
    attempt: number,
  ): void {
    let isAnswered = false
    const failed = () => {
      if (isAnswered) return
      isAnswered = true
      if (attempt >= 8) return
      const next = (node + 1) % this.#script.nodes
      this.#timeline.after(1_500 + 500 * attempt, () => this.#untilDone(ask, next, attempt + 1))
    }
    this.#timeline.after(personWaitsMs, failed)
    ask(node % this.#script.nodes, (how) => {
      if (how === 'failed') return failed()
      isAnswered = true
    })
  }
}

/** What a provider does with one call: whether and when it delivers, and what it answers when. */
export type Reaction = {
  readonly answersAfterMs: number
  readonly answer: 'sent' | 'try_again' | 'give_up' | 'none'
}

export function reactionOf(
  of: { readonly seed: number; readonly providers: Providers },
  call: { readonly channel: string; readonly key: string; readonly nth: number; readonly at: number },
): Reaction {
  const { providers } = of
  const chance = Chance.of(of.seed, 'provider', call.key, call.nth)
  const isOut = providers.out.some(
    ({ channel, from, to }) => channel === call.channel && call.at >= from && call.at < to,
  )
  const answersAfterMs = chance.happens(providers.slow) ? chance.between(1_000, 9_500) : 20 + chance.around(150)
  if (isOut) return { answersAfterMs, answer: 'try_again' }
  const draw = chance.next()
  if (draw < providers.hangs) return { answersAfterMs: Infinity, answer: 'none' }
  if (draw < providers.hangs + providers.refuses) return { answersAfterMs, answer: 'give_up' }
  if (draw < providers.hangs + providers.refuses + providers.triesAgain) return { answersAfterMs, answer: 'try_again' }
  return { answersAfterMs, answer: 'sent' }
}
