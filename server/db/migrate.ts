import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, DatabaseError, type ClientConfig } from 'pg'
import {
  type Applied,
  type MigrationFile,
  MigrationRefusal,
  pendingMigrations,
  readMigrations,
} from './migration-files.ts'

export { MigrationRefusal } from './migration-files.ts'

export type Migrated = { applied: string[]; highest: number }

export type MigrateOptions = {
  folder?: string
  say?: (line: string) => void
  /** How long a migration may make others wait behind it for a lock before it steps back and tries again. */
  lockTimeoutMs?: number
}

/**
 * Brings the schema to what this Baton needs; any number of Batons may call it at once, and those of the previous release keep
 * running meanwhile. Throws MigrationRefusal when the database is not one this Baton can run on.
 */
export async function migrate(config: ClientConfig, options: MigrateOptions = {}): Promise<Migrated> {
  const { folder = path.join(import.meta.dirname, 'migrations'), say = () => {}, lockTimeoutMs = 2_000 } = options
  const known = readMigrations(folder)
  const client = new Client({ connectionTimeoutMillis: 10_000, ...config, ...unhurried })
  client.on('error', () => {}) // a lost connection is reported by the query it fails
  await client.connect()
  try {
    await checkServer(client)
    await takeTurn(client)
    const pending = pendingMigrations(known, await readApplied(client))
    for (const file of pending) {
      say(`Migrating the database: ${file.name} ...`)
      await applyPatiently(client, file, lockTimeoutMs)
    }
    return { applied: pending.map(({ name }) => name), highest: known.at(-1)?.number ?? 0 }
  } finally {
    await client.end() // and with it the turn
  }
}

/** A migration takes the time it takes; the deadlines of ordinary work are not for it. */
const unhurried: ClientConfig = {
  application_name: 'baton migrate',
  statement_timeout: false,
  query_timeout: 0,
  lock_timeout: 0,
  idle_in_transaction_session_timeout: 0,
}

async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number; encoding: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
       current_setting('server_encoding') as encoding`,
  )
  const [server] = rows
  if (server && server.number < 150_000) {
    throw new MigrationRefusal(
      `The database server is PostgreSQL ${server.version}, and Baton needs 15 or newer.`,
      'Point DATABASE_URL at a newer server.',
    )
  }
  if (server && server.encoding !== 'UTF8') {
    throw new MigrationRefusal(
      `The database keeps its text as ${server.encoding}, and Baton needs UTF8.`,
      "Create it anew with: create database baton encoding 'UTF8' template template0",
    )
  }
}

const turnKey = 4_217_301_866 // any number, the same for every Baton
const turnPatienceMs = 600_000

/** Waits until no other Baton migrates this database. Asks again and again, since a waiting query would block `create index concurrently`. */
async function takeTurn(client: Client): Promise<void> {
  const until = performance.now() + turnPatienceMs
  while (performance.now() < until) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [turnKey])
    if (rows[0]?.mine) return
    await wait(50)
  }
  throw new MigrationRefusal(
    `Another Baton has been migrating this database for ${turnPatienceMs / 60_000} minutes.`,
    'Wait until it is ready, then start this one again.',
  )
}

async function readApplied(client: Client): Promise<Applied[]> {
  try {
    await client.query(
      `create table if not exists migration (
         number int primary key,
         name text not null,
         checksum text not null,
         compatible_from int not null,
         applied_at timestamptz not null default clock_timestamp()
       )`,
    )
  } catch (error) {
    throw codeOf(error) === insufficientPrivilege ? mayNotCreate(client) : error
  }
  const { rows } = await client.query<Applied>(
    'select number, name, checksum, compatible_from as "compatibleFrom" from migration order by number',
  )
  return rows
}

const tries = 20

async function applyPatiently(client: Client, file: MigrationFile, lockTimeoutMs: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await (file.inTransaction ? applyWhole : applyOneByOne)(client, file, lockTimeoutMs)
      return
    } catch (error) {
      if (!otherWasInTheWay(error)) throw failed(file, error)
      if (attempt === tries) throw stillBusy(file, error)
      await wait(Math.min(5_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2))
    }
  }
}

async function applyWhole(client: Client, file: MigrationFile, lockTimeoutMs: number): Promise<void> {
  await client.query('begin')
  try {
    await client.query(`set local lock_timeout = ${lockTimeoutMs}`)
    await client.query(file.sql)
    await record(client, file)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function applyOneByOne(client: Client, file: MigrationFile, lockTimeoutMs: number): Promise<void> {
  await client.query(`set lock_timeout = ${lockTimeoutMs}`)
  for (const statement of file.sql.split(/;[ \t]*$/m)) {
    if (statement.replaceAll(/--.*$/gm, '').trim()) await client.query(statement)
  }
  await record(client, file)
}

async function record(client: Client, { number, name, checksum, compatibleFrom }: MigrationFile): Promise<void> {
  const row = [number, name, checksum, compatibleFrom]
  await client.query('insert into migration (number, name, checksum, compatible_from) values ($1, $2, $3, $4)', row)
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const insufficientPrivilege = '42501'
const lockNotAvailable = '55P03'
const deadlockDetected = '40P01'

function otherWasInTheWay(error: unknown): boolean {
  return codeOf(error) === lockNotAvailable || codeOf(error) === deadlockDetected
}

function failed(file: MigrationFile, error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error
  const line =
    error.position && file.inTransaction ? file.sql.slice(0, Number(error.position)).split('\n').length : undefined
  return new MigrationRefusal(
    `The migration ${file.name} failed${line ? ` in line ${line}` : ''}: ${error.message}.`,
    file.inTransaction
      ? 'Nothing of it was kept; mend the cause and start Baton again.'
      : 'Mend the cause and start Baton again.',
    error,
  )
}

function stillBusy(file: MigrationFile, error: unknown): MigrationRefusal {
  return new MigrationRefusal(
    `The migration ${file.name} found its tables in use ${tries} times in a row.`,
    'Look for a long transaction or a backup in pg_stat_activity, end it, and start Baton again.',
    error,
  )
}

function mayNotCreate(client: Client): MigrationRefusal {
  return new MigrationRefusal(
    `The database user ${client.user ?? ''} may not create tables in the database ${client.database ?? ''}.`,
    `Let it: grant create, usage on schema public to ${client.user ?? 'baton'}`,
  )
}

function codeOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined
}
