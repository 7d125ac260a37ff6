import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Is this process running? A zombie, which a late reaper may leave for seconds, is not. */
export function isAlive(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false
  }
  return !/\) [ZX] /.test(readOr(`/proc/${pid}/stat`, ''))
}

/** Sends a signal, which a process that has just ended cannot hear. Never to 0 or below, which means whole groups of processes. */
export function signalTo(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 0) return
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

/** Waits until the process is gone; false when it still runs after `patienceMs`. */
export async function isGoneWithin(pid: number, patienceMs: number): Promise<boolean> {
  const until = performance.now() + patienceMs
  while (isAlive(pid)) {
    if (performance.now() > until) return false
    await wait(5)
  }
  return true
}

/** Does this process work in the data folder? Process ids are reused after a restart of the machine, so the id alone says nothing. */
export function isWorkingIn(pid: number, dataFolder: string): boolean {
  if (!isAlive(pid)) return false
  if (!existsSync('/proc/self/cwd')) return commandLineOf(pid).includes(dataFolder)
  return workingFolderOf(pid) === realpathSync(dataFolder)
}

/** The command line of a process, which PostgreSQL rewrites to say what it does; empty when it is gone. */
export function commandLineOf(pid: number): string {
  if (existsSync('/proc/self/cmdline')) return readOr(`/proc/${pid}/cmdline`, '')
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout
}

/** Which processes work in the data folder? Only Linux tells; undefined elsewhere. */
export function processesIn(dataFolder: string): number[] | undefined {
  if (!existsSync('/proc/self/cwd')) return undefined
  if (!existsSync(dataFolder)) return []
  const folder = realpathSync(dataFolder)
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && workingFolderOf(pid) === folder)
}

/**
 * Ends what is left of a PostgreSQL whose first process died: its orphans keep the shared memory busy and would keep the next
 * one from starting. Where they cannot be told, they notice the death themselves.
 */
export async function endOrphansIn(dataFolder: string): Promise<void> {
  const orphans = processesIn(dataFolder) ?? []
  for (const pid of orphans) signalTo(pid, 'SIGKILL')
  for (const pid of orphans) await isGoneWithin(pid, 2_000)
}

export type PostmasterFile = { pid: number; status: 'starting' | 'ready' | 'stopping' }

/** What `postmaster.pid` says; undefined when there is none. Lines: pid, folder, start, port, socket folder, address, shared memory, status. */
export function readPostmasterFile(dataFolder: string): PostmasterFile | undefined {
  const lines = readOr(path.join(dataFolder, 'postmaster.pid'), '').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  const status = lines[7]?.trim()
  return { pid, status: status === 'ready' || status === 'stopping' ? status : 'starting' }
}

function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined // gone meanwhile, or another user's: either way not ours
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
