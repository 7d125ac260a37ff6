// Looking into a foreign object: what stands in a field, if it is what it should be. Nothing here throws, whatever was sent.
import type { ForeignRequest } from './foreign.ts'
import { isObject, own, readBody, type Body, type Unreadable } from './json.ts'
import { first } from './keys.ts'
import { noLabels, type Labels } from './labels.ts'
import { scalarText } from './text.ts'

export type Sent = Readonly<Record<string, unknown>>

/** What does this request hold? Read once, however many ask: where a key or a signature stands in it, before its source is known. */
export function bodyOf(request: Pick<ForeignRequest, 'body'>): Body | Unreadable {
  const body = bodies.get(request) ?? readBody(request.body, 'exact')
  bodies.set(request, body)
  return body
}

const bodies = new WeakMap<Pick<ForeignRequest, 'body'>, Body | Unreadable>()

/** The first text or number that is not blank. */
export function firstSaid(values: readonly unknown[]): string | null {
  for (const value of values) {
    const text = scalarText(value)
    if (text !== null && text.trim() !== '') return text
  }
  return null
}

/** A label set of those fields that say something in one short line. */
export function labelsFrom(...sets: readonly unknown[]): Labels {
  const labels = noLabels()
  for (const set of sets) {
    if (!isObject(set)) continue
    for (const [name, value] of Object.entries(set).slice(0, MAX_FIELDS)) {
      const text = scalarText(value)
      const isShort = text !== null && text.trim() !== '' && text.length <= MAX_LABELLED && !text.includes('\n')
      if (isShort && name !== '') labels[name] ??= text
    }
  }
  return labels
}

/** The object in this field, or an empty one. */
export function objectIn(sent: Sent, name: string): Sent {
  const value = own(sent, name)
  return isObject(value) ? value : {}
}

/** The objects of the list in this field, as many as anybody would look at. */
export function objectsIn(sent: Sent, name: string): readonly Sent[] {
  const value = own(sent, name)
  return Array.isArray(value) ? value.slice(0, MAX_LISTED).filter(isObject) : []
}

/** The first element of a list, or the value itself where the vendor sends one alone. */
export function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

/** Lower case without blanks around it, '' for what is no text. */
export function wordIn(value: unknown): string {
  return (scalarText(value) ?? '').slice(0, MAX_LABELLED).trim().toLowerCase()
}

/** A header as one text; names are lower case. */
export function headerIn({ headers }: Pick<ForeignRequest, 'headers'>, name: string): string {
  return first(headers[name])
}

/** Text that says something. */
export function isSaid(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

/** A word in upper case, or ''. */
export function upper(value: unknown): string {
  return typeof value === 'string' ? value.trim().toUpperCase() : ''
}

const MAX_FIELDS = 1000
const MAX_LISTED = 64
const MAX_LABELLED = 256
