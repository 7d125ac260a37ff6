// How long what a node has claimed is its to send.
import { isBefore, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import { leaseSeconds, stillHeld, type Claimed } from './deliveries.ts'

const longestCallMs = 10_000
/** What the open browser has to answer in: it is near, or it is closed. */
const longestRingMs = 2_500
/** For so long a claim is taken to hold without asking again; with the longest call it fits into the lease. */
const currentForMs = 5_000

/**
 * Which of these are still for this node to send? Asked again when a while has passed since the claim, or since `asOf`: the node may
 * have slept, a page may have been answered, and another may be sending it.
 */
export async function currentOf(
  claimed: readonly [Claimed, ...Claimed[]],
  { quick, clock }: { readonly quick: Db; readonly clock: DatabaseClock },
  asOf: Instant = claimed[0].leaseEndsAt.subtract({ seconds: leaseSeconds }),
): Promise<readonly Claimed[]> {
  let current: readonly Claimed[] = claimed
  for (let known = asOf; ;) {
    const now = clock.estimate()
    if (current.length === 0 || !isBefore(known.add({ milliseconds: currentForMs }), now)) return current
    const held = await stillHeld(quick, current)
    current = current.filter(({ id }) => held.has(id))
    known = now
  }
}

/** How long may a call that begins now take, in milliseconds? Never longer than the lease: then another node may call. */
export function longestCall({ channel, leaseEndsAt }: Claimed, now: Instant): number {
  const leftMs = leaseEndsAt.epochMilliseconds - now.epochMilliseconds
  return Math.max(1, Math.min(channel === 'browser' ? longestRingMs : longestCallMs, leftMs))
}
