// What the Nagios and Icinga scripts of PagerDuty post instead of an event: the macros of the notification, as a form or JSON.
import type { ReceivedEvent } from './event.ts'
import { own, type Body } from './json.ts'
import { eventFrom } from './foreign-event.ts'
import { firstSaid, labelsFrom, wordIn, type Sent } from './foreign-fields.ts'

/** The service key that the contact's pager number holds; null when this is no such notification. */
export function nagiosKey(sent: Sent): string | null {
  return isNotification(sent) ? firstSaid([own(sent, 'CONTACTPAGER')]) : null
}

/**
 * What a notification says; null when it is an event like any other, `nothing` when it pages nobody (a planned downtime).
 * The key is PagerDuty's, so that its newer agents, which speak v2, mean the same alert.
 */
export function fromNagios(sent: Sent, body: Body): ReceivedEvent | 'nothing' | null {
  if (!isNotification(sent)) return null
  const type = wordIn(own(sent, 'NOTIFICATIONTYPE'))
  if (type.startsWith('downtime')) return 'nothing'
  const host = firstSaid([own(sent, 'HOSTNAME')]) ?? ''
  const service = wordIn(own(sent, 'pd_nagios_object')) === 'host' ? null : firstSaid([own(sent, 'SERVICEDESC')])
  const state = firstSaid([own(sent, service === null ? 'HOSTSTATE' : 'SERVICESTATE')])
  const output = firstSaid([own(sent, service === null ? 'HOSTOUTPUT' : 'SERVICEOUTPUT')])
  const name = service === null ? host : `${host}/${service}`
  const object = service === null ? 'host' : 'service'
  const withoutKey = { ...sent, CONTACTPAGER: undefined, service_key: undefined }
  return eventFrom(
    {
      action: actionOf(type, wordIn(state)),
      key: [`event_source=${object};host_name=${host}${service === null ? '' : `;service_desc=${service}`}`],
      identity: name,
      summary: [`${name}${state === null ? '' : ` is ${state}`}${output === null ? '' : `: ${output}`}`],
      severity: states[wordIn(state)] ?? state,
      from: [host],
      labels: labelsFrom(withoutKey),
      details: JSON.stringify(withoutKey),
    },
    body.notes,
  )
}

function isNotification(sent: Sent): boolean {
  return own(sent, 'event_type') === undefined && firstSaid([own(sent, 'NOTIFICATIONTYPE')]) !== null
}

/** Flapping has no word of its own here: Nagios is silent while it lasts, so its beginning opens and the state decides at its end. */
function actionOf(type: string, state: string): ReceivedEvent['action'] {
  if (type === 'acknowledgement') return 'acknowledge'
  if (type === 'recovery') return 'resolve'
  const isFine = state === 'ok' || state === 'up'
  return isFine && type !== 'flappingstart' ? 'resolve' : 'trigger'
}

/** Words that only Nagios has; critical and warning are everybody's. */
const states: Readonly<Record<string, string>> = {
  down: 'critical',
  unreachable: 'high',
  unknown: 'high',
  ok: 'low',
  up: 'low',
}
