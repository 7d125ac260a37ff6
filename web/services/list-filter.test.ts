import { expect, test } from 'vitest'
import { isAsked, tierAsked } from './list-filter.ts'

const checkout = { name: 'Checkout', slug: 'pay-1', description: '장바구니와 결제', tier: 1 as const }

test.each([
  ['', 'any', true],
  ['  ', 'any', true],
  ['check', 'any', true],
  ['PAY-1 결제', 'any', true],
  ['check ledger', 'any', false],
  ['', '1', true],
  ['', '2', false],
  ['', 'none', false],
])('%j of tier %s: %s', (text, tier, isShown) => {
  expect(isAsked(checkout, { text, tier: tierAsked(tier) })).toBe(isShown)
})

test('without a tier, and an address that nobody wrote', () => {
  expect(isAsked({ ...checkout, tier: null }, { text: '', tier: 'none' })).toBe(true)
  expect(tierAsked('gold')).toBe('any')
  expect(tierAsked('')).toBe('any')
})
