// Baton watches itself beside its engine, not inside it: what stands still cannot say so.
import { diskFreePercent } from './disk.ts'
import { Guard } from './guard.ts'
import { beatOutside, type Beaten, type HeartbeatParts } from './heartbeat.ts'
import { sumHours } from './figure-hours.ts'
import type { LatenessCounts } from './lateness-counts.ts'
import { look, type LookParts } from './look.ts'
import { lookAtSelfPage, type SelfPageParts } from './self-pages.ts'
import type { DatabaseClock } from '../engine/clock.ts'

export type WatchParts = HeartbeatParts &
  LookParts &
  Omit<SelfPageParts, 'everyMinutes' | 'lateSeconds'> & {
    readonly identity: { readonly id: string; readonly name: string }
    /** Writes down that this node lives, and how much of its disk is free. */
    readonly live: (diskFreePercent: number | null) => Promise<void>
    readonly clock: DatabaseClock
    readonly selfPageSeconds: number
    readonly databaseFolder: string | null
    readonly lateness: LatenessCounts
  }

type Chore = { readonly everyMs: number; readonly run: () => Promise<unknown> }

export type Watch = {
  /** Each says whether it did something; all may be called at any moment, on any node. */
  readonly selfPage: () => Promise<boolean>
  readonly look: () => Promise<boolean>
  readonly beat: () => Promise<Beaten>
  readonly guard: () => Promise<void>
  readonly figures: () => Promise<void>
  readonly chores: readonly Chore[]
}

export function makeWatch(parts: WatchParts): Watch {
  const guard = new Guard({
    nodeName: parts.identity.name,
    tell: parts.tell,
    loopSilentMs: parts.loopSilentMs,
    steady: parts.steady,
    estimate: () => parts.clock.estimate(),
  })
  const selfPages = { ...parts, everyMinutes: parts.selfPageMinutes, lateSeconds: parts.selfPageSeconds }
  const selfPage = () => lookAtSelfPage(selfPages)
  const lookNow = () => look(parts)
  const beatNow = () => beatOutside(parts)
  const guardNow = async () => {
    // The database first: a node that was asleep would take its own sleep for a silence of the database.
    const isThere = await parts.live(await diskFreePercent(parts.databaseFolder)).then(
      () => true,
      () => false,
    )
    if (isThere) guard.answered()
    await guard.look()
  }
  const figures = async () => {
    await parts.lateness.flush(parts.db)
    await sumHours(parts.db)
  }
  return {
    selfPage,
    look: lookNow,
    beat: beatNow,
    guard: guardNow,
    figures,
    chores: [
      { everyMs: 1_000, run: selfPage },
      { everyMs: 5_000, run: guardNow },
      { everyMs: 5_000, run: lookNow },
      { everyMs: 5_000, run: beatNow },
      { everyMs: 60_000, run: figures },
    ],
  }
}
