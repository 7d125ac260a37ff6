// The rules of a team that are asked in their order: routes of what comes in, rules of incidents. They are read with a version, and
// written as a whole.
import { createHash } from 'node:crypto'
import type { FieldProblem } from '../domain/problems.ts'
import type { Db } from './db/connect.ts'
import { refuse } from './refusal.ts'

/** Which version are these? Whoever writes says which they saw. */
export function versionOf(rules: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 16)
}

/** The name of the team, which is held while its rules are written; refuses when there is none. */
export async function teamName(db: Db, teamId: string, isLocked = false): Promise<string> {
  const team = await db
    .selectFrom('team')
    .select('name')
    .where('id', '=', teamId)
    .$if(isLocked, (query) => query.forNoKeyUpdate())
    .executeTakeFirst()
  return team?.name ?? refuse('not_found')
}

/** Which of these are there? They stay so until the end of the transaction. */
export async function idsIn(
  tx: Db,
  table: 'service' | 'source' | 'policy',
  ids: readonly (string | null)[],
): Promise<Set<string>> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  if (asked.length === 0) return new Set()
  const rows = await tx.selectFrom(table).select('id').where('id', 'in', asked).forKeyShare().execute()
  return new Set(rows.map(({ id }) => id))
}

/** What is said of a field that names nothing that is there; nothing where it names nothing at all. */
export function missing(found: ReadonlySet<string>, id: string | null, path: string, say: string): FieldProblem[] {
  return id === null || found.has(id) ? [] : [{ path, say }]
}
