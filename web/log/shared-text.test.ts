import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { paths } from '../paths.ts'
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

test('what other programs share comes to the screen that writes it down, under the names that it reads', () => {
  const manifest: unknown = JSON.parse(readFileSync('web/public/manifest.webmanifest', 'utf8'))
  expect(manifest).toMatchObject({
    share_target: { action: paths.share, method: 'GET', params: { title: 'title', text: 'text', url: 'url' } },
    shortcuts: [{ url: paths.share }],
  })
})
