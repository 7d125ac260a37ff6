// One message of each kind as the real senders write them (contracts 4 and 7), by the dialect that reads it.
import type { Dialect } from './keys.ts'
import * as vendors from './vendor-examples.test-support.ts'

/** Grafana 9 and later, one member firing and one without data. */
export const grafanaMessage = {
  receiver: 'Baton',
  status: 'firing',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'High memory usage', grafana_folder: 'Shop', team: 'blue', zone: 'us-1' },
      annotations: { description: 'The system has high memory usage', runbook_url: 'https://wiki.example.com/memory' },
      startsAt: '2026-11-22T09:51:03.157076+02:00',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'https://play.grafana.org/alerting/1afz29v7z/edit',
      fingerprint: 'c6eadffa33fcdf37',
      silenceURL: 'https://play.grafana.org/alerting/silence/new?alertmanager=grafana',
      dashboardURL: 'https://play.grafana.org/d/abc',
      panelURL: 'https://play.grafana.org/d/abc?viewPanel=1',
      imageURL: 'https://play.grafana.org/shots/1.png',
      values: { B: 44.23943737541908, C: 1 },
      valueString: "[ var='B' labels={} value=44.2 ]",
    },
    {
      status: 'firing',
      labels: { alertname: 'DatasourceNoData', rulename: 'Checkout latency', datasource_uid: 'P1', ref_id: 'A' },
      annotations: {},
      startsAt: '2026-11-22T08:00:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: 'https://play.grafana.org/alerting/d1rdpdv7k/edit',
      fingerprint: 'bc97ff14869b13e3',
      silenceURL: '',
      dashboardURL: '',
      panelURL: '',
      values: null,
      valueString: '',
    },
  ],
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'https://play.grafana.org/',
  version: '1',
  groupKey: '{}:{}',
  truncatedAlerts: 0,
  orgId: 1,
  title: '[FIRING:2] (Shop)',
  state: 'alerting',
  message: '**Firing**\n\nLabels:\n - alertname = High memory usage\n',
}

/** Grafana before 9. */
export const grafanaLegacy = {
  dashboardId: 1,
  evalMatches: [{ value: 100, metric: 'High value', tags: null }],
  imageUrl: 'https://grafana.com/static/blog/mixed_styles.png',
  message: 'Someone should look at this',
  orgId: 3,
  panelId: 2,
  ruleId: 17,
  ruleName: 'Queue is long',
  ruleUrl: 'http://localhost:3000/d/hZ7BuVbWz/test?viewPanel=2',
  state: 'alerting',
  tags: { severity: 'critical', room: 'hall' },
  title: '[Alerting] Queue is long',
}

export const oncallFormatted = {
  alert_uid: '08d6891a-835c-e661-39fa-96b6a9e26552',
  title: 'TestAlert: The whole system is down',
  image_url: 'https://upload.wikimedia.org/wikipedia/commons/e/ee/x.jpg',
  state: 'alerting',
  link_to_upstream_details: 'https://en.wikipedia.org/wiki/Downtime',
  message: 'Smth happened. Oh no!',
}

export const kapacitor = {
  id: 'cpu:host=web1',
  message: 'cpu:host=web1 is CRITICAL value: 99',
  details: '',
  time: '2026-11-22T10:00:00Z',
  duration: 60000000000,
  level: 'CRITICAL',
  data: { series: [{ name: 'cpu', columns: ['time', 'value'], values: [['2026-11-22T10:00:00Z', 99]] }] },
  previousLevel: 'OK',
}

export const kumaDown = {
  heartbeat: {
    monitorID: 7,
    status: 0,
    time: '2026-11-22 10:00:00.123',
    msg: 'timeout of 48000ms exceeded',
    ping: null,
    important: true,
    duration: 60,
    timezone: 'Europe/Berlin',
    localDateTime: '2026-11-22 11:00:00',
  },
  monitor: {
    id: 7,
    name: 'Shop',
    type: 'http',
    url: 'https://shop.example.com/',
    hostname: null,
    port: null,
    tags: [
      { id: 1, monitor_id: 7, tag_id: 1, value: 'eu', name: 'region', color: '#fff' },
      { id: 2, monitor_id: 7, tag_id: 2, value: '', name: 'public', color: '#fff' },
    ],
  },
  msg: '[Shop] [🔴 Down] timeout of 48000ms exceeded',
}

