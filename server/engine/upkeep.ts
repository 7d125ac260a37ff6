// What a node does by the wall of its own clock, none of it on the page path: its heartbeat, the search index, cleaning.
import { sql } from 'kysely'
import { isAway, type Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { forgetOldRejections, touchSources } from '../intake/store.ts'
import { indexEntries } from '../log/store.ts'
import { forgetOldNotices } from '../notices/store.ts'
import { forgetOldCodes } from '../paging/code-store.ts'
import { forgetOldMail } from '../paging/mail-store.ts'
import { forgetOldAnswers } from '../paging/receipts.ts'
import { forgetOldTries } from '../people/tries.ts'
import type { DatabaseClock } from './clock.ts'

export type NodeIdentity = { readonly id: string; readonly name: string; readonly release: string }

type Chore = { readonly everyMs: number; readonly run: () => Promise<unknown> }

/** Starts the chores; the answer ends them and waits for those that run. */
export function startUpkeep(
  db: Db,
  clock: DatabaseClock,
  node: NodeIdentity,
  diagnostics: Diagnostics,
): () => Promise<void> {
  const chores: readonly Chore[] = [
    { everyMs: 1_000, run: () => clock.read(db) },
    { everyMs: 1_000, run: () => clock.tick(db) },
    { everyMs: 1_000, run: () => indexEntries(db) },
    { everyMs: 10_000, run: () => beat(db, node) },
    { everyMs: 30_000, run: () => touchSources(db) },
    { everyMs: 60_000, run: () => forgetOldRejections(db) },
    { everyMs: 300_000, run: () => forgetOldNotices(db) },
    { everyMs: 300_000, run: async () => forgetOldAnswers(db, await clock.read(db)) },
    { everyMs: 300_000, run: async () => forgetOldMail(db, await clock.read(db)) },
    { everyMs: 300_000, run: async () => forgetOldCodes(db, await clock.read(db)) },
    { everyMs: 300_000, run: async () => forgetOldTries(db, await clock.read(db)) },
  ]
  let isStopped = false
  const running = new Set<Promise<unknown>>()
  const timers = chores.map((chore) => {
    let isRunning = false
    return setInterval(() => {
      if (isRunning || isStopped) return
      isRunning = true
      const run = chore
        .run()
        .catch((error: unknown) => {
          if (!isAway(error)) diagnostics.error({ err: error }, 'a chore failed')
        })
        .finally(() => {
          isRunning = false
          running.delete(run)
        })
      running.add(run)
    }, chore.everyMs).unref()
  })
  return async () => {
    isStopped = true
    for (const timer of timers) clearInterval(timer)
    await Promise.allSettled(running)
  }
}

/** This node lives. Nodes silent for a day are forgotten. */
export async function beat(db: Db, node: NodeIdentity): Promise<void> {
  await sql`
    insert into node (id, name, release, started_at, seen_at)
    values (${node.id}, ${node.name}, ${node.release}, baton_now(), baton_now())
    on conflict (id) do update set seen_at = baton_now()`.execute(db)
  await sql`delete from node where seen_at < baton_now() - interval '1 day'`.execute(db)
}
