import { expect, test } from 'vitest'
import { isHeldByAnother } from './held.ts'

test.each([
  ['acknowledged', 'ana', 'ben', true],
  ['snoozed', 'ana', 'ben', true],
  ['acknowledged', 'ana', null, true],
  ['acknowledged', 'ana', 'ana', false],
  ['acknowledged', null, 'ben', false],
  ['triggered', null, 'ben', false],
  ['closed', 'ana', 'ben', false],
] as const)('%s by %s, asked by %s: %s', (state, acknowledgedById, personId, expected) =>
  expect(isHeldByAnother({ state, acknowledgedById }, personId)).toBe(expected),
)
