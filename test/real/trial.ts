// What every trial on real programs shares: a folder, sentences as it goes, checks, an end in time, and nothing left behind.
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export type Trial = {
  /** For everything this trial writes; other users of the machine may pass through it, as PostgreSQL must. */
  readonly folder: string
  say(line: string): void
  /** Notes whether what must hold does. The trial goes on; its verdict remembers. */
  check(holds: boolean, sentence: string): void
  /** Ends or removes something when the trial is over; what came last goes first. */
  after(end: () => unknown): void
}

/** A program this trial needs is not on this machine; the message says how to get it. */
export class ProgramMissing extends Error {}

/** Runs a trial to its verdict. The process ends with 0 when everything held, 1 when not, 2 when a program is missing. */
export async function runTrial(
  name: string,
  bound: { readonly minutes: number },
  run: (trial: Trial) => Promise<void>,
) {
  const began = performance.now()
  const seconds = () => ((performance.now() - began) / 1_000).toFixed(1)
  const say = (line: string) => console.log(`${seconds().padStart(6)} s  ${line}`)
  const ends: (() => unknown)[] = []
  const failed: string[] = []
  let checks = 0
  const folder = await mkdtemp(path.join(tmpdir(), `baton-${name}-`))
  await chmod(folder, 0o755)
  const trial: Trial = {
    folder,
    say,
    check(holds, sentence) {
      checks++
      if (!holds) failed.push(sentence)
      say(`${holds ? 'holds' : 'FAILS'}: ${sentence}`)
    },
    after: (end) => ends.push(end),
  }
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)))
  })
  let code = 0
  try {
    await Promise.race([run(trial), interrupted, endAfter(bound.minutes)])
  } catch (error) {
    code = error instanceof ProgramMissing ? 2 : 1
    const why = error instanceof Error ? (code === 2 ? error.message : (error.stack ?? error.message)) : String(error)
    failed.push(why)
    say(why)
  }
  for (const end of ends.toReversed()) await Promise.race([end(), pause(30_000)])
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  if (failed.length > 0 && code === 0) code = 1
  const verdict = code === 2 ? 'NOT RUN' : code === 0 ? 'PASSED' : 'FAILED'
  console.log(`${verdict}: ${name}, ${checks} checks, ${failed.length} failed, ${seconds()} s`)
  process.exit(code)
}

/** Asks until the answer is yes; false when it is not within that time. */
export async function eventually(withinMs: number, isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  const until = performance.now() + withinMs
  while (performance.now() < until) {
    if (await isSo()) return true
    await pause(25)
  }
  return false
}

/** The program's path, or a trial that cannot be run and says what to install. */
export function programAt(file: string, howToGet: string): string {
  if (!existsSync(file)) throw new ProgramMissing(`${file} is not here. Install it: ${howToGet}`)
  return file
}

async function endAfter(minutes: number): Promise<never> {
  await pause(minutes * 60_000, undefined, { ref: false })
  throw new Error(`not done within ${minutes} minutes`)
}
