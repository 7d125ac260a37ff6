import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Binaries } from './binaries.ts'
import { programEnvironment } from './cluster.ts'
import { port } from './folder.ts'
import { dataFolderIn, type SystemUser } from './system-user.ts'

export type Plan = {
  folder: string
  socketFolder: string
  binaries: Binaries
  user: SystemUser | undefined
  unsafeForTests: boolean
  say: (line: string) => void
}

export type Launched = {
  /** 0 when the program could not even be begun. */
  pid: number
  /** Resolves with how it ended, when it ends. */
  death: Promise<string>
  /** What it has written into its log so far. */
  output: () => string
}

export const logFileIn = (folder: string) => path.join(folder, 'postgres.log')

/** Begins one PostgreSQL on the data folder, in a session of its own: Ctrl-C reaches Baton alone, which then stops it in order. */
export function launch(plan: Plan): Launched {
  const log = openLog(logFileIn(plan.folder))
  const postgres = spawn(path.join(plan.binaries.bin, 'postgres'), settingsOf(plan), {
    ...plan.user,
    cwd: '/',
    env: programEnvironment,
    detached: true,
    stdio: ['ignore', log.handle, log.handle],
  })
  closeSync(log.handle)
  postgres.unref()
  const death = new Promise<string>((resolve) => {
    postgres.once('error', (error) => resolve(error.message))
    postgres.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  return { pid: postgres.pid ?? 0, death, output: log.since }
}

function settingsOf({ folder, socketFolder, unsafeForTests }: Plan): string[] {
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
