// Alerts as rows: found and moved. Every move is conditional on the state it leaves; rivals are told by undefined.
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { statesAllowing, type AlertState } from '../../domain/alerts/states.ts'
import { itselfKey } from '../../domain/paging/itself.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { Holding } from './holding.ts'

export type AlertRow = Row<'alert'> & {
  readonly service_name: string | null
  readonly source_name: string | null
  readonly acknowledged_by_name: string | null
  readonly promised_by_name: string | null
  readonly closed_by_name: string | null
  readonly outcome_by_name: string | null
  readonly page_state: Row<'page'>['state'] | null
  readonly page_due_at: Instant | null
  readonly held_until: Instant | null
  readonly page_needs: number | null
  readonly answered_by: { readonly personId: string; readonly name: string }[]
  readonly is_test: boolean | null
}

export async function findAlert(db: Db, id: number): Promise<AlertRow | undefined> {
  return withNames(db).where('alert.id', '=', id).executeTakeFirst()
}

/** These alerts, the newest first. */
export async function findAlertsById(db: Db, ids: readonly number[]): Promise<AlertRow[]> {
  return ids.length === 0 ? [] : withNames(db).where('alert.id', 'in', ids).orderBy('alert.id', 'desc').execute()
}

/** How many alerts of this page are open. */
export async function countOpenOn(db: Db, pageId: number): Promise<number> {
  const { count } = await db
    .selectFrom('alert')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('page_id', '=', pageId)
    .where('state', '!=', sql.lit('closed'))
    .executeTakeFirstOrThrow()
  return count
}

/** Acknowledges the alert if nobody has yet; undefined when someone was quicker. */
export function markAcknowledged(db: Db, id: number, holding: Holding) {
  return db
    .updateTable('alert')
    .set(holding)
    .where('id', '=', id)
    .where('state', 'in', statesAllowing('acknowledge'))
    .returningAll()
    .executeTakeFirst()
}

/** Acknowledges the alert whoever has it now; undefined when it is closed. */
export function markTakenOver(db: Db, id: number, holding: Holding) {
  return db
    .updateTable('alert')
    .set(holding)
    .where('id', '=', id)
    .where('state', 'in', statesAllowing('take_over'))
    .returningAll()
    .executeTakeFirst()
}

export function markSnoozed(db: Db, id: number, holding: Holding) {
  return db
    .updateTable('alert')
    .set(holding)
    .where('id', '=', id)
    .where('state', 'in', statesAllowing('snooze'))
    .returningAll()
    .executeTakeFirst()
}

export function markClosed(db: Db, id: number, closing: Closing) {
  return db
    .updateTable('alert')
    .set(closedBy(closing))
    .where('id', '=', id)
    .where('state', 'in', statesAllowing('close'))
    .returningAll()
    .executeTakeFirst()
}

export type Closing = {
  readonly because: string
  readonly by: string | null
  readonly now: Instant
  /** What came of it; left out where nobody says. */
  readonly said?: OutcomeColumns
}

/** What does closing an alert write, by whatever statement? */
export function closedBy({ because, by, now, said }: Closing) {
  const closed = { state: 'closed', closed_at: now, closed_because: because, closed_by: by } as const
  return { ...closed, ...said, paging_due_at: null, ends_at: null }
}

export type OutcomeColumns = Pick<
  Row<'alert'>,
  'outcome' | 'outcome_reason' | 'outcome_note' | 'outcome_by' | 'outcome_at'
>

/** The other alerts of this page follow the answer to one of them: a page is answered as a whole. How many there were. */
export async function markOthersHeld(
  db: Db,
  of: { readonly pageId: number; readonly id: number },
  holding: Holding,
  from: readonly AlertState[] = holding.state === 'snoozed' ? ['triggered', 'acknowledged'] : ['triggered', 'snoozed'],
): Promise<number> {
  const held = await db
    .updateTable('alert')
    .set(holding)
    .where('page_id', '=', of.pageId)
    .where('id', '!=', of.id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return Number(held.numUpdatedRows)
}

/** The alerts of pages that were taken up again, by time or by "escalate now", wait for an answer again. */
export async function markTriggered(db: Db, pageIds: readonly number[]): Promise<void> {
  if (pageIds.length === 0) return
  // What somebody promised stays readable, and is told to those who are paged; the end of a snooze is nobody's promise.
  await sql`update alert set state = 'triggered', acknowledged_by = null, acknowledged_at = null,
      back_at = case when promised_by is not null then back_at end
    where page_id = any(${pageIds}::bigint[]) and state in ('acknowledged', 'snoozed')`.execute(db)
}

/** From now on the alerts of an exhausted page are paged by the alarm that took over. */
export async function moveToAlarm(db: Db, alarmOf: ReadonlyMap<number, number>): Promise<void> {
  if (alarmOf.size === 0) return
  await sql`
    update alert a set page_id = n.alarm_id
    from unnest(${[...alarmOf.keys()]}::bigint[], ${[...alarmOf.values()]}::bigint[]) as n(page_id, alarm_id)
    where a.page_id = n.page_id and a.state <> 'closed'`.execute(db)
}

/** The page an alert is being paged by from now on. */
export async function linkPage(db: Db, alertId: number, pageId: number): Promise<void> {
  await db.updateTable('alert').set({ page_id: pageId, paging_due_at: null }).where('id', '=', alertId).execute()
}

/** Baton's page to itself has done what it was for: its alert goes, and its page and delivery with it. */
export async function forgetItself(db: Db, of: { readonly source: string; readonly key: string }): Promise<void> {
  await db.deleteFrom('alert').where('source_id', '=', of.source).where('key', '=', of.key).execute()
}

/** Not Baton's page to itself: that one is nobody's alert. */
export const isOfPeople = sql<boolean>`not (alert.service_id is null and alert.key like ${sql.lit(`${itselfKey}%`)})`

/** Alerts with what stands beside them in other tables. */
export function withNames(db: Db) {
  return named(db).selectAll('alert')
}

/** Alerts with the names that belong to them, and none of their own columns yet: a list takes fewer of those. */
export function named(db: Db) {
  const answerers = db
    .selectFrom('page_answer')
    .innerJoin('person as answerer', 'answerer.id', 'page_answer.person_id')
    .select(['answerer.id as personId', 'answerer.name'])
    .where('page_answer.page_id', '=', sql.ref<number>('page.id'))
    .orderBy('page_answer.at')
  return db
    .selectFrom('alert')
    .leftJoin('service', 'service.id', 'alert.service_id')
    .leftJoin('source', 'source.id', 'alert.source_id')
    .leftJoin('person', 'person.id', 'alert.acknowledged_by')
    .leftJoin('person as promiser', 'promiser.id', 'alert.promised_by')
    .leftJoin('person as closer', 'closer.id', 'alert.closed_by')
    .leftJoin('person as sayer', 'sayer.id', 'alert.outcome_by')
    .leftJoin('page', 'page.id', 'alert.page_id')
    .where(isOfPeople)
    .select([
      'service.name as service_name',
      'source.name as source_name',
      'person.name as acknowledged_by_name',
      'promiser.name as promised_by_name',
      'closer.name as closed_by_name',
      'sayer.name as outcome_by_name',
      'page.state as page_state',
      'page.due_at as page_due_at',
      'page.is_test as is_test',
      'page.held_until',
      'page.needs as page_needs',
    ])
    .select(jsonArrayFrom(answerers).as('answered_by'))
}
