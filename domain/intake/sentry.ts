// Sentry's webhooks of internal integrations, and the older webhooks plugin (contracts 7).
// https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ (issue-alerts, metric-alerts, issues, activity-alerts)
import type { ReceivedEvent } from './event.ts'
import type { WebhookDialect } from './foreign.ts'
import { isObject, own, type Body } from './json.ts'
import { noLabels, type Labels } from './labels.ts'
import { scalarText } from './text.ts'
import { eventFrom } from './foreign-event.ts'
import { firstOf, firstSaid, headerIn, labelsFrom, objectIn, wordIn, type Sent } from './foreign-fields.ts'
import { plainAnswers, readVendor } from './foreign-hearing.ts'

export const sentry: WebhookDialect = {
  name: 'sentry',
  methods: ['POST', 'PUT'],
  paths: [],
  read: (request, context) =>
    readVendor(request, context, (sent, body) => eventsOf(headerIn(request, 'sentry-hook-resource'), sent, body)),
  ...plainAnswers,
}

/** null: of no shape that Sentry has. */
function eventsOf(resource: string, sent: Sent, body: Body): readonly ReceivedEvent[] | null {
  const data = objectIn(sent, 'data')
  const action = wordIn(own(sent, 'action'))
  switch (resource === '' ? resourceIn(data) : wordIn(resource)) {
    case 'event_alert':
      return isObject(own(data, 'event')) ? [ofEvent(objectIn(data, 'event'), data, body)] : null
    case 'activity_alert':
      return isObject(own(data, 'issue')) ? [ofIssue('trigger', objectIn(data, 'issue'), body)] : null
    case 'metric_alert':
      return isObject(own(data, 'metric_alert')) ? [ofMetric(action, data, body)] : null
    case 'issue': {
      const does = moves.get(action)
      if (!isObject(own(data, 'issue'))) return null
      return does ? [ofIssue(does, objectIn(data, 'issue'), body)] : []
    }
    case 'error':
    case 'comment':
    case 'installation':
    case 'seer':
      return []
    default:
      return own(sent, 'project') !== undefined && isObject(own(sent, 'event')) ? [ofPlugin(sent, body)] : null
  }
}

/**
 * What a change of an issue means. A created or assigned one opens nothing: whoever subscribes to `issue` so that resolving it in
 * Sentry closes the alert here gets those for every issue of the organization, and which of them page is said by alert rules.
 */
const moves: ReadonlyMap<string, ReceivedEvent['action']> = new Map([
  ['resolved', 'resolve'],
  ['ignored', 'resolve'],
  ['archived', 'resolve'],
  ['unresolved', 'trigger'],
])

/** For relays that drop the header. */
function resourceIn(data: Sent): string {
  if (own(data, 'metric_alert') !== undefined) return 'metric_alert'
  if (own(data, 'event') !== undefined) return 'event_alert'
  return ['issue', 'error', 'comment', 'installation'].find((name) => own(data, name) !== undefined) ?? ''
}

function ofEvent(event: Sent, data: Sent, body: Body): ReceivedEvent {
  const rule = firstSaid([own(data, 'triggered_rule')])
  const title = firstSaid([own(event, 'title'), own(objectIn(event, 'metadata'), 'title'), own(event, 'message')])
  return eventFrom(
    {
      action: 'trigger',
      key: [own(event, 'issue_id'), issueIn(own(event, 'issue_url')), own(event, 'event_id')],
      identity: title ?? body.text,
      summary: [title, rule],
      severity: own(event, 'level'),
      from: [own(event, 'culprit'), own(event, 'transaction'), own(event, 'location')],
      labels: labelsFrom(
        { rule },
        pick(event, 'environment', 'level', 'release', 'platform', 'project'),
        tagsIn(event),
      ),
      links: [
        [own(event, 'web_url'), 'Sentry'],
        [own(event, 'issue_web_url'), 'Sentry issue'],
      ],
      startsAt: own(event, 'datetime'),
      details: body.text,
    },
    body.notes,
  )
}

