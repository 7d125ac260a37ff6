import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseRefusal } from './refusal.ts'

/** Why the migrations cannot be run; to be shown without a stack. */
export class MigrationRefusal extends DatabaseRefusal {}

/**
 * One `NNNN-name.sql`. Its comments may hold two instructions:
 * - `-- no-transaction` as the first line: its statements run one by one, outside a transaction, for `create index concurrently`.
 *   Each statement ends with a `;` at the end of a line, and running the file again from its start must do no harm.
 * - `-- compatible-from: NNNN`: only a Baton that knows this migration may run on the database afterwards. Without it every older
 *   Baton may, which is what "expand first, contract a release later" means.
 */
export type MigrationFile = {
  number: number
  name: string
  sql: string
  checksum: string
  inTransaction: boolean
  compatibleFrom: number
}

/** Which migrations does this Baton know, in order? Refuses a folder that does not make one line: 1, 2, 3 ... */
export function readMigrations(folder: string): MigrationFile[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readMigration(folder, name))
  for (const [index, { number, name }] of files.entries()) {
    if (number !== index + 1)
      throw misnumbered(`${name} should be number ${index + 1}: numbers are used once and leave no gap.`)
  }
  return files
}

export type Applied = { number: number; name: string; checksum: string; compatibleFrom: number }

/** Which of the known migrations does the database still need? Refuses a database this Baton cannot run on. */
export function pendingMigrations(known: readonly MigrationFile[], applied: readonly Applied[]): MigrationFile[] {
  const highest = known.at(-1)?.number ?? 0
  for (const done of applied) {
    const file = known[done.number - 1]
    if (file && file.checksum !== done.checksum) throw changed(done, file)
    if (!file && done.compatibleFrom > highest) throw tooNew(done)
  }
  const numbers = new Set(applied.map(({ number }) => number))
  const pending = known.filter(({ number }) => !numbers.has(number))
  const late = pending.find(({ number }) => applied.some((done) => done.number > number))
  if (late) throw comesTooLate(late)
  return pending
}

function readMigration(folder: string, name: string): MigrationFile {
  const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1])
  if (!number) throw misnumbered(`${name} should be called like 0001-people.sql.`)
  const sql = readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n')
  const stated = /^-- compatible-from: (\d+)$/m.exec(sql)?.[1]
  const takes = stated === undefined && takenAwayBy(sql)
  if (takes) {
    throw misnumbered(
      `${name} says "${takes}", which the previous release may still need: do it a release later, or state "-- compatible-from:".`,
    )
  }
  return {
    number,
    name,
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
    inTransaction: !sql.startsWith('-- no-transaction\n'),
    compatibleFrom: Number(stated ?? 0),
  }
}

/** The first words in the file that take away what a Baton of the previous release reads or writes. */
function takenAwayBy(sql: string): string | undefined {
  const statements = sql.replaceAll(/--.*$/gm, '').replaceAll(/'[^']*'/g, "''")
  return /\b(?:drop\s+(?:table|column|view|function|type|schema)|rename\s+(?:to|column)|alter\s+column\s+\w+\s+(?:set\s+data\s+)?type|set\s+not\s+null)\b/i.exec(
    statements,
  )?.[0]
}

function misnumbered(message: string): MigrationRefusal {
  return new MigrationRefusal(
    message,
    'Mend the file in server/db/migrations; the rules are in server/db/migration-files.ts.',
  )
}

function changed(done: Applied, file: MigrationFile): MigrationRefusal {
  return new MigrationRefusal(
    `The migration ${file.name} is not the one that was applied to this database as ${done.name}.`,
    'Run the Baton that made the database, or bring the file back to what it was; put changes into a new migration.',
  )
}

function tooNew(done: Applied): MigrationRefusal {
  return new MigrationRefusal(
    `This database has been changed by a newer Baton (${done.name}), and this one is too old to run on it.`,
    'Start the newer Baton, or restore a backup from before the upgrade.',
  )
}

function comesTooLate(late: MigrationFile): MigrationRefusal {
  return new MigrationRefusal(
    `The migration ${late.name} was never applied to this database, although later ones were.`,
    'Give it the next free number; migrations only go forward.',
  )
}
