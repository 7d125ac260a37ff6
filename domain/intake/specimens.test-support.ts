// Every way into intake with a message that fits it: what the tests that damage messages begin with.
import { changeEvent, firing, fromAlertmanager, webhook } from './examples.test-support.ts'
import { fromTheManual, fromZabbix } from './opsgenie.examples.test-support.ts'
import * as vendors from './vendor-examples.test-support.ts'
import * as examples from './webhook-examples.test-support.ts'

/** One message at one address. */
export type Specimen = {
  /** The reader, as the metrics name it. */
  readonly dialect: string
  readonly method?: string
  /** Behind `/in/<key>`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly sent: unknown
  /** Where its key stands; left out where it is made of several fields. */
  readonly key?: Way
  /** What else decides that the message opens an alert under that key: as long as this is unharmed, it does. */
  readonly decides?: readonly Way[]
}
type Way = readonly (string | number)[]

/** The value at this place; undefined where there is none. */
export function at(value: unknown, way: Way): unknown {
  return way.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  )
}

const webhookAddresses: readonly Specimen[] = [
  ...[examples.grafanaMessage, webhook].map((sent) => ({
    dialect: 'grafana',
    path: '/grafana',
    sent,
    key: ['alerts', 0, 'fingerprint'],
    decides: [['alerts', 0, 'status']],
  })),
  { dialect: 'grafana', path: '/grafana', sent: examples.grafanaLegacy },
  { dialect: 'oncall', path: '/oncall', sent: examples.oncallFormatted, key: ['alert_uid'], decides: [['state']] },
  { dialect: 'oncall', path: '/integrations/v1/formatted_webhook/:key', sent: examples.oncallFormatted },
  { dialect: 'oncall', path: '/oncall', sent: examples.kapacitor },
  {
    dialect: 'kuma',
    path: '/kuma',
    sent: examples.kumaDown,
    key: ['monitor', 'id'],
    decides: [['heartbeat', 'status']],
  },
  { dialect: 'goalert', path: '/goalert', sent: examples.goalertEvent, key: ['dedup'], decides: [['summary']] },
  { dialect: 'goalert', path: '/api/v2/generic/incoming', sent: examples.goalertEvent },
  { dialect: 'goalert', path: '/goalert', sent: examples.site24x7 },
  {
    dialect: 'victorops',
    path: '/victorops',
    sent: examples.victoropsEvent,
    key: ['entity_id'],
    decides: [['message_type']],
  },
  { dialect: 'victorops', path: '/alert/:key/routing', sent: examples.victoropsEvent },
  {
    dialect: 'incidentio',
    path: '/incidentio',
    sent: examples.incidentioEvent,
    key: ['deduplication_key'],
    decides: [['status'], ['title']],
  },
  { dialect: 'netdata', path: '/netdata', sent: examples.netdataAgent },
  { dialect: 'netdata', path: '/netdata', sent: examples.netdataCloud },
  {
    dialect: 'pagerduty',
    path: '/generic/2010-04-15/create_event.json',
    sent: vendors.pagerdutyV1Event,
    key: ['incident_key'],
    decides: [['event_type'], ['description']],
  },
  { dialect: 'pagerduty', path: '/nagios/2010-04-15/create_event', sent: vendors.nagiosNotification },
  {
    dialect: 'sentry',
    path: '/sentry',
    headers: { 'sentry-hook-resource': 'event_alert' },
    sent: vendors.sentryEvent,
    key: ['data', 'event', 'issue_id'],
  },
  { dialect: 'sentry', path: '/sentry', sent: vendors.sentryEvent },
  {
    dialect: 'datadog',
    path: '/datadog',
    sent: vendors.datadogEvent,
    key: ['alert_cycle_key'],
    decides: [['alert_transition']],
  },
  {
    dialect: 'newrelic',
    path: '/newrelic',
    sent: vendors.newrelicIssue,
    key: ['id'],
    decides: [['state'], ['trigger'], ['issueUrl']],
  },
  {
    dialect: 'sns',
    path: '/sns',
    headers: { 'x-amz-sns-rawdelivery': 'true', 'x-amz-sns-topic-arn': vendors.snsTopic },
    sent: vendors.cloudwatchAlarm,
    key: ['AlarmArn'],
    decides: [['NewStateValue'], ['AlarmName']],
  },
  { dialect: 'sns', path: '/sns', sent: vendors.snsEnvelope },
  {
    dialect: 'azure',
    path: '/azure',
    sent: vendors.azureAlert,
    key: ['data', 'essentials', 'alertId'],
    decides: [
      ['data', 'essentials', 'monitorCondition'],
      ['data', 'essentials', 'monitoringService'],
    ],
  },
  {
    dialect: 'gcp',
    path: '/gcp',
    sent: vendors.gcpIncident,
    key: ['incident', 'incident_id'],
    decides: [['incident', 'state'], ['version']],
  },
  { dialect: 'gcp', path: '/gcp', sent: vendors.pubsubPush },
]