function ofIssue(action: ReceivedEvent['action'], issue: Sent, body: Body): ReceivedEvent {
  const project = objectIn(issue, 'project')
  return eventFrom(
    {
      action,
      key: [own(issue, 'id')],
      identity: firstSaid([own(issue, 'shortId'), own(issue, 'title')]) ?? body.text,
      summary: [own(issue, 'title'), own(issue, 'shortId')],
      severity: own(issue, 'level'),
      from: [own(issue, 'culprit'), own(project, 'slug')],
      labels: labelsFrom(pick(issue, 'shortId', 'level', 'platform', 'substatus', 'issueCategory', 'issueType'), {
        project: own(project, 'slug'),
      }),
      links: [[own(issue, 'web_url') ?? own(issue, 'permalink'), 'Sentry']],
      startsAt: own(issue, 'firstSeen'),
      details: body.text,
    },
    body.notes,
  )
}

/** Their ids and those of issues are counted apart, so the key says which it is. */
function ofMetric(action: string, data: Sent, body: Body): ReceivedEvent {
  const alert = objectIn(data, 'metric_alert')
  const rule = objectIn(alert, 'alert_rule')
  const id = firstSaid([own(alert, 'id'), own(alert, 'identifier')])
  const title = firstSaid([own(data, 'description_title'), own(alert, 'title'), own(rule, 'name')])
  const text = firstSaid([own(data, 'description_text')])
  return eventFrom(
    {
      action: action === 'resolved' ? 'resolve' : 'trigger',
      key: [id === null ? null : `metric_alert/${id}`],
      identity: firstSaid([own(rule, 'name'), title]) ?? body.text,
      summary: [title !== null && text !== null ? `${title}: ${text}` : (title ?? text)],
      severity: action,
      from: [firstOf(own(alert, 'projects')), firstOf(own(rule, 'projects'))],
      labels: labelsFrom(
        { rule: own(rule, 'name'), project: firstOf(own(alert, 'projects') ?? own(rule, 'projects')) },
        pick(rule, 'environment', 'dataset', 'aggregate', 'query'),
      ),
      links: [[own(data, 'web_url'), 'Sentry']],
      startsAt: own(alert, 'date_started'),
      details: body.text,
    },
    body.notes,
  )
}

/** The webhooks plugin of old: everything at the top, the same issue id. */
function ofPlugin(sent: Sent, body: Body): ReceivedEvent {
  const event = objectIn(sent, 'event')
  const title = firstSaid([own(event, 'title'), own(sent, 'message'), own(sent, 'culprit')])
  return eventFrom(
    {
      action: 'trigger',
      key: [own(sent, 'id'), own(event, 'event_id')],
      identity: title ?? body.text,
      summary: [title],
      severity: own(sent, 'level') ?? own(event, 'level'),
      from: [own(sent, 'culprit'), own(sent, 'project_name')],
      labels: labelsFrom(
        { project: own(sent, 'project_slug') ?? own(sent, 'project'), rule: firstOf(own(sent, 'triggering_rules')) },
        pick(sent, 'level', 'logger'),
        pick(event, 'environment', 'release'),
        tagsIn(event),
      ),
      links: [[own(sent, 'url'), 'Sentry']],
      startsAt: own(event, 'datetime') ?? own(event, 'timestamp'),
      details: body.text,
    },
    body.notes,
  )
}

function pick(sent: Sent, ...names: readonly string[]): Sent {
  return Object.fromEntries(names.map((name) => [name, own(sent, name)]))
}

/** `[["env","prod"]]`, or objects with key and value. */
function tagsIn(event: Sent): Labels {
  const labels = noLabels()
  const tags = own(event, 'tags')
  for (const tag of Array.isArray(tags) ? tags.slice(0, MAX_TAGS) : []) {
    const [name, value] = Array.isArray(tag) ? tag : isObject(tag) ? [own(tag, 'key'), own(tag, 'value')] : []
    const text = scalarText(value)
    if (typeof name === 'string' && text !== null) labels[name] ??= text
  }
  return labels
}

/** The id at the end of `https://sentry.io/api/0/issues/1170820242/`. */
function issueIn(url: unknown): string | null {
  return typeof url === 'string' ? (/\/issues\/(\d{1,32})\/?$/.exec(url.slice(-64))?.[1] ?? null) : null
}

const MAX_TAGS = 200
