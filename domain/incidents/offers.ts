// A role that its holder hands over: offered by one, accepted by another. Until then whoever offers it has it.
import type { IncidentRole } from './roles.ts'

/** `lapsed`: whoever offered it no longer has it, was taken over from, or the incident is over. */
export const offerStates = ['open', 'accepted', 'declined', 'withdrawn', 'lapsed'] as const
export type OfferState = (typeof offerStates)[number]

/** The roles of one person: only those pass from hand to hand. */
export const offeredRoles = ['lead', 'commander', 'communications', 'scribe'] as const satisfies readonly IncidentRole[]
export type OfferedRole = (typeof offeredRoles)[number]

/** The role that this text names; null when it names none. */
export function asOfferedRole(text: string): OfferedRole | null {
  return offeredRoles.find((role) => role === text) ?? null
}

export type Offer = {
  readonly state: OfferState
  readonly fromId: string
  readonly toId: string
}

export type OfferMove = 'accept' | 'decline' | 'withdraw'
export type OfferRefusal = 'offer_not_yours' | 'offer_withdrawn' | 'offer_answered' | 'offer_lapsed'

/** May this person do that to the offer now? `nothing`: they did it before, and once is enough. */
export function decideOffer(
  offer: Offer,
  { move, personId }: { readonly move: OfferMove; readonly personId: string },
): { readonly do: 'move' | 'nothing' } | { readonly do: 'refuse'; readonly because: OfferRefusal } {
  if (personId !== (move === 'withdraw' ? offer.fromId : offer.toId))
    return { do: 'refuse', because: 'offer_not_yours' }
  const after = endOf[move]
  switch (offer.state) {
    case 'open':
      return { do: 'move' }
    case 'accepted':
    case 'declined':
      return offer.state === after ? { do: 'nothing' } : { do: 'refuse', because: 'offer_answered' }
    case 'withdrawn':
      return offer.state === after ? { do: 'nothing' } : { do: 'refuse', because: 'offer_withdrawn' }
    case 'lapsed':
      return { do: 'refuse', because: 'offer_lapsed' }
  }
}

/** How an offer stands after each move. */
export const endOf = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' } as const satisfies Readonly<
  Record<OfferMove, OfferState>
>
