import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

export type Readiness = () => Promise<{ readonly isReady: boolean; readonly reasons: readonly string[] }>

const latestMs = 30_000

/** May this node be given work? The database answers, and no due step is thirty seconds late. */
export function makeReadiness(db: Db, isStopping: () => boolean): Readiness {
  return async () => {
    if (isStopping()) return { isReady: false, reasons: ['stopping'] }
    try {
      const late = await latenessMs(db)
      return late > latestMs
        ? { isReady: false, reasons: [`engine late: a step has been due for ${Math.round(late / 1000)} s`] }
        : { isReady: true, reasons: [] }
    } catch {
      return { isReady: false, reasons: ['the database does not answer'] }
    }
  }
}

/** How late is the most overdue step of any kind, in milliseconds? */
export async function latenessMs(db: Db): Promise<number> {
  const { rows } = await sql<{ late: number | null }>`
    select (extract(epoch from baton_now() - least(
      (select paging_due_at from alert where paging_due_at is not null order by priority, paging_due_at limit 1),
      (select min(due_at) from page where due_at is not null),
      (select min(d.due_at) from (values (1), (2), (3), (4)) as p(priority), lateral (
        select due_at from delivery where state in ('queued', 'claimed') and priority = p.priority order by due_at limit 1) as d))) * 1000)::float8 as late`.execute(
    db,
  )
  return Math.max(0, rows[0]?.late ?? 0)
}
