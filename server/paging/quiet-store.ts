import type { QuietHours } from '../../domain/paging/quiet-hours.ts'
import type { Db } from '../db/connect.ts'

export async function loadQuiet(db: Db, personId: string): Promise<QuietHours | null> {
  const row = await db
    .selectFrom('quiet_hours')
    .select(['within', 'priorities'])
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ?? null
}

/** Null: none. */
export async function replaceQuiet(db: Db, personId: string, quiet: QuietHours | null): Promise<void> {
  await db.deleteFrom('quiet_hours').where('person_id', '=', personId).execute()
  if (!quiet) return
  const row = { person_id: personId, within: JSON.stringify(quiet.within), priorities: [...quiet.priorities] }
  await db.insertInto('quiet_hours').values(row).execute()
}
