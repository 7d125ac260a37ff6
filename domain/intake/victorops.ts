// The REST endpoint of VictorOps, now Splunk On-Call (contracts 7): api key and routing key stand in the path.
import type { ChangeEvent, ReceivedEvent } from './event.ts'
import { later, saidJson, whyUnheard } from './foreign-answers.ts'
import { upper, type Sent } from './foreign-fields.ts'
import { hear, type FoundAlone } from './foreign-hearing.ts'
import type { WebhookDialect } from './foreign.ts'
import { tagLabels } from './generic-fields.ts'
import { own, readBody } from './json.ts'
import { scalarText, unescaped } from './text.ts'

const splunk = '/integrations/generic/20131114/alert'

export const victorops: WebhookDialect = {
  name: 'victorops',
  methods: ['POST', 'PUT'],
  // A tool whose template of the routing key came out empty posts to the address without one.
  paths: [`${splunk}/:key/:routing`, `${splunk}/:key`, '/alert/:key/:routing', '/alert/:key'],
  read(request, context) {
    let isInfo = false
    const heard = hear(readBody(request.body, 'exact'), context, (sent) => {
      if (own(sent, 'message_type') === undefined) return null
      isInfo = upper(sent.message_type) === 'INFO'
      return [readOne(sent, routingIn(request.path))]
    })
    if ('unheard' in heard) {
      const { status, why } = whyUnheard(heard.unheard)
      return { refused: failure(status, why) }
    }
    const answer = saidJson(200, { result: 'success', entity_id: heard.events[0]?.key ?? '' })
    // INFO stands on VictorOps' timeline and pages nobody, and so does a change here.
    return isInfo ? { events: [], changes: heard.events.map(asChange), answer } : { events: heard.events, answer }
  },
  unknownKey: () => failure(401, 'unknown api key: check the address of the REST endpoint'),
  tooLarge: () => failure(413, 'too large: send at most 1 MiB'),
  unavailable: (seconds) => later(failure(503, 'not stored, try again'), seconds),
}

/** {message_type, entity_id, entity_display_name, state_message, state_start_time, monitoring_tool, host_name, ...} and fields of its own. */
function readOne(sent: Sent, routingKey: string): FoundAlone {
  const message = firstLine(sent.state_message)
  return {
    action: actions.get(upper(sent.message_type)) ?? 'trigger',
    key: [sent.entity_id],
    identity: sent.entity_display_name ?? sent.state_message,
    summary: [sent.entity_display_name, message, sent.entity_id],
    severity: sent.message_type,
    from: [sent.host_name ?? sent.monitoring_tool],
    labels: [...(routingKey === '' ? [] : [['routing_key', routingKey] as const]), ...tagLabels(sent)],
    links: [
      [sent.alert_url, 'alert_url'],
      [sent.ack_url, 'ack_url'],
    ],
    startsAt: sent.state_start_time ?? sent.timestamp,
  }
}

const actions = new Map<string, FoundAlone['action']>([
  ['RECOVERY', 'resolve'],
  ['RECOVERED', 'resolve'],
  ['RESOLVED', 'resolve'],
  ['OK', 'resolve'],
  ['ACKNOWLEDGEMENT', 'acknowledge'],
  ['ACKNOWLEDGED', 'acknowledge'],
])

function firstLine(text: unknown): string {
  return scalarText(text)?.trimStart().split('\n', 1)[0] ?? ''
}

/** The part of the path behind the key; a path of Baton's own has none. */
function routingIn(path: string): string {
  const [, , routing = ''] = path.replace(splunk, '/alert').slice(1).split('/')
  return unescaped(routing)
}

function asChange({ summary, from, startsAt, labels, links, details, notes }: ReceivedEvent): ChangeEvent {
  return { summary, from, changedAt: startsAt, labels, links, details, notes }
}

function failure(status: number, message: string) {
  return saidJson(status, { result: 'failure', message })
}
