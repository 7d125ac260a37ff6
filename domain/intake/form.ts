import { unescaped } from './text.ts'

const MAX_FIELDS = 1000

/** The fields of a URL-encoded form, or null when the text is not one. A repeated field becomes an array. */
export function readForm(text: string, valueOf: (field: string) => unknown): Record<string, unknown> | null {
  if (!/^[\w.%+[\]-]{1,256}=/.test(text)) return null
  return fieldsOf(text.trim().split('&', MAX_FIELDS).map(split), valueOf)
}

/** Fields by their names, without those that have none; a name that comes again is a list. */
export function fieldsOf(
  pairs: Iterable<readonly [name: string, field: string]>,
  valueOf: (field: string) => unknown,
): Record<string, unknown> {
  const fields = new Map<string, unknown[]>()
  for (const [name, field] of pairs) {
    if (name === '') continue
    const before = fields.get(name)
    if (before) before.push(valueOf(field))
    else fields.set(name, [valueOf(field)])
  }
  return Object.fromEntries(Array.from(fields, ([name, values]) => [name, values.length > 1 ? values : values[0]]))
}

function split(pair: string): [string, string] {
  const equals = pair.indexOf('=')
  return equals < 0 ? [written(pair), ''] : [written(pair.slice(0, equals)), written(pair.slice(equals + 1))]
}

function written(text: string): string {
  return unescaped(text.replaceAll('+', ' '))
}
