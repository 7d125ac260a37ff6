// GoAlert's integration keys (contracts 7): the generic API by query, form, multipart or JSON, and the webhooks it reads for others.
import type { Answer, Refused } from './event.ts'
import { accepted, said, saidJson, tooLarge, unavailable } from './foreign-answers.ts'
import { bodyOf, isSaid, upper, type Sent } from './foreign-fields.ts'
import {
  bodyOrQuery,
  fieldsInQuery,
  hearPlainly,
  withoutKeys,
  type FoundAlone,
  type HeardEvents,
} from './foreign-hearing.ts'
import type { AlertAbout, ForeignRequest, Heard, ReadContext, WebhookDialect } from './foreign.ts'
import { readGrafana, readUnified } from './grafana.ts'
import { isObject, type Body, type Unreadable } from './json.ts'
import { scalarText } from './text.ts'

export const goalert: WebhookDialect = {
  name: 'goalert',
  methods: ['POST', 'PUT'],
  paths: [
    '/api/v2/generic/incoming',
    '/v1/api/alerts',
    '/api/v2/grafana/incoming',
    '/v1/webhooks/grafana',
    '/api/v2/site24x7/incoming',
    '/api/v2/prometheusalertmanager/incoming',
  ],
  keyIn: (request) => keyAmong(request.query) ?? keyAmong(formOf(request)),
  read(request, context) {
    if (request.path.includes('grafana')) return plainly(readGrafana(bodyOf(request), context))
    if (request.path.includes('site24x7'))
      return plainly(hearPlainly(bodyOf(request), context, (sent) => readSite24x7(sent, request)))
    const body = withQuery(bodyOrQuery(request), request)
    const unified = readUnified(body, context)
    return unified ? plainly(unified) : readIncoming(body, request, context)
  },
  unknownKey: () => said(401, 'Unauthorized'),
  tooLarge,
  unavailable,
}

/** {summary, details, action, dedup, meta}: an alert without a dedup is told apart by all that it says. */
function readIncoming(body: Body | Unreadable, request: ForeignRequest, context: ReadContext): Heard | Refused {
  const read = hearPlainly(body, context, (sent) => {
    const details = scalarText(sent.details) ?? ''
    if (!isSaid(scalarText(sent.summary))) return null
    const meta = metaOf(sent.meta)
    return [
      {
        action: upper(sent.action) === 'CLOSE' ? 'resolve' : 'trigger',
        key: [sent.dedup],
        identity: details === '' ? sent.summary : `${scalarText(sent.summary) ?? ''}\n${details}`,
        summary: [sent.summary],
        severity: meta.find(([name]) => name === 'severity' || name === 'priority')?.[1],
        labels: meta,
      } satisfies FoundAlone,
    ]
  })
  if ('refused' in read) return read
  // GoAlert compares the whole header, so that a browser's list does not count.
  const wantsJson = request.headers['accept'] === 'application/json'
  return { events: read.events, answer: { ...accepted(), status: 204 }, ...(wantsJson ? { answerAbout } : {}) }
}

/** A close of nothing is fine, and its numbers are zero, as GoAlert's are. */
function answerAbout(alert: AlertAbout | null): Answer {
  return saidJson(200, {
    AlertID: alert?.id ?? 0,
    ServiceID: alert?.serviceId ?? '',
    IsNew: alert?.isNew ?? false,
  })
}

/** {MONITORNAME, STATUS, MONITOR_DASHBOARD_LINK, INCIDENT_REASON, ...}, of which only the status differs when it is over. */
function readSite24x7(sent: Sent, request: ForeignRequest): readonly FoundAlone[] | null {
  const { MONITORNAME: name, STATUS: status, MONITOR_DASHBOARD_LINK: link, INCIDENT_REASON: reason } = sent
  if (!isSaid(name) || !isSaid(status)) return null
  return [
    {
      action: upper(status) === 'UP' ? 'resolve' : 'trigger',
      key: [request.query['dedup']],
      identity: [name, link],
      summary: [isSaid(reason) ? `${name}: ${reason}` : `${name}: ${status}`],
      severity: upper(status) === 'TROUBLE' ? 'warning' : status,
      from: [name],
      labels: Object.entries(sent).filter(([field]) => labelled.has(field)),
      links: [[link, 'MONITOR_DASHBOARD_LINK']],
    },
  ]
}

const labelled = new Set(['MONITORNAME', 'MONITORTYPE', 'MONITOR_ID', 'STATUS', 'MONITORURL', 'GROUP_TAGS', 'TAGS'])

const MAX_META = 200

/** An object, or `name=value` once or several times as a form can say it. */
function metaOf(sent: unknown): [string, unknown][] {
  if (isObject(sent)) return Object.entries(sent)
  return [sent]
    .flat()
    .slice(0, MAX_META)
    .flatMap((pair) => {
      const text = scalarText(pair) ?? ''
      const equals = text.indexOf('=')
      return equals > 0 ? [[text.slice(0, equals), text.slice(equals + 1)] satisfies [string, string]] : []
    })
}

/** Fields of the query count too; those of the body are believed first. No key is kept among them. */
function withQuery(body: Body | Unreadable, request: ForeignRequest): Body | Unreadable {
  if ('unreadable' in body || !isObject(body.value)) return body
  const asked = fieldsInQuery(request)
  if (body.shape === 'json' && Object.keys(asked).length === 0) return body
  const value = body.shape === 'json' ? { ...asked, ...body.value } : withoutKeys({ ...asked, ...body.value })
  return { ...body, value, text: JSON.stringify(value) }
}

function formOf(request: ForeignRequest): Sent {
  const body = bodyOf(request)
  return 'unreadable' in body || body.shape !== 'form' || !isObject(body.value) ? {} : body.value
}

/** In GoAlert's order. In JSON it never stood, so there a field called `key` is the sender's own. */
function keyAmong(fields: Sent): string | null {
  for (const name of ['token', 'integrationKey', 'integration_key', 'key']) {
    const said = [fields[name]].flat()[0]
    if (isSaid(said)) return said
  }
  return null
}

function plainly(read: HeardEvents | Refused): Heard | Refused {
  return 'refused' in read ? read : { events: read.events, answer: accepted() }
}
