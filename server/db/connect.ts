// The one door to PostgreSQL: a pool with hard deadlines, our value types, and Kysely on top.
import { Kysely, PostgresDialect } from 'kysely'
import type { Socket } from 'node:net'
import {
  Client,
  DatabaseError,
  Pool,
  TypeOverrides,
  types as pgTypes,
  type ClientBase,
  type ClientConfig,
  type PoolClient,
} from 'pg'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
export type Database = {
  readonly db: Db
  readonly pool: Pool
  readonly config: ClientConfig
  /** Ends the connections that nobody uses at this moment: they may lead nowhere, and each would be found out by a wait of its own. */
  readonly endIdle: () => void
  readonly close: () => Promise<void>
}

const types = new TypeOverrides()
types.setTypeParser(pgTypes.builtins.INT8, Number)
types.setTypeParser(pgTypes.builtins.DATE, (text: string) => text)
types.setTypeParser(pgTypes.builtins.TIMESTAMPTZ, (text: string) => Temporal.Instant.from(text))
const manyInstants = 1185
types.setTypeParser(manyInstants, (text: string) =>
  Array.from(text.matchAll(/[^{}",]+/g), ([each]) => Temporal.Instant.from(each)),
)

// pg writes an object as JSON unless it says how it is written: a moment is its RFC 3339 text.
Object.defineProperty(Temporal.Instant.prototype, 'toPostgres', {
  value(this: Temporal.Instant) {
    return this.toString()
  },
})

/** Opens a pool on a PostgreSQL of version 15 or later. Nothing is tried yet: the first query finds out. */
export function connect(
  address: ClientConfig,
  options: {
    readonly connections: number
    readonly name: string
    /**
     * Statements are planned once for all their parameters: for few, long statements that come again and again. Always by an
     * index: a table that was empty when they were planned is large an hour later.
     */
    readonly plansOnce?: boolean
  },
): Database {
  const common = clientConfig(address, options.name)
  const config = options.plansOnce
    ? { ...common, options: `${common.options} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off` }
    : common
  const pool = new Pool({ ...config, max: options.connections, idleTimeoutMillis: 60_000, Client: DurableClient })
  // A connection that dies while idle is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => {})
  const endIdle = endsIdleOf(pool)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return { db, pool, config, endIdle, close: () => db.destroy() }
}

/** When one connection is found silent, those that lie idle beside it most likely are too. */
function endsIdleOf(pool: Pool): () => void {
  const idle = new Set<PoolClient>()
  const endIdle = () => {
    for (const client of idle) endNow(client)
  }
  pool.on('connect', (client) => {
    if (client instanceof DurableClient) client.onSilence = endIdle
  })
  pool.on('release', (_, client) => idle.add(client))
  for (const event of ['acquire', 'remove'] as const) pool.on(event, (client) => idle.delete(client))
  return endIdle
}

/** Every deadline is explicit: the library's defaults wait for ever. */
export function clientConfig(address: ClientConfig, name: string): ClientConfig {
  return {
    ...address,
    types,
    application_name: name,
    connectionTimeoutMillis: 3_000,
    statement_timeout: 15_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    query_timeout: 20_000,
    keepAlive: true,
    // No statement of ours is long enough to be worth compiling, and a plan without sequential scans looks as if it were.
    options: '-c timezone=UTC -c jit=off',
  }
}

/**
 * A statement that comes again is prepared once for each connection: planning costs more than running most of ours.
 * Only so many, and no long ones: a statement with a changing number of rows is another text each time.
 */
const statements = new Map<string, { readonly name: string; times: number }>()
const mostStatements = 400
const longestStatement = 6_000

function prepared(args: readonly unknown[]): readonly unknown[] {
  const [text, values] = args
  if (
    args.length !== 2 ||
    typeof text !== 'string' ||
    !Array.isArray(values) ||
    values.length === 0 ||
    text.length > longestStatement
  )
    return args
  const known = statements.get(text)
  if (!known) {
    if (statements.size < mostStatements) statements.set(text, { name: `s${statements.size}`, times: 1 })
    return args
  }
  known.times++
  return known.times > 2 ? [{ name: known.name, text, values }] : args
}

/** A commit that stopped waiting for its standby is reported by PostgreSQL as success with a warning: for us it failed. */
export class DurableClient extends Client {
  #wasCancelled = false
  /** A question of ours was never answered, not even by a refusal. */
  onSilence: () => void = () => {}

  constructor(config?: string | ClientConfig) {
    super(config)
    // A connection that dies in the middle of a transaction fails its next query; without a listener it would end the process.
    this.on('error', () => {})
    this.on('notice', (notice) => {
      if (/canceling .*wait for synchronous replication/i.test(notice.message ?? '')) this.#wasCancelled = true
    })
  }

  // The overloads of pg cannot be restated one by one: every promise it returns is checked, the rest passes through.
  override query: Client['query'] = ((...args: Parameters<Client['query']>) => {
    const answer: unknown = super.query(...(prepared(args) as typeof args))
    if (!(answer instanceof Promise)) return answer
    return answer.then(
      (result: unknown) => this.#confirmed(result),
      (error: unknown) => this.#failed(error),
    )
  }) as Client['query']

  /** The library would lend a connection that is still waiting for its answer to the next, who would wait behind it. */
  #failed(error: unknown): never {
    if (error instanceof Error && error.message === 'Query read timeout') {
      endNow(this)
      this.onSilence()
    }
    throw error
  }

  #confirmed<T>(result: T): T {
    if (!this.#wasCancelled) return result
    this.#wasCancelled = false
    throw new NotReplicated()
  }
}

/** Ends a connection without a word to the other side, which may not be there. */
function endNow(client: ClientBase): void {
  streamOf(client).destroy()
}

/** pg does not tell its types of the socket that every client has; `end` would say goodbye and wait for the answer. */
function streamOf(client: ClientBase): Socket {
  return (client as ClientBase & { readonly connection: { readonly stream: Socket } }).connection.stream
}

export class NotReplicated extends Error {
  constructor() {
    super('the commit was not confirmed by the standby')
  }
}

/** Is the database away (and will the same request succeed later), rather than refusing this request? */
export function isAway(error: unknown): boolean {
  if (error instanceof NotReplicated) return true
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (/^(08|53|57P|25006|58)/.test(code)) return true
  if (/^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/.test(code)) return true
  return /timeout exceeded when trying to connect|Connection terminated|Query read timeout|driver has already been destroyed|Client has encountered a connection error/i.test(
    error.message,
  )
}

/** Did PostgreSQL end this transaction because it and another waited for each other, or read what changed? */
export function isDeadlock(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '40P01' || error.code === '40001')
}

/** The name of the constraint a statement broke, or null when the error is of another kind. */
export function brokenConstraint(error: unknown): string | null {
  if (!(error instanceof DatabaseError)) return null
  return error.code?.startsWith('23') ? (error.constraint ?? '') : null
}
