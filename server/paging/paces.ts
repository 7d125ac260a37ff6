// How fast this node rings each contact, in its memory: a first gate that asks nobody. What it holds back waits in rows.
import { isCalm, isPaced, paced, type Pace } from '../../domain/paging/pace.ts'
import type { Instant } from '../../domain/time.ts'
import type { HeldBack } from './bundles.ts'
import type { Claimed } from './deliveries.ts'

/** What goes out as one message: deliveries to one contact, at least one. */
export type Parcel = readonly [Claimed, ...Claimed[]]

/** Beyond so many contacts those that are calm are forgotten. */
const mostRemembered = 1_000

export class Paces {
  readonly #of = new Map<string, Pace>()

  /** What of this goes out now, each parcel as one message, and what is to be given back until when. */
  divide(
    claimed: readonly Claimed[],
    now: Instant,
  ): { readonly parcels: readonly Parcel[]; readonly held: readonly HeldBack[] } {
    const parcels: Parcel[] = []
    const held: HeldBack[] = []
    for (const [contactId, theirs] of Map.groupBy(claimed, contactOf)) {
      if (contactId === null) {
        parcels.push(...theirs.map((one): Parcel => [one]))
        continue
      }
      const { singly, together, waiting, until, pace } = paced(this.#of.get(contactId) ?? null, theirs, now)
      if (pace) this.#of.set(contactId, pace)
      parcels.push(...singly.map((one): Parcel => [one]))
      const [first, ...others] = together
      if (first) parcels.push([first, ...others])
      if (until) held.push(...waiting.map(({ id, epoch }) => ({ id, epoch, until })))
    }
    if (this.#of.size > mostRemembered) this.#forgetCalm(now)
    return { parcels, held }
  }

  #forgetCalm(now: Instant): void {
    for (const [contactId, pace] of this.#of) if (isCalm(pace, now)) this.#of.delete(contactId)
  }
}

/** Null where messages are never bundled. */
function contactOf({ contactId, channel }: Claimed): string | null {
  return isPaced(channel) ? contactId : null
}
