// What a node can see of itself when nothing can be written down: the database is away, or its engine stands still.
import { loopBorneMs } from '../../domain/operations/heartbeat.ts'
import { whatToTell, type Known, type Trouble } from '../../domain/operations/troubles.ts'
import type { Instant } from '../../domain/time.ts'
import type { TellDirectly } from './direct.ts'

export type GuardParts = {
  readonly nodeName: string
  readonly tell: TellDirectly
  readonly loopSilentMs: () => number
  /** Milliseconds on a steady counter. */
  readonly steady: () => number
  /** About what time is it, by the database's clock carried on. */
  readonly estimate: () => Instant
}

const awayBorneMs = 60_000

export class Guard {
  readonly #parts: GuardParts
  readonly #known = new Map<Trouble['kind'], Known>()
  #answeredAt: number

  constructor(parts: GuardParts) {
    this.#parts = parts
    this.#answeredAt = parts.steady()
  }

  /** The database took a write of this node and gave it back. */
  answered(): void {
    this.#answeredAt = this.#parts.steady()
  }

  /** How long ago was that? */
  get awayMs(): number {
    return this.#parts.steady() - this.#answeredAt
  }

  /** Tells the admins what is wrong, once, and that it is over. A node that slept looks at the database first: `answered` is asked before this. */
  async look(): Promise<void> {
    const { loopSilentMs, nodeName } = this.#parts
    await this.#tell('database_away', '', this.awayMs, awayBorneMs)
    await this.#tell('loop_stuck', nodeName, loopSilentMs(), 2 * loopBorneMs)
  }

  async #tell(kind: 'database_away' | 'loop_stuck', subject: string, silentMs: number, borneMs: number): Promise<void> {
    const now = this.#parts.estimate()
    const known = this.#known.get(kind) ?? null
    const { becomes, tell } = whatToTell(known, silentMs > borneMs, now)
    const begun = becomes === 'begun' ? { since: now, endedAt: null, toldAt: known?.toldAt ?? null } : known
    const moved = becomes === 'over' && begun ? { ...begun, endedAt: now } : begun
    if (moved) this.#known.set(kind, tell === 'begun' ? { ...moved, toldAt: now } : moved)
    if (tell) await this.#parts.tell({ kind, subject, detail: `${Math.round(silentMs / 1_000)} s` }, tell === 'over')
  }
}
