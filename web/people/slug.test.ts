import { expect, test } from 'vitest'
import { isSlug, slugOf } from './slug.ts'

test.each([
  ['Checkout (EU)', 'checkout-eu'],
  ['  Ledger  ', 'ledger'],
  ['Chloé & Söhne', 'chloe-sohne'],
  ['장바구니', ''],
  ['장바구니 v2', 'v2'],
  ['--', ''],
  [`${'a'.repeat(62)} b`, 'a'.repeat(62)],
])('%j is %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug)
  expect(slug === '' || isSlug(slug)).toBe(true)
})

test.each(['', '-a', 'A', 'a b', 'a'.repeat(64), '장'])('%j is no short name', (text) => {
  expect(isSlug(text)).toBe(false)
})
