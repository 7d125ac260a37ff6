// A program started for a trial: its words in a file, its end by its own process id.
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type Launch = {
  readonly command: string
  readonly args: readonly string[]
  readonly logFile: string
  readonly env?: Readonly<Record<string, string>>
  /** The user to run as, when the trial itself is root. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
}

export type Program = {
  readonly pid: number
  hasEnded(): boolean
  /** Resolves when it is gone. */
  readonly ended: Promise<void>
  signal(signal: NodeJS.Signals): void
  /** Asks it to end, and makes it after ten seconds. */
  stop(): Promise<void>
  /** The last lines it wrote. */
  lastWords(): string
}

export function launch({ command, args, logFile, env = {}, user }: Launch): Program {
  const log = openSync(logFile, 'a')
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LC_ALL: 'C.UTF-8', TZ: 'UTC', ...env },
    cwd: '/',
    stdio: ['ignore', log, log],
    ...user,
  })
  closeSync(log)
  let hasEnded = false
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      hasEnded = true
      resolve()
    }
    child.once('exit', end).once('error', end)
  })
  const signal = (name: NodeJS.Signals) => {
    if (!hasEnded) child.kill(name)
  }
  return {
    pid: child.pid ?? 0,
    hasEnded: () => hasEnded,
    ended,
    signal,
    async stop() {
      signal('SIGTERM')
      await Promise.race([ended, pause(10_000, undefined, { ref: false })])
      signal('SIGKILL')
      await ended
    },
    lastWords: () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n'),
  }
}

/** A port of this machine that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
