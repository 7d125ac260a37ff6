// The addresses of a kit as a file that every browser imports: https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)
import { seenOf } from '../markdown.ts'
import type { BookmarkToWrite, KitToWrite } from './kit-file.ts'

/** The file: a folder for the team, in it one for each service. What has no address cannot stand in it. */
export function writeBookmarkFile({ team, parts }: KitToWrite): string {
  const lines = [
    '<!DOCTYPE NETSCAPE-Bookmark-file-1>',
    '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
    '<TITLE>Bookmarks</TITLE>',
    '<H1>Bookmarks</H1>',
    '<DL><p>',
    // Its mark says that this folder is no tag; browsers pass it over.
    `    <DT><H3 KIT="">${inHtml(`Kit of ${team}`)}</H3>`,
    '    <DL><p>',
    ...parts.flatMap(({ heading, bookmarks }) => {
      const shown = bookmarks.filter(({ url }) => url !== '')
      if (heading === null) return shown.flatMap((each) => bookmarkLines(each, '        '))
      if (shown.length === 0) return []
      return [
        `        <DT><H3>${inHtml(heading)}</H3>`,
        '        <DL><p>',
        ...shown.flatMap((each) => bookmarkLines(each, '            ')),
        '        </DL><p>',
      ]
    }),
    '    </DL><p>',
    '</DL><p>',
  ]
  return `${lines.join('\n')}\n`
}

/** How much of a kit does not stand in such a file? */
export function leftOutOf({ parts }: KitToWrite): number {
  return parts.reduce(
    (sum, { bookmarks, runbooks }) => sum + runbooks.length + bookmarks.filter(({ url }) => url === '').length,
    0,
  )
}

/** `TAGS` is what Firefox writes; `KIND` and `OWNER` are ours, and pass by browsers. */
function bookmarkLines({ name, url, kind, note, tags, owner, changedAt }: BookmarkToWrite, indent: string) {
  const attributes = [
    ['HREF', url],
    ['ADD_DATE', String(Math.floor(changedAt.epochMilliseconds / 1_000))],
    ...(tags.length === 0 ? [] : [['TAGS', tags.join(',')]]),
    ...(kind === 'other' ? [] : [['KIND', kind]]),
    ...(owner === '' ? [] : [['OWNER', owner]]),
  ]
  const said = attributes.map(([key, value = '']) => `${key}="${inHtml(value)}"`).join(' ')
  return [
    `${indent}<DT><A ${said}>${inHtml(name)}</A>`,
    ...(note === '' ? [] : [`${indent}<DD>${inHtml(note.replaceAll(/\r\n?/g, '\n'))}`]),
  ]
}

function inHtml(text: string): string {
  return seenOf(text).replaceAll(/[&<>"]/g, (mark) => entities[mark] ?? mark)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
