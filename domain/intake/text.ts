// Foreign text made safe to store, to show and to put into a mail subject, with a note for everything that changed.
import type { Note } from './event.ts'
import { hashOf } from '../fingerprint.ts'

/** The notes of one event while it is being read; each is kept once. */
export type Notes = Note[]

export const MAX_SUMMARY = 1024
export const MAX_KEY = 1024
const MAX_KEY_BYTES = 2048 // a PostgreSQL index entry holds 2,704 bytes, and the key shares it

/** Text that PostgreSQL can store: NUL and lone surrogates become U+FFFD. Without notes nobody is told. */
export function storable(text: string, notes: Notes = []): string {
  if (text.isWellFormed() && !text.includes('\0')) return text
  note(notes, 'text_repaired')
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** One line fit for a title: no control characters, no direction overrides, at most 1,024 code points. */
export function titleOf(text: string, notes: Notes): string {
  let title = storable(text, notes)
  if (controls.test(title)) {
    if (dangerous.test(title)) note(notes, 'control_characters_removed')
    title = title.replace(overrides, '').replace(controlRuns, ' ')
  }
  title = title.trim()
  if (title.length <= MAX_SUMMARY) return title
  const cut = firstCodePoints(title, MAX_SUMMARY)
  if (cut.length < title.length) note(notes, 'summary_cut')
  return cut
}

/** Storable text of at most `limit` UTF-16 units, never ending in half a character. */
export function cutTo(limit: number, text: string, notes: Notes, why: Note): string {
  const clean = storable(text, notes)
  if (clean.length <= limit) return clean
  note(notes, why)
  return wholeCharacters(clean, limit)
}

/**
 * The dedup key as it will be compared: byte for byte, except that what cannot be stored or indexed ends in
 * a hash of the whole, so that two keys which differed still differ.
 */
export function keyFrom(text: string, notes: Notes): string {
  const fits = text.length <= MAX_KEY && (text.length * 3 <= MAX_KEY_BYTES || byteLength(text) <= MAX_KEY_BYTES)
  if (fits && text.isWellFormed() && !text.includes('\0')) return text
  note(notes, 'key_changed')
  const clean = storable(text)
  return `${wholeCharacters(clean, fits ? MAX_KEY : MAX_KEY_BYTES / 4)}#${hashOf(text)}`
}

/** A string as it is, a number or boolean as JSON writes it; null for everything else. */
export function scalarText(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null
  return typeof value === 'boolean' ? String(value) : null
}

/** Text without its percent escapes; a broken one leaves the text as it was sent. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function note(notes: Notes, what: Note): void {
  if (!notes.includes(what)) notes.push(what)
}

/** How many bytes the text takes in UTF-8. */
export function byteLength(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800) bytes += 2
    else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
      bytes += 4
      i++
    } else bytes += 3
  }
  return bytes
}

const controls = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u
const dangerous = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]/u
const overrides = /[\u202a-\u202e\u2066-\u2069]/g
const controlRuns = /[\p{Cc}\u2028\u2029]+/gu

function firstCodePoints(text: string, count: number): string {
  let end = 0
  for (let points = 0; points < count && end < text.length; points++) {
    end += isHighSurrogate(text.charCodeAt(end)) ? 2 : 1
  }
  return text.slice(0, end)
}

function wholeCharacters(text: string, limit: number): string {
  return text.slice(0, isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit)
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}
