// The catalogue of hostile requests against the webhooks of vendors: events that can be kept and shown, or a 4xx, and never a throw.
import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { azure } from './azure.ts'
import { datadog } from './datadog.ts'
import type { ReceivedEvent } from './event.ts'
import type { WebhookDialect } from './foreign.ts'
import { gcp } from './gcp.ts'
import { MAX_DETAILS_BYTES } from './json.ts'
import { newrelic } from './newrelic.ts'
import { pagerdutyV1 } from './pagerduty-v1.ts'
import { sentry } from './sentry.ts'
import { sns } from './sns.ts'
import { now, request } from './webhook-reading.test-support.ts'

const dialects = [pagerdutyV1, sentry, datadog, newrelic, sns, azure, gcp]
const inherited = Object.getOwnPropertyNames(Object.prototype).length
afterEach(() => expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(inherited))

/** Every way in which these dialects look at a body. */
const postings: readonly (readonly [WebhookDialect, Record<string, string>])[] = [
  ...dialects.map((dialect) => [dialect, {}] as const),
  ...['event_alert', 'metric_alert', 'issue', 'activity_alert', 'error'].map(
    (resource) => [sentry, { 'sentry-hook-resource': resource }] as const,
  ),
  [sns, { 'x-amz-sns-rawdelivery': 'true' }],
]

function readAll(body: string | Uint8Array): readonly ReceivedEvent[] {
  return postings.flatMap(([dialect, headers]) => {
    const foreign = request(body, { headers })
    const key = dialect.keyIn?.(foreign)
    if (key !== undefined && key !== null) expect(typeof key).toBe('string')
    const result = dialect.read(foreign, { now })
    if ('refused' in result) {
      expect([400, 413]).toContain(result.refused.status)
      JSON.parse(result.refused.body)
      return []
    }
    JSON.parse(result.answer.body)
    for (const event of result.events) check(event)
    return result.events
  })
}

function check(event: ReceivedEvent): void {
  const texts = [event.key, event.summary, event.from, event.details, ...Object.entries(event.labels).flat()]
  for (const { href, text } of event.links) {
    expect(href).toMatch(/^https?:\/\//i)
    texts.push(href, text)
  }
  if (texts.some((text) => !text.isWellFormed() || text.includes('\0'))) throw new Error('cannot be stored')
  expect(event.key).not.toBe('')
  expect(event.summary).not.toBe('')
  expect(Buffer.byteLength(event.key)).toBeLessThanOrEqual(2065)
  expect(Array.from(event.summary).length).toBeLessThanOrEqual(1024)
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(event.summary)) throw new Error('control character in a title')
  expect(event.from.length).toBeLessThanOrEqual(1024)
  expect(Object.keys(event.labels).length).toBeLessThanOrEqual(64)
  expect(Buffer.byteLength(event.details)).toBeLessThanOrEqual(MAX_DETAILS_BYTES)
  JSON.parse(event.details)
  if (event.startsAt !== null) Temporal.Instant.from(event.startsAt)
}

/** The shapes of all dialects with this value in every field. */
function shapesOf(value: unknown): readonly unknown[] {
  const fields = (...names: string[]) => Object.fromEntries(names.map((name) => [name, value]))
  const issue = fields('id', 'shortId', 'title', 'level', 'culprit', 'permalink', 'web_url', 'project', 'firstSeen')
  const alarm = {
    ...fields('AlarmName', 'AlarmDescription', 'AWSAccountId', 'NewStateValue', 'NewStateReason', 'StateChangeTime'),
    ...fields('Region', 'AlarmArn', 'AlarmContributorId', 'AlarmContributorAttributes'),
    Trigger: { ...fields('MetricName', 'Namespace'), Dimensions: [value, fields('name', 'value')] },
  }
  const incident = {
    ...fields('incident_id', 'state', 'summary', 'severity', 'policy_name', 'condition_name', 'url', 'started_at'),
    ...fields('resource', 'metric', 'metadata', 'policy_user_labels', 'documentation', 'resource_name'),
  }
  const essentials = {
    ...fields('alertId', 'alertRule', 'severity', 'signalType', 'monitorCondition', 'monitoringService', 'description'),
    ...fields('alertTargetIDs', 'configurationItems', 'firedDateTime', 'investigationLink'),
  }
  const envelope = {
    ...fields('MessageId', 'Subject', 'Timestamp', 'SignatureVersion', 'Signature', 'SigningCertURL', 'Token'),
    TopicArn: typeof value === 'string' && value !== '' ? value : 'arn:aws:sns:a:1:t',
  }
  return [
    value,
    { event_type: 'trigger', description: 'x', ...fields('service_key', 'incident_key', 'details', 'client') },
    { event_type: 'trigger', description: value, client_url: value, contexts: [value, fields('type', 'href', 'src')] },
    fields('NOTIFICATIONTYPE', 'HOSTNAME', 'SERVICEDESC', 'SERVICESTATE', 'SERVICEOUTPUT', 'CONTACTPAGER'),
    { action: value, data: { event: { ...issue, issue_id: value, issue_url: value, tags: [value, [value, value]] } } },
    { action: 'resolved', data: { issue } },
    {
      action: value,
      data: { ...fields('description_title', 'web_url'), metric_alert: { id: value, alert_rule: value } },
    },
    { ...issue, event: { ...issue, tags: value }, url: value, triggering_rules: value },
    { ...fields('title', 'event_type', 'body', 'date', 'org', 'tags', 'alert_priority', 'link') },
    { ...fields('alert_transition', 'alert_cycle_key', 'alert_id', 'alert_scope', 'hostname', 'title') },
    { ...fields('id', 'state', 'trigger', 'issueUrl', 'title', 'priority', 'impactedEntities', 'createdAt') },
    { ...fields('current_state', 'incident_id', 'condition_name', 'details', 'severity', 'targets', 'timestamp') },
    alarm,
    {
      'detail-type': 'CloudWatch Alarm State Change',
      resources: value,
      detail: fields('alarmName', 'state', 'configuration'),
    },
    { Type: 'Notification', Message: JSON.stringify(alarm), ...envelope },
    {
      Type: 'Notification',
      Message: value,
      MessageAttributes: { [JSON.stringify(value)]: { Value: value } },
      ...envelope,
    },
    { Type: 'UnsubscribeConfirmation', Message: value, ...envelope },
    { incident, version: value },
    { message: { data: Buffer.from(JSON.stringify({ incident })).toString('base64') }, subscription: value },
    { message: { data: value }, subscription: value },
    { data: { essentials, alertContext: value, customProperties: value } },
    {
      data: {
        essentials: { ...essentials, monitoringService: 'ServiceHealth' },
        alertContext: { properties: fields('trackingId') },
      },
    },
    {
      data: { context: { activityLog: fields('resourceId', 'operationName', 'level', 'correlationId', 'properties') } },
    },
    {
      schemaId: 'AzureMonitorMetricAlert',
      data: { context: fields('id', 'name', 'severity', 'resourceId', 'timestamp') },
    },
  ]
}

