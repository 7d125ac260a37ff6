// How a mapping names a value in foreign JSON: a small part of JSONPath, a template around it, or fixed text.
import { isObject, own } from './json.ts'
import { scalarText } from './text.ts'

/** `['labels', 'host']` for `$.labels.host`, `['a', 0]` for `$.a[0]`. */
export type Path = readonly (string | number)[]

export type Rule =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'template'; readonly parts: readonly (string | Path)[] }
  | { readonly kind: 'constant'; readonly text: string }

/**
 * Reads `$.labels.host`, `{{service}}/{{$.checks[0].name}}` or `fixed text`; null when it is meant as one of the first two but
 * is not well formed.
 */
export function parseRule(text: string): Rule | null {
  if (text.includes('{{')) return parseTemplate(text)
  if (!/^\$(?:$|[.[])/.test(text)) return { kind: 'constant', text }
  const path = parsePath(text)
  return path && { kind: 'path', path }
}

/** Reads `$`, `$.a.b`, `$.a[0]`, `$["odd name"]`; the leading `$.` may be left out. Null when it is none of these. */
export function parsePath(text: string): Path | null {
  const path: (string | number)[] = []
  let rest = text.startsWith('$') ? text.slice(1) : `.${text}`
  while (rest !== '') {
    const step = STEP.exec(rest)
    if (!step || path.length === MAX_STEPS) return null
    const [whole, name, index, double, single] = step
    path.push(index === undefined ? (name ?? double ?? single ?? '') : Number(index))
    rest = rest.slice(whole.length)
  }
  return path
}

/** What stands at the path; undefined when nothing does. Only the sender's own fields are seen, never inherited ones. */
export function valueAt(value: unknown, path: Path): unknown {
  let at = value
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? at[step] : undefined
    else at = isObject(at) ? own(at, step) : undefined
  }
  return at
}

/**
 * The text a rule gives for this value; null when a path found nothing. A template needs all of its paths when `needsAll`
 * (a key with a hole would join strangers), otherwise at least one.
 */
export function textBy(rule: Rule, value: unknown, needsAll: boolean): string | null {
  if (rule.kind === 'constant') return rule.text
  return rule.kind === 'path' ? textIn(valueAt(value, rule.path)) : filled(rule.parts, value, needsAll)
}

const MAX_STEPS = 32
const STEP = /^(?:\.([^.[\]{}\s"'$]+)|\[(\d{1,6})\]|\["([^"]+)"\]|\['([^']+)'\])/

function parseTemplate(text: string): Rule | null {
  const parts: (string | Path)[] = []
  const pieces = text.split('{{')
  if (pieces[0]) parts.push(pieces[0])
  for (const piece of pieces.slice(1)) {
    const end = piece.indexOf('}}')
    const path = end < 0 ? null : parsePath(piece.slice(0, end).trim())
    if (!path) return null
    parts.push(path)
    if (end + 2 < piece.length) parts.push(piece.slice(end + 2))
  }
  return { kind: 'template', parts }
}

function filled(parts: readonly (string | Path)[], value: unknown, needsAll: boolean): string | null {
  const found = parts.map((part) => (typeof part === 'string' ? part : textIn(valueAt(value, part))))
  const holes = found.filter((text) => text === null).length
  const paths = parts.filter((part) => typeof part !== 'string').length
  return holes > 0 && (needsAll || holes === paths) ? null : found.join('')
}

/** Scalars as text, objects and arrays as JSON, nothing for null and empty text. */
function textIn(value: unknown): string | null {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return scalarText(value) || null
}
