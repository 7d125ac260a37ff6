// Where the faults of a script strike: at the nth word of a node with the database or a provider, before it is heard or after.
import { Chance } from './chance.ts'
import type { Fault, Script } from './script.ts'
import type { Timeline } from './timeline.ts'

export type NodeFault = Extract<Fault, { node: number; nth: number }>
type Armed = { readonly fault: NodeFault; left: number }

export class Faults {
  /** Faults that struck, by kind. */
  readonly struck = new Map<string, number>()
  readonly #armed: Armed[] = []

  arm(fault: NodeFault): void {
    this.#armed.push({ fault, left: fault.nth })
  }

  /** A word of this node: which fault strikes now, if any? A commit counts for lost answers alone. */
  at(node: number, word: 'statement' | 'commit' | 'rollback' | 'call'): NodeFault | null {
    let struck: Armed | null = null
    for (const armed of this.#armed) {
      if (armed.fault.node !== node || armed.left <= 0) continue
      if (!strikes(armed.fault.what, word)) continue
      armed.left--
      if (armed.left === 0 && !struck) struck = armed
      else if (armed.left === 0) armed.left = 1
    }
    if (!struck) return null
    this.#armed.splice(this.#armed.indexOf(struck), 1)
    return struck.fault
  }

  count(what: string): void {
    this.struck.set(what, (this.struck.get(what) ?? 0) + 1)
  }

  get isArmed(): boolean {
    return this.#armed.length > 0
  }

  /** What never came to its turn will not strike any more. */
  disarm(): void {
    this.#armed.length = 0
  }
}

function strikes(what: NodeFault['what'], word: 'statement' | 'commit' | 'rollback' | 'call'): boolean {
  switch (what) {
    case 'lost_answer':
      return word === 'commit'
    case 'storage':
    case 'timeout':
      return word === 'commit' || word === 'statement'
    case 'crash':
    case 'pause':
      return true
  }
}

/** How long one word between a node and the database takes, one way. */
export class Latencies {
  readonly #chance: Chance
  readonly #jitter: number
  readonly #timeline: Timeline
  slowUntil = 0

  constructor(script: Script, timeline: Timeline, name: string) {
    this.#chance = Chance.of(script.seed, 'latency', name)
    this.#jitter = script.jitter
    this.#timeline = timeline
  }

  next(): number {
    const base = this.#chance.between(0.1, 0.6)
    const far = this.#chance.next()
    const stray =
      far < this.#jitter * 0.08
        ? this.#chance.between(5, 400)
        : far < this.#jitter * 0.3
          ? this.#chance.between(0, 5)
          : 0
    const slow = this.#timeline.now < this.slowUntil ? this.#chance.between(20, 900) : 0
    return base + stray + slow
  }
}

/** The database's clock: it never goes back, stands still after a step back, and jumps with a step forward. */
export class DatabaseTime {
  #offset = 0
  #latest = 0

  at(now: number): number {
    this.#latest = Math.max(this.#latest, now + this.#offset)
    return this.#latest
  }

  step(now: number, byMs: number): void {
    this.at(now)
    this.#offset += byMs
  }

  /** When, by the steady counter, will the database's clock show this moment? */
  whenShows(databaseAt: number, now: number): number {
    return databaseAt <= this.at(now) ? now : databaseAt - this.#offset
  }
}
