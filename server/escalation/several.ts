// Pages that several people must answer: who has, each once, as rows. All writes of `page_answer` are here.
import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { cancelDeliveriesTo } from '../paging/deliveries.ts'

/** Who has answered a page that needs more: `by` in the order in which they did. */
export type Answers = {
  readonly pageId: number
  readonly needed: number
  readonly by: readonly { readonly personId: string; readonly name: string; readonly at: Instant }[]
}

/**
 * The answers to the unanswered page of this alert, when it needs several; null when one is enough. Alert and page are locked until
 * the end of the transaction: of two who answer at once the second sees the first.
 */
export async function lockSeveral(tx: Db, alertId: number): Promise<Answers | null> {
  const { rows } = await sql<{ id: number; needs: number }>`
    select p.id, p.needs from alert a join page p on p.id = a.page_id
    where a.id = ${alertId} and a.state = 'triggered' and p.state = 'open' and p.needs > 1
    for update of a, p`.execute(tx)
  const [page] = rows
  return page ? { pageId: page.id, needed: page.needs, by: await answersTo(tx, page.id) } : null
}

/** Counts this answer, once for each person: they are not rung again for this page. All who have answered then. */
export async function noteAnswerOf(tx: Db, to: Answers, personId: string, now: Instant): Promise<Answers> {
  await tx
    .insertInto('page_answer')
    .values({ page_id: to.pageId, person_id: personId, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await cancelDeliveriesTo(tx, { pageId: to.pageId, personId })
  return { ...to, by: await answersTo(tx, to.pageId) }
}

/** Whoever answered cannot after all: their answer counts no more. False when they had not answered. */
export async function takeBackAnswer(tx: Db, of: { readonly pageId: number; readonly personId: string }) {
  const taken = await tx
    .deleteFrom('page_answer')
    .where('page_id', '=', of.pageId)
    .where('person_id', '=', of.personId)
    .executeTakeFirst()
  return taken.numDeletedRows > 0n
}

async function answersTo(db: Db, pageId: number): Promise<Answers['by']> {
  return db
    .selectFrom('page_answer')
    .innerJoin('person', 'person.id', 'page_answer.person_id')
    .select(['person_id as personId', 'person.name', 'at'])
    .where('page_id', '=', pageId)
    .orderBy('at')
    .orderBy('person_id')
    .execute()
}

/** A page that begins again asks everybody again: earlier answers count no more. */
export async function beginRuns(tx: Db, pageIds: readonly number[]): Promise<void> {
  if (pageIds.length === 0) return
  await sql`delete from page_answer where page_id = any(${pageIds}::bigint[])`.execute(tx)
}

/** Who has answered each of these pages. */
export async function answeredBy(tx: Db, pageIds: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
  if (pageIds.length === 0) return new Map()
  const { rows } = await sql<{ page_id: number; people: readonly string[] }>`
    select page_id, array_agg(person_id) as people from page_answer
    where page_id = any(${pageIds}::bigint[]) group by page_id`.execute(tx)
  return new Map(rows.map(({ page_id, people }) => [page_id, people]))
}

/** An exhausted page that some have answered, but too few. */
export type Short = { readonly names: string; readonly have: number; readonly needed: number }

export async function shortOfAnswers(tx: Db, pageIds: readonly number[]): Promise<ReadonlyMap<number, Short>> {
  if (pageIds.length === 0) return new Map()
  const { rows } = await sql<Short & { page_id: number }>`
    select a.page_id, string_agg(n.name, ', ' order by a.at) as names, count(*)::int as have, min(p.needs)::int as needed
    from page_answer a join person n on n.id = a.person_id join page p on p.id = a.page_id
    where a.page_id = any(${pageIds}::bigint[]) group by a.page_id`.execute(tx)
  return new Map(rows.map(({ page_id, ...short }) => [page_id, short]))
}
