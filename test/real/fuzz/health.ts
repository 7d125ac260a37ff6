// How the server does meanwhile, asked beside the requests: does it answer, how long was its loop held up, how much memory has it?
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export type Health = {
  /** The longest that an answer took, of that what the loop of Baton itself says, and memory in MB: at first, at most, at last. */
  readonly worst: { ms: number; loopMs: number }
  readonly megabytes: { first: number; most: number; last: number }
  stop(): Promise<void>
}

/** `heldUp` is told each time that the loop stood still for longer than a second. */
export function watchHealth(url: string, heldUp: (ms: number) => void): Health {
  const worst = { ms: 0, loopMs: 0 }
  const megabytes = { first: 0, most: 0, last: 0 }
  const over = new AbortController()
  const ask = async () => {
    const began = performance.now()
    const answer = await fetch(`${url}/metrics`)
    const text = await answer.text()
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? 0)
    const loopMs = value('baton_process_nodejs_eventloop_lag_max_seconds') * 1_000
    worst.ms = Math.max(worst.ms, performance.now() - began)
    worst.loopMs = Math.max(worst.loopMs, loopMs)
    megabytes.last = Math.round(value('baton_process_process_resident_memory_bytes') / 1e6)
    megabytes.first ||= megabytes.last
    megabytes.most = Math.max(megabytes.most, megabytes.last)
    if (loopMs > 1_000) heldUp(loopMs)
  }
  const loop = async () => {
    while (!over.signal.aborted) {
      // Whether it is there at all is judged by every answer.
      await ask().catch(() => undefined)
      await pause(500)
    }
  }
  const running = loop()
  return {
    worst,
    megabytes,
    async stop() {
      over.abort()
      await running
      await ask()
    },
  }
}

/** What Baton wrote of level error and worse. */
export function errorsIn(folder: string): readonly string[] {
  return readFileSync(path.join(folder, 'baton.log'), 'utf8')
    .split('\n')
    .filter((line) => /"level":[56]0\b/.test(line) || /^(?:\w*Error|Uncaught|Unhandled)/.test(line))
}
