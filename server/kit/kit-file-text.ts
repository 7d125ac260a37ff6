// Which kind of file it is, and what stands in it.
import { fileLimits, type KitFile, type Unreadable } from '../../domain/kit/kit-file.ts'
import { readKitMarkdown } from '../../domain/kit/read-markdown.ts'
import { readBookmarkFile } from './read-bookmark-file.ts'

/** A bookmark file begins as HTML and has lists of links; what else begins as a page of the web is none, and the rest is Markdown. */
export function parseKitFile(text: string): KitFile | { readonly unreadable: Unreadable } {
  if (text.length > fileLimits.letters) return { unreadable: 'too_large' }
  if (text.includes('\0')) return { unreadable: 'not_text' }
  const begun = text.slice(0, 4_000).trimStart()
  const isPage = /^<(?:!doctype|html|head|meta|title|script|\?xml|h1|dl)\b/i.test(begun)
  const isList = isPage && (/^<!doctype netscape-bookmark-file/i.test(begun) || /<dl\b[^]*?<a\s/i.test(text))
  if (isPage && !isList) return { unreadable: 'page' }
  const file = isList ? readBookmarkFile(text) : ({ format: 'markdown', things: readKitMarkdown(text) } as const)
  if ('unreadable' in file) return file
  if (file.things.length > fileLimits.things) return { unreadable: 'too_many' }
  return file.things.length === 0 ? { unreadable: 'nothing' } : file
}
