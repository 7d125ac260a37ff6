import { describe, expect, test } from 'vitest'
import { oncall } from './oncall.ts'
import { grafanaLegacy, grafanaMessage, kapacitor, oncallFormatted } from './webhook-examples.test-support.ts'
import { hear } from './webhook-reading.test-support.ts'
import { webhookAt } from './webhooks.ts'

test('answers as OnCall does, a JSON text with its quotes', () => {
  const { answer } = hear(oncall, oncallFormatted)
  expect(answer).toEqual({ status: 200, body: '"Ok."', contentType: 'application/json' })
  expect(oncall.unknownKey().status).toBe(403)
})

describe('a formatted webhook', () => {
  test('is told apart by alert_uid', () => {
    expect(hear(oncall, oncallFormatted).events).toMatchObject([
      {
        action: 'trigger',
        key: '08d6891a-835c-e661-39fa-96b6a9e26552',
        summary: 'TestAlert: The whole system is down',
        links: [{ text: 'link_to_upstream_details' }, { text: 'image_url' }],
      },
    ])
  })

  test('is known by it also where its texts came out empty', () => {
    const { alert_uid } = oncallFormatted
    expect(hear(oncall, { alert_uid, state: 'ok', title: '', message: null }).events).toMatchObject([
      { action: 'resolve', key: alert_uid },
    ])
  })

  test.each([
    ['ok', 'resolve'],
    ['OK', 'resolve'],
    ['Ok', 'resolve'],
    ['alerting', 'trigger'],
    [undefined, 'trigger'],
    [7, 'trigger'],
  ])('state %j: %s', (state, action) => {
    expect(hear(oncall, { ...oncallFormatted, state }).events).toMatchObject([{ action }])
  })
})

test('without alert_uid the whole payload tells alerts apart, but not its state', () => {
  const keyOf = (more: object) => hear(oncall, { title: 'Disk', message: 'db1', ...more }).events[0]?.key
  expect(keyOf({ state: 'alerting' })).toBe(keyOf({ state: 'ok' }))
  expect(keyOf({ state: 'alerting' })).toBe(keyOf({}))
  expect(keyOf({ message: 'db2' })).not.toBe(keyOf({}))
})

test('Kapacitor: by id, resolved by its level', () => {
  expect(hear(oncall, kapacitor).events).toMatchObject([
    { action: 'trigger', key: 'cpu:host=web1', summary: 'cpu:host=web1 is CRITICAL value: 99', priority: 'P1' },
  ])
  expect(hear(oncall, { ...kapacitor, level: 'OK' }).events).toMatchObject([
    { action: 'resolve', key: 'cpu:host=web1' },
  ])
})

test('Alertmanager and Grafana are read as elsewhere, at whatever address', () => {
  const path = '/integrations/v1/webhook/KEY'
  expect(hear(oncall, grafanaMessage, { path }).events.map(({ key }) => key)).toEqual([
    'c6eadffa33fcdf37',
    'bc97ff14869b13e3',
  ])
  expect(hear(oncall, grafanaLegacy, { path }).events).toMatchObject([{ key: '3/17' }])
})

test('a mail as OnCall passes it on', () => {
  expect(hear(oncall, { subject: 'Backup failed', message: 'exit 1', sender: 'db1@example.com' }).events).toMatchObject(
    [{ summary: 'Backup failed', from: 'db1@example.com' }],
  )
})

test('heartbeats are not alerts', () => {
  for (const kind of ['formatted_webhook', 'webhook', 'alertmanager', 'grafana', 'zabbix'])
    expect(webhookAt(`/integrations/v1/${kind}/KEY/heartbeat`)).toBeNull()
  expect(webhookAt('/integrations/v1/heartbeat/KEY')).toBeNull()
})
