// What a body says: by the dialect where it knows the shape, else by the usual names. JSON is never refused for its shape.
import type { ReceivedEvent, Refused } from './event.ts'
import { refusal, type Unheard } from './foreign-answers.ts'
import { eventFrom, type Found } from './foreign-event.ts'
import { bodyOf, type Sent } from './foreign-fields.ts'
import type { ForeignRequest, Heard, ReadContext, WebhookDialect } from './foreign.ts'
import { accepted, eventsIn, tooLarge, unavailable, unknownKey, unreadable } from './generic.ts'
import { fieldValue, isObject, type Body, type Unreadable } from './json.ts'

export type HeardEvents = { readonly events: readonly ReceivedEvent[] }

/** What one request says to a dialect that knows this shape; null when it does not, and a list of none for what is no alert. */
type Reader<T> = (sent: Sent, body: Body) => readonly T[] | null

/** Found in a body that is about nothing else, which is then its details. */
export type FoundAlone = Omit<Found, 'details'>

export function hear(
  body: Body | Unreadable,
  context: ReadContext,
  read: Reader<FoundAlone>,
): HeardEvents | { readonly unheard: Unheard } {
  if ('unreadable' in body) return { unheard: body.unreadable }
  const events = eventsOf(body, context, (sent) => {
    const details = asJson(body).text
    return read(sent, body)?.map((one) => eventFrom({ ...one, details }, body.notes)) ?? null
  })
  return events ? { events } : { unheard: 'too_many' }
}

/** The same, refused in plain words. */
export function hearPlainly(body: Body | Unreadable, context: ReadContext, read: Reader<FoundAlone>) {
  const heard = hear(body, context, read)
  return 'unheard' in heard ? { refused: refusal(heard.unheard) } : heard
}

/** For vendors whose senders look at the status alone: the bodies of the answers are Baton's own. */
export const plainAnswers: Pick<WebhookDialect, 'unknownKey' | 'tooLarge' | 'unavailable'> = {
  unknownKey,
  tooLarge,
  unavailable,
}

/** All events are durable: 200, which every vendor takes for success. */
export function heard(events: readonly ReceivedEvent[]): Heard {
  return { events, answer: { ...accepted(events), status: 200 } }
}

/** Reads a body and answers so. `read` is given JSON, also where a form was sent. */
export function readVendor(
  request: Pick<ForeignRequest, 'body'>,
  context: ReadContext,
  read: Reader<ReceivedEvent>,
): Heard | Refused {
  const body = bodyOf(request)
  if ('unreadable' in body) return { refused: unreadable(body) }
  const events = eventsOf(body, context, (sent) => read(sent, asJson(body)))
  return events ? heard(events) : { refused: tooLarge() }
}

/** The events of any JSON, for what a vendor carries for others; null when they are too many. */
export function genericEvents(body: Body, { mapping }: ReadContext): readonly ReceivedEvent[] | null {
  const read = eventsIn(body, mapping ? { mapping } : {})
  return 'refused' in read ? null : read.events
}

/** The body of a request, or what stands in its query where it has none. */
export function bodyOrQuery(request: ForeignRequest): Body | Unreadable {
  const body = bodyOf(request)
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

function eventsOf(
  body: Body,
  context: ReadContext,
  read: (sent: Sent) => readonly ReceivedEvent[] | null,
): readonly ReceivedEvent[] | null {
  return (isObject(body.value) ? read(body.value) : null) ?? genericEvents(body, context)
}

function asJson(body: Body): Body {
  return body.shape === 'json' ? body : { ...body, text: JSON.stringify(body.value) }
}

const keyNames = new Set(['token', 'integrationKey', 'integration_key', 'key', 'apiKey', 'routing_key'])
