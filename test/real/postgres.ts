// A PostgreSQL server as an operator would give it: its own data folder, fsync on, stopped and killed as a trial says.
import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { processesIn, isGoneWithin, signalTo } from '../../server/db/embedded/processes.ts'
import type { Connection } from '../database.ts'
import { freePort, launch, type Program } from './program.ts'
import { eventually, programAt, type Trial } from './trial.ts'

const bin = '/usr/lib/postgresql/15/bin'

/** What this server is given beside the usual: words for `initdb`, and settings. */
export type PostgresOptions = {
  readonly initdb?: readonly string[]
  readonly settings?: Readonly<Record<string, string | number>>
}

export class GivenPostgres {
  readonly url: string
  readonly connection: Connection
  /** Where its data is. */
  readonly folder: string
  readonly #port: number
  readonly #options: PostgresOptions
  readonly #user = unprivileged()
  readonly #logFile: string
  #program: Program | null = null

  constructor(folder: string, port: number, options: PostgresOptions = {}) {
    this.folder = path.join(folder, 'postgres')
    this.#options = options
    this.#logFile = path.join(folder, 'postgres.log')
    this.#port = port
    this.connection = { host: '127.0.0.1', port, user: 'baton', database: 'baton' }
    this.url = `postgres://baton@127.0.0.1:${port}/baton`
  }

  /** Makes the cluster and the database, and starts it. */
  async create(): Promise<void> {
    const initdb = programAt(`${bin}/initdb`, 'apt-get install postgresql-15')
    mkdirSync(this.folder, { mode: 0o700, recursive: true })
    if (this.#user) chownSync(this.folder, this.#user.uid, this.#user.gid)
    const args = ['-D', this.folder, '-U', 'baton', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']
    args.push(...(this.#options.initdb ?? []))
    execFileSync(initdb, args, { cwd: '/', stdio: 'ignore', ...this.#user })
    await this.start()
    await this.#ask('postgres', 'create database baton')
  }

  /** Starts it and waits until it answers; how long that took, in milliseconds. */
  async start(): Promise<number> {
    const began = performance.now()
    const settings = {
      listen_addresses: '127.0.0.1',
      port: this.#port,
      unix_socket_directories: '',
      fsync: 'on',
      ...this.#options.settings,
    }
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const program = launch({
      command: `${bin}/postgres`,
      args: ['-D', this.folder, ...args],
      logFile: this.#logFile,
      user: this.#user,
    })
    this.#program = program
    const isUp = await eventually(30_000, async () => {
      if (program.hasEnded()) throw new Error(`PostgreSQL did not start:\n${program.lastWords()}`)
      return this.#ask('postgres', 'select 1').then(
        () => true,
        () => false,
      )
    })
    if (!isUp) throw new Error(`PostgreSQL did not answer within 30 s:\n${program.lastWords()}`)
    return performance.now() - began
  }

  /** PostgreSQL's "fast" shutdown: ends the sessions, writes everything. */
  async stop(): Promise<void> {
    this.#program?.signal('SIGINT')
    await this.#program?.ended
  }

  /** PostgreSQL's "immediate" shutdown: ends everything where it stands, and repairs itself at the next start. */
  async stopAtOnce(): Promise<void> {
    this.#program?.signal('SIGQUIT')
    await this.#program?.ended
  }

  /** Has it ended, by itself or as it was told? */
  get isDown(): boolean {
    return this.#program?.hasEnded() ?? true
  }

  /** The end that nothing prepares: the first process and all its children at once. */
  async kill(): Promise<void> {
    await killCluster(this.folder)
    await this.#program?.ended
  }

  async #ask(database: string, statement: string): Promise<void> {
    const client = new Client({
      host: '127.0.0.1',
      port: this.#port,
      user: 'baton',
      database,
      connectionTimeoutMillis: 2_000,
    })
    client.on('error', () => {}) // a lost connection is reported by the query it fails
    try {
      await client.connect()
      await client.query(statement)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

/** A running server on a port of its own, ended with the trial. */
export async function startGiven(trial: Trial, options: PostgresOptions = {}): Promise<GivenPostgres> {
  const postgres = new GivenPostgres(trial.folder, await freePort(), options)
  trial.after(() => postgres.kill())
  await postgres.create()
  trial.say(`PostgreSQL 15 on ${new URL(postgres.url).host}, fsync on`)
  return postgres
}

/** Kills whatever works in this data folder, with signal 9. */
export async function killCluster(dataFolder: string): Promise<void> {
  const all = processesIn(dataFolder) ?? []
  for (const pid of all) signalTo(pid, 'SIGKILL')
  for (const pid of all) await isGoneWithin(pid, 5_000)
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [, , uid, gid] = /^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0].split(':') ?? []
  if (uid === undefined) throw new Error('this machine has no user "postgres"')
  return { uid: Number(uid), gid: Number(gid) }
}
