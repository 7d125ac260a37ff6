// Who cannot take a page, as rows. One holds until its page returns to the start.
import { sql } from 'kysely'
import type { Decline } from '../../domain/paging/page.ts'
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

/** Who declined each of these pages, for its trail, in the order in which it was said. */
export async function findDeclines(db: Db, pageIds: readonly number[]): Promise<ReadonlyMap<number, Decline[]>> {
  const rows = await db
    .selectFrom('page_decline')
    .innerJoin('person', 'person.id', 'page_decline.person_id')
    .select(['page_id', 'person_id', 'person.name', 'at', 'reason', 'holds'])
    .where('page_id', 'in', pageIds)
    .orderBy('at')
    .execute()
  const byPage = Map.groupBy(rows, (row) => row.page_id)
  return new Map(
    [...byPage].map(([pageId, declines]) => [
      pageId,
      declines.map(({ person_id: personId, name: personName, at, reason, holds }) => ({
        personId,
        personName,
        at,
        reason,
        holds,
      })),
    ]),
  )
}
