// Things that hold for a span (overrides, temporary schedules, shifts), made ready to be asked which of them hold now.
import type { Instant } from '../time.ts'
import { lastUpTo } from './local-time.ts'

/** Sorted by their beginning; `latestEndsMs` is the latest end up to here, so that a look back knows where to stop. */
export type Stretches<T> = {
  readonly things: readonly T[]
  /** The place of each in the order it was given in. */
  readonly ranks: Uint32Array
  readonly startsMs: Float64Array
  readonly endsMs: Float64Array
  readonly latestEndsMs: Float64Array
}

export function stretchesOf<T extends { readonly startsAt: Instant; readonly endsAt: Instant }>(
  things: readonly T[],
): Stretches<T> {
  const sorted = things
    .map((thing, rank) => ({ thing, rank, startsMs: thing.startsAt.epochMilliseconds }))
    .toSorted((a, b) => a.startsMs - b.startsMs)
  const endsMs = Float64Array.from(sorted, ({ thing }) => thing.endsAt.epochMilliseconds)
  let latest = -Infinity
  return {
    things: sorted.map(({ thing }) => thing),
    ranks: Uint32Array.from(sorted, ({ rank }) => rank),
    startsMs: Float64Array.from(sorted, ({ startsMs }) => startsMs),
    endsMs,
    latestEndsMs: endsMs.map((end) => (latest = Math.max(latest, end))),
  }
}

/** Which of them hold at this moment, in the order they were given in? `search.untilMs` falls to when that changes. */
export function holdingAt<T>(
  stretches: Stretches<T>,
  search: { readonly atMs: number; untilMs: number },
): readonly T[] {
  const { things, ranks, startsMs, endsMs, latestEndsMs } = stretches
  if (things.length === 0) return none
  const { atMs } = search
  const last = atMs < (startsMs[0] ?? Infinity) ? -1 : lastUpTo(startsMs, atMs)
  const nextMs = startsMs[last + 1]
  if (nextMs !== undefined && nextMs < search.untilMs) search.untilMs = nextMs
  let found: number[] | null = null
  for (let i = last; i >= 0 && (latestEndsMs[i] ?? -Infinity) > atMs; i -= 1) {
    const endMs = endsMs[i] ?? -Infinity
    if (endMs <= atMs) continue
    if (endMs < search.untilMs) search.untilMs = endMs
    if (found) found.push(i)
    else found = [i]
  }
  if (!found) return none
  if (found.length > 1) found.sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0))
  return found.flatMap((i) => things[i] ?? [])
}

const none: readonly never[] = []
