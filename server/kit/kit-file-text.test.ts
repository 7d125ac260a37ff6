import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FiledBookmark, KitToWrite } from '../../domain/kit/kit-file.ts'
import { writeBookmarkFile } from '../../domain/kit/write-bookmark-file.ts'
import { linkFault, linkKinds } from '../../domain/services/link.ts'
import { parseKitFile } from './kit-file-text.ts'
import { readKitFile } from './read-kit-file.ts'

function thingsOf(text: string) {
  const file = parseKitFile(text)
  if ('unreadable' in file) throw new Error(file.unreadable)
  return file.things.map((thing) => {
    if (thing.is === 'runbook') throw new Error('a runbook')
    return thing
  })
}
const shown = (text: string) => thingsOf(text).map(({ name, url, folders }) => [name, url, folders])

test('what Chrome writes: the bar is no folder of anybody, folders lie in folders', () => {
  const chrome = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file.
     It will be read and overwritten.
     DO NOT EDIT! -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1700000000" LAST_MODIFIED="0" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
    <DL><p>
        <DT><A HREF="https://g.example.com/?a=1&amp;copy=2" ADD_DATE="1700000000" ICON="data:image/png;base64,AA">Errors &amp; more &lt;1&gt; &#39;x&#39;</A>
        <DT><H3>Checkout</H3>
        <DL><p>
            <DT><H3>결제</H3>
            <DL><p>
                <DT><A HREF="https://pay.example.com/">결제 그래프</A>
            </DL><p>
        </DL><p>
        <DT><A HREF="javascript:alert(1)">Do</A>
    </DL><p>
    <DT><A HREF="https://last.example.com">Last</A>
</DL><p>
`
  expect(shown(chrome)).toEqual([
    ["Errors & more <1> 'x'", 'https://g.example.com/?a=1&copy=2', []],
    ['결제 그래프', 'https://pay.example.com/', ['Checkout', '결제']],
    ['Do', 'javascript:alert(1)', []],
    ['Last', 'https://last.example.com', []],
  ])
})

test('what Firefox writes: tags, notes, rules between them', () => {
  const firefox = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'none'; img-src data: *; object-src 'none'"></meta>
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><A HREF="https://a.example.com/" ICON_URI="fake" TAGS="On Call,errors,errors" SHORTCUTURL="k">A</A>
    <DD>What it is for
and more
    <HR>    <DT><H3 UNFILED_BOOKMARKS_FOLDER="true">Other Bookmarks</H3>
    <DD>Of nobody
    <DL><p>
        <DT><A HREF="place:sort=8&maxResults=10">Most Visited</A>
    </DL><p>
</DL>`
  expect(thingsOf(firefox)).toEqual([
    expect.objectContaining({ name: 'A', tags: ['on call', 'errors'], note: 'What it is for\nand more', folders: [] }),
    expect.objectContaining({ url: 'place:sort=8&maxResults=10', note: '', folders: [] }),
  ])
})

test('what Safari writes, and what was broken on the way', () => {
  const safari = `<!DOCTYPE NETSCAPE-Bookmark-file-1>
	<HTML>
	<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
	<Title>Bookmarks</Title>
	<H1>Bookmarks</H1>
	<DT><H3 FOLDED>Favorites</H3>
	<DL><p>
		<DT><A HREF="https://a.example.com/">A</A>
	</DL><p>
	<DT><A HREF="https://b.example.com/">B</A>
	</HTML>`
  expect(shown(safari)).toEqual([
    ['A', 'https://a.example.com/', ['Favorites']],
    ['B', 'https://b.example.com/', []],
  ])
  const broken = `<dl><dt><h3>Open<dl><dt><a href=https://a.example.com>A<dt><a href='https://b.example.com'><b>B</b> <i>2</i></a><dd>note<dt><a>none</a><dt><a href="https://c.example.com"></a></dl></dl></dl><dt><a href="https://d.example.com">D`
  expect(thingsOf(broken).map(({ name, folders, note }) => [name, folders, note])).toEqual([
    ['A', ['Open'], ''],
    ['B 2', ['Open'], 'note'],
    ['https://c.example.com', ['Open'], ''],
    ['D', [], ''],
  ])
})

test('what is no list of bookmarks is told, each by its reason', () => {
  const list = (inner: string) => `<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p>${inner}</DL>`
  const one = '<DT><A HREF="https://a.example.com">A</A>'
  const whys = [
    ['', 'nothing'],
    ['Just words.', 'nothing'],
    ['<!doctype html><html><body><a href="https://a.example.com">A</a></body></html>', 'page'],
    [list(`${one}<script>fetch('https://evil.example.com')</script>`), 'page'],
    [list(`${one}<iframe src="https://evil.example.com"></iframe>`), 'page'],
    [list(one.repeat(10_000)), 'too_many'],
    ['- [A](https://a.example.com)\n'.repeat(10_000), 'too_many'],
    [list('<DT><H3>F</H3><DL><p>'.repeat(5_000) + one), 'too_deep'],
    [list('<b>'.repeat(200_000) + one), 'too_deep'],
    ['\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', 'not_text'],
    ['x'.repeat(1_500_001), 'too_large'],
  ] as const
  for (const [text, why] of whys)
    expect([text.slice(0, 60), parseKitFile(text)]).toEqual([text.slice(0, 60), { unreadable: why }])
})

test('it is read in a thread of its own', async () => {
  expect(await readKitFile('- [A](https://a.example.com)')).toMatchObject({
    format: 'markdown',
    things: [{ name: 'A' }],
  })
  expect(await readKitFile('<html></html>')).toEqual({ unreadable: 'page' })
})

const oneLine = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => text.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim() || 'x')
const bookmark = fc
  .record({
    name: fc.oneof(oneLine, fc.constantFrom('</A><DL>', '<script>', '&lt;', '"><b>')),
    url: fc.webUrl({ withQueryParameters: true, withFragments: true }).filter((url) => linkFault(url) === null),
    kind: fc.constantFrom(...linkKinds),
    note: fc
      .array(fc.oneof(oneLine, fc.constantFrom('<DT>', '<!--', ' <DD> b')), { maxLength: 3 })
      .map((lines) => lines.join('\n').trim()),
    tags: fc.uniqueArray(fc.constantFrom('errors', 'first look', '결제'), { maxLength: 3 }),
    owner: fc.constantFrom('', 'Ana "A" Berger (ana@example.com)'),
  })
  .map((each) => ({ ...each, changedAt: Temporal.Instant.from('2026-03-02T09:00:00Z') }))

test('the addresses of a kit are read again as they were', () => {
  const part = fc.record({
    heading: oneLine,
    bookmarks: fc.array(bookmark, { minLength: 1, maxLength: 4 }),
    runbooks: fc.constant([]),
  })
  const general = fc.record({
    heading: fc.constant(null),
    bookmarks: fc.array(bookmark, { minLength: 1, maxLength: 4 }),
    runbooks: fc.constant([]),
  })
  fc.assert(
    fc.property(general, fc.array(part, { maxLength: 3 }), (first, rest) => {
      const parts: KitToWrite['parts'] = [first, ...rest]
      const expected = parts.flatMap(({ heading, bookmarks }) =>
        bookmarks.map(({ name, url, kind, note, tags, owner }): FiledBookmark => {
          const folders = heading === null ? [] : [heading]
          return { is: 'bookmark', name, url, kind, note, tags, owner, folders }
        }),
      )
      expect(thingsOf(writeBookmarkFile({ team: 'A & B', parts }))).toEqual(expected)
    }),
    { numRuns: 200 },
  )
})
