// Alerts and pages that wait for time, as the engine claims them: locked for its transaction, what others hold passed over.
import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'

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
  | 'page_id'
  | 'acknowledged_by'
  | 'back_at'
  | 'policy_id'
  | 'page_group'
  | 'reopens'
  | 'damped_since'
  | 'muted_by'
> & { readonly paging_due_at: Instant; readonly now: Instant }

/** An alert that was accepted a moment ago and waits to be paged, as the acceptance left it. */
export type FreshAlert = Pick<
  Row<'alert'>,
  | 'id'
  | 'team_id'
  | 'service_id'
  | 'key'
  | 'priority'
  | 'summary'
  | 'first_at'
  | 'policy_id'
  | 'page_group'
  | 'damped_since'
> & {
  readonly paging_due_at: Instant
  /** When it came back; null when it never did. */
  readonly reopens: readonly Instant[] | null
}

/**
 * Alerts that wait to be paged, and those that are muted by what may have changed since; locked for this transaction, and what
 * another node holds is passed over.
 */
export async function claimUnpaged(tx: Db, limit: number) {
  const columns = sql`id, team_id, service_id, key, state, priority, summary, first_at, paging_due_at, page_id, acknowledged_by,
      back_at, muted_by, policy_id, page_group, reopens, damped_since, baton_now() as now`
  const claimed = await sql<Unpaged>`
    with due as (
      select ${columns} from alert where paging_due_at <= (select baton_now())
      order by priority, paging_due_at limit ${limit} for update skip locked
    ), muted as (
      select ${columns} from alert
      where muted_version < (select unmuting_version from roster_version) and paging_due_at > (select baton_now())
      order by muted_version limit ${limit} for update skip locked
    )
    select * from due union all select * from muted limit ${limit}`.execute(tx)
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

/** What somebody wrote who raised the alert by hand; the details of a monitor are its own language. */
const byHand = sql<string>`case when source_id is null then left(details, 2000) else '' end`

/** Who promised to be back, or to look at something; null when nobody did. */
const promisedBy = sql<string | null>`(select name from person where person.id = promised_by)`

/**
 * Pages that are due, and those that are held by a roster that is no longer the newest; each with the alert it speaks of now: the most urgent that is still open on it. A page on which none is
 * open any more comes without one. Pages and alerts are locked for this transaction.
 */
export async function claimDuePages(tx: Db, limit: number) {
  const due = await sql<DuePage | (Omit<DuePage, 'alert_id'> & { alert_id: null })>`
    with due as (
      select x.* from (values (1), (2), (3), (4)) as urgency(priority), lateral (
        select * from page where priority = urgency.priority and due_at <= (select baton_now())
        order by due_at limit ${limit} for update skip locked
      ) x limit ${limit}
    ), held as (
      select * from page where held_version < (select version from roster_version) and due_at > (select baton_now())
      order by held_version limit ${limit} for update skip locked -- as its index has them: few are held, and many wait
    )
    select ${ofPage}, n.name as acknowledged_by_name,
      a.id as alert_id, a.summary, a.service_id, a.first_at, a.note, a.looking_at, a.back_at, a.promised_by_name, baton_now() as now
    from (select * from due union all select * from held limit ${limit}) p
    left join lateral (
      select id, summary, service_id, first_at, looking_at, back_at, ${promisedBy} as promised_by_name, ${byHand} as note from alert where page_id = p.id and state <> 'closed'
      order by priority, id limit 1
    ) a on true
    left join person n on n.id = p.acknowledged_by`.execute(tx)
  return {
    speaking: due.rows.filter((row): row is DuePage => row.alert_id !== null),
    silent: due.rows.filter((row) => row.alert_id === null),
  }
}

/** A page is as urgent as the most urgent alert that stays open on it: one may have risen while the page was quiet. */
const urgency = sql<number>`least(p.priority, (
  select min(priority) from alert where page_id = p.id and state <> 'closed' and paging_due_at is null))`

const ofPage = sql`p.id, p.plan, p.policy_id, p.person_id, p.team_id, ${urgency} as priority, p.is_test, p.test, p.state, p.loop, p.step,
  p.version, p.due_at, p.held_since, p.acknowledged_at`

/** The running page of one alert, locked as above. */
export async function lockRunningPage(tx: Db, alertId: number) {
  const running = await sql<DuePage>`
    select ${ofPage}, null as acknowledged_by_name,
      a.id as alert_id, a.summary, a.service_id, a.first_at, ${byHand} as note, a.looking_at, a.back_at, ${promisedBy} as promised_by_name, baton_now() as now
    from alert a join page p on p.id = a.page_id
    where a.id = ${alertId} and a.state <> 'closed' and p.state in ('open', 'acknowledged', 'snoozed')
    for update of a, p`.execute(tx)
  return running.rows[0]
}

/** The running ones of these pages, each with the alert that it speaks of; locked in one order until the end of the transaction. */
export async function lockRunningPages(tx: Db, pageIds: readonly number[]) {
  if (pageIds.length === 0) return []
  const running = await sql<DuePage>`
    select ${ofPage}, null as acknowledged_by_name,
      a.id as alert_id, a.summary, a.service_id, a.first_at, a.note, a.looking_at, a.back_at, a.promised_by_name, baton_now() as now
    from page p, lateral (
      select id, summary, service_id, first_at, looking_at, back_at, ${promisedBy} as promised_by_name, ${byHand} as note
      from alert where page_id = p.id and state <> 'closed' order by priority, id limit 1
    ) a
    where p.id = any(${pageIds}::bigint[]) and p.state in ('open', 'acknowledged', 'snoozed')
    order by p.id for update of p`.execute(tx)
  return running.rows
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
  | 'test'
  | 'loop'
  | 'step'
  | 'held_since'
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
  readonly note: string
  readonly looking_at: string | null
  readonly back_at: Instant | null
  readonly promised_by_name: string | null
  readonly now: Instant
}

/** An alert for which no page was opened yet, whoever answered meanwhile: it waits for somebody again, and is this transaction's. */
export async function takeUnpaged(tx: Db, alertId: number) {
  const taken = await sql<FreshAlert>`
    update alert set state = 'triggered', acknowledged_by = null, acknowledged_at = null, back_at = null
    where id = ${alertId} and page_id is null and paging_due_at is not null and state <> 'closed'
    returning id, team_id, service_id, key, priority, summary, first_at, paging_due_at, policy_id, page_group, reopens, damped_since`.execute(
    tx,
  )
  return taken.rows[0]
}

/** Alerts that leave their page behind because their priority rose: the pages they leave. */
export async function leavePages(db: Db, alertIds: readonly number[]): Promise<number[]> {
  if (alertIds.length === 0) return []
  const left = await sql<{ page_id: number }>`
    update alert a set page_id = null from (select id, page_id from alert where id = any(${alertIds}::bigint[])) old
    where a.id = old.id returning old.page_id`.execute(db)
  return left.rows.map((row) => row.page_id)
}
