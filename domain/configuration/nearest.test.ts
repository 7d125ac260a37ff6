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

test.each([
  ['bne@example.com', 'ben@example.com'],
  ['ben@exmaple.com', 'ben@example.com'],
  ['bob@example.com', undefined],
  ['ana@elsewhere.org', undefined],
])('the address %j was meant to be %j', (word, meant) => {
  expect(nearest(word, ['ana@example.com', 'ben@example.com'])).toBe(meant)
})

test('of several the closest, of equals the first', () => {
  expect(nearest('primry', ['primary-b', 'primary', 'primari'])).toBe('primary')
  expect(nearest('teem', ['team', 'term'])).toBe('team')
  expect(nearest('a', [])).toBeUndefined()
})
