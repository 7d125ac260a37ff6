// Alerts as rows: found and moved. Every move is conditional on the state it leaves; rivals are told by undefined.
import { sql } from 'kysely'
import { statesAllowing } from '../../domain/alerts/states.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'

export type AlertRow = Row<'alert'> & {
  readonly service_name: string | null
  readonly source_name: string | null
  readonly acknowledged_by_name: string | null
  readonly page_state: Row<'page'>['state'] | null
  readonly page_due_at: Instant | null
  readonly is_test: boolean | null
}

export type AlertQuery = {
  readonly state: 'open' | 'triggered' | 'acknowledged' | 'snoozed' | 'closed' | 'all'
  readonly teamId?: string | undefined
  readonly serviceId?: string | undefined
  /** Only alerts that reached this person, or that they acknowledged. */
  readonly mineFor?: string | undefined
  readonly search?: string | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** Alerts, newest first. */
export async function findAlerts(db: Db, query: AlertQuery): Promise<AlertRow[]> {
  let select = withNames(db).orderBy('alert.id', 'desc').limit(query.limit)
  if (query.state === 'open') select = select.where('alert.state', '!=', 'closed')
  else if (query.state !== 'all') select = select.where('alert.state', '=', query.state)
  if (query.teamId) select = select.where('alert.team_id', '=', query.teamId)
  if (query.serviceId) select = select.where('alert.service_id', '=', query.serviceId)
  if (query.before) select = select.where('alert.id', '<', query.before)
  const { mineFor } = query
  if (mineFor) {
    select = select.where((where) =>
      where.or([
        where('alert.acknowledged_by', '=', mineFor),
        where.exists(
          where
            .selectFrom('delivery')
            .innerJoin('page', 'page.id', 'delivery.page_id')
            .whereRef('page.alert_id', '=', 'alert.id')
            .where('delivery.person_id', '=', mineFor)
            .select('delivery.id'),
        ),
      ]),
    )
  }
  for (const word of (query.search ?? '').split(/\s+/).filter(Boolean).slice(0, 8)) {
    const like = `%${word.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
    select = select.where((where) =>
      where.or([where('alert.summary', 'ilike', like), where('alert.key', 'ilike', like)]),
    )
  }
  return select.execute()
}

export async function findAlert(db: Db, id: number): Promise<AlertRow | undefined> {
  return withNames(db).where('alert.id', '=', id).executeTakeFirst()
}

/** How many alerts are open, by state. */
export async function countOpen(
  db: Db,
  teamId?: string,
): Promise<{ triggered: number; acknowledged: number; snoozed: number }> {
  let select = db
    .selectFrom('alert')
    .select(['state', (each) => each.fn.countAll<number>().as('count')])
    .where('state', '!=', 'closed')
  if (teamId) select = select.where('team_id', '=', teamId)
  const rows = await select.groupBy('state').execute()
  const count = (state: string) => rows.find((row) => row.state === state)?.count ?? 0
  return { triggered: count('triggered'), acknowledged: count('acknowledged'), snoozed: count('snoozed') }
}

/** Acknowledges the alert if nobody has yet; undefined when someone was quicker. */
export function markAcknowledged(db: Db, id: number, by: string | null, now: Instant) {
  return db
    .updateTable('alert')
    .set({ state: 'acknowledged', acknowledged_by: by, acknowledged_at: now })
    .where('id', '=', id)
    .where('state', 'in', statesAllowing('acknowledge'))
    .returningAll()
    .executeTakeFirst()
}

export function markSnoozed(db: Db, id: number, by: string | null, now: Instant) {
  return db
    .updateTable('alert')
    .set({ state: 'snoozed', acknowledged_by: by, acknowledged_at: now })
    .where('id', '=', id)
    .where('state', 'in', statesAllowing('snooze'))
    .returningAll()
    .executeTakeFirst()
}

export function markClosed(db: Db, id: number, because: string, now: Instant) {
  return db
    .updateTable('alert')
    .set({ state: 'closed', closed_at: now, closed_because: because, paging_due_at: null, ends_at: null })
    .where('id', '=', id)
    .where('state', 'in', statesAllowing('close'))
    .returningAll()
    .executeTakeFirst()
}

/** The other alerts of this page follow the answer to one of them: a page is answered as a whole. How many there were. */
export async function markOthersHeld(
  db: Db,
  pageId: number,
  of: { readonly state: 'acknowledged' | 'snoozed'; readonly by: string | null; readonly now: Instant },
): Promise<number> {
  const held = await db
    .updateTable('alert')
    .set({ state: of.state, acknowledged_by: of.by, acknowledged_at: of.now })
    .where('page_id', '=', pageId)
    .where('state', 'in', of.state === 'snoozed' ? ['triggered', 'acknowledged'] : ['triggered', 'snoozed'])
    .executeTakeFirst()
  return Number(held.numUpdatedRows)
}

/** The alerts of pages that were taken up again, by time or by "escalate now", wait for an answer again. */
export async function markTriggered(db: Db, pageIds: readonly number[]): Promise<void> {
  if (pageIds.length === 0) return
  await sql`update alert set state = 'triggered', acknowledged_by = null, acknowledged_at = null
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

/** Alerts that leave their page behind because their priority rose: the pages they leave. */
export async function leavePages(db: Db, alertIds: readonly number[]): Promise<number[]> {
  if (alertIds.length === 0) return []
  const left = await sql<{ page_id: number }>`
    update alert a set page_id = null from (select id, page_id from alert where id = any(${alertIds}::bigint[])) old
    where a.id = old.id returning old.page_id`.execute(db)
  return left.rows.map((row) => row.page_id)
}

/**
 * The unanswered pages of these services that another alert may join, the most urgent of each first. Locked for this
 * transaction; one that somebody is answering at this moment is passed over.
 */
export async function findJoinable(tx: Db, serviceIds: readonly string[]) {
  if (serviceIds.length === 0) return []
  const found = await sql<{ id: number; service_id: string; priority: number }>`
    select p.id, p.service_id, p.priority from page p join service s on s.id = p.service_id
    where p.service_id = any(${serviceIds}::uuid[]) and p.state = 'open' and p.plan = 'policy' and not p.is_test
      and s.grouping = 'unanswered' and p.policy_id = s.policy_id
    order by p.priority, p.id limit 1000 for share of p skip locked`.execute(tx)
  return found.rows
}

/** The page an alert is being paged by from now on. */
export async function linkPages(db: Db, pageOf: ReadonlyMap<number, number>): Promise<void> {
  if (pageOf.size === 0) return
  await sql`
    update alert a set page_id = n.page_id, paging_due_at = null
    from unnest(${[...pageOf.keys()]}::bigint[], ${[...pageOf.values()]}::bigint[]) as n(alert_id, page_id)
    where a.id = n.alert_id`.execute(db)
}

/** What paging needs of an alert: not the sender's whole text. */
export type Unpaged = Pick<
  Row<'alert'>,
  | 'id'
  | 'team_id'
  | 'service_id'
  | 'key'
  | 'state'
  | 'priority'
  | 'summary'
  | 'first_at'
  | 'paging_due_at'
  | 'page_id'
  | 'acknowledged_by'
> & { readonly now: Instant }

/** Alerts that wait to be paged, locked for this transaction; what another node holds is passed over. */
export async function claimUnpaged(tx: Db, limit: number) {
  const claimed = await sql<Unpaged>`
    select id, team_id, service_id, key, state, priority, summary, first_at, paging_due_at, page_id, acknowledged_by,
      baton_now() as now
    from alert where paging_due_at <= (select baton_now())
    order by priority, paging_due_at limit ${limit} for update skip locked`.execute(tx)
  return claimed.rows
}

/** Alerts whose sender said until when they hold, and did not say so again: closed, and returned. */
export async function closeEnded(tx: Db, limit: number) {
  const ended = await sql<
    Pick<Row<'alert'>, 'id' | 'team_id' | 'page_id' | 'summary'> & { ends_at: Instant; now: Instant }
  >`
    with ended as (
      select id, ends_at from alert where ends_at <= (select baton_now()) and state <> 'closed'
      order by ends_at limit ${limit} for update skip locked
    )
    update alert a set state = 'closed', closed_at = baton_now(), closed_because = 'ended', paging_due_at = null, ends_at = null
    from ended where a.id = ended.id
    returning a.id, a.team_id, a.page_id, a.summary, ended.ends_at, a.closed_at as now`.execute(tx)
  return ended.rows
}

/** Pages that are due, with their alerts, both locked for this transaction. */
export async function claimDuePages(tx: Db, limit: number) {
  const due = await sql<DuePage>`
    select p.id, p.plan, p.policy_id, p.person_id, p.team_id, p.priority, p.is_test, p.state, p.loop, p.step, p.version, p.due_at,
      p.acknowledged_at, n.name as acknowledged_by_name,
      a.id as alert_id, a.summary, a.service_id, a.first_at, baton_now() as now
    from page p join alert a on a.id = p.alert_id left join person n on n.id = p.acknowledged_by
    where p.due_at <= (select baton_now())
    order by p.priority, p.due_at limit ${limit} for update of p, a skip locked`.execute(tx)
  return due.rows
}

/** The running page of one alert, locked as above. */
export async function lockRunningPage(tx: Db, alertId: number) {
  const running = await sql<DuePage>`
    select p.id, p.plan, p.policy_id, p.person_id, p.team_id, p.priority, p.is_test, p.state, p.loop, p.step, p.version, p.due_at,
      p.acknowledged_at, null as acknowledged_by_name,
      a.id as alert_id, a.summary, a.service_id, a.first_at, baton_now() as now
    from alert a join page p on p.id = a.page_id
    where a.id = ${alertId} and a.state <> 'closed' and p.state in ('open', 'acknowledged', 'snoozed')
    for update of a, p`.execute(tx)
  return running.rows[0]
}

export type DuePage = Pick<
  Row<'page'>,
  | 'id'
  | 'plan'
  | 'policy_id'
  | 'person_id'
  | 'team_id'
  | 'priority'
  | 'is_test'
  | 'loop'
  | 'step'
  | 'version'
  | 'acknowledged_at'
> & {
  readonly state: 'open' | 'acknowledged' | 'snoozed'
  readonly due_at: Instant
  readonly acknowledged_by_name: string | null
  readonly alert_id: number
  readonly summary: string
  readonly service_id: string | null
  readonly first_at: Instant
  readonly now: Instant
}

export type NewAlert = {
  readonly teamId: string
  readonly serviceId: string | null
  readonly sourceId: string | null
  readonly key: string
  readonly priority: number
  readonly summary: string
  readonly origin: string
  readonly details: string
  readonly at: Instant
}

/** An alert raised by hand, or as a test; paged by the caller in the same transaction. */
export function insertAlert(db: Db, alert: NewAlert) {
  return db
    .insertInto('alert')
    .values({
      team_id: alert.teamId,
      service_id: alert.serviceId,
      source_id: alert.sourceId,
      key: alert.key,
      priority: alert.priority,
      summary: alert.summary,
      origin: alert.origin,
      details: alert.details,
      first_at: alert.at,
      last_at: alert.at,
      paging_due_at: alert.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}

function withNames(db: Db) {
  return db
    .selectFrom('alert')
    .leftJoin('service', 'service.id', 'alert.service_id')
    .leftJoin('source', 'source.id', 'alert.source_id')
    .leftJoin('person', 'person.id', 'alert.acknowledged_by')
    .leftJoin('page', 'page.id', 'alert.page_id')
    .selectAll('alert')
    .select([
      'service.name as service_name',
      'source.name as source_name',
      'person.name as acknowledged_by_name',
      'page.state as page_state',
      'page.due_at as page_due_at',
      'page.is_test as is_test',
    ])
}
