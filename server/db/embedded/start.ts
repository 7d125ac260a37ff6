import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import { findBinaries } from './binaries.ts'
import { createCluster, dataMajorIn, superuser } from './cluster.ts'
import { takeFolder } from './folder-lock.ts'
import { port, prepareFolder, prepareSocketFolder } from './folder.ts'
import { asRefusal, EmbeddedRefusal } from './refusal.ts'
import { Supervisor } from './supervise.ts'
import { systemUserFor } from './system-user.ts'

export { EmbeddedRefusal } from './refusal.ts'
export { folderReachable } from './system-user.ts'

export type EmbeddedHome = {
  connection: { host: string; port: number; user: string; database: string }
  /** The process id of PostgreSQL; 0 while it is down. */
  readonly pid: () => number
  /** How often PostgreSQL had to be started again since this Baton began. */
  readonly restarts: () => number
  /** Resolves when PostgreSQL is down and the data folder is free for another Baton. */
  readonly stop: () => Promise<void>
}

export type EmbeddedOptions = {
  folder: string
  say: (line: string) => void
  /** Without fsync: a killed process loses nothing, a power cut everything. */
  unsafeForTests?: boolean
}

const database = 'baton'

/** Starts the PostgreSQL that Baton brings, on this data folder, or takes over the one that still runs there. Throws EmbeddedRefusal when it cannot. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedHome> {
  const folder = path.resolve(options.folder)
  try {
    return await start({ unsafeForTests: false, ...options, folder })
  } catch (error) {
    throw asRefusal(error, folder)
  }
}

async function start({ folder, say, unsafeForTests }: Required<EmbeddedOptions>): Promise<EmbeddedHome> {
  if (process.platform === 'win32') throw new EmbeddedRefusal('Baton brings no database for Windows.', serverInstead)
  const user = systemUserFor(folder)
  prepareFolder(folder, user)
  const lock = takeFolder(folder)
  try {
    const dataMajor = dataMajorIn(folder)
    const binaries = await findBinaries({ folder, user, dataMajor, say })
    if (dataMajor === undefined) {
      say(`Setting up a new PostgreSQL ${binaries.version} database in ${folder} ...`)
      await createCluster({ folder, binaries, user, unsafeForTests })
    }
    const socketFolder = prepareSocketFolder(folder, user)
    const supervisor = new Supervisor({ folder, socketFolder, binaries, user, unsafeForTests, say })
    await supervisor.start()
    const connection = { host: socketFolder, port, user: superuser, database }
    try {
      await createDatabaseOnce(connection)
    } catch (error) {
      await supervisor.stop()
      throw error
    }
    return {
      connection,
      pid: () => supervisor.pid,
      restarts: () => supervisor.restarts,
      stop: async () => {
        await supervisor.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

const serverInstead = 'Set DATABASE_URL to a PostgreSQL server, or run Baton in WSL or a container.'

/** Makes the database in a new cluster. A PostgreSQL just taken over may be recovering from the death of a session: asks again then. */
async function createDatabaseOnce(connection: EmbeddedHome['connection']): Promise<void> {
  const until = performance.now() + 30_000
  for (;;) {
    const client = new Client({ ...connection, database: 'postgres', connectionTimeoutMillis: 10_000 })
    client.on('error', () => {}) // a lost connection is reported by the query it fails
    try {
      await client.connect()
      const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
      if (rowCount === 0) await client.query(`create database ${database}`)
      return
    } catch (error) {
      if (!isRecovering(error) || performance.now() > until) throw error
    } finally {
      await client.end()
    }
    await wait(20)
  }
}

/** crash_shutdown and cannot_connect_now: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function isRecovering(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '57P02' || error.code === '57P03')
}
