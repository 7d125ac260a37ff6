// Many alerts moved by one statement, each on the condition of the state it leaves.
import { sql } from 'kysely'
import { statesAllowing } from '../../domain/alerts/states.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { Holding } from './holding.ts'
import { closedBy, type Closing } from './store.ts'

/** An alert among those that are answered at once, with what decides about it. */
export type Chosen = Pick<
  Row<'alert'>,
  'id' | 'team_id' | 'page_id' | 'state' | 'summary' | 'acknowledged_by' | 'acknowledged_at'
> & {
  readonly holder: string | null
  /** Its page needs several answers, or is a test: it is answered by itself. */
  readonly is_alone: boolean
}

/** These alerts, locked in one order until the end of the transaction. */
export async function lockChosen(tx: Db, ids: readonly number[]): Promise<Chosen[]> {
  // First held, then joined: whoever waited for another joins with what that one wrote.
  const { rows } = await sql<Chosen>`
    with held as materialized (select * from alert where id = any(${ids}::bigint[]) order by id for update)
    select a.id, a.team_id, a.page_id, a.state, a.summary, a.acknowledged_by, a.acknowledged_at, n.name as holder,
      coalesce(p.is_test or p.needs > 1, false) as is_alone
    from held a left join page p on p.id = a.page_id left join person n on n.id = a.acknowledged_by
    order by a.id`.execute(tx)
  return rows
}

/** The alerts that somebody has from now on; the others on their pages follow, and how many those are. */
export async function markManyAcknowledged(
  tx: Db,
  of: { readonly ids: readonly number[]; readonly pageIds: readonly number[] },
  holding: Holding,
): Promise<number> {
  if (of.ids.length === 0) return 0
  const states = statesAllowing('acknowledge')
  await tx.updateTable('alert').set(holding).where('id', 'in', of.ids).where('state', 'in', states).execute()
  if (of.pageIds.length === 0) return 0
  const others = await sql`
    update alert set state = ${holding.state}, acknowledged_by = ${holding.acknowledged_by},
      acknowledged_at = ${holding.acknowledged_at}, promised_by = null, looking_at = null, back_at = null
    where page_id = any(${of.pageIds}::bigint[]) and state = any(${states}::text[]) and not id = any(${of.ids}::bigint[])`.execute(
    tx,
  )
  return Number(others.numAffectedRows ?? 0n)
}

export async function markManyClosed(tx: Db, ids: readonly number[], closing: Closing): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('alert')
    .set(closedBy(closing))
    .where('id', 'in', ids)
    .where('state', 'in', statesAllowing('close'))
    .execute()
}

/** Alerts that nobody has any more: on a page that still rings, or before there was one. */
export async function markManyWaiting(tx: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update alert set state = 'triggered', acknowledged_by = null, acknowledged_at = null
    where id = any(${ids}::bigint[]) and state = 'acknowledged' and (page_id is not null or paging_due_at is not null)`.execute(
    tx,
  )
}
