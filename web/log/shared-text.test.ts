import { expect, test } from 'vitest'
import { sharedText } from './shared-text.ts'

test.each([
  [{ title: 'Graph', text: 'Errors rise', url: 'https://g.example.com' }, 'Graph\nErrors rise\nhttps://g.example.com'],
  [{ title: 'Graph', text: 'Graph https://g.example.com', url: '' }, 'Graph https://g.example.com'],
  [{ title: '', text: 'See https://g.example.com/1', url: 'https://g.example.com/1' }, 'See https://g.example.com/1'],
  [{ title: 'https://g.example.com', text: '', url: 'https://g.example.com' }, 'https://g.example.com'],
  [{ title: ' ', text: '', url: '' }, ''],
])('%j is written as %j', (shared, text) => expect(sharedText(shared)).toBe(text))

test('a book that is shared is cut to what a note may hold', () => {
  expect(sharedText({ title: '', text: '😀'.repeat(3_000), url: '' }).length).toBeLessThanOrEqual(4_000)
})
