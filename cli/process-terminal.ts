import { isUtf8 } from 'node:buffer'
import { once } from 'node:events'
import os from 'node:os'
import type { Terminal } from './terminal.ts'
import { notInUtf8 } from './trouble.ts'

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process
  for (const stream of [stdout, stderr]) stream.on('error', endWhenNobodyReads)
  const stopping = new AbortController()
  let isHeard = false
  return {
    env,
    home: env['HOME'] ?? os.homedir(),
    now: () => Temporal.Now.instant(),
    zone: Temporal.Now.timeZoneId(),
    columns: stdout.isTTY ? stdout.columns : null,
    isColourful: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    write: (text) => void stdout.write(text),
    writeBytes: async (bytes) => {
      if (!stdout.write(bytes)) await once(stdout, 'drain')
    },
    complain: (text) => void stderr.write(text),
    ask: async (question, of) => {
      if (!stdin.isTTY) return null
      const { askOn } = await import('./ask.ts')
      return askOn(stdin, stderr, question, of?.isSecret ?? false)
    },
    readInput: async () => {
      const chunks: Buffer[] = []
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
      const bytes = Buffer.concat(chunks)
      if (!isUtf8(bytes)) throw notInUtf8('input')
      return bytes.toString('utf8')
    },
    readBytes: async function* () {
      for await (const chunk of stdin) yield Buffer.from(chunk)
    },
    get stopped() {
      // Heard only by commands that ask: others end at once, as everywhere.
      if (!isHeard) process.once('SIGINT', () => stopping.abort())
      isHeard = true
      return stopping.signal
    },
  }
}

/** `baton log | head`: who has read enough closes the pipe, and that is no error. */
function endWhenNobodyReads(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit(0)
  throw error
}
