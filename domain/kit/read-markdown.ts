// A document in Markdown read as a kit: what `write-markdown.ts` wrote, and links under headings that somebody else wrote.
import { outOfMarkdown } from '../markdown.ts'
import { linkKinds, type LinkKind } from '../services/link.ts'
import { tagsOf } from './bookmark.ts'
import { fileLimits, type FiledBookmark, type FiledRunbook, type KitThing } from './kit-file.ts'
import { sections } from './write-markdown.ts'

/**
 * What stands in it, in its order; more than a file may hold ends the reading. A link that an item of a list begins with has the rest of
 * the item as its note, any other link is one without. Below "Bookmarks" an item in bold is a text, below "Runbooks" each heading is a
 * runbook and what is quoted is its text. Blocks of code are passed over.
 */
export function readKitMarkdown(text: string): readonly KitThing[] {
  const reading: Reading = { headings: [], things: [], item: null, runbook: null, fence: null, firstHeadings: 0 }
  for (const line of text.split(/\r\n|\r|\n/)) {
    readLine(reading, line)
    if (reading.things.length > fileLimits.things) break
  }
  // One heading above everything is the title of the document.
  const isTitled = reading.firstHeadings === 1
  return reading.things.map(({ under, noteLines, ...thing }) => {
    const folders = under
      .filter(({ level, folder }) => folder && !(isTitled && level === 1))
      .map(({ text: said }) => said)
    return thing.is === 'runbook' ? { ...thing, folders } : { ...thing, note: noteOf(noteLines), folders }
  })
}

type Heading = { readonly level: number; readonly text: string; readonly folder: boolean }

type Underway = { under: readonly Heading[]; noteLines: string[] } & (
  | Omit<{ -readonly [K in keyof FiledBookmark]: FiledBookmark[K] }, 'folders'>
  | Omit<{ -readonly [K in keyof FiledRunbook]: FiledRunbook[K] }, 'folders'>
)
type Runbook = Extract<Underway, { is: 'runbook' }>
type Bookmark = Extract<Underway, { is: 'bookmark' }>

type Reading = {
  headings: readonly Heading[]
  readonly things: Underway[]
  /** The bookmark whose item of a list goes on, and how far that is moved in. */
  item: { readonly bookmark: Bookmark; readonly indent: number } | null
  /** The runbook whose heading stands above; `isQuoted`: its text has begun. */
  runbook: { readonly of: Runbook; isQuoted: boolean; gap: boolean } | null
  /** The marks with which a block of code began. */
  fence: string | null
  firstHeadings: number
}

