import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkKinds, linkFault } from '../services/link.ts'
import type { BookmarkToWrite, KitThing, RunbookToWrite } from './kit-file.ts'
import { readKitMarkdown } from './read-markdown.ts'
import { writeKitMarkdown } from './write-markdown.ts'

const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' '))
const oneLine = line.map((text) => text.trim() || 'x')
const marks = fc.constantFrom(
  '#',
  '- ',
  '* ',
  '1. ',
  '> ',
  '```',
  '[a](b)',
  '**',
  '- Tags: a',
  '\\',
  '<b>',
  '&amp;',
  '=',
  '|',
)
const marked = fc.array(fc.oneof(line, marks), { maxLength: 4 }).map((parts) => parts.join(''))
const text = fc.array(marked, { maxLength: 6 }).map((lines) =>
  lines
    .map((each) => (each.trim() === '' ? '' : each))
    .join('\n')
    .trim(),
)
const url = fc
  .tuple(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.constantFrom('', '(a)', '&amp;b', '`', '(', '_x_'),
  )
  .map((parts) => parts.join(''))
  .filter((address) => linkFault(address) === null)
const tags = fc.uniqueArray(fc.constantFrom('errors', 'first look', 'a_b', '결제', 'x.y-z'), { maxLength: 3 })
const owner = fc.constantFrom('', 'Ana Berger (ana@example.com)', 'Min*jun (m_j@example.com)')
const changedAt = Temporal.Instant.from('2026-03-02T09:00:00Z')
const around = { tags, owner }

const bookmark: fc.Arbitrary<BookmarkToWrite> = fc
  .record({
    name: oneLine,
    url: fc.oneof(url, fc.constant('')),
    kind: fc.constantFrom(...linkKinds),
    note: text,
    ...around,
  })
  .filter((each) => each.url !== '' || each.note !== '')
  .map((each) => ({ ...each, changedAt }))
const body = fc.array(fc.oneof(line, marked), { maxLength: 8 }).map((lines) => lines.join('\n'))
const runbook: fc.Arbitrary<RunbookToWrite> = fc.record({ name: oneLine, body, ...around })
const part = fc.record({
  heading: fc.oneof(
    fc.constant(null),
    oneLine.filter((heading) => heading !== 'All services'),
  ),
  bookmarks: fc.array(bookmark, { maxLength: 4 }),
  runbooks: fc.array(runbook, { maxLength: 3 }),
})

test('what is written is read again as it was, whatever people wrote in it', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const read = readKitMarkdown(writeKitMarkdown({ team: 'Payments', parts }))
      const expected = parts.flatMap(({ heading, bookmarks, runbooks }): KitThing[] => {
        const folders = heading === null ? [] : [heading]
        return [
          ...bookmarks.map(({ name, url, kind, note, tags: some, owner: whose }) => {
            return { is: 'bookmark' as const, name, url, kind, note, tags: some, owner: whose, folders }
          }),
          ...runbooks.map((each) => ({ is: 'runbook' as const, ...each, folders })),
        ]
      })
      expect(read).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

const of = (markdown: string) => readKitMarkdown(markdown).map(({ name, folders, ...rest }) => [name, rest, folders])

test('links under headings that somebody else wrote', () => {
  const things = readKitMarkdown(`# On call

See [the wiki](https://wiki.example.com "Wiki") and <https://status.example.com>. ![no](https://x.example.com/a.png)

## Checkout
### Dashboards

* [Error graphs](https://g.example.com/d/(a)) - by shop
  and by country
1. [Logs](https://logs.example.com): last hour
- Call https://bridge.example.com/1 first
- plain
- [here](#there)

\`\`\`
[in code](https://code.example.com)
\`\`\`
`)
  expect(things.map(({ name, folders }) => [name, folders])).toEqual([
    ['the wiki', []],
    ['https://status.example.com', []],
    ['Error graphs', ['Checkout', 'Dashboards']],
    ['Logs', ['Checkout', 'Dashboards']],
    ['https://bridge.example.com/1', ['Checkout', 'Dashboards']],
  ])
  expect(things[2]).toMatchObject({ url: 'https://g.example.com/d/(a)', note: 'by shop\nand by country' })
  expect(things[3]).toMatchObject({ url: 'https://logs.example.com', note: 'last hour' })
})

test('a runbook is written by hand too, and several headings at the top are folders', () => {
  expect(
    of('# A\n[x](https://a.example.com)\n# B\n## C\n### Runbooks\n\n#### Fails\n\n> - [ ] Look\n\n> Then\n'),
  ).toEqual([
    ['x', expect.objectContaining({ is: 'bookmark' }), ['A']],
    ['Fails', { is: 'runbook', body: '- [ ] Look\n\nThen', tags: [], owner: '' }, ['B', 'C']],
  ])
})

test('lines without end and marks without end take no time', () => {
  const began = performance.now()
  for (const hostile of [
    '['.repeat(300_000),
    '[x]('.repeat(100_000),
    '\\'.repeat(300_000),
    '[a](b "'.repeat(50_000),
    ' '.repeat(300_000),
  ])
    readKitMarkdown(hostile)
  expect(performance.now() - began).toBeLessThan(3_000)
})
