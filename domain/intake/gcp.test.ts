import { describe, expect, test } from 'vitest'
import { gcp } from './gcp.ts'
import { hear, only, request } from './webhook-reading.test-support.ts'

const incident = {
  incident_id: '0.nrwotmyokd9n',
  scoping_project_id: 'shop-prod',
  url: 'https://console.cloud.google.com/monitoring/alerting/alerts/0.nrwotmyokd9n',
  severity: 'Error',
  started_at: 1763807400,
  ended_at: null,
  state: 'open',
  summary: 'CPU of web1 is above the threshold of 0.9 with a value of 0.97.',
  observed_value: '0.97',
  resource: { type: 'gce_instance', labels: { instance_id: '1943820386402233898', zone: 'europe-west1-b' } },
  resource_display_name: 'web1',
  resource_name: 'shop-prod web1',
  metric: {
    type: 'compute.googleapis.com/instance/cpu/utilization',
    displayName: 'CPU',
    labels: { instance_name: 'web1' },
  },
  metadata: { system_labels: {}, user_labels: { env: 'prod' } },
  policy_name: 'CPU',
  policy_user_labels: { team: 'shop' },
  condition_name: 'CPU above 90 %',
  documentation: {
    content: 'Look here',
    mime_type: 'text/markdown',
    subject: '[ALERT] CPU',
    links: [{ displayName: 'Runbook', url: 'https://wiki.example.com/cpu' }],
  },
  threshold_value: '0.9',
}
const sent = (more: object = {}, version = '1.2') => ({ incident: { ...incident, ...more }, version })
const pushed = (text: string) => ({
  message: { data: Buffer.from(text).toString('base64'), messageId: '1', publishTime: '2026-11-22T10:00:00Z' },
  subscription: 'projects/shop-prod/subscriptions/baton',
})

describe('a notification', () => {
  test('of an open incident', () => {
    expect(only(gcp, sent())).toEqual({
      action: 'trigger',
      key: '0.nrwotmyokd9n',
      summary: incident.summary,
      priority: 'P2',
      from: 'web1',
      labels: {
        team: 'shop',
        policy: 'CPU',
        condition: 'CPU above 90 %',
        severity: 'Error',
        project: 'shop-prod',
        resource_type: 'gce_instance',
        metric_type: incident.metric.type,
        instance_id: '1943820386402233898',
        zone: 'europe-west1-b',
        instance_name: 'web1',
        env: 'prod',
      },
      links: [
        { href: incident.url, text: 'Google Cloud' },
        { href: 'https://wiki.example.com/cpu', text: 'Runbook' },
      ],
      details: JSON.stringify(sent()),
      startsAt: '2025-11-22T10:30:00Z',
      endsAt: null,
      groupKey: null,
      notes: [],
    })
  })

  test.each([
    ['open', 'trigger'],
    ['OPEN', 'trigger'],
    ['closed', 'resolve'],
    ['CLOSED', 'resolve'],
    [null, 'trigger'],
  ])('%s: %s', (state, action) => {
    expect(only(gcp, sent({ state, ended_at: 1763807460 }))).toMatchObject({ action, key: '0.nrwotmyokd9n' })
  })

  test.each([
    ['Critical', 'P1', []],
    ['Error', 'P2', []],
    ['Warning', 'P3', []],
    ['No severity', 'P2', ['severity_unknown']],
    [undefined, 'P2', ['severity_unknown']],
  ])('severity %s is %s', (severity, priority, notes) => {
    expect(only(gcp, sent({ severity }))).toMatchObject({ priority, notes })
  })

  test('a test pages nobody, since nothing would ever close it', () => {
    expect(hear(gcp, sent({ state: 'OPEN', started_at: 0 }, 'test'))).toMatchObject({
      events: [],
      answer: { status: 200 },
    })
  })
})

describe('behind a Pub/Sub push', () => {
  test('the same incident is the same alert', () => {
    expect(only(gcp, pushed(JSON.stringify(sent())))).toEqual(only(gcp, sent()))
    expect(only(gcp, pushed(JSON.stringify(sent({ state: 'CLOSED' })))).action).toBe('resolve')
    expect(hear(gcp, pushed(JSON.stringify(sent({}, 'test')))).events).toEqual([])
  })

  test('other JSON is generic, and words are an alert', () => {
    expect(only(gcp, pushed('{"title":"Budget","id":7}'))).toMatchObject({ key: '7', summary: 'Budget' })
    const text = only(gcp, pushed('Backup failed'))
    expect(text).toMatchObject({ summary: 'Backup failed', from: 'projects/shop-prod/subscriptions/baton' })
    expect(only(gcp, pushed('Backup failed')).key).toBe(text.key)
    expect(only(gcp, pushed('Backup failed again')).key).not.toBe(text.key)
    JSON.parse(text.details)
  })

  test.each([{ data: '*' }, { data: 7 }, {}, null])('%j in the wrapper is generic JSON', (message) => {
    expect(only(gcp, { message, subscription: 's' }).action).toBe('trigger')
  })
})

test('the key may be the auth_token of the address', () => {
  expect(gcp.keyIn?.(request(sent(), { query: { auth_token: 'k' } }))).toBe('k')
  expect(gcp.keyIn?.(request(sent()))).toBeNull()
})

test('a body of another shape is generic JSON', () => {
  expect(only(gcp, { incident: 'x', title: 'Disk full', id: 7 })).toMatchObject({ key: '7', summary: 'Disk full' })
})
