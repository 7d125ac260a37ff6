// Who cannot take a page, as rows. One holds until its page returns to the start.
import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** Notes that this person cannot; false when that was known. */
export async function addDecline(
  tx: Db,
  of: {
    readonly pageId: number
    readonly personId: string
    readonly turn: number
    readonly at: Instant
    readonly reason: string
  },
): Promise<boolean> {
  const { pageId, personId, turn, at, reason } = of
  const added = await tx
    .insertInto('page_decline')
    .values({ page_id: pageId, person_id: personId, turn, at, reason })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Has this page tried to reach this person? */
export async function wasPaged(tx: Db, pageId: number, personId: string): Promise<boolean> {
  const { rows } =
    await sql`select from delivery where page_id = ${pageId} and person_id = ${personId} limit 1`.execute(tx)
  return rows.length > 0
}

/** Who is not to be rung by each of these pages. */
export async function declinesOf(
  tx: Db,
  pageIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  if (pageIds.length === 0) return new Map()
  const { rows } = await sql<{ page_id: number; people: string[] }>`
    select page_id, array_agg(person_id::text) as people from page_decline
    where page_id = any(${pageIds}::bigint[]) and holds group by page_id`.execute(tx)
  return new Map(rows.map(({ page_id, people }) => [page_id, new Set(people)]))
}

/** These pages return to their start, where everybody is asked again. */
export async function endDeclines(tx: Db, pageIds: readonly number[]): Promise<void> {
  if (pageIds.length === 0) return
  await sql`update page_decline set holds = false where page_id = any(${pageIds}::bigint[]) and holds`.execute(tx)
}

/** Who declined these pages, for their trails, in the order in which it was said. */
export function findDeclines(db: Db, pageIds: readonly number[]) {
  return db
    .selectFrom('page_decline')
    .innerJoin('person', 'person.id', 'page_decline.person_id')
    .select([
      'page_decline.page_id as pageId',
      'page_decline.person_id as personId',
      'person.name as personName',
      'page_decline.at',
      'page_decline.reason',
      'page_decline.holds',
    ])
    .where('page_decline.page_id', 'in', pageIds)
    .orderBy('page_decline.at')
    .execute()
}
