import { expect, test } from 'vitest'
import { decideOffer, type OfferMove, type OfferState } from './offers.ts'

const cells: readonly [OfferState, OfferMove, 'ana' | 'ben', string][] = [
  ['open', 'accept', 'ben', 'move'],
  ['open', 'decline', 'ben', 'move'],
  ['open', 'withdraw', 'ana', 'move'],
  ['open', 'accept', 'ana', 'offer_not_yours'],
  ['open', 'withdraw', 'ben', 'offer_not_yours'],
  ['accepted', 'accept', 'ben', 'nothing'],
  ['accepted', 'decline', 'ben', 'offer_answered'],
  ['accepted', 'withdraw', 'ana', 'offer_answered'],
  ['declined', 'accept', 'ben', 'offer_answered'],
  ['declined', 'decline', 'ben', 'nothing'],
  ['declined', 'withdraw', 'ana', 'offer_answered'],
  ['withdrawn', 'accept', 'ben', 'offer_withdrawn'],
  ['withdrawn', 'decline', 'ben', 'offer_withdrawn'],
  ['withdrawn', 'withdraw', 'ana', 'nothing'],
  ['lapsed', 'accept', 'ben', 'offer_lapsed'],
  ['lapsed', 'decline', 'ben', 'offer_lapsed'],
  ['lapsed', 'withdraw', 'ana', 'offer_lapsed'],
]

test.each(cells)('an offer from Ana to Ben that is %s: %s by %s', (state, move, personId, answer) => {
  const decision = decideOffer({ state, fromId: 'ana', toId: 'ben' }, { move, personId })
  expect(decision.do === 'refuse' ? decision.because : decision.do).toBe(answer)
})
