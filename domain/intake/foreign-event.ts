// From what a dialect finds in a foreign object to one of our events. Dialects name fields; bounds and notes are here, once.
import type { Link, Priority, ReceivedEvent } from './event.ts'
import { hashOf } from '../fingerprint.ts'
import { refusal, type Unheard } from './foreign-answers.ts'
import type { ForeignRequest, ReadContext } from './foreign.ts'
import { eventsIn } from './generic.ts'
import { detailsText, fieldValue, isObject, readBody, type Body, type Unreadable } from './json.ts'
import { addLink, bounded, noLabels, type Labels } from './labels.ts'
import { priorityOf, UNSAID } from './severity.ts'
import { cutTo, keyFrom, note, scalarText, titleOf, type Notes } from './text.ts'
import { momentOf } from './timestamps.ts'

export type Sent = Readonly<Record<string, unknown>>

/** Foreign values as they are: nothing here needs to be text, or of any size. */
export type Found = {
  readonly action: ReceivedEvent['action']
  /** What the sender tells its alerts apart by. */
  readonly key: unknown
  /** Where it said none: what is the same when the alert is over as when it began. */
  readonly identity: unknown
  /** The first that holds text is the line people read. */
  readonly summary: readonly unknown[]
  /** A word for how bad it is, in any monitor's vocabulary. */
  readonly severity?: unknown
  /** How bad it is where no word says so. */
  readonly otherwise?: Priority
  readonly from?: unknown
  readonly labels?: Iterable<readonly [name: string, value: unknown]>
  readonly links?: readonly (readonly [href: unknown, text: string])[]
  readonly startsAt?: unknown
  readonly groupKey?: unknown
}

/** What one request says to a dialect that knows this shape; null when it does not, and a list of none for what is no alert. */
export type Reader = (sent: Sent, notes: Notes) => readonly Found[] | null

export type HeardEvents = { readonly events: readonly ReceivedEvent[] }

/** The events of a body: by its dialect where the shape is known, else by the usual names. JSON is never refused for its shape. */
export function hear(
  body: Body | Unreadable,
  context: ReadContext,
  read: Reader,
): HeardEvents | { readonly unheard: Unheard } {
  if ('unreadable' in body) return { unheard: body.unreadable }
  const notes: Notes = [...body.notes]
  const found = isObject(body.value) ? read(body.value, notes) : null
  if (found) return { events: found.map((one) => eventFrom(one, textOf(body), [...notes])) }
  const events = eventsIn(body, context)
  return 'refused' in events ? { unheard: 'too_many' } : events
}

/** The same, refused in plain words. */
export function hearPlainly(body: Body | Unreadable, context: ReadContext, read: Reader) {
  const heard = hear(body, context, read)
  return 'unheard' in heard ? { refused: refusal(heard.unheard) } : heard
}

/** The body of a request, or what stands in its query where it has none. */
export function bodyOrQuery(request: ForeignRequest): Body | Unreadable {
  const body = readBody(request.body, 'exact')
  if (!('unreadable' in body) || body.unreadable !== 'empty') return body
  const value = fieldsInQuery(request)
  return Object.keys(value).length === 0 ? body : { value, text: JSON.stringify(value), shape: 'form', notes: [] }
}

/** The fields of the query, without those that hold keys: those are secrets, and would be shown with the alert. */
export function fieldsInQuery({ query }: Pick<ForeignRequest, 'query'>): Sent {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, said]) =>
      said === undefined || keyNames.has(name)
        ? []
        : [[name, typeof said === 'string' ? fieldValue(said, 'exact') : said]],
    ),
  )
}

/** An object without the fields that hold keys. */
export function withoutKeys(sent: Sent): Sent {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !keyNames.has(name)))
}

export function eventFrom(found: Found, text: string, notes: Notes): ReceivedEvent {
  const key = keyOfFound(found, notes)
  return {
    action: found.action,
    key,
    summary: summaryOf(found.summary, key, notes),
    priority: priorityIn(found, notes),
    from: cutTo(1024, scalarText(found.from) ?? '', notes, 'label_cut'),
    labels: bounded(labelsOf(found.labels ?? []), notes),
    links: linksOf(found.links ?? [], notes),
    details: detailsText(text, notes),
    startsAt: found.action === 'trigger' ? (momentOf(found.startsAt, notes)?.text ?? null) : null,
    endsAt: null,
    groupKey: isSaid(found.groupKey) ? keyFrom(found.groupKey, notes) : null,
    notes,
  }
}

/** Text that says something. */
export function isSaid(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

/** A word in upper case, or ''. */
export function upper(value: unknown): string {
  return typeof value === 'string' ? value.trim().toUpperCase() : ''
}

const keyNames = new Set(['token', 'integrationKey', 'integration_key', 'key', 'apiKey', 'routing_key'])

function textOf(body: Body): string {
  return body.shape === 'json' ? body.text : JSON.stringify(body.value)
}

function keyOfFound(found: Found, notes: Notes): string {
  const said = scalarText(found.key)
  if (said !== null && said !== '') return keyFrom(said, notes)
  note(notes, 'key_made')
  return hashOf(scalarText(found.identity) ?? JSON.stringify(found.identity) ?? '')
}

function summaryOf(said: readonly unknown[], key: string, notes: Notes): string {
  for (const one of said) {
    const title = titleOf(scalarText(one) ?? '', notes)
    if (title !== '') return title
  }
  note(notes, 'summary_made')
  return titleOf(key, notes) || '""'
}

function priorityIn(found: Found, notes: Notes): Priority {
  const known = priorityOf(scalarText(found.severity) ?? '')
  if (known === null && found.otherwise === undefined && found.action === 'trigger') note(notes, 'severity_unknown')
  return known ?? found.otherwise ?? UNSAID
}

function labelsOf(said: Iterable<readonly [string, unknown]>): Labels {
  const labels = noLabels()
  for (const [name, value] of said) {
    const text = scalarText(value)
    if (name !== '' && text) labels[name] ??= text
  }
  return labels
}

function linksOf(said: readonly (readonly [unknown, string])[], notes: Notes): Link[] {
  const links: Link[] = []
  for (const [href, text] of said) addLink(links, href, text, notes)
  return links
}
