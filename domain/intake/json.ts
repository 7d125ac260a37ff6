// Reading a foreign body: bytes to text to a value, bounded and without trusting anything the caller says about it.
import type { Note } from './event.ts'
import { readForm } from './form.ts'
import { readMultipart } from './multipart.ts'
import { byteLength, note, storable, type Notes } from './text.ts'

/** The body as it came in. A string is taken as already decoded; bytes are preferred, because then wrong UTF-8 is noticed. */
export type Raw = Uint8Array | string

export type Body = {
  readonly value: unknown
  /** The decoded text, without a byte order mark. */
  readonly text: string
  readonly shape: 'json' | 'form'
  readonly notes: readonly Note[]
}

export type Unreadable = { readonly unreadable: 'empty' | 'not_json' | 'too_deep' }

export const MAX_DEPTH = 64
export const MAX_DETAILS_BYTES = 64 * 1024

/** The value in a body, by content and not by Content-Type: JSON first, then an HTML form of either encoding (contracts 0.1). */
export function readBody(raw: Raw, numbers: 'fast' | 'exact' = 'fast'): Body | Unreadable {
  const { text, notes } = decode(raw)
  const json = parseJson(text, numbers)
  if ('value' in json) return { value: json.value, text, shape: 'json', notes }
  if (json.unreadable === 'too_deep') return json
  const valueOf = (field: string) => fieldValue(field, numbers)
  // Multipart before the other, since a boundary may hold an equals sign; its first two lines are unmistakable.
  const form = readMultipart(text, valueOf) ?? readForm(text, valueOf)
  if (form) return { value: form, text, shape: 'form', notes }
  return { unreadable: text.trim() === '' ? 'empty' : 'not_json' }
}

/** JSON text for `details`: at most 64 KiB and storable, or a marked excerpt that is still valid JSON. */
export function detailsText(text: string, notes: Notes): string {
  if (text.length * 3 > MAX_DETAILS_BYTES && byteLength(text) > MAX_DETAILS_BYTES) return excerpt(text, notes)
  if (!(text.includes('\\u') && escapedTrouble.test(text)) && text.isWellFormed()) return text
  const json = parseJson(text, 'exact')
  if (!('value' in json)) return excerpt(text, notes)
  const clean = JSON.stringify(storableValue(json.value, notes))
  return byteLength(clean) > MAX_DETAILS_BYTES ? excerpt(clean, notes) : clean
}

/** A JSON object, as opposed to an array, null or a scalar. Its keys are only ever read, so `__proto__` is one like others. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field of foreign JSON. What objects inherit, such as `constructor`, is not a field. */
export function own(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

type Decoder = { decode(bytes: Uint8Array): string }
/** Part of every runtime Baton has, and pure; the domain compiles without the DOM or Node types that would name it. */
declare const TextDecoder: new (label: 'utf-8', options: { readonly fatal: boolean }) => Decoder

const strict = new TextDecoder('utf-8', { fatal: true })
const lenient = new TextDecoder('utf-8', { fatal: false })

/** UTF-8 without its byte order mark; wrong bytes become U+FFFD and are noted, since refusing them could lose a page. */
export function decode(raw: Raw): { readonly text: string; readonly notes: Note[] } {
  if (typeof raw === 'string') return { text: raw.startsWith('\ufeff') ? raw.slice(1) : raw, notes: [] }
  try {
    return { text: strict.decode(raw), notes: [] }
  } catch {
    return { text: lenient.decode(raw), notes: ['not_utf8'] }
  }
}

function parseJson(text: string, numbers: 'fast' | 'exact'): { readonly value: unknown } | Unreadable {
  try {
    const value: unknown = JSON.parse(text)
    if (hasManyOpenings(text) && isDeeper(value, MAX_DEPTH)) return { unreadable: 'too_deep' }
    const isExact = numbers === 'exact' && text.length <= MAX_EXACT && longNumber.test(text)
    return { value: isExact ? JSON.parse(text, keepDigits) : value }
  } catch {
    return { unreadable: 'not_json' }
  }
}

const MAX_EXACT = 128 * 1024 // keeping digits takes microseconds for each value, so a large body must do with doubles
const longNumber = /\d{16}|[eE][+-]?\d{3}/
const escapedTrouble = /\\u(?:0000|[dD][89a-fA-F])/

/** A whole number too long for a double stays as its digits: two ids that differ in the last one are two alerts. */
function keepDigits(_name: string, value: unknown, context: { readonly source?: string } = {}): unknown {
  const isLossy = typeof value === 'number' && (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
  return isLossy ? (context.source ?? String(value)) : value
}

/** Fewer than 65 openings cannot nest deeper than 64, and counting them is quick for the usual small event. */
function hasManyOpenings(text: string): boolean {
  return openings(text, '{') + openings(text, '[') > MAX_DEPTH
}

function openings(text: string, bracket: string): number {
  let count = 0
  for (let at = text.indexOf(bracket); at >= 0 && count <= MAX_DEPTH; at = text.indexOf(bracket, at + 1)) count++
  return count
}

/** JSON.parse itself does not recurse, so even a bomb gets here; this looks no deeper than it must. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) return value.some((item) => isDeeper(item, levels - 1))
  for (const inner of Object.values(value)) if (isDeeper(inner, levels - 1)) return true
  return false
}

/** Forms carry JSON in a field now and then; anything else in it is text. */
export function fieldValue(field: string, numbers: 'fast' | 'exact'): unknown {
  if (!/^\s*[[{]/.test(field)) return field
  const json = parseJson(field, numbers)
  return 'value' in json ? json.value : field
}

function excerpt(text: string, notes: Notes): string {
  note(notes, 'details_truncated')
  const bytes = byteLength(text)
  for (let length = MAX_DETAILS_BYTES - 256; ; length = Math.floor(length / 2)) {
    const start = storable(text.slice(0, length))
    const cut = JSON.stringify({ truncated: true, bytes, text: start })
    if (byteLength(cut) <= MAX_DETAILS_BYTES) return cut
  }
}

/** The same value with every string and field name storable. Depth is bounded by what `readBody` lets through. */
function storableValue(value: unknown, notes: Notes): unknown {
  if (typeof value === 'string') return storable(value, notes)
  if (Array.isArray(value)) return value.map((item) => storableValue(item, notes))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [storable(k, notes), storableValue(v, notes)]))
}
