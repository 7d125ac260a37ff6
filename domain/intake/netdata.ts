// Netdata (contracts 4): agents post to Opsgenie's webhook for Netdata, Netdata Cloud to a webhook of its own shape.
import type { ChangeEvent } from './event.ts'
import { saidJson, tooLarge, unavailable, unknownKey } from './foreign-answers.ts'
import { eventFrom, type Found } from './foreign-event.ts'
import { isSaid, upper, type Sent } from './foreign-fields.ts'
import { hearPlainly, type FoundAlone } from './foreign-hearing.ts'
import type { WebhookDialect } from './foreign.ts'
import { tagLabels } from './generic-fields.ts'
import { decode, isObject, own, readBody, type Body, type Raw, type Unreadable } from './json.ts'
import { scalarText } from './text.ts'

export const netdata: WebhookDialect = {
  name: 'netdata',
  methods: ['POST', 'PUT'],
  paths: ['/v1/json/integrations/webhooks/netdata'],
  keyIn: ({ query }) => [query['apiKey']].flat()[0] || null,
  read(request, context) {
    const body = bodyOf(request.body)
    // The agent looks for exactly this status.
    const answer = saidJson(200, { result: 'success' })
    const token = tokenIn(body)
    if (token) return { events: [], changes: [token], answer }
    const read = hearPlainly(body, context, (sent) => readAgent(sent) ?? readCloud(sent) ?? readReachability(sent))
    return 'refused' in read ? read : { events: read.events, answer }
  },
  unknownKey,
  tooLarge,
  unavailable,
}

/** {host, unique_id, alarmId, eventId, chart, when, name, priority, status, old_status, value, units, info, ...} */
function readAgent(sent: Sent): readonly FoundAlone[] | null {
  const { host, chart, name, status, info, alarmId } = sent
  if (!isSaid(status) || !isSaid(host) || !(isSaid(name) || isSaid(chart))) return null
  if (!spoken.has(upper(status))) return []
  return [
    {
      action: actionOf(status),
      // `unique_id` differs when it is over, and `alarmId` after the agent forgot its database; what is watched stays.
      key: [[host, chart, name, isSaid(chart) && isSaid(name) ? null : scalarText(alarmId)].filter(isSaid).join('/')],
      identity: null,
      summary: [`${scalarText(name) ?? scalarText(chart) ?? ''} (${host}): ${scalarText(info) ?? status}`],
      severity: status,
      from: [host],
      labels: tagLabels(sent),
      startsAt: sent.when,
    },
  ]
}

/** {message, alert, info, chart, context, space, rooms, family, class, severity, date, duration, alert_url}; `alarm` in older ones. */
function readCloud(sent: Sent): readonly FoundAlone[] | null {
  const alert = sent.alert ?? sent.alarm
  if (!isSaid(alert) || !isSaid(sent.severity)) return null
  const node = sent.host ?? sent.node
  return [
    {
      action: actionOf(sent.severity),
      key: [[sent.space, node, sent.chart, alert].filter(isSaid).join('/')],
      identity: null,
      summary: [isSaid(sent.info) ? `${alert}: ${sent.info}` : sent.message, sent.message, alert],
      severity: sent.severity,
      from: [node ?? sent.space],
      labels: tagLabels(sent),
      links: [[sent.alert_url ?? sent.alarm_url, 'alert_url']],
      startsAt: sent.date,
    },
  ]
}

/** {message, url, host, severity, status: {reachable, text}}: Netdata Cloud lost a node, or has it back. */
function readReachability(sent: Sent): readonly FoundAlone[] | null {
  const { status, host } = sent
  if (!isObject(status) || typeof own(status, 'reachable') !== 'boolean' || !isSaid(host)) return null
  return [
    {
      action: own(status, 'reachable') === true ? 'resolve' : 'trigger',
      key: [`${host}/reachability`],
      identity: null,
      summary: [sent.message, host],
      severity: sent.severity,
      from: [host],
      labels: [['host', host]],
      links: [[sent.url, 'url']],
    },
  ]
}

/** {message, title, token}: Netdata Cloud asks whether the address is ours. A person has to read the token and type it there. */
function tokenIn(body: Body | Unreadable): ChangeEvent | null {
  if ('unreadable' in body || !isObject(body.value)) return null
  const { token, title, message } = body.value
  if (!isSaid(token) || !(isSaid(title) || isSaid(message)) || Object.keys(body.value).length > 3) return null
  const summary = `${String(isSaid(title) ? title : message)}: ${token}`
  const found: Found = {
    action: 'trigger',
    key: [token],
    identity: null,
    summary: [summary],
    otherwise: 'P4',
    details: body.text,
  }
  const { from, labels, links, details, notes, summary: line } = eventFrom(found, body.notes)
  return { summary: line, from, changedAt: null, labels, links, details, notes }
}

const spoken = new Set(['WARNING', 'CRITICAL', 'CLEAR', 'REMOVED'])

function actionOf(status: string): FoundAlone['action'] {
  return upper(status) === 'CLEAR' || upper(status) === 'REMOVED' ? 'resolve' : 'trigger'
}

/**
 * The agent's script puts its JSON together by hand and escapes nothing: a quote in a rule's description makes it no JSON any more.
 * It writes one field to a line, which can be read all the same.
 */
function bodyOf(raw: Raw): Body | Unreadable {
  const body = readBody(raw, 'exact')
  if (!('unreadable' in body) || body.unreadable !== 'not_json') return body
  const { text, notes } = decode(raw)
  const value = Object.fromEntries(text.split('\n', MAX_LINES).flatMap(fieldIn))
  if (!isSaid(value['status']) || !isSaid(value['host'])) return body
  return { value, text: JSON.stringify(value), shape: 'json', notes: [...notes, 'text_repaired'] }
}

const MAX_LINES = 200

function fieldIn(line: string): [string, unknown][] {
  const [, name, said = ''] = /^"(\w{1,64})"\s?:(.*)$/s.exec(line.trim()) ?? []
  return name === undefined ? [] : [[name, unquoted(said.trim().replace(/,$/, ''))]]
}

function unquoted(said: string): string {
  return /^".*"$/s.test(said) ? said.slice(1, -1) : said
}