export const goalertEvent = {
  summary: 'Backup failed',
  details: 'exit 1',
  dedup: 'backup/nightly',
  meta: { severity: 'warning', host: 'db1' },
}

export const site24x7 = {
  MONITORNAME: 'Shop',
  STATUS: 'DOWN',
  MONITOR_DASHBOARD_LINK: 'https://www.site24x7.com/app/client#/monitors/1',
  INCIDENT_REASON: 'Connection refused',
  MONITORTYPE: 'URL',
}

/** Alertmanager's `victorops_configs`. */
export const victoropsEvent = {
  message_type: 'CRITICAL',
  entity_id: '62030f51766ae9597a6b54a7c8826d18728665c37c5a3eea90d6241eedb7db0b',
  entity_display_name: '[FIRING:1] DiskFull (db1:9100 node critical)',
  state_message: 'Labels:\n - alertname = DiskFull\n',
  monitoring_tool: 'Alertmanager v0.34',
}

export const incidentioEvent = {
  title: 'Disk is full on db1',
  deduplication_key: 'db1/disk',
  status: 'firing',
  description: 'The disk of **db1** is full',
  source_url: 'https://grafana.example.com/d/disk',
  metadata: { severity: 'critical', team: 'blue', hosts: ['db1'] },
}

export const netdataAgent = {
  host: 'web1',
  unique_id: '1700000000',
  alarmId: 1664294400,
  eventId: 12,
  chart: 'disk_space._',
  when: 1795341600,
  name: 'disk_space_usage',
  priority: 'P1',
  status: 'CRITICAL',
  old_status: 'WARNING',
  value: 98.2,
  old_value: null,
  duration: 60,
  non_clear_duration: 120,
  units: '%',
  info: 'is critical, disk / space utilization',
  calc_expression: '$used * 100 / ($avail + $used)',
  total_warnings: '1',
  total_critical: '1',
  src: 'line=11,file=/etc/netdata/health.d/disks.conf',
}

export const netdataCloud = {
  message: 'CPU usage is critical on web1',
  alert: 'cpu_usage',
  info: 'average CPU utilization over the last 10 minutes',
  chart: 'system.cpu',
  context: 'system.cpu',
  space: 'Shop',
  Rooms: { 'All nodes': 'https://app.netdata.cloud/spaces/shop/rooms/all' },
  family: 'cpu',
  class: 'Error',
  severity: 'critical',
  date: '2026-11-22T10:00:00Z',
  duration: '10m',
  additional_active_critical_alerts: 0,
  additional_active_warning_alerts: 1,
  alert_url: 'https://app.netdata.cloud/spaces/shop/alerts/1',
}

export const examples: Partial<Record<Dialect, readonly object[]>> = {
  grafana: [grafanaMessage, grafanaLegacy],
  oncall: [oncallFormatted, kapacitor, grafanaMessage, grafanaLegacy],
  kuma: [kumaDown],
  goalert: [goalertEvent, site24x7],
  victorops: [victoropsEvent],
  incidentio: [incidentioEvent, grafanaMessage],
  netdata: [
    netdataAgent,
    netdataCloud,
    { message: 'm', url: 'https://a.example', host: 'h', status: { reachable: false } },
  ],
  pagerduty: [vendors.pagerdutyV1Event, vendors.nagiosNotification],
  sentry: [vendors.sentryEvent],
  datadog: [vendors.datadogEvent],
  newrelic: [vendors.newrelicIssue],
  sns: [vendors.cloudwatchAlarm, vendors.snsEnvelope],
  azure: [vendors.azureAlert],
  gcp: [vendors.gcpIncident, vendors.pubsubPush],
}
