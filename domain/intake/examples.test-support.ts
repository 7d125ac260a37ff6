// Messages as the real senders write them (contracts 1, 5, 6), for the tests of every dialect.

export const ROUTING_KEY = 'R0123456789abcdef0123456789ABCDE'

/** Alertmanager with `pagerduty_configs: routing_key`. */
export const fromAlertmanager = {
  routing_key: ROUTING_KEY,
  dedup_key: '62030f51766ae9597a6b54a7c8826d18728665c37c5a3eea90d6241eedb7db0b',
  event_action: 'trigger',
  payload: {
    summary: '[FIRING:1] DiskFull (db1:9100 node critical)',
    source: 'Alertmanager',
    severity: 'critical',
    class: '',
    component: '',
    group: '',
    custom_details: {
      firing: 'Labels:\n - alertname = DiskFull\n - instance = db1:9100\n',
      num_firing: '1',
      num_resolved: '0',
      resolved: '',
    },
  },
  client: 'Alertmanager',
  client_url: 'http://am:9093/#/alerts?receiver=pd',
}

export const fromUptimeKuma = {
  payload: {
    summary: '[Shop] [🔴 Down] timeout of 48000ms exceeded',
    severity: 'warning',
    source: 'https://shop.example.com/',
  },
  routing_key: ROUTING_KEY,
  event_action: 'trigger',
  dedup_key: 'Uptime Kuma/7',
}

/** Zabbix resolves without a payload. */
export const zabbixResolve = { routing_key: ROUTING_KEY, event_action: 'resolve', dedup_key: '48213' }

export const changeEvent = {
  routing_key: ROUTING_KEY,
  payload: {
    summary: 'Deployed shop 4.2.1',
    source: 'ci',
    timestamp: '2026-11-22T10:00:00.000+0000',
    custom_details: { commit: 'a1b2c3d', author: '지은' },
  },
  links: [{ href: 'https://ci.example.com/builds/81', text: 'Build 81' }],
}

export const diskFull = { alertname: 'DiskFull', instance: 'db1:9100', job: 'node', severity: 'critical' }
export const DISK_FULL_FINGERPRINT = '1751650d45bf7d6b'

/** Alertmanager's webhook, one member still firing and one resolved. */
export const webhook = {
  version: '4',
  groupKey: '{}/{}:{alertname="DiskFull"}',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'baton',
  groupLabels: { alertname: 'DiskFull' },
  commonLabels: { alertname: 'DiskFull', job: 'node', severity: 'critical' },
  commonAnnotations: {},
  externalURL: 'http://am:9093',
  notification_reason: 'new alerts in the group',
  alerts: [
    {
      status: 'firing',
      labels: diskFull,
      annotations: { summary: 'The disk of db1 is full', runbook_url: 'https://wiki.example.com/disk' },
      startsAt: '2026-11-22T10:00:00.123Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'http://prom:9090/graph?g0.expr=node_disk',
      fingerprint: DISK_FULL_FINGERPRINT,
    },
    {
      status: 'resolved',
      labels: { ...diskFull, instance: 'db2:9100' },
      annotations: {},
      startsAt: '2026-11-22T09:00:00.123456789Z',
      endsAt: '2026-11-22T10:05:00Z',
      generatorURL: 'http://prom:9090/graph?g0.expr=node_disk',
      fingerprint: '9f1e2d3c4b5a6978',
    },
  ],
}

/** What Prometheus posts each minute while a rule fires. */
export const firing = {
  annotations: { summary: 'The disk of db1 is full' },
  endsAt: '2026-11-22T10:34:00.123Z',
  startsAt: '2026-11-22T10:00:00.123Z',
  generatorURL: 'http://prom:9090/graph?g0.expr=node_disk&g0.tab=1',
  labels: diskFull,
}
