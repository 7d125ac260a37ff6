import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** The database's clock, so that nodes cannot disagree. `estimate` carries the last reading on for what needs no exactness. */
export class DatabaseClock {
  #read: { readonly at: Instant; readonly counter: number; readonly isPinned: boolean } | null = null

  /** What time is it? One round trip; never earlier than any node was told before. */
  async read(db: Db): Promise<Instant> {
    const { rows } = await sql<{ now: Instant; pinned: boolean }>`
      select baton_now() as now, (select pinned_at is not null from clock) as pinned`.execute(db)
    const row = rows[0]
    if (!row) throw new Error('the clock row is missing')
    this.#read = { at: row.now, counter: performance.now(), isPinned: row.pinned }
    return row.now
  }

  /** About what time is it, without asking? Good to some milliseconds while the engine runs. */
  estimate(): Instant {
    if (!this.#read) throw new Error('the clock was not read yet')
    if (this.#read.isPinned) return this.#read.at
    return this.#read.at.add({ microseconds: Math.round((performance.now() - this.#read.counter) * 1000) })
  }

  /** Stores the latest instant seen, so that a clock set back cannot take time back. */
  async tick(db: Db): Promise<void> {
    await sql`update clock set last = clock_timestamp() where last < clock_timestamp() - interval '1 second'`.execute(
      db,
    )
  }
}
