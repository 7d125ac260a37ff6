import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { programEnvironment } from './cluster.ts'
import { port, socketIn } from './folder.ts'
import { endOrphansIn, isAlive, isGoneWithin, isWorkingIn, processesIn, readPostmasterFile } from './processes.ts'
import { EmbeddedRefusal, troubleIn } from './refusal.ts'
import { dataFolderIn, type SystemUser } from './system-user.ts'

export type Plan = {
  folder: string
  socketFolder: string
  binaries: Binaries
  user: SystemUser | undefined
  unsafeForTests: boolean
  say: (line: string) => void
}

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
  readonly #logFile: string
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
    this.#logFile = path.join(plan.folder, 'postgres.log')
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
    const until = performance.now() + startPatienceMs
    while (performance.now() < until && !this.#stopping.signal.aborted) {
      const file = readPostmasterFile(this.#dataFolder)
      if (!file || !isWorkingIn(file.pid, this.#dataFolder)) return false
      this.#postgres = file.pid
      if (file.status === 'ready') return true
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
    const log = openLog(this.#logFile)
    // Its own session: Ctrl-C reaches Baton alone, which then stops PostgreSQL in order.
    const postgres = spawn(path.join(this.#plan.binaries.bin, 'postgres'), settingsOf(this.#plan), {
      ...this.#plan.user,
      cwd: '/',
      env: programEnvironment,
      detached: true,
      stdio: ['ignore', log.handle, log.handle],
    })
    closeSync(log.handle)
    postgres.unref()
    let ended: string | undefined
    const death = new Promise<void>((resolve) => {
      postgres.once('error', (error) => resolve(void (ended = error.message)))
      postgres.once('exit', (code, signal) => resolve(void (ended = signal ?? `exit code ${code}`)))
    })
    this.#postgres = postgres.pid ?? 0
    const until = performance.now() + startPatienceMs
    while (!this.#isReady()) {
      if (ended !== undefined) throw this.#didNotStart(ended, log.since())
      // Left running: the next try finds it as a survivor, so a slow recovery gets done in the end.
      if (performance.now() > until || this.#stopping.signal.aborted) throw this.#tooSlow()
      await wait(5)
    }
    this.#readySinceMs = performance.now()
    void death.then(() => this.#hasDied(ended ?? 'unknown'))
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
      process.kill(this.pid, signal)
      await this.#waitUntilDown(patienceMs)
    }
    await endOrphansIn(this.#dataFolder)
  }

  /** Waits for the end; not when all children are gone, for PostgreSQL 18 told to stop while it recovers from a crash never ends. */
  async #waitUntilDown(patienceMs: number): Promise<void> {
    const until = performance.now() + patienceMs
    while (performance.now() < until) {
      if (await isGoneWithin(this.#postgres, 250)) return
      if (processesIn(this.#dataFolder)?.length === 1) return
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
      `Start Baton again to wait longer; what PostgreSQL is doing is in ${this.#logFile}.`,
    )
  }

  #didNotStart(ended: string, output: string): EmbeddedRefusal {
    const complaint = /^.*(?:FATAL|PANIC):\s+(.*)$/m.exec(output)?.[1] ?? output.trim().split('\n').at(-1)
    return (
      troubleIn(output, this.#plan.folder) ??
      new EmbeddedRefusal(`PostgreSQL does not start: ${complaint || ended}.`, `Its own words are in ${this.#logFile}.`)
    )
  }
}

function settingsOf({ folder, socketFolder, binaries, unsafeForTests }: Plan): string[] {
  const safety = unsafeForTests ? 'off' : 'on'
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    port: String(port),
    max_connections: unsafeForTests ? '200' : '60',
    shared_buffers: '64MB',
    max_wal_size: '256MB', // bounds the recovery after a crash to about two seconds
    fsync: safety,
    full_page_writes: safety,
    synchronous_commit: 'on',
    autovacuum_naptime: '15s', // timers and deliveries are short-lived rows
    timezone: 'UTC',
    log_timezone: 'UTC',
    // What a statement did wrong is told to the one who sent it; its text may hold what must not lie in a file.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    ...(binaries.major >= 18 ? { io_method: 'sync' } : {}),
  }
  return [
    '-D',
    dataFolderIn(folder),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

const largestLogBytes = 5_000_000

/** Opens the log for appending, keeping one older piece; `since` reads what was written from here on. */
function openLog(file: string): { handle: number; since: () => string } {
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`)
  const handle = openSync(file, 'a', 0o600)
  const { size } = statSync(file)
  return { handle, since: () => readFileSync(file).subarray(size).toString('utf8') }
}

/** Does anything listen on this socket? One whose process died refuses. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket, () => resolve(true))
    connection.once('error', () => resolve(false)).once('connect', () => connection.destroy())
  })
}
