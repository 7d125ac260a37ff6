// Grafana: the webhook of unified alerting (version "1", contracts 7), which speaks as Alertmanager does, and of legacy alerting before 9.
import { isMessage, readMessage } from './alertmanager.ts'
import type { ReceivedEvent, Refused } from './event.ts'
import { accepted, tooLarge, unavailable, unknownKey } from './foreign-answers.ts'
import { isSaid, type Sent } from './foreign-fields.ts'
import { hearPlainly, type FoundAlone, type HeardEvents } from './foreign-hearing.ts'
import type { ReadContext, WebhookDialect } from './foreign.ts'
import { tagLabels } from './generic-fields.ts'
import { isObject, own, readBody, type Body, type Unreadable } from './json.ts'
import { scalarText, titleOf, type Notes } from './text.ts'

export const grafana: WebhookDialect = {
  name: 'grafana',
  methods: ['POST', 'PUT'],
  paths: [],
  read(request, context) {
    const read = readGrafana(readBody(request.body, 'exact'), context)
    return 'refused' in read ? read : { events: read.events, answer: accepted() }
  },
  unknownKey,
  tooLarge,
  unavailable,
}

/** What Grafana says, of either kind; a payload of the user's own is read by the usual names. */
export function readGrafana(body: Body | Unreadable, context: ReadContext): HeardEvents | Refused {
  return readUnified(body, context) ?? hearPlainly(body, context, readLegacy)
}

/** A message with members; null for every other shape. */
export function readUnified(body: Body | Unreadable, context: ReadContext): HeardEvents | Refused | null {
  if ('unreadable' in body || !isMessage(body.value)) return null
  const read = readMessage(body, context)
  return 'refused' in read ? read : { events: read.events.map(asGrafanaMeans) }
}

/** {ruleId, ruleName, ruleUrl, state, title, message, imageUrl, evalMatches, orgId, dashboardId, panelId, tags} */
export function readLegacy(sent: Sent): readonly FoundAlone[] | null {
  const { ruleId, ruleName, state } = sent
  if (typeof state !== 'string' || (ruleId === undefined && !isSaid(ruleName))) return null
  if (unsaid.has(state)) return []
  const tags = isObject(sent.tags) ? sent.tags : {}
  const rule = scalarText(ruleId) ?? ''
  return [
    {
      action: state === 'ok' ? 'resolve' : 'trigger',
      // The test button sends rule 0, and so did rules that were never saved.
      key: [rule === '' || rule === '0' ? null : `${scalarText(sent.orgId) ?? ''}/${rule}`],
      identity: ruleName,
      summary: [ruleName, sent.title, sent.message],
      severity: own(tags, 'severity') ?? own(tags, 'priority'),
      from: [sent.ruleUrl],
      labels: tagLabels(sent),
      links: [
        [sent.ruleUrl, 'ruleUrl'],
        [sent.imageUrl, 'imageUrl'],
      ],
    },
  ]
}

/** Not firing yet, or switched off: neither begins nor ends an alert. */
const unsaid = new Set(['pending', 'paused'])

function asGrafanaMeans(event: ReceivedEvent): ReceivedEvent {
  const { alertname, instance, rulename } = event.labels
  // The test button of a contact point: it is to be seen, not to wake anybody, and nothing ever resolves it.
  if (alertname === 'TestAlert' && instance === 'Grafana') return { ...event, priority: 'P4' }
  if (alertname !== 'DatasourceNoData' && alertname !== 'DatasourceError') return event
  // What the rule's author wrote ("above 90 %") is not what is known now: that nothing is known.
  const notes: Notes = [...event.notes]
  const about = notes.includes('summary_made') ? (rulename ?? instance ?? '') : event.summary
  return { ...event, summary: titleOf(about === '' ? alertname : `${alertname}: ${about}`, notes), notes }
}
