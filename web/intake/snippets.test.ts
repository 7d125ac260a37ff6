import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Dialect } from '../../domain/intake/dialects.ts'
import { keyFromPath } from '../../domain/intake/keys.ts'
import { webhookAt, webhookOf } from '../../domain/intake/webhooks.ts'
import { snippetsFor } from './snippets.ts'

const place = { url: 'https://baton.example.com', key: 'src_abc' }

test.each([
  'pagerduty',
  'opsgenie',
  'alertmanager',
  'prometheus',
  'grafana',
  'oncall',
  'kuma',
  'victorops',
  'goalert',
  'incidentio',
  'netdata',
  'generic',
] satisfies Dialect[])('%s: the key is in it', (dialect) => {
  const snippets = snippetsFor(dialect, place)
  expect(snippets.some((snippet) => snippet.text.includes(place.key))).toBe(true)
})

test('every curl sends valid JSON to an address of Baton', () => {
  for (const dialect of ['pagerduty', 'opsgenie', 'goalert', 'generic'] as const) {
    for (const { text } of snippetsFor(dialect, place).filter((snippet) => snippet.text.startsWith('curl'))) {
      const body = /-d '(.*)'$/s.exec(text)?.[1] ?? ''
      expect(() => JSON.parse(body)).not.toThrow()
      expect(text).toContain(`curl -X POST ${place.url}/`)
    }
  }
})

test.each(['sentry', 'datadog', 'newrelic', 'sns', 'azure', 'gcp'] satisfies Dialect[])(
  '%s: the address carries the key and says what is spoken, whatever the source was made for',
  (dialect) => {
    const [snippet] = snippetsFor(dialect, place)
    const { pathKey, rest } = keyFromPath(new URL(snippet?.text ?? '').pathname)
    expect(pathKey).toBe('src_abc')
    expect(webhookAt(rest)?.dialect.name).toBe(dialect)
  },
)

test('the older address of PagerDuty is one that is answered', () => {
  const snippet = snippetsFor('pagerduty', place).find(({ what }) => what === 'tool_url_v1')
  expect(webhookAt(new URL(snippet?.text ?? '').pathname)?.dialect.name).toBe('pagerduty')
})

test('the payload for Datadog is JSON that Baton reads, and asks only for variables', () => {
  const payload = snippetsFor('datadog', place).find(({ what }) => what === 'payload')?.text ?? ''
  const filled = payload.replaceAll(/"\$ALERT_TRANSITION"/g, '"Recovered"').replaceAll(/"\$ALERT_CYCLE_KEY"/g, '"42"')
  const request = { method: 'POST', path: '/', headers: {}, query: {}, body: filled }
  const read = webhookOf('datadog')?.read(request, { now: Temporal.Instant.from('2026-11-22T10:30:00Z') })
  expect(read).toMatchObject({ events: [{ action: 'resolve', key: '42' }] })
  for (const variable of Object.values(JSON.parse(payload) as Record<string, string>))
    expect(variable).toMatch(/^\$[A-Z_]+$/)
})

test.each(['grafana', 'oncall', 'kuma', 'victorops', 'goalert', 'netdata'] satisfies Dialect[])(
  '%s: the address with the key is a door of that dialect',
  (dialect) => {
    const address = new URL(snippetsFor(dialect, place).find(({ what }) => what === 'url')?.text ?? '')
    const { pathKey, rest } = keyFromPath(address.pathname)
    const found = webhookAt(rest.replace(/\/$/, ''))
    expect(found?.dialect.name).toBe(dialect)
    expect(pathKey ?? found?.pathKey ?? address.searchParams.get('token')).toBe(place.key)
  },
)

test.each(['victorops', 'incidentio'] satisfies Dialect[])('%s: Alertmanager reaches its door', (dialect) => {
  const snippet = snippetsFor(dialect, place).find(({ what }) => what === 'alertmanager')
  const [config] = parse(snippet?.text ?? '').receivers[0][`${dialect}_configs`]
  // Alertmanager puts key and routing key behind the address of VictorOps, as they are.
  const url = config.url ?? `${config.api_url}${config.api_key}/${config.routing_key}`
  expect(webhookAt(new URL(url).pathname)?.dialect.name).toBe(dialect)
  expect(config.api_key ?? config.alert_source_token).toBe(place.key)
})

test('the Alertmanager receiver is YAML whose address carries the key', () => {
  const [snippet] = snippetsFor('alertmanager', place)
  const read = parse(snippet?.text ?? '')
  const { pathname } = new URL(read.receivers[0].webhook_configs[0].url)
  expect(keyFromPath(pathname)).toEqual({ pathKey: 'src_abc', rest: '/alertmanager' })
  expect(read.route.receiver).toBe(read.receivers[0].name)
})

test.each([
  ['https://baton.example.com', 'https', 'baton.example.com', '/in/src_abc'],
  ['http://127.0.0.1:4000', 'http', '127.0.0.1:4000', '/in/src_abc'],
  ['https://ops.example.com/baton', 'https', 'ops.example.com', '/baton/in/src_abc'],
])('Prometheus is told %s in its own parts', (url, scheme, target, prefix) => {
  const [snippet] = snippetsFor('prometheus', { url, key: 'src_abc' })
  const [manager] = parse(snippet?.text ?? '').alerting.alertmanagers
  expect(manager).toMatchObject({ scheme, path_prefix: prefix, static_configs: [{ targets: [target] }] })
})
