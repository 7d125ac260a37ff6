// How long what a node has claimed is its to send.
import { isBefore, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import { isStillHeld, leaseSeconds, type Claimed } from './deliveries.ts'

const longestCallMs = 10_000
/** What the open browser has to answer in: it is near, or it is closed. */
const longestRingMs = 2_500
/** For so long a claim is taken to hold without asking again; with the longest call it fits into the lease. */
const currentForMs = 5_000

/**
 * Is this still for this node to send? Asked again when a while has passed since the claim: the node may have slept, the page may
 * have been answered, and another may be sending it.
 */
export async function isCurrent(
  claimed: Claimed,
  { quick, clock }: { readonly quick: Db; readonly clock: DatabaseClock },
): Promise<boolean> {
  let asOf = claimed.leaseEndsAt.subtract({ seconds: leaseSeconds })
  for (;;) {
    const now = clock.estimate()
    if (!isBefore(asOf.add({ milliseconds: currentForMs }), now)) return true
    if (!(await isStillHeld(quick, claimed))) return false
    asOf = now
  }
}

/** How long may a call that begins now take, in milliseconds? Never longer than the lease: then another node may call. */
export function longestCall({ channel, leaseEndsAt }: Claimed, now: Instant): number {
  const leftMs = leaseEndsAt.epochMilliseconds - now.epochMilliseconds
  return Math.max(1, Math.min(channel === 'browser' ? longestRingMs : longestCallMs, leftMs))
}