export const busiest: readonly Specimen[] = [
  {
    dialect: 'enqueue',
    path: '/v2/enqueue',
    sent: fromAlertmanager,
    key: ['dedup_key'],
    decides: [['event_action'], ['payload']],
  },
  {
    dialect: 'alertmanager',
    path: '/alertmanager',
    sent: webhook,
    key: ['alerts', 0, 'fingerprint'],
    decides: [['alerts', 0, 'status']],
  },
  { dialect: 'prometheus', path: '/api/v2/alerts', sent: [firing] },
  {
    dialect: 'generic',
    path: '/generic',
    sent: { title: 'Nightly backup failed', severity: 'high', dedup_key: 'backup/nightly', tags: { env: 'prod' } },
    key: ['dedup_key'],
    decides: [['title']],
  },
  { dialect: 'generic', path: '/', sent: { title: 'Disk', links: [{ href: 'https://a.example', text: 'a' }] } },
]

/** What opens alerts. */
export const specimens: readonly Specimen[] = [
  ...busiest,
  ...webhookAddresses,
  { dialect: 'opsgenie', path: '/v2/alerts', sent: fromZabbix, key: ['alias'], decides: [['message']] },
  { dialect: 'opsgenie', path: '/v2/alerts', sent: fromTheManual, key: ['alias'], decides: [['message']] },
]

const silence = {
  matchers: [{ name: 'alertname', value: 'Disk.*', isRegex: true, isEqual: true }],
  startsAt: '2026-11-22T10:00:00Z',
  endsAt: '2099-11-22T12:00:00Z',
  createdBy: 'ana',
  comment: 'being replaced',
}
const heartbeat = { name: 'backup', interval: 10, intervalUnit: 'minutes', enabled: true, alertPriority: 'P2' }
const act = { user: 'zabbix', source: 'web', note: 'by hand', endTime: '2099-01-01T00:00:00Z', tags: ['a'], owner: 'x' }

/** What acts, asks and checks in: answered, and opening nothing. */
export const others: readonly Specimen[] = [
  { dialect: 'change', path: '/v2/change/enqueue', sent: changeEvent },
  ...['close', 'acknowledge', 'notes', 'snooze', 'tags', 'details', 'assign', 'actions/x', 'escalate'].map((name) => ({
    dialect: 'opsgenie',
    path: `/v2/alerts/48213/${name}?identifierType=alias`,
    sent: { ...act, details: { a: 'b' }, team: { name: 'x' } },
  })),
  ...['message', 'description', 'priority'].map((name) => ({
    dialect: 'opsgenie',
    method: 'PUT',
    path: `/v2/alerts/48213/${name}?identifierType=alias`,
    sent: { message: 'm', description: 'd', priority: 'P4' },
  })),
  { dialect: 'opsgenie', method: 'DELETE', path: '/v2/alerts/48213?identifierType=alias&user=x', sent: {} },
  ...[
    '/v2/alerts?query=status%3Aopen%20AND%20(tag%3Aweb%20OR%20createdAt%3E1700000000000)&limit=5&sort=createdAt',
    '/v2/alerts/count?query=alias:48213',
    '/v2/alerts/48213?identifierType=alias',
    '/v2/alerts/48213/logs?identifierType=alias',
    '/v2/alerts/requests/22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    '/v2/schedules',
    '/v2/schedules/on-calls?flat=true&date=2026-11-22T10:00:00Z',
    '/v2/heartbeats',
    '/v2/heartbeats/backup/ping',
  ].map((path) => ({ dialect: 'opsgenie', method: 'GET', path, sent: null })),
  { dialect: 'opsgenie', path: '/v2/heartbeats', sent: heartbeat },
  { dialect: 'opsgenie', method: 'PATCH', path: '/v2/heartbeats/backup', sent: heartbeat },
  { dialect: 'opsgenie', path: '/v2/heartbeats/backup/ping', sent: {} },
  { dialect: 'alertmanager', path: '/api/v2/silences', sent: silence },
  ...[
    '/api/v2/alerts?filter=alertname%3D~%22D.*%22&active=true&receiver=.*',
    '/api/v2/alerts/groups?filter=env%3Dprod',
    '/api/v2/silences?filter=alertname%3DDisk',
    '/api/v2/status',
    '/metrics',
  ].map((path) => ({ dialect: 'alertmanager', method: 'GET', path, sent: null })),
  ...['/ping/job', '/ping/job/start?rid=22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324', '/ping/job/7', '/ping/new?create=1'].map(
    (path) => ({ dialect: 'healthchecks', path, sent: 'a line of the job' }),
  ),
  { dialect: 'healthchecks', path: '/api/v2/heartbeat/22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324', sent: {} },
  { dialect: 'healthchecks', path: '/webhook/heartbeat', sent: {} },
]
