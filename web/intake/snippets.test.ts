import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { keyFromPath } from '../../domain/intake/keys.ts'
import { webhookAt } from '../../domain/intake/webhooks.ts'
import { snippetsFor } from './snippets.ts'
import type { Dialect } from './snippets.ts'

const place = { url: 'https://baton.example.com', key: 'src_abc' }

test.each([
  'pagerduty',
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
  for (const dialect of ['pagerduty', 'goalert', 'generic'] as const) {
    for (const { text } of snippetsFor(dialect, place).filter((snippet) => snippet.text.startsWith('curl'))) {
      const body = /-d '(.*)'$/s.exec(text)?.[1] ?? ''
      expect(() => JSON.parse(body)).not.toThrow()
      expect(text).toContain(`curl -X POST ${place.url}/`)
    }
  }
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
