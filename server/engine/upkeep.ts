// What a node does by the wall of its own clock, none of it on the page path: the search index, cleaning, watching.
import { sql } from 'kysely'
import { isAway, type Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { forgetHalfFiles } from '../incidents/evidence-files.ts'
import { forgetOldRequests } from '../intake/opsgenie/requests.ts'
import { forgetOldBodies } from '../intake/received-store.ts'
import { touchSources } from '../intake/store.ts'
import { countOldSteps } from '../kit/runbook-store.ts'
import { indexEntries } from '../log/store.ts'
import { forgetOldNotices } from '../notices/store.ts'
import { forgetOldCodes } from '../paging/code-store.ts'
import { forgetOldMail } from '../paging/mail-store.ts'
import { forgetOldAnswers } from '../paging/receipts.ts'
import { followCalmly } from '../recall/follow.ts'
import { forgetOldTries } from '../people/tries.ts'
import type { DatabaseClock } from './clock.ts'

export type NodeIdentity = { readonly id: string; readonly name: string; readonly release: string }

export type Chore = { readonly everyMs: number; readonly run: () => Promise<unknown> }

/** Starts the chores; the answer ends them and waits for those that run. */
export function startUpkeep(
  db: Db,
  clock: DatabaseClock,
  diagnostics: Diagnostics,
  more: readonly Chore[] = [],
): () => Promise<void> {
  const chores: readonly Chore[] = [
    { everyMs: 1_000, run: () => clock.read(db) },
    { everyMs: 1_000, run: () => clock.tick(db) },
    { everyMs: 1_000, run: () => indexEntries(db) },
    { everyMs: 1_000, run: followCalmly(db) },
    { everyMs: 30_000, run: () => touchSources(db) },
    { everyMs: 60_000, run: () => forgetOldRequests(db) },
    { everyMs: 60_000, run: () => countOldSteps(db) },
    { everyMs: 300_000, run: () => forgetOldBodies(db) },
    { everyMs: 300_000, run: () => forgetOldNotices(db) },
    { everyMs: 300_000, run: () => forgetHalfFiles(db) },
    { everyMs: 300_000, run: async () => forgetOldAnswers(db, await clock.read(db)) },
    { everyMs: 300_000, run: async () => forgetOldMail(db, await clock.read(db)) },
    { everyMs: 300_000, run: async () => forgetOldCodes(db, await clock.read(db)) },
    { everyMs: 300_000, run: async () => forgetOldTries(db, await clock.read(db)) },
    ...more,
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

/** This node lives, and so much of its disk is free. Nodes silent for a day are forgotten. */
export async function beat(db: Db, node: NodeIdentity, diskFreePercent: number | null = null): Promise<void> {
  await sql`
    insert into node (id, name, release, started_at, seen_at, pages_itself, disk_free_percent)
    values (${node.id}, ${node.name}, ${node.release}, baton_now(), baton_now(), true, ${diskFreePercent})
    on conflict (id) do update set seen_at = baton_now(), disk_free_percent = excluded.disk_free_percent`.execute(db)
  await sql`delete from node where seen_at < baton_now() - interval '1 day'`.execute(db)
}

/** This node ends, and says so: nobody misses it. */
export async function leave(db: Db, { id }: Pick<NodeIdentity, 'id'>): Promise<void> {
  await sql`delete from node where id = ${id}`.execute(db)
}
