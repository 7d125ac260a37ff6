// Personal tokens as rows: the hash, and enough of the text to recognise it by.
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'

export async function addToken(db: Db, row: NewRow<'token'>): Promise<void> {
  await db.insertInto('token').values(row).execute()
}

/** Somebody's tokens that were not revoked, also those that have run out, the newest first. */
export function findTokens(db: Db, personId: string) {
  return db
    .selectFrom('token')
    .select([
      'id',
      'name',
      'hint',
      'at_most as atMost',
      'created_at as createdAt',
      'used_at as usedAt',
      'expires_at as expiresAt',
    ])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Ends one of somebody's tokens and says its name; undefined when there is none to end. */
export async function endToken(
  db: Db,
  ref: { readonly id: string; readonly personId: string },
  now: Instant,
): Promise<string | undefined> {
  const row = await db
    .updateTable('token')
    .set({ revoked_at: now })
    .where('id', '=', ref.id)
    .where('person_id', '=', ref.personId)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  return row?.name
}

export async function endTokens(db: Db, personId: string, now: Instant): Promise<void> {
  await db
    .updateTable('token')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}
