import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byFingerprint, grouped, told, type KeptAlert } from './alertmanager-alerts.ts'
import { DISK_FULL_FINGERPRINT, diskFull, webhook } from './examples.test-support.ts'
import { fingerprint } from '../fingerprint.ts'
import { readAlerts } from './prometheus.ts'

const at = (text: string) => Temporal.Instant.from(text)
const webUrl = 'https://baton.example.com'

const kept: KeptAlert = {
  id: 7,
  key: DISK_FULL_FINGERPRINT,
  summary: 'The disk of db1 is full',
  labels: diskFull,
  details: JSON.stringify({
    labels: { ...diskFull, empty: '' },
    annotations: { summary: 'The disk of db1 is full', note: '' },
    startsAt: '2026-11-22T10:00:00.123456789Z',
    endsAt: '2026-11-22T10:08:00Z',
    generatorURL: 'http://prom:9090/graph',
  }),
  firstAt: at('2026-11-22T10:00:05.5Z'),
  lastAt: at('2026-11-22T10:04:00.9999Z'),
  endsAt: at('2026-11-22T10:08:00Z'),
  receiver: 'shop',
  silencedBy: [],
  inhibitedBy: [],
}

describe('an open alert, told as Alertmanager tells it', () => {
  test('has its label set without empty labels, its fingerprint, and times in milliseconds', () => {
    expect(told(kept, webUrl)).toEqual({
      annotations: { summary: 'The disk of db1 is full', note: '' },
      endsAt: '2026-11-22T10:08:00.000Z',
      fingerprint: DISK_FULL_FINGERPRINT,
      receivers: [{ name: 'shop' }],
      startsAt: '2026-11-22T10:00:00.123Z',
      status: { inhibitedBy: [], mutedBy: [], silencedBy: [], state: 'active' },
      updatedAt: '2026-11-22T10:04:00.999Z',
      generatorURL: 'http://prom:9090/graph',
      labels: diskFull,
    })
  })

  test.each([
    ['starts when it was first heard of, when nothing is said', {}, '2026-11-22T10:00:05.500Z'],
    ['year 0001 says nothing', { startsAt: '0001-01-01T00:00:00.000Z' }, '2026-11-22T10:00:05.500Z'],
    ['or when it ends, where only that is said', { endsAt: '2026-11-22T11:00:00+02:00' }, '2026-11-22T09:00:00.000Z'],
  ])('%s', (_, times, startsAt) => {
    const details = JSON.stringify({ labels: diskFull, ...times })
    expect(told({ ...kept, details }, webUrl).startsAt).toBe(startsAt)
  })

  test('without a known end it has the time that Go writes for none', () =>
    expect(told({ ...kept, endsAt: null }, webUrl).endsAt).toBe('0001-01-01T00:00:00.000Z'))

  test.each([
    [{ silencedBy: ['a'] }, 'suppressed'],
    [{ inhibitedBy: ['b'] }, 'suppressed'],
    [{}, 'active'],
  ])('%o is %s', (by, state) => expect(told({ ...kept, ...by }, webUrl).status).toMatchObject({ ...by, state }))

  test('that came by the webhook of a real Alertmanager is told by what stands in its member', () => {
    const details = JSON.stringify({ receiver: 'baton', alert: webhook.alerts[0] })
    expect(told({ ...kept, details }, webUrl)).toMatchObject({ labels: diskFull, fingerprint: DISK_FULL_FINGERPRINT })
  })

  test('of another dialect has a name, its labels and a link to Baton', () => {
    const other = { ...kept, key: 'web1/disk', labels: { env: 'prod' }, details: '{"event_action":"trigger"}' }
    const labels = { alertname: kept.summary, env: 'prod' }
    expect(told(other, webUrl)).toMatchObject({
      labels,
      fingerprint: fingerprint(labels),
      annotations: { summary: kept.summary },
      generatorURL: 'https://baton.example.com/alerts/7',
    })
  })

  test('whose text was too long to keep is told by the labels that were read', () => {
    const details = JSON.stringify({ truncated: true, bytes: 99_999, text: '{"labels":{"alertname":"Dis' })
    expect(told({ ...kept, details }, webUrl)).toMatchObject({ labels: diskFull, fingerprint: DISK_FULL_FINGERPRINT })
  })

  test('is told whatever its sender wrote, and a label named __proto__ is one like others', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `{"labels":${json},"annotations":${json}}`),
    )
    fc.assert(
      fc.property(anything, (details) => {
        const alert = told({ ...kept, details }, webUrl)
        expect(Object.values(alert.labels).every((value) => typeof value === 'string' && value !== '')).toBe(true)
        expect(Object.values(alert.annotations).every((value) => typeof value === 'string')).toBe(true)
        expect(Object.keys(alert.labels).length).toBeGreaterThan(0)
      }),
    )
    const details = '{"labels":{"__proto__":"x","constructor":"y"}}'
    expect(JSON.stringify(told({ ...kept, details }, webUrl).labels)).toBe('{"__proto__":"x","constructor":"y"}')
  })

  test('has the fingerprint under which it was taken in, for every label set', () => {
    const labels = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), { minKeys: 1, maxKeys: 8 })
    fc.assert(
      fc.property(labels, (set) => {
        const read = readAlerts(JSON.stringify([{ labels: set }]), { now: kept.firstAt })
        const event = 'events' in read ? read.events[0] : undefined
        if (!event) throw new Error('it was not taken in')
        const { key, details } = event
        expect(told({ ...kept, key, details, labels: event.labels }, webUrl).fingerprint).toBe(key)
      }),
    )
  })
})

test('alerts are grouped by receiver and alertname, in the order of both', () => {
  const one = (labels: Record<string, string>, receiver: string) =>
    told({ ...kept, key: JSON.stringify(labels), details: JSON.stringify({ labels }), receiver }, webUrl)
  const alerts = [
    one({ alertname: 'B', instance: '1' }, 'shop'),
    one({ alertname: 'A' }, 'shop'),
    one({ alertname: 'B', instance: '2' }, 'shop'),
    one({ alertname: 'B' }, 'bank'),
    one({ job: 'nameless' }, 'shop'),
  ]
  const seen = grouped(alerts).map(({ labels, receiver, alerts: members }) => [labels, receiver.name, members.length])
  expect(seen).toEqual([
    [{}, 'shop', 1],
    [{ alertname: 'A' }, 'shop', 1],
    [{ alertname: 'B' }, 'bank', 1],
    [{ alertname: 'B' }, 'shop', 2],
  ])
  expect(grouped([])).toEqual([])
})

test('a list is in the order of fingerprints', () => {
  const one = (key: string) => told({ ...kept, key }, webUrl)
  const list = [one('ffffffffffffffff'), one('0000000000000001')]
  expect(list.toSorted(byFingerprint).map((alert) => alert.fingerprint)).toEqual([
    '0000000000000001',
    'ffffffffffffffff',
  ])
})
