// What is known around one alert: what else was raised with it, and what its key did before.
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { aroundApi, Near } from '../../domain/alerts/around-api.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { refuse } from '../refusal.ts'
import { findAlert, type AlertRow } from './store.ts'

const shown = 6
const mostCounted = 200
/** How many alerts before and after it are looked at for what belongs to it: in a flood not all of an hour. */
const nearby = 10_000
const pastCounted = 1_000

export const aroundActions: Actions<keyof typeof aroundApi> = {
  async listRelatedAlerts({ db }, { alertId }) {
    const alert = (await findAlert(db, alertId)) ?? refuse('not_found')
    const hour = sql<SqlBool>`a.first_at between ${alert.first_at.subtract({ hours: 1 })} and ${alert.first_at.add({ hours: 1 })}`
    const near = sql<SqlBool>`a.id between ${alertId - nearby} and ${alertId + nearby}`
    const group =
      alert.group_key &&
      sql<SqlBool>`${near} and a.group_key = ${alert.group_key} and a.source_id is not distinct from ${alert.source_id}`
    const elsewhere = sql<SqlBool>`${near} and ${hour} and a.labels = ${alert.labels} and a.service_id is distinct from ${alert.service_id}`
    const [page, ofGroup, service, labels] = await Promise.all([
      alert.page_id ? some(db, alert, sql`a.page_id = ${alert.page_id}`) : nothing,
      group ? some(db, alert, group) : nothing,
      alert.service_id ? some(db, alert, sql`${near} and ${hour} and a.service_id = ${alert.service_id}`) : nothing,
      alert.labels === '{}' ? nothing : some(db, alert, elsewhere),
    ])
    return { page, group: ofGroup, service, labels }
  },

  async listAlertHistory({ db }, { alertId, before, limit }) {
    const alert = (await findAlert(db, alertId)) ?? refuse('not_found')
    const same = sql<SqlBool>`a.source_id = ${alert.source_id} and a.key = ${alert.key} and a.state = 'closed' and a.id <> ${alertId}`
    const { rows } = await sql<Past>`
      select a.id, a.priority, a.summary, a.count, a.first_at, a.closed_at, a.closed_because,
        holder.name as acknowledged_by_name, closer.name as closed_by_name
      from alert a left join person holder on holder.id = a.acknowledged_by left join person closer on closer.id = a.closed_by
      where ${same} ${before === undefined ? sql`` : sql`and a.id < ${before}`}
      order by a.id desc limit ${limit}`.execute(db)
    const counted = await countTo(db, sql`from alert a where ${same}`, pastCounted)
    const last = rows.length === limit ? rows.at(-1) : undefined
    return { past: rows.map(toPast), ...counted, nextBefore: last?.id ?? null }
  },
}

const nothing = { alerts: [], count: 0, isMore: false }

type NearRow = Pick<Row<'alert'>, 'id' | 'state' | 'priority' | 'summary' | 'service_id' | 'first_at'> & {
  readonly service_name: string | null
}

/** The others for which this holds: the newest few, and how many. */
async function some(db: Db, alert: Pick<AlertRow, 'id'>, holds: RawBuilder<SqlBool>) {
  const from = sql`from alert a where a.id <> ${alert.id} and ${holds}`
  const { rows } = await sql<NearRow>`
    with found as materialized (
      select a.id, a.state, a.priority, a.summary, a.service_id, a.first_at ${from} order by a.id desc limit ${shown}
    )
    select found.*, v.name as service_name from found left join service v on v.id = found.service_id
    order by found.id desc`.execute(db)
  const counted = rows.length < shown ? { count: rows.length, isMore: false } : await countTo(db, from, mostCounted)
  return { alerts: rows.map(toNear), ...counted }
}

async function countTo(db: Db, from: RawBuilder<unknown>, most: number) {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select ${from} limit ${most + 1}) counted`.execute(db)
  const count = rows[0]?.count ?? 0
  return { count: Math.min(count, most), isMore: count > most }
}

function toNear(row: NearRow): Near {
  const { id, state, summary, service_id: serviceId, service_name: serviceName, first_at: firstAt } = row
  return { id, state, priority: asPriority(row.priority), summary, serviceId, serviceName, firstAt }
}

type Past = Pick<
  Row<'alert'>,
  'id' | 'priority' | 'summary' | 'count' | 'first_at' | 'closed_at' | 'closed_because'
> & {
  readonly acknowledged_by_name: string | null
  readonly closed_by_name: string | null
}

function toPast(row: Past) {
  return {
    id: row.id,
    priority: asPriority(row.priority),
    summary: row.summary,
    count: row.count,
    firstAt: row.first_at,
    closedAt: row.closed_at ?? row.first_at,
    acknowledgedBy: row.acknowledged_by_name,
    closedBy: row.closed_by_name,
    closedBecause: row.closed_because ?? 'person',
  }
}
