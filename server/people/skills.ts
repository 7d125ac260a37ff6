// What people know well, and who knows a service well. Writes of `person.skills` are here.
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type Skilled = { readonly personId: string; readonly name: string; readonly skills: string[] }

/** Everybody in service, with what they know well, by name. */
export async function findSkills(db: Db): Promise<Skilled[]> {
  const { rows } = await sql<Skilled>`
    select id as "personId", name, skills from person where deactivated_at is null order by name, id`.execute(db)
  return [...rows]
}

/** Of everybody, also of those out of service. */
export async function findAllSkills(db: Db): Promise<Pick<Skilled, 'personId' | 'skills'>[]> {
  return db.selectFrom('person').select(['id as personId', 'skills']).execute()
}

/** Writes them; false when there is nobody of this id, null when nothing is different. */
export async function writeSkills(tx: Db, personId: string, skills: readonly string[]): Promise<string | false | null> {
  const { rows } = await sql<{ name: string; skills: string[] }>`
    select name, skills from person where id = ${personId} for no key update`.execute(tx)
  const before = rows[0]
  if (!before) return false
  if (before.skills.join(',') === skills.join(',')) return null
  await tx
    .updateTable('person')
    .set({ skills: [...skills] })
    .where('id', '=', personId)
    .execute()
  return before.name
}
