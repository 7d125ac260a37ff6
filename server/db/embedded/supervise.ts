import { rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { socketIn } from './folder.ts'
import { launch, logFileIn, type Plan } from './launch.ts'
import {
  commandLineOf,
  endOrphansIn,
  isAlive,
  isGoneWithin,
  isWorkingIn,
  processesIn,
  readPostmasterFile,
  signalTo,
} from './processes.ts'
import { EmbeddedRefusal, troubleIn } from './refusal.ts'
import { dataFolderIn } from './system-user.ts'

const startPatienceMs = 120_000
const stopSteps = [
  { signal: 'SIGINT', patienceMs: 15_000 }, // PostgreSQL's "fast" shutdown: ends sessions, writes everything
  { signal: 'SIGQUIT', patienceMs: 5_000 }, // "immediate": the next start recovers
  { signal: 'SIGKILL', patienceMs: 5_000 },
] as const

/**
 * Keeps one PostgreSQL running on the data folder: takes over one that outlived an earlier Baton, starts one otherwise, and
 * starts it again when it dies. It never gives up by itself, for nobody is paged meanwhile; the wait between tries is bounded.
 */
export class Supervisor {
  readonly #plan: Plan
  readonly #dataFolder: string
  readonly #stopping = new AbortController()
  #postgres = 0
  #restarts = 0
  #deathsInARow = 0
  #readySinceMs = 0
  #recovery: Promise<void> = Promise.resolve()
  #survivorWatch: NodeJS.Timeout | undefined
  #stopped: Promise<void> | undefined

  constructor(plan: Plan) {
    this.#plan = plan
    this.#dataFolder = dataFolderIn(plan.folder)
  }

  get restarts(): number {
    return this.#restarts
  }

  /** The process id of PostgreSQL; 0 while it is down. */
  get pid(): number {
    return isAlive(this.#postgres) ? this.#postgres : 0
  }

  /** Resolves when PostgreSQL accepts connections. */
  async start(): Promise<void> {
    if (await this.#findSurvivor()) this.#watchSurvivor()
    else await this.#boot()
  }

  /** Resolves when PostgreSQL is down. */
  stop(): Promise<void> {
    this.#stopped ??= this.#shutDown()
    return this.#stopped
  }

  /** Is a PostgreSQL still running on this folder? Waits while it is on its way up or down. */
  async #findSurvivor(): Promise<boolean> {
    const began = performance.now()
    while (performance.now() < began + startPatienceMs && !this.#stopping.signal.aborted) {
      const file = readPostmasterFile(this.#dataFolder)
      if (!file || !isWorkingIn(file.pid, this.#dataFolder)) return false
      this.#postgres = file.pid
      if (file.status === 'ready') return true
      if (file.status === 'stopping' && performance.now() > began + stopSteps[0].patienceMs)
        signalTo(file.pid, 'SIGQUIT')
      await wait(20)
    }
    throw this.#tooSlow()
  }

  /** A survivor is not our child, so nothing tells us of its death: we look. */
  #watchSurvivor(): void {
    this.#readySinceMs = performance.now()
    this.#survivorWatch = setInterval(() => {
      if (this.pid !== 0) return
      clearInterval(this.#survivorWatch)
      this.#hasDied('its process is gone')
    }, 100).unref()
  }

  async #boot(): Promise<void> {
    await this.#clearStale()
    const { pid, death, output } = launch(this.#plan)
    this.#postgres = pid
    let ended: string | undefined
    void death.then((how) => (ended = how))
    const until = performance.now() + startPatienceMs
    while (!this.#isReady()) {
      if (ended !== undefined) throw this.#didNotStart(ended, output())
      // Left running: the next try finds it as a survivor, so a slow recovery gets done in the end.
      if (performance.now() > until || this.#stopping.signal.aborted) throw this.#tooSlow()
      await wait(5)
    }
    this.#readySinceMs = performance.now()
    void death.then((how) => this.#hasDied(how))
  }

  #isReady(): boolean {
    const file = readPostmasterFile(this.#dataFolder)
    return file?.pid === this.#postgres && file.status === 'ready'
  }

  #hasDied(how: string): void {
    if (this.#stopping.signal.aborted) return
    this.#restarts++
    this.#deathsInARow = performance.now() - this.#readySinceMs > 60_000 ? 0 : this.#deathsInARow + 1
    this.#plan.say(`PostgreSQL ended unexpectedly (${how}); starting it again ...`)
    this.#recovery = this.#startAgain()
  }

  async #startAgain(): Promise<void> {
    for (let attempt = this.#deathsInARow; !this.#stopping.signal.aborted; attempt++) {
      const pauseMs = attempt <= 1 ? 0 : Math.min(5_000, 50 * 2 ** Math.min(attempt, 10))
      try {
        await wait(pauseMs, undefined, { signal: this.#stopping.signal })
        await this.start()
        this.#plan.say('PostgreSQL is back.')
        return
      } catch (error) {
        if (this.#stopping.signal.aborted) return
        this.#plan.say(error instanceof Error ? error.message : String(error))
      }
    }
  }

  async #shutDown(): Promise<void> {
    this.#stopping.abort()
    await this.#recovery
    clearInterval(this.#survivorWatch)
    for (const { signal, patienceMs } of stopSteps) {
      if (this.pid === 0) break
      signalTo(this.#postgres, signal)
      await this.#waitUntilDown(patienceMs)
    }
    await endOrphansIn(this.#dataFolder)
  }

  /**
   * Waits for the end, patiently only while something is still being written: PostgreSQL 18.4 that is told to stop while it
   * recovers from the death of a session never ends. The harsher signal that follows loses nothing either.
   */
  async #waitUntilDown(patienceMs: number): Promise<void> {
    const until = performance.now() + patienceMs
    while (performance.now() < until) {
      if (await isGoneWithin(this.#postgres, 1_500)) return
      const workers = processesIn(this.#dataFolder)
      if (workers && !workers.some((pid) => commandLineOf(pid).includes('performing shutdown checkpoint'))) return
    }
  }

  /** Removes what a dead PostgreSQL left. Nobody else holds the folder, so what still works in it has lost its parent. */
  async #clearStale(): Promise<void> {
    await endOrphansIn(this.#dataFolder)
    const socket = socketIn(this.#plan.socketFolder)
    if (await answers(socket)) {
      throw new EmbeddedRefusal(
        `A PostgreSQL that this process cannot see, perhaps in another container, still runs on ${this.#dataFolder}.`,
        'Stop that one first, or give this Baton its own folder with BATON_DATA.',
      )
    }
    for (const stale of [path.join(this.#dataFolder, 'postmaster.pid'), `${socket}.lock`])
      rmSync(stale, { force: true })
  }

  #tooSlow(): EmbeddedRefusal {
    return new EmbeddedRefusal(
      `PostgreSQL (process ${this.#postgres}) has been neither ready nor gone for ${startPatienceMs / 1000} seconds.`,
      `Start Baton again to wait longer; what PostgreSQL is doing is in ${logFileIn(this.#plan.folder)}.`,
    )
  }

  #didNotStart(ended: string, output: string): EmbeddedRefusal {
    const complaint = /^.*(?:FATAL|PANIC):\s+(.*)$/m.exec(output)?.[1] ?? output.trim().split('\n').at(-1)
    return (
      troubleIn(output, this.#plan.folder) ??
      new EmbeddedRefusal(
        `PostgreSQL does not start: ${complaint || ended}.`,
        `Its own words are in ${logFileIn(this.#plan.folder)}.`,
      )
    )
  }
}

/** Does anything listen on this socket? One whose process died refuses. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket, () => resolve(true))
    connection.once('error', () => resolve(false)).once('connect', () => connection.destroy())
  })
}
