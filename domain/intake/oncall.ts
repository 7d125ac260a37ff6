// Grafana OnCall's integrations (contracts 7): only the host and the key change. What they post is told apart by its shape and not by
// the name in the path, since many a user chose "webhook" for everything.
import { readUnified, readLegacy } from './grafana.ts'
import { said, saidJson, tooLarge, unavailable } from './foreign-answers.ts'
import { isSaid, upper, type Sent } from './foreign-fields.ts'
import { hearPlainly, type FoundAlone } from './foreign-hearing.ts'
import type { WebhookDialect } from './foreign.ts'
import { statusWord, tagLabels, usual } from './generic-fields.ts'
import { readBody } from './json.ts'

export const oncall: WebhookDialect = {
  name: 'oncall',
  methods: ['POST', 'PUT'],
  paths: [
    'formatted_webhook',
    'webhook',
    'alertmanager',
    'legacy_alertmanager',
    'alertmanagerV2',
    'grafana',
    'grafana_alerting',
    'legacy_grafana_alerting',
    'zabbix',
    'elastalert',
    'kapacitor',
    'inbound_email',
  ].map((kind) => `/integrations/v1/${kind}/:key`),
  read(request, context) {
    const body = readBody(request.body, 'exact')
    const read = readUnified(body, context) ?? hearPlainly(body, context, (sent) => readLegacy(sent) ?? readOne(sent))
    return 'refused' in read ? read : { events: read.events, answer: saidJson(200, 'Ok.') }
  },
  unknownKey: () => said(403, 'Integration key was not found. Permission denied.'),
  tooLarge,
  unavailable,
}

/** {alert_uid, title, image_url, state, link_to_upstream_details, message}; {id, level, message, data} of Kapacitor; or anything. */
function readOne(sent: Sent): readonly FoundAlone[] | null {
  const isKapacitor = isSaid(sent.level) && isSaid(sent.id) && sent.state === undefined
  const summary = [sent.title, sent.subject, ...(isKapacitor ? [sent.message, sent.id] : [sent.message])]
  // With a key it is known even where its texts came out empty: the end must find its beginning.
  if (!summary.some(isSaid) && !isSaid(sent.alert_uid)) return null
  return [
    {
      action: isKapacitor ? levelAction(sent.level) : statusWord(upper(sent.state).toLowerCase()),
      key: [sent.alert_uid ?? (isKapacitor ? sent.id : null)],
      identity: withoutState(sent),
      summary,
      severity: isKapacitor ? sent.level : usual(sent, 'severity'),
      from: [sent.sender ?? sent.source ?? sent.hostname],
      labels: tagLabels(sent),
      links: [
        [sent.link_to_upstream_details, 'link_to_upstream_details'],
        [sent.image_url, 'image_url'],
        [sent.url, 'url'],
      ],
      startsAt: sent.time ?? sent.timestamp,
    },
  ]
}

function levelAction(level: unknown): FoundAlone['action'] {
  return upper(level).startsWith('OK') ? 'resolve' : 'trigger'
}

/** OnCall groups by the whole payload. Its state alone must not count, or no alert would ever be resolved. */
function withoutState(sent: Sent): Sent {
  return { ...sent, state: undefined }
}
