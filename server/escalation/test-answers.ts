// Answers to the test of a policy. Each is noted for itself, for the test goes on for the others.
import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { hurryPage } from '../paging/hurry.ts'
import { cancelDeliveriesTo } from '../paging/deliveries.ts'

/** The running test of a policy by which this alert is paged; null for everything that is meant in earnest. */
export async function lockTestOf(tx: Db, alertId: number) {
  const { rows } = await sql<{ pageId: number; teamId: string; version: number; policy: string; openedAt: Instant }>`
    select p.id as "pageId", p.team_id as "teamId", p.version, o.name as policy, p.opened_at as "openedAt"
    from alert a join page p on p.id = a.page_id join policy o on o.id = p.policy_id
    where a.id = ${alertId} and p.test is not null and p.state = 'open' for update of p`.execute(tx)
  return rows[0] ?? null
}

/** Notes this answer; false when the person has answered before. When all have, the next step need not wait. */
export async function noteTestAnswer(
  tx: Db,
  { pageId, version }: { readonly pageId: number; readonly version: number },
  answer: { readonly personId: string; readonly via: string; readonly now: Instant },
): Promise<boolean> {
  const { personId, via, now } = answer
  const noted = await tx
    .insertInto('page_test_answer')
    .values({ page_id: pageId, person_id: personId, at: now, via })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((noted.numInsertedOrUpdatedRows ?? 0n) === 0n) return false
  await cancelDeliveriesTo(tx, { pageId, personId })
  if (!(await isAnybodySilent(tx, pageId))) await hurryPage(tx, pageId, version, now)
  return true
}

async function isAnybodySilent(tx: Db, pageId: number): Promise<boolean> {
  const { rows } = await sql<{ isAny: boolean }>`
    select exists (select from delivery d where page_id = ${pageId} and person_id is not null and reason ->> 'kind' <> 'shadow'
      and not exists (select from page_test_answer a where a.page_id = d.page_id and a.person_id = d.person_id)) as "isAny"`.execute(
    tx,
  )
  return rows[0]?.isAny ?? false
}

export async function hasAnsweredTest(
  db: Db,
  of: { readonly alertId: number; readonly personId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('page_test_answer')
    .innerJoin('alert', 'alert.page_id', 'page_test_answer.page_id')
    .select('at')
    .where('alert.id', '=', of.alertId)
    .where('person_id', '=', of.personId)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a test of this policy runs. */
export async function isTested(db: Db, policyId: string): Promise<boolean> {
  const row = await db
    .selectFrom('page')
    .select('id')
    .where('policy_id', '=', policyId)
    .where('test', 'is not', null)
    .where('state', 'in', ['open', 'acknowledged', 'snoozed'])
    .executeTakeFirst()
  return row !== undefined
}

/** The last test of this policy as a row, with who asked for it. */
export function findLastTest(db: Db, policyId: string) {
  return db
    .selectFrom('page')
    .innerJoin('alert', 'alert.id', 'page.alert_id')
    .select(['page.id as pageId', 'alert.id as alertId', 'page.test', 'page.priority', 'page.team_id as teamId'])
    .select(['alert.origin as by', 'page.opened_at as startedAt', 'page.closed_at as endedAt'])
    .where('page.policy_id', '=', policyId)
    .where('page.test', 'is not', null)
    .orderBy('page.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Whom this test has reached, by what, and their answers; in the order in which they were reached. */
export async function findTested(db: Db, pageId: number) {
  const { rows } = await sql<{
    personId: string
    name: string
    reachedAt: Instant
    ways: { channel: string; state: string; outcome: string | null }[]
    answeredAt: Instant | null
    via: string | null
    isShadow: boolean
  }>`
    select d.person_id as "personId", n.name, min(d.created_at) as "reachedAt", a.at as "answeredAt", a.via,
      bool_and(d.reason ->> 'kind' = 'shadow') as "isShadow",
      json_agg(json_build_object('channel', d.channel, 'state', d.state, 'outcome', d.outcome) order by d.id) as ways
    from delivery d join person n on n.id = d.person_id
    left join page_test_answer a on a.page_id = d.page_id and a.person_id = d.person_id
    where d.page_id = ${pageId}
    group by d.person_id, n.name, a.at, a.via order by min(d.id)`.execute(db)
  // A copy asks nobody for an answer.
  return rows.filter(({ isShadow }) => !isShadow)
}
