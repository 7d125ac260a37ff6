// One loop on every node, no leader: what is due is claimed by a row lock, decided, written, and made due again.
import { setTimeout as pause } from 'node:timers/promises'
import { isAway } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'

/** One kind of waiting row. `step` claims a bounded batch in its own transaction and says how many it took. */
export type Kind = {
  readonly name: string
  /** At most so many rows a step: one that took as many is asked again at once. */
  readonly batch: number
  step(): Promise<number>
}

/** Asks the database what is due: for each kind, how many milliseconds until its earliest row is (0 or less: now). */
export type WhatIsDue = () => Promise<Readonly<Record<string, number | null>>>

/** How a loop sleeps: a simulation of many nodes has its own time. */
export type Sleep = {
  /** Milliseconds on a steady counter. */
  now(): number
  pause(milliseconds: number, early: AbortSignal): Promise<unknown>
}

const realSleep: Sleep = {
  now: () => performance.now(),
  pause: (milliseconds, early) => pause(milliseconds, undefined, { signal: early, ref: false }),
}

const longestSleepMs = 1_000
const shortestSleepMs = 2
const longestUnaskedMs = 20
/** A kind that keeps taking full batches lets the others in after this many. */
const batchesInARow = 4

export class Engine {
  readonly #kinds: readonly Kind[]
  readonly #whatIsDue: WhatIsDue
  readonly #diagnostics: Diagnostics
  readonly #sleepBy: Sleep
  readonly #hinted = new Set<string>()
  #wake: (() => void) | null = null
  #isStopped = false
  #running: Promise<void> | null = null
  /** Kinds whose last step threw rest for a while; the others go on. */
  #turnedAt: number
  readonly #resting = new Map<string, { until: number; failures: number }>()

  constructor(kinds: readonly Kind[], whatIsDue: WhatIsDue, diagnostics: Diagnostics, sleepBy: Sleep = realSleep) {
    this.#kinds = kinds
    this.#whatIsDue = whatIsDue
    this.#diagnostics = diagnostics
    this.#sleepBy = sleepBy
    this.#turnedAt = sleepBy.now()
  }

  /** How many milliseconds ago did the loop last do anything? 0 while there is none. */
  get silentMs(): number {
    return this.#running && !this.#isStopped ? this.#sleepBy.now() - this.#turnedAt : 0
  }

  start(): void {
    this.#turnedAt = this.#sleepBy.now()
    this.#running = this.#loop()
  }

  /** Something of this kind is due now; heard at once when the loop sleeps, and not forgotten when it works. */
  hint(...names: readonly string[]): void {
    for (const name of names) this.#hinted.add(name)
    this.#wake?.()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#wake?.()
    await this.#running
  }

  /** Works until nothing is due: for tests and simulations, instead of the loop. Throws what a step throws. */
  async settle(): Promise<void> {
    for (let round = 0; round < 1_000; round++) {
      const due = await this.#whatIsDue()
      let taken = 0
      for (const kind of this.#kinds) if (isDue(due[kind.name])) taken += await kind.step()
      if (taken === 0) return
    }
    throw new Error('the engine does not settle')
  }

  async #loop(): Promise<void> {
    while (!this.#isStopped) {
      let sleepMs = longestSleepMs
      this.#turnedAt = this.#sleepBy.now()
      try {
        // Hints are cleared before the work they announce, so that one given meanwhile is not lost. Under a steady stream of
        // them the question what else is due is asked now and then only.
        const askBy = this.#sleepBy.now() + longestUnaskedMs
        while (this.#hinted.size > 0 && !this.#isStopped && this.#sleepBy.now() < askBy)
          await this.#workOn([...this.#takeHints()])
        const due = await this.#whatIsDue()
        const ready = this.#kinds.map((kind) => kind.name).filter((name) => isDue(due[name]) && !this.#isResting(name))
        if (ready.length > 0) {
          const taken = await this.#workOn(ready)
          // Due but not taken: another node has it, or somebody is answering. Look again shortly, not at once.
          sleepMs = taken > 0 ? 0 : 25
        } else sleepMs = this.#soonest(due)
      } catch (error) {
        if (!isAway(error)) this.#diagnostics.error({ err: error }, 'the engine could not ask what is due')
        sleepMs = 250
      }
      if (sleepMs > 0 && this.#hinted.size === 0 && !this.#isStopped) await this.#sleep(sleepMs)
    }
  }

  async #workOn(names: readonly string[]): Promise<number> {
    let taken = 0
    for (const kind of this.#kinds) {
      if (!names.includes(kind.name) || this.#isResting(kind.name)) continue
      for (let batch = 0; batch < batchesInARow && !this.#isStopped; batch++) {
        const count = await this.#stepOf(kind)
        taken += count
        if (count < kind.batch) break
      }
    }
    return taken
  }

  /** A step that throws is recorded and its kind rests; nothing else waits for it (promise C14). */
  async #stepOf(kind: Kind): Promise<number> {
    try {
      this.#turnedAt = this.#sleepBy.now()
      const count = await kind.step()
      this.#resting.delete(kind.name)
      return count
    } catch (error) {
      const failures = (this.#resting.get(kind.name)?.failures ?? 0) + 1
      const restMs = isAway(error) ? 250 : Math.min(5_000, 100 * 2 ** failures)
      this.#resting.set(kind.name, { until: this.#sleepBy.now() + restMs, failures })
      if (!isAway(error))
        this.#diagnostics.error({ err: error, kind: kind.name, failures }, 'a step of the engine failed')
      return 0
    }
  }

  #takeHints(): ReadonlySet<string> {
    const hints = new Set(this.#hinted)
    this.#hinted.clear()
    return hints
  }

  #isResting(name: string): boolean {
    return this.#restOf(name) > 0
  }

  #restOf(name: string): number {
    return Math.max(0, (this.#resting.get(name)?.until ?? 0) - this.#sleepBy.now())
  }

  /** What is due but rests is not asked for again before its rest is over. */
  #soonest(due: Readonly<Record<string, number | null>>): number {
    const waits = Object.entries(due).map(([name, inMs]) => Math.max(inMs ?? longestSleepMs, this.#restOf(name)))
    return Math.min(longestSleepMs, ...waits)
  }

  async #sleep(milliseconds: number): Promise<void> {
    const early = new AbortController()
    this.#wake = () => early.abort()
    await this.#sleepBy.pause(Math.max(milliseconds, shortestSleepMs), early.signal).catch(() => {})
    this.#wake = null
  }
}

function isDue(inMs: number | null | undefined): boolean {
  return inMs !== null && inMs !== undefined && inMs <= 0
}
