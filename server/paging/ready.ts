// What of a parcel is still this node's to send, the moment before it goes out.
import type { Db } from '../db/connect.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import { openBundle } from './bundles.ts'
import type { Claimed } from './deliveries.ts'
import { isCurrent } from './lease.ts'
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
  if (claimed.length === 1) return (await isCurrent(claimed[0], parts)) ? { parcel: claimed, bundle: null } : null
  const opened = await openBundle(parts.quick, claimed)
  if (!opened) return null
  const held: Claimed[] = []
  for (const one of claimed) if (opened.ids.has(one.id) && (await isCurrent(one, parts))) held.push(one)
  const [first, ...others] = held
  if (!first) return null
  // One that is left alone is an ordinary page again.
  return { parcel: [first, ...others], bundle: others.length > 0 ? opened.bundle : null }
}
