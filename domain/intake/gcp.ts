// Google Cloud Monitoring: the webhook notification channel (version 1.2), and the same behind a Pub/Sub push (contracts 7).
// https://cloud.google.com/monitoring/support/notification-options#webhooks, https://cloud.google.com/pubsub/docs/push
import type { ReceivedEvent } from './event.ts'
import type { WebhookDialect } from './foreign.ts'
import { decode, isObject, own, readBody, type Body } from './json.ts'
import { eventFrom } from './foreign-event.ts'
import { firstSaid, labelsFrom, objectIn, objectsIn, wordIn, type Sent } from './foreign-fields.ts'
import { genericEvents, plainAnswers, readVendor } from './foreign-hearing.ts'

export const gcp: WebhookDialect = {
  name: 'gcp',
  methods: ['POST', 'PUT'],
  paths: [],
  keyIn: ({ query }) => firstSaid([query['auth_token']]),
  read: (request, context) =>
    readVendor(request, context, (sent, body) => {
      const pushed = pushedIn(sent)
      if (!pushed) return eventsOf(sent, body)
      const inner = readBody(pushed, 'exact')
      if ('unreadable' in inner || inner.shape === 'form') return [ofText(decode(pushed).text, sent, body)]
      return eventsOf(inner.value, inner) ?? genericEvents(inner, context)
    }),
  ...plainAnswers,
}

function eventsOf(sent: unknown, body: Body): readonly ReceivedEvent[] | null {
  if (!isObject(sent) || !isObject(own(sent, 'incident'))) return null
  // What the button "Test connection" sends: an incident that nothing would ever close.
  return wordIn(own(sent, 'version')) === 'test' ? [] : [ofIncident(objectIn(sent, 'incident'), body)]
}

function ofIncident(incident: Sent, body: Body): ReceivedEvent {
  const documentation = objectIn(incident, 'documentation')
  const resource = objectIn(incident, 'resource')
  const metric = objectIn(incident, 'metric')
  const [policy, condition] = [own(incident, 'policy_name'), own(incident, 'condition_name')]
  const severity = own(incident, 'severity')
  return eventFrom(
    {
      action: wordIn(own(incident, 'state')) === 'closed' ? 'resolve' : 'trigger',
      key: [own(incident, 'incident_id')],
      identity: firstSaid([own(incident, 'url'), policy]) ?? body.text,
      summary: [own(incident, 'summary'), own(documentation, 'subject'), condition, policy],
      severity: wordIn(severity) === 'no severity' ? null : severity,
      from: [own(incident, 'resource_display_name'), own(incident, 'resource_name'), own(incident, 'resource_id')],
      labels: labelsFrom(
        own(incident, 'policy_user_labels'),
        {
          policy,
          condition,
          severity,
          project: own(incident, 'scoping_project_id'),
          resource_type: own(resource, 'type'),
          metric_type: own(metric, 'type'),
        },
        own(resource, 'labels'),
        own(metric, 'labels'),
        own(objectIn(incident, 'metadata'), 'user_labels'),
      ),
      links: [
        [own(incident, 'url'), 'Google Cloud'],
        ...objectsIn(documentation, 'links').map((link) => [own(link, 'url'), own(link, 'displayName')] as const),
      ],
      startsAt: own(incident, 'started_at'),
      details: body.text,
    },
    body.notes,
  )
}

/** The bytes that a Pub/Sub push carries; null when this is none. The wrapper itself says nothing that an alert needs. */
function pushedIn(sent: Sent): Uint8Array | null {
  const data = own(objectIn(sent, 'message'), 'data')
  if (typeof data !== 'string' || own(sent, 'subscription') === undefined) return null
  try {
    return Uint8Array.fromBase64(data)
  } catch {
    return null
  }
}

/** A message in plain words: each text of a subscription is an alert of its own. */
function ofText(text: string, sent: Sent, body: Body): ReceivedEvent {
  const subscription = own(sent, 'subscription')
  return eventFrom(
    {
      action: 'trigger',
      key: [],
      identity: `${firstSaid([subscription]) ?? ''}\n${text}`,
      summary: [text],
      severity: null,
      from: [subscription],
      labels: labelsFrom({ subscription }),
      details: body.text,
    },
    body.notes,
  )
}
