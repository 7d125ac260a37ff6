// The sign of life to a watcher outside: sent only while Baton would wake somebody.
import { isBefore, type Instant } from '../time.ts'
import { isOfThePath, lateAfterMs, type TroubleKind } from './troubles.ts'

export type BeatFacts = {
  /** The engine's loop of the node that would send it goes round. */
  readonly isLoopAlive: boolean
  readonly latenessMs: number
  /** What is wrong now, as was last seen. */
  readonly troubles: readonly TroubleKind[]
  /** When somebody last looked what is wrong. */
  readonly lookedAt: Instant | null
  /** How long ago the database took a write of ours and gave it back. */
  readonly writtenMsAgo: number
}

export type Beat = { readonly do: 'send' } | { readonly do: 'hold'; readonly because: HeldBecause }
export const heldReasons = ['loop_stuck', 'stale', 'engine_late', 'not_watched', 'trouble'] as const
export type HeldBecause = (typeof heldReasons)[number]

export const freshForMs = 10_000
/** A loop that has not gone round for so long stands still. */
export const loopBorneMs = 30_000
const watchedWithinSeconds = 45

/** May the outside watcher be told that all is well? Whatever is not known counts as not well: silence is what calls people. */
export function mayBeat(facts: BeatFacts, now: Instant): Beat {
  if (!facts.isLoopAlive) return hold('loop_stuck')
  if (facts.writtenMsAgo >= freshForMs) return hold('stale')
  if (facts.latenessMs > lateAfterMs) return hold('engine_late')
  if (!facts.lookedAt || isBefore(facts.lookedAt.add({ seconds: watchedWithinSeconds }), now))
    return hold('not_watched')
  // Of one channel, node or disk people are told by Baton itself.
  if (facts.troubles.some(isOfThePath)) return hold('trouble')
  return { do: 'send' }
}

function hold(because: HeldBecause): Beat {
  return { do: 'hold', because }
}
