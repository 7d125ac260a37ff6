import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Db } from '../db/connect.ts'

/** What becomes of these works when each of them has begun before the first can end: all wait for `held`, which is let go then. */
export async function atOnce<T>(
  db: Db,
  held: (tx: Db) => Promise<unknown>,
  works: readonly (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  const { outcomes } = await db.transaction().execute(async (tx) => {
    await held(tx)
    const outcomes = Promise.allSettled(works.map((work) => work()))
    await expect.poll(() => waitingForLocks(db)).toBe(works.length)
    return { outcomes }
  })
  return outcomes
}

/** How many connections to this database wait for the lock of another? */
async function waitingForLocks(db: Db): Promise<number> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows.length
}
