// An alert source of incident.io (contracts 7): its HTTP events, and what Alertmanager's `incidentio_configs` posts, which is its webhook.
import { later, saidJson, whyUnheard } from './foreign-answers.ts'
import { isSaid, type Sent } from './foreign-fields.ts'
import { hear, type FoundAlone } from './foreign-hearing.ts'
import type { WebhookDialect } from './foreign.ts'
import { readUnified } from './grafana.ts'
import { statusWord, usual } from './generic-fields.ts'
import { isObject, own, readBody } from './json.ts'

export const incidentio: WebhookDialect = {
  name: 'incidentio',
  methods: ['POST', 'PUT'],
  paths: ['/v2/alert_events/http/:source', '/v2/alert_events/alertmanager/:source'],
  read(request, context) {
    const body = readBody(request.body, 'exact')
    const unified = readUnified(body, context)
    if (unified && 'refused' in unified) return { refused: tooLarge() }
    const heard = unified ?? hear(body, context, readOne)
    if ('unheard' in heard) {
      const { status, why } = whyUnheard(heard.unheard)
      return { refused: failure(status, why) }
    }
    const answer = saidJson(202, {
      status: 'success',
      message: 'Event accepted for processing',
      deduplication_key: heard.events[0]?.key ?? '',
    })
    return { events: heard.events, answer }
  },
  unknownKey: () => failure(401, 'unknown token: use the key of the source as bearer token'),
  tooLarge,
  unavailable: (seconds) => later(failure(503, 'not stored, try again'), seconds),
}

/** {title, deduplication_key, status, description, source_url, metadata} */
function readOne(sent: Sent): readonly FoundAlone[] | null {
  if (!isSaid(sent.title)) return null
  const metadata = isObject(sent.metadata) ? sent.metadata : {}
  return [
    {
      action: statusWord(isSaid(sent.status) ? sent.status.trim().toLowerCase() : ''),
      key: [sent.deduplication_key],
      identity: [sent.title, sent.source_url],
      summary: [sent.title],
      severity: usual(metadata, 'severity') ?? usual(sent, 'severity'),
      from: [own(metadata, 'instance') ?? own(metadata, 'host') ?? own(metadata, 'source')],
      labels: Object.entries(metadata),
      links: [[sent.source_url, 'source_url']],
    },
  ]
}

function tooLarge() {
  return failure(413, 'too large: send at most 1 MiB and 10,000 alerts in one request')
}

/** Alertmanager's log shows `message` and `errors`, the latter as texts. */
function failure(status: number, message: string) {
  return saidJson(status, { type: 'error', status, message, errors: [] })
}
