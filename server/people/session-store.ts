// Sessions as rows. What is stored is the hash of the token in the browser's cookie.
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'

export async function addSession(db: Db, row: NewRow<'session'>): Promise<void> {
  await db.insertInto('session').values(row).execute()
}

/** The sessions somebody could go on with now, the one used last first. */
export function findSessions(db: Db, personId: string, now: Instant) {
  return db
    .selectFrom('session')
    .select(['id', 'created_at as createdAt', 'seen_at as seenAt', 'address', 'agent'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Ends one session; with `personId`, only when it is theirs. False when there was none to end. */
export async function endSession(
  db: Db,
  ref: { readonly id: string; readonly personId?: string },
  now: Instant,
): Promise<boolean> {
  let update = db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('id', '=', ref.id)
    .where('revoked_at', 'is', null)
  if (ref.personId !== undefined) update = update.where('person_id', '=', ref.personId)
  return (await update.executeTakeFirst()).numUpdatedRows > 0n
}

/** Ends somebody's sessions, but for the one to keep. */
export async function endSessions(
  db: Db,
  of: { readonly personId: string; readonly keep?: string | null },
  now: Instant,
): Promise<void> {
  let update = db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('person_id', '=', of.personId)
    .where('revoked_at', 'is', null)
  if (of.keep) update = update.where('id', '!=', of.keep)
  await update.execute()
}