test.each([
  ['nothing', ''],
  ['null', 'null'],
  ['a scalar', '"x"'],
  ['cut in the middle', '{"data":{"essentials":{'],
  ['no JSON', '<xml/>'],
  ['depth 10,000', '{"data":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
  ['5 MB', JSON.stringify({ Type: 'Notification', TopicArn: 'a', Message: 'x'.repeat(5_000_000) })],
  ['100,000 events', JSON.stringify(Array.from({ length: 100_000 }, () => ({ title: 'x' })))],
  ['a byte order mark', `\ufeff${JSON.stringify({ incident: { summary: 'x' } })}`],
  ['duplicate names', '{"incident":{"summary":"a"},"incident":{"summary":"b"}}'],
  ['__proto__', '{"__proto__":{"incident":{}},"data":{"__proto__":{"essentials":{}},"constructor":{"issue":{}}}}'],
  ['not a number', '{"incident":{"started_at":NaN}}'],
])('%s', (_name, body) => {
  readAll(new TextEncoder().encode(body))
})

test.each([
  ['a lone surrogate', '\ud800x'],
  ['NUL', 'a\0b'],
  ['a direction override', 'invoice\u202efdp.exe'],
  ['right to left', 'תקלה في الخادم'],
  ['ANSI', '\u001b[2J\u001b[31mred'],
  ['CRLF', 'Disk\r\nBcc: everyone@example.com'],
  ['HTML', '<img src=x onerror=alert(1)>'],
  ['a script address', 'javascript:alert(1)'],
  ['an address with HTML', 'https://a.example/"><script>'],
  ['blank', ' \t '],
  ['empty', ''],
  ['10,000 characters', 'k'.repeat(10_000)],
  ['20 KB emoji', '🔥'.repeat(5_000)],
  ['null', null],
  ['year 0001', '0001-01-01T00:00:00Z'],
  ['year 9999', '9999-12-31T23:59:59.999999999Z'],
  ['a negative time', -1],
  ['a float', 1763807400.123456],
  ['a huge number', 1e300],
  ['true', true],
  ['an empty list', []],
  ['a list of lists', [[[]], [null]]],
  ['an object of itself', { id: { id: {} }, name: [], slug: null, type: 7, allOf: [{ dimensions: [null, {}] }] }],
  ['__proto__', JSON.parse('{"__proto__":"x","constructor":"y"}') as unknown],
])('%s in every field of every shape', (_name, value) => {
  for (const shape of shapesOf(value)) readAll(JSON.stringify(shape))
})

test('wrong bytes are repaired and noted', () => {
  const latin1 = Uint8Array.from('{"incident":{"incident_id":"1","summary":"Überlast"}}', (letter) =>
    letter.charCodeAt(0),
  )
  const result = gcp.read(request(latin1), { now })
  expect('events' in result && result.events).toMatchObject([
    { summary: '\ufffdberlast', notes: expect.arrayContaining(['not_utf8']) },
  ])
})

test('no body makes a reader throw', () => {
  const json = fc.jsonValue({ depthSize: 'small' })
  const whole = json.map((value) => JSON.stringify(value))
  const shaped = fc.tuple(json, fc.nat()).map(([value, at]) => {
    const shapes = shapesOf(value)
    return JSON.stringify(shapes[at % shapes.length])
  })
  const damaged = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 })).map(([which, at, byte]) => {
    const shapes = shapesOf('2026-11-22T10:00:00Z')
    const raw = new TextEncoder().encode(JSON.stringify(shapes[which % shapes.length]))
    return raw.with(at % raw.length, byte)
  })
  fc.assert(
    fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary' }), whole, shaped, damaged),
      (body) => {
        readAll(body)
      },
    ),
    { numRuns: 400 },
  )
})
