import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeSealer } from '../secrets.ts'
import { answerToken } from './answer-link.ts'
import { deliveryAt, isReplyProof, replyAddress, replyAddressesIn } from './reply-address.ts'

const sealer = makeSealer('a key that is long enough for tests')
const other = makeSealer('another key, also long enough for it')
const domain = 'baton.test'
const claims = fc.record({
  id: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
  pageId: fc.nat(),
  personId: fc.uuid(),
  bundle: fc.option(fc.integer({ min: 1, max: 2 ** 53 - 1 }), { nil: undefined }),
})
const none = { id: 0, proof: '', bundle: null }

test('an address names its delivery and proves it, in whatever case it comes back, and fits a mailbox', () => {
  fc.assert(
    fc.property(claims, (claim) => {
      const address = replyAddress(sealer, domain, claim)
      expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
      const named = deliveryAt(` ${address.toUpperCase()} `, domain)
      expect(named).toMatchObject({ id: claim.id, bundle: claim.bundle ?? null })
      expect(isReplyProof(sealer, named ?? none, claim)).toBe(true)
      // Nor does it speak of more pages than it was made for.
      expect(isReplyProof(sealer, { ...(named ?? none), bundle: claim.bundle ? null : 1 }, claim)).toBe(false)
    }),
  )
})

test('the proof holds for no other delivery, page, person or installation, and is no part of a link', () => {
  fc.assert(
    fc.property(claims, claims, (claim, another) => {
      const named = deliveryAt(replyAddress(sealer, domain, claim), domain) ?? none
      for (const forged of [
        { ...claim, id: claim.id + 1 },
        { ...claim, pageId: claim.pageId + 1 },
        { ...claim, personId: `${claim.personId}x` },
        another,
      ])
        expect(isReplyProof(sealer, named, forged)).toBe(false)
      expect(isReplyProof(other, named, claim)).toBe(false)
      const link = Buffer.from(answerToken(sealer, claim).split('-').slice(1).join('-'), 'base64url').toString('hex')
      expect(link.startsWith(named.proof)).toBe(false)
    }),
  )
})

test.each([
  '',
  'reply@baton.test',
  'reply+1@baton.test',
  `reply+1-${'0'.repeat(31)}@baton.test`,
  `reply+1-${'0'.repeat(32)}@other.test`,
  `reply+1-${'0'.repeat(32)}@baton.test.other.test`,
  `reply+1-${'g'.repeat(32)}@baton.test`,
  `x-reply+1-${'0'.repeat(32)}@baton.test`,
  `reply+${'z'.repeat(12)}-${'0'.repeat(32)}@baton.test`,
])('"%s" is no such address', (address) => expect(deliveryAt(address, domain)).toBeNull())

test('they are found in what a report returns, each once and few', () => {
  const address = replyAddress(sealer, domain, { id: 7, pageId: 1, personId: 'ana' })
  expect(replyAddressesIn(`Reply-To: <${address}>\nTo: ${address.toUpperCase()}.`, domain, 3)).toEqual([address])
  expect(replyAddressesIn(address, 'other.test', 3)).toEqual([])
  const many = Array.from({ length: 9 }, (_, id) => replyAddress(sealer, domain, { id, pageId: 1, personId: 'ana' }))
  expect(replyAddressesIn(many.join(' '), domain, 3)).toHaveLength(3)
})
