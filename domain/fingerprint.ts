// FNV-1a with 64 bits, on whole numbers of 32: BigInt and doubles cost several times as much, and every alert pays it.

/** Which alert a label set names: Alertmanager's fingerprint, 16 hex digits (prometheus/common `model/signature.go`). */
export function fingerprint(labels: Readonly<Record<string, string>>): string {
  const names = inByteOrder(Object.keys(labels))
  const parts: string[] = []
  for (const name of names) parts.push(name, labels[name] ?? '')
  return digest(parts, true)
}

/** A stable 16-digit name for any text; equal texts have equal names in every process and release. */
export function hashOf(text: string): string {
  return digest([text], false)
}

/** Go's senders write their labels in this order already, and looking is cheaper than sorting. */
function inByteOrder(names: string[]): readonly string[] {
  if (!names.every(isAscii)) return names.sort(byCodePoint)
  return names.every((name, i) => i === 0 || (names[i - 1] ?? '') < name) ? names : names.sort()
}

const SEPARATOR = 0xff
const PRIME_LOW = 0x1b3 // the prime is 2^40 + 0x1b3

/** The hash of the UTF-8 bytes of all parts, each followed by 0xff when separated. */
function digest(parts: readonly string[], isSeparated: boolean): string {
  let high = 0xcbf29ce4 | 0
  let low = 0x84222325 | 0
  for (const part of parts) {
    const bytes = isAscii(part) ? part : utf8(part)
    const end = isSeparated ? bytes.length + 1 : bytes.length
    for (let i = 0; i < end; i++) {
      const mixed = low ^ (i < bytes.length ? bytes.charCodeAt(i) : SEPARATOR)
      const first = (mixed & 0xffff) * PRIME_LOW
      const second = (mixed >>> 16) * PRIME_LOW + (first >>> 16)
      high = (Math.imul(high, PRIME_LOW) + (second >>> 16) + (mixed << 8)) | 0
      low = (second << 16) | (first & 0xffff)
    }
  }
  return hex(high, low)
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}

/** The UTF-8 bytes as a string of one character each; a lone surrogate counts as its own three bytes, so that texts stay apart. */
function utf8(text: string): string {
  let bytes = ''
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    const last = 0x80 | (point & 0x3f)
    const third = 0x80 | ((point >> 6) & 0x3f)
    if (point < 0x80) bytes += character
    else if (point < 0x800) bytes += String.fromCharCode(0xc0 | (point >> 6), last)
    else if (point < 0x10000) bytes += String.fromCharCode(0xe0 | (point >> 12), third, last)
    else bytes += String.fromCharCode(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), third, last)
  }
  return bytes
}

/** Spelt out, because number formatting takes longer than the hash. */
function hex(a: number, b: number): string {
  return `${word(a >>> 16)}${word(a & 0xffff)}${word(b >>> 16)}${word(b & 0xffff)}`
}

function word(w: number): string {
  return String.fromCharCode(digit(w >>> 12), digit(w >>> 8), digit(w >>> 4), digit(w))
}

function digit(word: number): number {
  const value = word & 0xf
  return value < 10 ? 48 + value : 87 + value
}

/** Go sorts strings by their UTF-8 bytes, which is the order of code points: surrogates come after U+FFFF, not before U+E000. */
function byCodePoint(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit
}
