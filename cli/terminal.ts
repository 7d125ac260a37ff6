import type { Instant, Zone } from '../domain/time.ts'

/** What a command is given of the world around it: nothing else is read or written by it. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The home folder of the person. */
  readonly home: string
  readonly now: () => Instant
  readonly zone: Zone
  /** How wide the screen is; null when the output goes to a file or another program. */
  readonly columns: number | null
  readonly isColourful: boolean
  /** Text for the standard output, line ends included. */
  readonly write: (text: string) => void
  /** Bytes as they are for the standard output, as fast as they are read there. */
  readonly writeBytes: (bytes: Uint8Array) => Promise<void>
  /** Text for the standard error output, line ends included. */
  readonly complain: (text: string) => void
  /** Asks on the terminal; a secret is not shown while it is typed. Null when there is no terminal to ask on. */
  readonly ask: (question: string, of?: { readonly isSecret: boolean }) => Promise<string | null>
  /** Everything on the standard input. */
  readonly readInput: () => Promise<string>
  /** The same as bytes, whatever they are. */
  readonly readBytes: () => AsyncIterable<Uint8Array>
  /** Aborted when the person wants the command to end. */
  readonly stopped: AbortSignal
}

export function sayLine(terminal: Terminal, line: string): void {
  terminal.write(`${line}\n`)
}
