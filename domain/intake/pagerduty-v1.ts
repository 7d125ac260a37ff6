// PagerDuty Events API v1, the second reader of a `pagerduty` source: it shares keys and dedup keys with v2 (contracts 2).
// https://raw.githubusercontent.com/PagerDuty/api-schema/main/reference/events-v1/openapiv3.json; the Nagios and Icinga fields as
// https://github.com/PagerDuty/pagerduty-nagios-pl posts them to `/nagios/2010-04-15/create_event`.
import type { Answer, ReceivedEvent, Refused } from './event.ts'
import { hashOf } from '../fingerprint.ts'
import type { ForeignRequest, Heard, ReadContext, WebhookDialect } from './foreign.ts'
import { isObject, own, type Body, type Unreadable } from './json.ts'
import { fromNagios, nagiosKey } from './pagerduty-nagios.ts'
import { detailsWithout } from './pagerduty.ts'
import { priorityOf, UNSAID } from './severity.ts'
import { scalarText } from './text.ts'
import { eventFrom } from './foreign-event.ts'
import { bodyOf, firstSaid, labelsFrom, objectIn, objectsIn, type Sent } from './foreign-fields.ts'

export const pagerdutyV1: WebhookDialect = {
  name: 'pagerduty',
  isNamed: false, // the bare address of a source, and `/pagerduty`, stay with v2
  methods: ['POST', 'PUT'],
  paths: ['/:tool/2010-04-15/create_event.json', '/:tool/2010-04-15/create_event'],
  keyIn: (request) => {
    const sent = sentIn(request)
    return isObject(sent) ? firstSaid([own(sent, 'service_key'), nagiosKey(sent)]) : null
  },
  read,
  // Never 403: in v1 that means "throttled", and Alertmanager would try for ever.
  unknownKey: () => invalid(['service_key is invalid: no source has it, or the event could not be read']),
  tooLarge: () => answer(413, 'invalid event', 'Event object is too large', ['Send at most 1 MiB in one request']),
  unavailable: (retryAfterSeconds) => ({
    ...answer(503, 'unavailable', 'Event was not stored', ['Try again in a few seconds; please retry later']),
    headers: { 'retry-after': String(retryAfterSeconds) },
  }),
}

function read(request: ForeignRequest, context: ReadContext): Heard | Refused {
  const body = bodyOf(request)
  if ('unreadable' in body) return { refused: unrecognized(reasons[body.unreadable]) }
  const { value: sent } = body
  if (!isObject(sent)) return { refused: unrecognized('Event must be an object') }
  const nagios = fromNagios(sent, body)
  if (nagios === 'nothing') return { events: [], answer: processed(null) }
  if (nagios) return { events: [nagios], answer: processed(nagios.key) }

  const errors: string[] = []
  const action = actionOf(own(sent, 'event_type'), errors)
  const incidentKey = firstSaid([own(sent, 'incident_key')])
  const description = firstSaid([own(sent, 'description')])
  if (action && action !== 'trigger' && incidentKey === null) errors.push('incident_key is missing or blank')
  if (action === 'trigger' && description === null) errors.push('description is missing or blank')
  if (!action || errors.length > 0) return { refused: invalid(errors) }
  const event = eventIn(sent, body, action, incidentKey ?? newKey(body.text, context))
  return { events: [event], answer: processed(event.key) }
}

function eventIn(sent: Sent, body: Body, action: ReceivedEvent['action'], key: string): ReceivedEvent {
  const notes = [...body.notes]
  const details = objectIn(sent, 'details')
  const client = own(sent, 'client')
  return eventFrom(
    {
      action,
      key: [key],
      identity: key,
      summary: [own(sent, 'description')],
      // v1 has no severity of its own; some scripts put one among the details.
      severity: priorityOf(scalarText(own(details, 'severity') ?? own(details, 'priority')) ?? '') ?? UNSAID,
      from: [own(details, 'host'), own(details, 'hostname'), client],
      // The Nagios scripts of some put the key among the details once more.
      labels: labelsFrom({ client }, withoutValue(details, own(sent, 'service_key'))),
      links: [
        [own(sent, 'client_url'), client],
        ...objectsIn(sent, 'contexts').map((context) =>
          own(context, 'type') === 'image'
            ? ([own(context, 'href') || own(context, 'src'), own(context, 'alt')] as const)
            : ([own(context, 'href'), own(context, 'text')] as const),
        ),
      ],
      details: detailsWithout('service_key', body, sent, notes),
    },
    notes,
  )
}

function withoutValue(fields: Sent, secret: unknown): Sent {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== secret))
}

function actionOf(word: unknown, errors: string[]): ReceivedEvent['action'] | null {
  if (word === 'trigger' || word === 'acknowledge' || word === 'resolve') return word
  errors.push('event_type is invalid (must be one of: trigger acknowledge resolve)')
  return null
}

/** A trigger without a key always opens a new alert, so its key is of the moment; 32 hex digits, as its sender expects. */
function newKey(text: string, { now }: ReadContext): string {
  return hashOf(`${now.toString()}\n${text}`) + hashOf(`${text}\n${now.toString()}`)
}

function sentIn(request: ForeignRequest): unknown {
  const body = bodyOf(request)
  return 'value' in body ? body.value : null
}

const reasons: Readonly<Record<Unreadable['unreadable'], string>> = {
  empty: 'JSON parse error',
  not_json: 'JSON parse error',
  too_deep: 'JSON is nested deeper than 64 levels',
}

/** Exactly 200: ansible takes nothing else for success. */
function processed(incidentKey: string | null): Answer {
  const said = { status: 'success', message: 'Event processed', ...(incidentKey ? { incident_key: incidentKey } : {}) }
  return { status: 200, body: JSON.stringify(said), contentType: 'application/json' }
}

function invalid(errors: readonly string[]): Answer {
  return answer(400, 'invalid event', 'Event object is invalid', errors)
}

function unrecognized(why: string): Answer {
  return answer(400, 'Unrecognized object', 'Event object format is unrecognized', [why])
}

function answer(status: number, word: string, message: string, errors: readonly string[]): Answer {
  return { status, body: JSON.stringify({ status: word, message, errors }), contentType: 'application/json' }
}
