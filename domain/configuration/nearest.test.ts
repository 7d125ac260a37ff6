import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const keys = ['name', 'slug', 'members', 'rotations', 'returnAfterMinutes']

test.each([
  ['nmae', 'name'],
  ['Name', 'name'],
  ['names', 'name'],
  ['member', 'members'],
  ['rotation', 'rotations'],
  ['rotatoins', 'rotations'],
  ['returnAfter', undefined],
  ['returnAftreMinute', 'returnAfterMinutes'],
  ['x', undefined],
  ['', undefined],
  ['description', undefined],
  ['name'.repeat(1_000), undefined],
])('%j was meant to be %j', (word, meant) => {
  expect(nearest(word, keys)).toBe(meant)
})

test('of several the closest, of equals the first', () => {
  expect(nearest('primry', ['primary-b', 'primary', 'primari'])).toBe('primary')
  expect(nearest('teem', ['team', 'term'])).toBe('team')
  expect(nearest('a', [])).toBeUndefined()
})
