import type { Span } from '../../domain/spans.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'

export type StoredLeave = Span & {
  readonly id: string
  readonly personId: string
  readonly note: string
  readonly createdBy: string | null
  readonly createdAt: Instant
  /** The calendar that tells it, when one does. */
  readonly sourceId: string | null
}

const mostRows = 1_000

/** The leave of this person that ends after a moment, by its beginning; of very much the latest. */
export async function findLeave(db: Db, personId: string, after: Instant): Promise<StoredLeave[]> {
  const latestFirst = await leaveRows(db)
    .where('person_id', '=', personId)
    .where('ends_at', '>', after)
    .orderBy('starts_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostRows)
    .execute()
  return latestFirst.toReversed()
}

/** One entry, held until the end of the transaction. */
export function holdLeave(
  db: Db,
  of: { readonly personId: string; readonly leaveId: string },
): Promise<StoredLeave | undefined> {
  return leaveRows(db)
    .where('id', '=', of.leaveId)
    .where('person_id', '=', of.personId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** How many entries of this person are to come, or go on? */
export async function countLeave(db: Db, personId: string, now: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('leave')
    .select((where) => where.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('ends_at', '>', now)
    .executeTakeFirstOrThrow()
  return count
}

export async function insertLeave(db: Db, row: NewRow<'leave'>): Promise<void> {
  await db.insertInto('leave').values(row).execute()
}

export async function updateLeave(db: Db, { id, startsAt, endsAt, note }: StoredLeave): Promise<void> {
  const text = { starts_at: startsAt, ends_at: endsAt, note }
  await db.updateTable('leave').set(text).where('id', '=', id).execute()
}

export async function deleteLeave(db: Db, id: string): Promise<void> {
  await db.deleteFrom('leave').where('id', '=', id).execute()
}

function leaveRows(db: Db) {
  return db
    .selectFrom('leave')
    .select(['id', 'person_id as personId', 'starts_at as startsAt', 'ends_at as endsAt', 'note'])
    .select(['created_by as createdBy', 'created_at as createdAt', 'source_id as sourceId'])
}
