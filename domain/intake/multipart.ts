import { fieldsOf } from './form.ts'

const MAX_PARTS = 200
const MAX_HEADERS = 4096 // characters, of one part

/**
 * The fields of a multipart form (RFC 7578), or null when the text is none. The boundary is read from the first line and not from
 * Content-Type, which some senders forget to finish. A body that broke off gives what has come; files are fields like others.
 */
export function readMultipart(text: string, valueOf: (field: string) => unknown): Record<string, unknown> | null {
  const opening = /^\s{0,16}(--[^\r\n]{1,200})\r?\n(?=content-)/i.exec(text)
  const boundary = opening?.[1]?.trimEnd()
  return opening && boundary ? fieldsOf(partsOf(text, boundary, opening[0].length), valueOf) : null
}

function* partsOf(text: string, boundary: string, first: number): Generator<readonly [string, string]> {
  let start = first
  for (let count = 0; count < MAX_PARTS; count++) {
    const end = text.indexOf(`\n${boundary}`, start)
    const part = partOf(text, start, end < 0 ? text.length : end)
    if (part) yield part
    const next = end < 0 ? -1 : text.indexOf('\n', end + 1 + boundary.length)
    if (next < 0 || text.startsWith('--', end + 1 + boundary.length)) return
    start = next + 1
  }
}

/** The name and the content between two boundaries; null for what has no name. */
function partOf(text: string, start: number, end: number): readonly [string, string] | null {
  const head = text.slice(start, Math.min(end, start + MAX_HEADERS))
  const blank = /\r?\n\r?\n/.exec(head)
  const [, quoted, bare] = named.exec(blank ? head.slice(0, blank.index) : '') ?? []
  const name = quoted?.replace(/\\(.)/g, '$1') ?? bare
  if (!blank || !name) return null
  const content = text.slice(start + blank.index + blank[0].length, end)
  return [name, content.endsWith('\r') ? content.slice(0, -1) : content]
}

const named = /^content-disposition:[^\r\n]*?;\s*name=(?:"((?:[^"\\\r\n]|\\.)*)"|([^\s;"]+))/im
