// What the webhooks of vendors with one JSON shape have in common: the frame around reading it, and one event made from loose fields.
import type { Priority, ReceivedEvent, Refused } from './event.ts'
import { hashOf } from '../fingerprint.ts'
import type { ForeignRequest, Heard, ReadContext, WebhookDialect } from './foreign.ts'
import { accepted, eventsIn, tooLarge, unavailable, unknownKey, unreadable } from './generic.ts'
import { detailsText, isObject, own, readBody, type Body } from './json.ts'
import { addLink, bounded, noLabels, type Labels } from './labels.ts'
import { priorityOf, UNSAID } from './severity.ts'
import { cutTo, keyFrom, note, scalarText, titleOf, type Notes } from './text.ts'
import { momentOf } from './timestamps.ts'

export type Sent = Readonly<Record<string, unknown>>

/** Their senders look at the status alone, so the bodies are Baton's own. */
export const plainAnswers: Pick<WebhookDialect, 'unknownKey' | 'tooLarge' | 'unavailable'> = {
  unknownKey,
  tooLarge,
  unavailable,
}

/** All events are durable: 200, which every vendor takes for success. */
export function heard(events: readonly ReceivedEvent[]): Heard {
  return { events, answer: { ...accepted(events), status: 200 } }
}

/** Reads a body that is an object of the vendor's, as JSON or form (its text is JSON for `shape` either way); what `shape` answers null to is read as generic JSON, never refused. */
export function readVendor(
  { body: raw }: Pick<ForeignRequest, 'body'>,
  context: ReadContext,
  shape: (sent: Sent, body: Body) => readonly ReceivedEvent[] | null,
): Heard | Refused {
  const body = readBody(raw, 'exact')
  if ('unreadable' in body) return { refused: unreadable(body) }
  const events = (isObject(body.value) ? shape(body.value, asJson(body)) : null) ?? genericEvents(body, context)
  return events ? heard(events) : { refused: tooLarge() }
}

/** The events of any JSON, for what a vendor carries for others; null when they are too many. */
export function genericEvents(body: Body, { mapping }: ReadContext): readonly ReceivedEvent[] | null {
  const read = eventsIn(body, mapping ? { mapping } : {})
  return 'refused' in read ? null : read.events
}

export type Said = {
  readonly action: ReceivedEvent['action']
  /** The first that says something; without one the key is made from `otherwise`. */
  readonly key: readonly unknown[]
  readonly otherwise: string
  readonly summary: readonly unknown[]
  /** A priority, or the vendor's word for one. */
  readonly severity: unknown
  readonly from?: readonly unknown[]
  readonly labels: Labels
  /** Address and text of each. */
  readonly links?: readonly (readonly [unknown, unknown])[]
  readonly startsAt?: unknown
  /** JSON text. */
  readonly details: string
}

/** One event, bounded and storable, from whatever stood in the fields. */
export function eventOf(said: Said, before: readonly Notes[number][] = []): ReceivedEvent {
  const notes: Notes = [...before]
  const key = firstSaid(said.key)
  if (key === null) note(notes, 'key_made')
  const title = titleOf(firstSaid(said.summary) ?? '', notes)
  if (title === '') note(notes, 'summary_made')
  const links: ReceivedEvent['links'][number][] = []
  for (const [href, text] of said.links ?? []) addLink(links, href, text, notes)
  const made = key === null ? hashOf(said.otherwise) : keyFrom(key, notes)
  return {
    action: said.action,
    key: made,
    summary: title === '' ? titleOf(made, notes) || '""' : title,
    priority: priorityIn(said.severity, notes),
    from: cutTo(1024, firstSaid(said.from ?? []) ?? '', notes, 'label_cut'),
    labels: bounded(said.labels, notes),
    links,
    details: detailsText(said.details, notes),
    startsAt: momentOf(said.startsAt, notes)?.text ?? null,
    endsAt: null,
    groupKey: null,
    notes,
  }
}

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
  const value = headers[name]
  return (typeof value === 'string' ? value : value?.[0]) ?? ''
}

function asJson(body: Body): Body {
  return body.shape === 'json' ? body : { ...body, text: JSON.stringify(body.value) }
}

const MAX_FIELDS = 1000
const MAX_LISTED = 64
const MAX_LABELLED = 256

function priorityIn(severity: unknown, notes: Notes): Priority {
  const said = firstSaid([severity])
  const known = said === null ? null : priorityOf(said)
  if (known === null) note(notes, 'severity_unknown')
  return known ?? UNSAID
}
