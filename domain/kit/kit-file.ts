// The kit as a file that goes from team to team, or to and from browsers: what stands in one, before anybody asked where it belongs.
import type { LinkKind } from '../services/link.ts'

export const fileFormats = ['markdown', 'bookmarks'] as const
export type FileFormat = (typeof fileFormats)[number]

/** How the files are called that are written. */
export const fileEndings = { markdown: 'md', bookmarks: 'html' } as const satisfies Record<FileFormat, string>

/** `depth`: folders in folders; `tags`: elements in elements. */
export const fileLimits = { letters: 1_500_000, bytes: 2_000_000, things: 2_000, depth: 40, tags: 400 } as const

export const unreadable = ['not_text', 'not_utf8', 'too_large', 'too_many', 'too_deep', 'page', 'nothing'] as const
/** Why a file is none of the kit. `page`: a page of the web, which is no list of bookmarks; `nothing`: no link stands in it. */
export type Unreadable = (typeof unreadable)[number]

type Filed = {
  readonly tags: readonly string[]
  /** Who looks after it: a name, with the e-mail address behind it in brackets. Empty: nobody in particular. */
  readonly owner: string
  /** The folders or headings it stands in, the outermost first: each a service, or else a tag. */
  readonly folders: readonly string[]
}

export type FiledBookmark = Filed & {
  readonly is: 'bookmark'
  readonly name: string
  /** Empty where there is only a text. */
  readonly url: string
  readonly kind: LinkKind
  readonly note: string
}

export type FiledRunbook = Filed & { readonly is: 'runbook'; readonly name: string; readonly body: string }

export type KitThing = FiledBookmark | FiledRunbook

export type KitFile = { readonly format: FileFormat; readonly things: readonly KitThing[] }

/** A kit to be written: what is of the team as a whole first, then a part for each service. `heading` null: of all services. */
export type KitToWrite = {
  readonly team: string
  readonly parts: readonly {
    readonly heading: string | null
    readonly bookmarks: readonly BookmarkToWrite[]
    readonly runbooks: readonly RunbookToWrite[]
  }[]
}

export type BookmarkToWrite = Omit<FiledBookmark, 'is' | 'folders'> & { readonly changedAt: Temporal.Instant }
export type RunbookToWrite = Omit<FiledRunbook, 'is' | 'folders'>

/** So a file is called: `kit-payments.md`. */
export function fileNameOf(slug: string, format: FileFormat): string {
  return `kit-${slug}.${fileEndings[format]}`
}

/**
 * What these bytes say, or why they cannot be read; the pictures that browsers put into their files are left away. `decode` throws at
 * what is not UTF-8.
 */
export function fileText(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => string,
): { readonly text: string } | { readonly unreadable: Unreadable } {
  if (bytes.includes(0)) return { unreadable: hasMark(bytes) ? 'not_utf8' : 'not_text' }
  if (bytes.length > mostWithPictures) return { unreadable: 'too_large' }
  let text: string
  try {
    text = decode(bytes)
  } catch {
    return { unreadable: 'not_utf8' }
  }
  const light = text.replaceAll(/\sICON(?:_URI)?="[^"]*"/gi, '')
  // Letters beyond ASCII are two or three bytes on the way.
  const isLarge = light.length > fileLimits.letters || light.length + beyondAscii(light) * 2 > fileLimits.bytes
  return isLarge ? { unreadable: 'too_large' } : { text: light }
}

function beyondAscii(text: string): number {
  return text.match(/[^\0-\u007f]/g)?.length ?? 0
}

const mostWithPictures = 30_000_000

/** Text in UTF-16 begins with its mark. */
function hasMark([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}
