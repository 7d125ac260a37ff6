// Bookmark files as Chrome, Firefox and Safari write them: lists in lists, most of them broken HTML.
import { Parser } from 'htmlparser2'
import { tagsOf } from '../../domain/kit/bookmark.ts'
import { fileLimits, type FiledBookmark, type KitFile, type Unreadable } from '../../domain/kit/kit-file.ts'
import { linkKinds } from '../../domain/services/link.ts'

/** What stands in it, in its order, or why it is no list of bookmarks. Whatever is neither a folder, a link nor a note is passed over. */
export function readBookmarkFile(html: string): KitFile | { readonly unreadable: Unreadable } {
  const reading: Reading = { things: [], folders: [], named: null, last: null, heard: null, depth: 0, unreadable: null }
  const parser = new Parser({
    onopentag: (name, attributes) => open(reading, name, attributes),
    ontext: (text) => {
      if (reading.heard) reading.heard.text += text
    },
    onclosetag: (name) => close(reading, name),
  })
  for (let at = 0; at < html.length && reading.unreadable === null; at += portion)
    parser.write(html.slice(at, at + portion))
  if (reading.unreadable !== null) return { unreadable: reading.unreadable }
  parser.end()
  settle(reading)
  return { format: 'bookmarks', things: reading.things.map(({ bookmark }) => bookmark) }
}

/** So much is read before it is asked whether to go on. */
const portion = 16_384

type Heard =
  | { text: string; readonly of: 'folder'; readonly passedOver: boolean }
  | { text: string; readonly of: 'link'; readonly attributes: Attributes }
  | { text: string; readonly of: 'note'; readonly under: { bookmark: FiledBookmark } }
  | { text: string; readonly of: 'nothing' }

type Attributes = Readonly<Record<string, string>>

type Reading = {
  readonly things: { bookmark: FiledBookmark }[]
  /** The folders that are open; null: one that is no folder of somebody's, such as the bar of a browser. */
  readonly folders: (string | null)[]
  /** The folder whose list begins next. */
  named: string | null
  /** The link that a note would be of; null after a folder. */
  last: { bookmark: FiledBookmark } | null
  /** What the text belongs to that is being read. */
  heard: Heard | null
  depth: number
  unreadable: Unreadable | null
}

function open(reading: Reading, name: string, attributes: Attributes): void {
  reading.depth += 1
  if (foreign.has(name)) reading.unreadable ??= 'page'
  if (reading.depth > fileLimits.tags || reading.folders.length > fileLimits.depth) reading.unreadable ??= 'too_deep'
  if (reading.things.length > fileLimits.things) reading.unreadable ??= 'too_many'
  if (!parts.has(name)) return
  settle(reading)
  if (name === 'dl') {
    reading.folders.push(reading.named)
    reading.named = null
  } else if (name === 'h3')
    reading.heard = { of: 'folder', text: '', passedOver: rootMarks.some((mark) => mark in attributes) }
  else if (name === 'a') reading.heard = { of: 'link', text: '', attributes }
  else if (name === 'dd') {
    const under = reading.last
    reading.heard = under ? { of: 'note', text: '', under } : { of: 'nothing', text: '' }
  }
}

function close(reading: Reading, name: string): void {
  reading.depth -= 1
  if (name === 'a' || name === 'h3' || name === 'dd' || name === 'dl') settle(reading)
  if (name !== 'dl') return
  reading.folders.pop()
  reading.last = null
}

/** What was being read is complete. */
function settle(reading: Reading): void {
  const { heard } = reading
  reading.heard = null
  if (heard?.of === 'folder') {
    reading.named = heard.passedOver ? null : inLine(heard.text) || null
    reading.last = null
  }
  if (heard?.of === 'note') heard.under.bookmark = { ...heard.under.bookmark, note: noteOf(heard.text) }
  if (heard?.of !== 'link') return
  const { href = '', tags = '', kind = '', owner = '' } = heard.attributes
  const url = href.trim()
  if (url === '') return
  const folders = reading.folders.filter((folder) => folder !== null)
  const made: { bookmark: FiledBookmark } = {
    bookmark: {
      is: 'bookmark',
      name: inLine(heard.text) || url,
      url,
      kind: linkKinds.find((each) => each === kind) ?? 'other',
      note: '',
      tags: tagsOf(tags),
      owner: inLine(owner),
      folders,
    },
  }
  reading.things.push(made)
  reading.last = made
}

function inLine(text: string): string {
  return text.replaceAll(/[\t\r\n]+ */g, ' ').trim()
}

function noteOf(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').trim()
}

const parts = new Set(['dl', 'dt', 'dd', 'h3', 'a'])

/** What no browser writes into its bookmarks. */
const foreign = new Set(['script', 'iframe', 'object', 'embed', 'form', 'style', 'svg', 'math', 'template'])

/** How Chrome, Edge, Firefox and we mark the folders that are no sorting of somebody's. */
const rootMarks = ['personal_toolbar_folder', 'unfiled_bookmarks_folder', 'kit'] as const
