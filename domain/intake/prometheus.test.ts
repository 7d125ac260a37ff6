import { describe, expect, test } from 'vitest'
import { DISK_FULL_FINGERPRINT, diskFull, firing } from './examples.test-support.ts'
import { accepted, readAlerts, tooLarge, unavailable, unknownKey } from './prometheus.ts'

const now = Temporal.Instant.from('2026-11-22T10:30:00Z')
const UNSET = '0001-01-01T00:00:00Z'

function read(...alerts: readonly unknown[]) {
  const result = readAlerts(JSON.stringify(alerts), { now })
  if ('refused' in result) throw new Error(result.refused.body)
  return result
}

describe('alerts posted by Prometheus', () => {
  test('fire, and end by themselves unless refreshed', () => {
    const { events, reasons } = read(firing)
    expect(reasons).toEqual([])
    expect(events).toEqual([
      {
        action: 'trigger',
        key: DISK_FULL_FINGERPRINT,
        summary: 'The disk of db1 is full',
        priority: 'P1',
        from: 'db1:9100',
        labels: diskFull,
        links: [{ href: firing.generatorURL, text: 'generatorURL' }],
        details: JSON.stringify(firing),
        startsAt: '2026-11-22T10:00:00.123Z',
        endsAt: '2026-11-22T10:34:00.123Z',
        groupKey: null,
        notes: [],
      },
    ])
  })

  test.each([
    ['resolved', { endsAt: '2026-11-22T10:29:59.999Z' }, 'resolve', '2026-11-22T10:29:59.999Z'],
    ['ending now', { endsAt: '2026-11-22T10:30:00Z' }, 'resolve', '2026-11-22T10:30:00Z'],
    [
      'ending a nanosecond from now',
      { endsAt: '2026-11-22T10:30:00.000001Z' },
      'trigger',
      '2026-11-22T10:30:00.000001Z',
    ],
    ['without an end', { endsAt: undefined }, 'trigger', null],
    ['with an empty end', { endsAt: '' }, 'trigger', null],
    ['with the end of year 1, as amtool sends', { endsAt: UNSET, startsAt: UNSET }, 'trigger', null],
    ['with an end nobody can read', { endsAt: 'soon' }, 'trigger', null],
    ['in another zone', { endsAt: '2026-11-22T19:29:00+09:00' }, 'resolve', '2026-11-22T10:29:00Z'],
  ])('%s', (_name, more, action, endsAt) => {
    expect(read({ ...firing, ...more }).events).toMatchObject([{ action, endsAt }])
  })

  test.each([
    [{ startsAt: UNSET, endsAt: '2026-11-22T10:00:00Z' }, '2026-11-22T10:00:00Z'],
    [{ startsAt: UNSET, endsAt: UNSET }, null],
    [{ startsAt: UNSET }, null],
    [{ startsAt: '2026-11-22T09:00:00.123456789Z' }, '2026-11-22T09:00:00.123456789Z'],
  ])('%j starts at %s', (more, startsAt) => {
    expect(read({ ...firing, ...more }).events).toMatchObject([{ startsAt }])
  })

  test('the identity is the label set without empty values, in any order', () => {
    const shuffled = {
      severity: 'critical',
      empty: '',
      job: 'node',
      nothing: null,
      instance: 'db1:9100',
      alertname: 'DiskFull',
    }
    const { events } = read({ labels: shuffled }, { ...firing, annotations: { summary: 'other' } })
    expect(events.map((event) => event.key)).toEqual([DISK_FULL_FINGERPRINT, DISK_FULL_FINGERPRINT])
    expect(events[0]?.labels).toEqual(diskFull)
  })

  test.each([
    [{ labels: diskFull }, 'DiskFull: db1:9100'],
    [{ labels: { alertname: 'Watchdog' } }, 'Watchdog'],
    [{ labels: { host: 'a', check: 'b' } }, 'host=a check=b'],
    [{ labels: diskFull, annotations: { description: 'Line 1\nLine 2' } }, 'Line 1 Line 2'],
    [{ labels: diskFull, annotations: { summary: '', message: 'm' } }, 'm'],
    [{ labels: diskFull, annotations: 'x' }, 'DiskFull: db1:9100'],
  ])('%j is titled %j', (alert, summary) => {
    expect(read(alert).events).toMatchObject([{ summary }])
  })

  test.each([
    ['page', 'P1', []],
    ['ERROR', 'P2', []],
    ['warning', 'P3', []],
    ['none', 'P4', []],
    ['purple', 'P2', ['severity_unknown']],
  ])('severity %s is %s', (severity, priority, notes) => {
    expect(read({ ...firing, labels: { ...diskFull, severity } }).events).toMatchObject([{ priority, notes }])
  })

  test('valid alerts are kept and the others named', () => {
    const { events, reasons } = read(
      firing,
      {},
      { labels: {} },
      'x',
      null,
      { labels: { a: '' } },
      { labels: [] },
      { labels: { a: 'b' } },
    )
    expect(events.map((event) => event.labels.a ?? event.labels.alertname)).toEqual(['DiskFull', 'b'])
    expect(reasons).toEqual([
      'alert 1: at least one label pair required',
      'alert 2: at least one label pair required',
      'alert 3: must be an object',
      'alert 4: must be an object',
      'alert 5: at least one label pair required',
      'alert 6: at least one label pair required',
    ])
  })

  test('5,000 labels: 64 are kept, the telling ones first, and the identity is that of all', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`l${i}`, 'x']))
    const { events } = read({ labels: { ...many, ...diskFull } }, { labels: { ...many, ...diskFull, l4999: 'y' } })
    expect(events[0]?.labels).toMatchObject(diskFull)
    expect(events.map((event) => [Object.keys(event.labels).length, event.notes])).toEqual(
      [
        [64, ['labels_dropped', 'summary_made']],
        [64, ['labels_dropped', 'summary_made']],
      ].map(([count, notes]) => [count, expect.arrayContaining(Array.isArray(notes) ? notes : [])]),
    )
    expect(events[0]?.key).not.toBe(events[1]?.key)
  })

  test('an empty batch is nothing', () => {
    expect(read()).toEqual({ events: [], reasons: [] })
  })

  test.each([
    ['', 'the body is empty: send a JSON array of alerts'],
    ['{"labels":{"a":"b"}}', 'the body must be a JSON array of alerts'],
    ['null', 'the body must be a JSON array of alerts'],
    ['[{', 'the body is not valid JSON'],
    ['a=b', 'the body must be a JSON array of alerts'],
    ['['.repeat(100) + ']'.repeat(100), 'the JSON is nested deeper than 64 levels'],
  ])('%j is refused with a JSON string', (text, reason) => {
    expect(readAlerts(text, { now })).toEqual({
      refused: { status: 400, body: JSON.stringify(reason), contentType: 'application/json' },
    })
  })

  test('100,000 alerts in one request are too many', () => {
    const result = readAlerts(JSON.stringify(Array.from({ length: 100_000 }, () => ({}))), { now })
    expect(result).toEqual({ refused: tooLarge() })
  })
})

test('answers are those of Alertmanager', () => {
  expect(accepted([])).toMatchObject({ status: 200, body: '' })
  expect(accepted(['alert 1: a', 'alert 2: b'])).toMatchObject({ status: 400, body: '"alert 1: a; alert 2: b"' })
  expect(accepted(Array.from({ length: 25 }, () => 'x')).body).toMatch(/x; and 5 more"$/)
  expect(unknownKey()).toMatchObject({ status: 401, body: expect.stringMatching(/^".*"$/) })
  expect(unavailable(5)).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5' },
    body: expect.stringMatching(/^".*"$/),
  })
})
