import type { Db } from '../db/connect.ts'
import { noon } from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'

/** A policy of this team, of this name and without steps; its id. */
export async function havePolicy(db: Db, slug: string, teamId: string): Promise<string> {
  const id = newId()
  const times = { created_at: noon, updated_at: noon }
  await db
    .insertInto('policy')
    .values({ id, slug, name: slug, team_id: teamId, ...times })
    .execute()
  return id
}
