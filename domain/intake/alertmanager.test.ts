import { describe, expect, test } from 'vitest'
import { accepted, readWebhook, unavailable, unknownKey } from './alertmanager.ts'
import { DISK_FULL_FINGERPRINT, diskFull, webhook } from './examples.test-support.ts'

const now = Temporal.Instant.from('2026-11-22T10:30:00Z')

function read(sent: unknown) {
  const result = readWebhook(JSON.stringify(sent), { now })
  if ('refused' in result) throw new Error(result.refused.body)
  return result
}

const [member] = webhook.alerts

describe('an Alertmanager webhook message', () => {
  test('is one event for each member, firing and resolved mixed', () => {
    const { events, truncatedAlerts } = read(webhook)
    expect(truncatedAlerts).toBe(0)
    expect(events).toMatchObject([
      {
        action: 'trigger',
        key: DISK_FULL_FINGERPRINT,
        summary: 'The disk of db1 is full',
        priority: 'P1',
        from: 'db1:9100',
        labels: diskFull,
        links: [
          { href: 'http://prom:9090/graph?g0.expr=node_disk', text: 'generatorURL' },
          { href: 'https://wiki.example.com/disk', text: 'runbook_url' },
        ],
        startsAt: '2026-11-22T10:00:00.123Z',
        endsAt: null,
        groupKey: '{}/{}:{alertname="DiskFull"}',
        notes: [],
      },
      { action: 'resolve', key: '9f1e2d3c4b5a6978', startsAt: '2026-11-22T09:00:00.123456789Z', endsAt: null },
    ])
    const { alerts: _, ...frame } = webhook
    expect(JSON.parse(events[0]?.details ?? '')).toEqual({ ...frame, alert: member })
  })

  test('a missing fingerprint is computed', () => {
    expect(read({ alerts: [{ status: 'firing', labels: diskFull }] }).events).toMatchObject([
      { key: DISK_FULL_FINGERPRINT },
    ])
  })

  test('members without labels or fingerprint are one alert per group, whether firing or resolved', () => {
    const keys = ['firing', 'resolved'].map(
      (status) => read({ ...webhook, status, alerts: [{ status }] }).events[0]?.key,
    )
    expect(keys[0]).toBe(keys[1])
    expect(read({ ...webhook, groupKey: 'other', alerts: [{}] }).events[0]?.key).not.toBe(keys[0])
  })

  test('members that were cut off are noted', () => {
    const { events, truncatedAlerts } = read({ ...webhook, truncatedAlerts: 3 })
    expect(truncatedAlerts).toBe(3)
    expect(events.map((event) => event.notes)).toEqual([
      ['group_truncated'],
      expect.arrayContaining(['group_truncated']),
    ])
  })

  test.each([
    ['resolved', {}, 'resolve'],
    [undefined, {}, 'trigger'],
    [undefined, { endsAt: '2026-11-22T10:00:00Z' }, 'resolve'],
    [undefined, { status: 'firing', endsAt: '2026-11-22T10:00:00Z' }, 'trigger'],
    ['firing', { status: 'Resolved' }, 'resolve'],
    ['resolved', { status: 'firing' }, 'trigger'],
    ['odd', {}, 'trigger'],
  ])('message %s, member %j: %s', (status, more, action) => {
    expect(read({ status, alerts: [{ labels: diskFull, ...more }] }).events).toMatchObject([{ action }])
  })

  test('a message without members says nothing', () => {
    expect(read({ ...webhook, alerts: [] }).events).toEqual([])
  })

  test("a payload of the sender's own making opens an alert", () => {
    expect(read({ title: 'Disk full', status: 'firing', id: 7 }).events).toMatchObject([
      { action: 'trigger', key: '7', summary: 'Disk full' },
    ])
    expect(read({ alerts: 'two' }).events).toMatchObject([{ action: 'trigger', details: '{"alerts":"two"}' }])
  })

  test("Grafana's extra fields become links and stay in the details", () => {
    const { events } = read({
      ...webhook,
      version: '1',
      alerts: [{ ...member, values: null, dashboardURL: 'https://g.example/d/1' }],
    })
    expect(events[0]?.links).toContainEqual({ href: 'https://g.example/d/1', text: 'dashboardURL' })
    expect(events[0]?.details).toContain('"values":null')
  })

  test.each([
    ['', 400],
    ['{', 400],
    ['{"alerts":[1]}', 400],
    ['{"a":'.repeat(100) + '1' + '}'.repeat(100), 400],
    [JSON.stringify({ alerts: Array.from({ length: 100_000 }, () => ({})) }), 413],
    [JSON.stringify(Array.from({ length: 100_000 }, () => ({}))), 413],
  ])('%# is refused', (text, status) => {
    expect(readWebhook(text, { now })).toMatchObject({ refused: { status, contentType: 'text/plain' } })
  })
})

test('answers', () => {
  expect(accepted()).toMatchObject({ status: 200, body: '' })
  expect(unknownKey().status).toBe(401)
  expect(unavailable(5)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
})
