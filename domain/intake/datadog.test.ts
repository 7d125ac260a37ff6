import { describe, expect, test } from 'vitest'
import { datadogPayload } from './datadog-payload.ts'
import { datadog } from './datadog.ts'
import { only } from './webhook-reading.test-support.ts'

/** The payload of Baton, as Datadog fills it. */
const filled = {
  alert_id: '1234',
  alert_cycle_key: '6384230912',
  aggreg_key: '9bd4ac313a4d1e8fae2482df7b77628',
  alert_transition: 'Triggered',
  alert_type: 'error',
  alert_priority: 'P1',
  alert_scope: 'host:web1,env:prod',
  alert_metric: 'system.cpu.user',
  hostname: 'web1',
  tags: 'env:prod, service:shop,host:web1',
  link: 'https://app.datadoghq.com/event/jump_to?event_id=1234',
  snapshot: 'null',
  title: '[P1] [Triggered on {host:web1,env:prod}] CPU is high',
  body: '%%%\n@webhook-baton CPU over 90 %\n%%%',
  event_type: 'query_alert_monitor',
  date: '1763807400000',
  org_name: 'Example',
}

const byDefault = (title: string, more: object = {}) => ({
  id: '1234567',
  title,
  body: '%%%\nCPU\n%%%',
  date: '1763807400000',
  last_updated: '1763807400000',
  event_type: 'query_alert_monitor',
  org: { id: '11023', name: 'Example' },
  ...more,
})

describe('the payload of Baton', () => {
  test('names every field that is read, each by a variable of its own', () => {
    expect(Object.keys(datadogPayload)).toEqual(Object.keys(filled))
    expect(new Set(Object.values(datadogPayload)).size).toBe(Object.keys(filled).length)
  })

  test('a monitor that triggers', () => {
    expect(only(datadog, filled)).toEqual({
      action: 'trigger',
      key: '6384230912',
      summary: 'CPU is high',
      priority: 'P1',
      from: 'web1',
      labels: {
        monitor: '1234',
        scope: 'host:web1,env:prod',
        org: 'Example',
        host: 'web1',
        metric: 'system.cpu.user',
        event_type: 'query_alert_monitor',
        env: 'prod',
        service: 'shop',
      },
      links: [{ href: filled.link, text: 'Datadog' }],
      details: JSON.stringify(filled),
      startsAt: '2025-11-22T10:30:00Z',
      endsAt: null,
      groupKey: null,
      notes: [],
    })
  })

  test.each([
    ['Triggered', 'error', 'trigger', 'P2'],
    ['Re-Triggered', 'error', 'trigger', 'P2'],
    ['Warn', 'warning', 'trigger', 'P3'],
    ['Re-Warn', 'warning', 'trigger', 'P3'],
    ['No Data', 'error', 'trigger', 'P2'],
    ['Re-No Data', 'error', 'trigger', 'P2'],
    ['Renotify', 'info', 'trigger', 'P4'],
    ['Recovered', 'success', 'resolve', 'P4'],
    ['Something new', 'error', 'trigger', 'P2'],
  ])('%s (%s): %s, by the same key', (alert_transition, alert_type, action, priority) => {
    const sent = { ...filled, alert_transition, alert_type, alert_priority: '', title: 'CPU is high' }
    expect(only(datadog, sent)).toMatchObject({ action, priority, key: '6384230912' })
  })

  test('an empty, unknown or unfilled variable says nothing', () => {
    const sent = { ...filled, alert_cycle_key: '$ALERT_CYCLE_KEY', alert_priority: 'null', alert_type: 'warning' }
    expect(only(datadog, { ...sent, title: 'CPU is high' })).toMatchObject({
      key: '1234/host:web1,env:prod',
      priority: 'P3',
    })
    expect(only(datadog, { ...sent, alert_id: '', alert_scope: '' }).key).toBe(filled.aggreg_key)
  })

  test('form encoded', () => {
    const form = Object.entries(filled)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')
    const { details, ...event } = only(datadog, form)
    const { details: _, ...asJson } = only(datadog, filled)
    expect(event).toEqual(asJson)
    expect(JSON.parse(details)).toEqual(filled)
  })
})

describe('the default payload, where only the title tells', () => {
  test.each([
    ['[Triggered] CPU is high', 'trigger', 'P2', 'CPU is high'],
    ['[P3] [Triggered on {host:web1}] CPU is high', 'trigger', 'P3', 'CPU is high'],
    ['[Warn on {host:web1}] CPU is high', 'trigger', 'P3', 'CPU is high'],
    ['[No Data] CPU is high', 'trigger', 'P2', 'CPU is high'],
    ['[Recovered] CPU is high', 'resolve', 'P2', 'CPU is high'],
    ['[Re-Triggered] [db] CPU is high', 'trigger', 'P2', '[db] CPU is high'],
    ['[db] CPU is high', 'trigger', 'P2', '[db] CPU is high'],
    ['[Recovered', 'trigger', 'P2', '[Recovered'],
  ])('%s: %s', (title, action, priority, summary) => {
    expect(only(datadog, byDefault(title))).toMatchObject({ action, priority, summary })
  })

  test('trigger and recovery are one alert, another host is another', () => {
    const keyOf = (title: string, more: object = {}) => only(datadog, byDefault(title, more)).key
    const key = keyOf('[Triggered on {host:web1}] CPU is high')
    expect(keyOf('[P2] [Recovered on {host:web1}] CPU is high', { id: '999' })).toBe(key)
    expect(keyOf('[Triggered on {host:web2}] CPU is high')).not.toBe(key)
    expect(keyOf('[Triggered on {host:web1}] CPU is high', { org: { id: '2' } })).not.toBe(key)
  })

  test('a title of a megabyte is read in no time', () => {
    expect(only(datadog, byDefault('['.repeat(1_000_000))).notes).toContain('summary_cut')
    expect(only(datadog, byDefault(`[Triggered on {${'a'.repeat(1_000_000)}`)).action).toBe('trigger')
  })
})

test('a payload of the own making is generic JSON', () => {
  expect(only(datadog, { title: 'Disk full', status: 'resolved', id: 7 })).toMatchObject({
    action: 'resolve',
    key: '7',
  })
})
