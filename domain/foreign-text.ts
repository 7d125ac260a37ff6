// Text that came from outside (alert summaries, names) made safe to show on a phone, in a mail header or in a log line.

const TERMINAL_COLOUR = /(?![\t\r\n])\p{Cc}\[[0-?]*[ -/]*[@-~]/gu
const LINE_ENDS = /\r\n|[\r\n\u{85}\p{Zl}\p{Zp}]/gu
const INVISIBLE = /(?![\n\u{200c}\u{200d}])[\p{Cc}\p{Cf}]/gu
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu

/**
 * The same words without what could deceive or break a reader: terminal colours, control characters, the invisible
 * characters that reverse the reading direction (U+202A-202E, U+2066-2069 ...), half surrogates, towers of accents.
 * Lines stay lines; right-to-left scripts and joined emoji stay as written.
 */
export function neutral(text: string): string {
  return text
    .toWellFormed()
    .replace(TERMINAL_COLOUR, '')
    .replace(LINE_ENDS, '\n')
    .replaceAll('\t', ' ')
    .replace(INVISIBLE, '')
    .replace(PILED_MARKS, '$1')
}

/** Neutral text on a single line, at most `limit` code points long, ending in an ellipsis when something was cut. */
export function oneLine(text: string, limit: number): string {
  return cutLetters(neutral(headOf(text, limit)).replace(/\s+/gu, ' ').trim(), limit)
}

/** Neutral text of at most `limit` code points with its line breaks, never more than one empty line in a row. */
export function fewLines(text: string, limit: number): string {
  const tidy = neutral(headOf(text, limit))
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
  return cutLetters(tidy.trim(), limit)
}

/** The longest beginning of `text` that fits `limit` UTF-8 bytes without splitting a code point; an ellipsis marks a cut. */
export function cutBytes(text: string, limit: number): string {
  if (utf8Bytes(text) <= limit) return text
  let kept = ''
  let bytes = ELLIPSIS_BYTES
  for (const letter of text) {
    bytes += letterBytes(letter)
    if (bytes > limit) break
    kept += letter
  }
  return `${kept.trimEnd()}…`
}

function utf8Bytes(text: string): number {
  let bytes = 0
  for (const letter of text) bytes += letterBytes(letter)
  return bytes
}

/** Text as HTML content or a quoted attribute value; nothing in it can open a tag. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}

const ELLIPSIS_BYTES = 3
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// What is thrown away anyway is not worth cleaning: a 10 MB summary costs as little as a short one.
function headOf(text: string, limit: number): string {
  return text.slice(0, limit * 8)
}

function cutLetters(text: string, limit: number): string {
  if (text.length <= limit) return text
  const letters = Array.from(text)
  if (letters.length <= limit) return text
  return `${letters
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`
}

function letterBytes(letter: string): number {
  const point = letter.codePointAt(0) ?? 0
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x10000 ? 3 : 4
}
