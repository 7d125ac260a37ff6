// What of a parcel is still this node's to send, the moment before it goes out.
import type { Db } from '../db/connect.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import { openBundle } from './bundles.ts'
import type { Claimed } from './deliveries.ts'
import { currentOf } from './lease.ts'
import type { Parcel } from './paces.ts'

/** `bundle` is null for a message of one page. */
export type Ready = { readonly parcel: Parcel; readonly bundle: number | null }

/**
 * Which of these go out now? A bundle is written down first, without those whose page was answered; null when none is left, or when
 * a node that slept no longer holds them.
 */
export async function readyOf(
  claimed: Parcel,
  parts: { readonly quick: Db; readonly clock: DatabaseClock },
): Promise<Ready | null> {
  if (claimed.length === 1) return asReady(await currentOf(claimed, parts), null)
  const askedAt = parts.clock.estimate()
  const opened = await openBundle(parts.quick, claimed)
  const [first, ...others] = claimed.filter(({ id }) => opened?.ids.has(id))
  if (!opened || !first) return null
  return asReady(await currentOf([first, ...others], parts, askedAt), opened.bundle)
}

/** One that is left alone is an ordinary page again. */
function asReady([first, ...others]: readonly Claimed[], bundle: number | null): Ready | null {
  return first ? { parcel: [first, ...others], bundle: others.length > 0 ? bundle : null } : null
}
