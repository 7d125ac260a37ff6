// The way of one node to the real database: every word passes a gate, where time passes and faults strike, and one at a time.
import { DatabaseError, type Client } from 'pg'
import { Kysely, PostgresDialect } from 'kysely'
import type { Database, Db } from '../../server/db/connect.ts'
import type { Tables } from '../../server/db/tables.ts'

export type Statement = {
  readonly text: string
  readonly values?: unknown[] | undefined
  readonly name?: string | undefined
}

/** A connection of a node: a real one, and what the simulation knows of it. */
export type Line = {
  readonly kind: 'node' | 'quick' | 'person'
  readonly client: Client & { readonly processID: number }
  inTransaction: boolean
  hasWritten: boolean
  /** The number of the word that began the transaction. */
  began: number
  isBroken: boolean
}

/** What carries the words: it answers when the scheduler says so, and not at all when the node has died. */
export type Carrier = {
  open(kind: 'node' | 'quick' | 'person'): Promise<Line>
  say(line: Line, statement: Statement): Promise<unknown>
  drop(line: Line): void
}

/** A pool as Kysely and acceptance use it: at most so many lines, others wait their turn. */
export function gatedDatabase(carrier: Carrier, kind: 'node' | 'quick' | 'person', most: number): Database {
  const idle: Line[] = []
  const waiting: PromiseWithResolvers<Line>[] = []
  let open = 0

  async function take(): Promise<Line> {
    const line = idle.shift()
    if (line && !line.isBroken) return line
    if (line) {
      forget(line)
      return take()
    }
    if (open < most) {
      open++
      try {
        return await carrier.open(kind)
      } catch (error) {
        open--
        throw error
      }
    }
    const next = Promise.withResolvers<Line>()
    waiting.push(next)
    return next.promise
  }

  function give(line: Line): void {
    if (line.isBroken || line.inTransaction) {
      forget(line)
      // Somebody who waits gets a line of their own in its place.
      return waiting.shift()?.resolve(take())
    }
    const next = waiting.shift()
    if (next) next.resolve(line)
    else idle.push(line)
  }

  function forget(line: Line): void {
    open--
    carrier.drop(line)
  }

  const asClient = (line: Line) => ({
    processID: line.client.processID,
    query: (text: string | Statement, values?: unknown[]) =>
      carrier.say(line, typeof text === 'string' ? { text, values } : text),
    release: () => give(line),
  })
  const pool = {
    options: { max: most },
    connect: async () => asClient(await take()),
    async query(text: string | Statement, values?: unknown[]) {
      const line = await take()
      try {
        return await carrier.say(line, typeof text === 'string' ? { text, values } : text)
      } finally {
        give(line)
      }
    },
    end: async () => {},
  }
  // What Kysely and acceptance ask of a pool is all there; the rest of its type is never looked at.
  const dialect = new PostgresDialect({
    pool: pool as unknown as ConstructorParameters<typeof PostgresDialect>[0]['pool'],
  })
  const db: Db = new Kysely<Tables>({ dialect })
  return { db, pool: pool as unknown as Database['pool'], config: {}, endIdle: () => {}, close: async () => {} }
}

export const errors = {
  lost: () => planted(new Error('Connection terminated unexpectedly')),
  away: () => planted(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })),
  timedOut: () => planted(new Error('Query read timeout')),
  storage: () => fromServer('53100', 'could not extend file: No space left on device'),
  lockTimeout: () => fromServer('55P03', 'canceling statement due to lock timeout'),
  deadlock: () => fromServer('40P01', 'deadlock detected'),
}

function fromServer(code: string, message: string): Error {
  const error = new DatabaseError(message, message.length, 'error')
  error.code = code
  return planted(error)
}

const plantedErrors = new WeakSet<Error>()
function planted(error: Error): Error {
  plantedErrors.add(error)
  return error
}

/** Was this error brought about by the simulation, itself or as the cause of another? */
export function isPlanted(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return plantedErrors.has(error) || isPlanted(error.cause)
}