function readLine(reading: Reading, line: string): void {
  if (reading.runbook && readRunbookLine(reading.runbook, line)) return
  const fence = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})/.exec(line)?.[1]
  if (reading.fence !== null) {
    if (fence?.startsWith(reading.fence) && /^\s*[`~]+\s*$/.test(line)) reading.fence = null
    return
  }
  if (fence !== undefined) {
    reading.fence = fence
    return
  }
  const [, marks, heading] = /^ {0,3}(#{1,6})[ \t]+(.*)$/s.exec(line) ?? []
  if (marks !== undefined && heading !== undefined) return readHeading(reading, marks.length, titleOf(heading))
  const [, before = '', said] = /^(\s*)(?:[-*+]|\d{1,9}[.)])\s+(.*)$/s.exec(line) ?? []
  const { item } = reading
  if (said !== undefined && !(item && before.length > item.indent && readAround(item.bookmark, said)))
    return readItem(reading, said, before.length, line)
  if (said !== undefined) return
  if (item && (line.trim() === '' || indentOf(line) > item.indent)) {
    item.bookmark.noteLines.push(line.slice(Math.min(indentOf(line), item.indent + 2)))
    return
  }
  if (line.trim() === '') return
  reading.item = null
  addLinks(reading, line)
}

function readHeading(reading: Reading, level: number, text: string): void {
  const above = reading.headings.filter((each) => each.level < level)
  const section = sectionOf(above)
  const isSection = level === 3 && (text === sections.bookmarks || text === sections.runbooks)
  reading.item = null
  reading.runbook = null
  reading.headings = [...above, { level, text, folder: !isSection && !(level === 2 && text === sections.all) }]
  if (level === 1) reading.firstHeadings += 1
  if (level !== 4 || section !== sections.runbooks) return
  const of: Runbook = { is: 'runbook', name: text, body: '', tags: [], owner: '', under: above, noteLines: [] }
  reading.things.push(of)
  reading.runbook = { of, isQuoted: false, gap: false }
}

function sectionOf(headings: readonly Heading[]): string | null {
  const last = headings.at(-1)
  return last?.level === 3 && !last.folder ? last.text : null
}

/** Is this line a part of the runbook whose heading stands above? */
function readRunbookLine(runbook: NonNullable<Reading['runbook']>, line: string): boolean {
  const { of } = runbook
  const [, quoted] = /^> ?(.*)$/s.exec(line) ?? []
  if (quoted !== undefined) {
    of.body = runbook.isQuoted ? `${of.body}${runbook.gap ? '\n\n' : '\n'}${quoted}` : quoted
    runbook.isQuoted = true
    runbook.gap = false
    return true
  }
  if (line.trim() === '') {
    runbook.gap = runbook.isQuoted
    return true
  }
  const [, said] = /^[-*+]\s+(.*)$/s.exec(line) ?? []
  return said !== undefined && !runbook.isQuoted && readAround(of, said)
}

/** Is it what Baton writes around a bookmark or a runbook: its kind, its tags, who looks after it? */
function readAround(of: Underway, said: string): boolean {
  const [, what, text = ''] = /^(Kind|Tags|Owner): (.*)$/s.exec(said) ?? []
  if (what === undefined) return false
  const plain = outOfMarkdown(text).trim()
  if (what === 'Tags') of.tags = tagsOf(plain)
  else if (what === 'Owner') of.owner = plain
  else if (of.is === 'bookmark') of.kind = linkKinds.find((kind) => kind === plain) ?? of.kind
  return true
}

function readItem(reading: Reading, said: string, indent: number, line: string): void {
  const { item } = reading
  const links = linksIn(said)
  const [first] = links
  if (first && first.at === 0) {
    const rest = said.slice(first.length).replace(/^\s*(?:[:–—-]\s)?\s*/, '')
    const bookmark = newBookmark(reading, first.name, first.url)
    if (rest !== '') bookmark.noteLines.push(rest)
    reading.item = { bookmark, indent }
    return
  }
  const [, bold] = /^\*\*(.+)\*\*\s*$/s.exec(said) ?? []
  if (bold !== undefined && sectionOf(reading.headings) === sections.bookmarks) {
    reading.item = { bookmark: newBookmark(reading, outOfMarkdown(bold), ''), indent }
    return
  }
  if (item && indent > item.indent && links.length === 0) {
    item.bookmark.noteLines.push(line.trim())
    return
  }
  reading.item = null
  addLinks(reading, said)
}

function addLinks(reading: Reading, text: string): void {
  for (const { name, url } of linksIn(text)) newBookmark(reading, name, url)
}

function newBookmark(reading: Reading, name: string, url: string): Bookmark {
  const kind: LinkKind = 'other'
  const under = reading.headings
  const bookmark: Bookmark = { is: 'bookmark', name, url, kind, note: '', tags: [], owner: '', under, noteLines: [] }
  reading.things.push(bookmark)
  return bookmark
}

type Link = { readonly name: string; readonly url: string; readonly at: number; readonly length: number }

/** Links with a name, and addresses of the web as they stand. Pictures, and places in the document itself, are none. */
function linksIn(text: string): readonly Link[] {
  const links: Link[] = []
  for (const found of text.matchAll(link)) {
    const [all, named, to = '', bare] = found
    const url = bare ?? outOfMarkdown(to.startsWith('<') ? to.slice(1, -1) : to)
    const name = (named === undefined ? url : outOfMarkdown(named)).trim() || url
    if (!all.startsWith('!') && url !== '' && !url.startsWith('#'))
      links.push({ name, url, at: found.index, length: all.length })
    if (links.length > fileLimits.things) break
  }
  return links
}

const link =
  /!?\[((?:\\.|[^\][\\])*)\]\((<(?:\\.|[^<>\\])*>|(?:\\.|[^\s()\\]|\([^\s()]*\))*)(?:\s+"[^"]*")?\)|<?(https?:\/\/[^\s<>"\\)\]]+)>?/gs

function titleOf(text: string): string {
  return outOfMarkdown(text.replace(/(?:^|[ \t]+)#+[ \t]*$/, '')).trim()
}

/** Lines that end with a backslash are broken there, and blanks at the beginning were kept as such that stay. */
function noteOf(lines: readonly string[]): string {
  const said = lines.map((line) => {
    const [ending = ''] = /\\*$/.exec(line) ?? []
    const broken = ending.length % 2 === 1 ? line.slice(0, -1) : line
    if (broken.trim() === '') return ''
    return outOfMarkdown(broken).replace(/^\u00a0+/, (blanks) => ' '.repeat(blanks.length))
  })
  return said.join('\n').trim()
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0
}
