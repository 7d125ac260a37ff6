import { describe, expect, test } from 'vitest'
import { grafana } from './grafana.ts'
import { grafanaLegacy, grafanaMessage } from './webhook-examples.test-support.ts'
import { hear, refusedBy } from './webhook-reading.test-support.ts'

const [member] = grafanaMessage.alerts

describe('unified alerting', () => {
  test('is one event for each member, with the links of Grafana', () => {
    const { events, answer } = hear(grafana, grafanaMessage, { method: 'PUT' })
    expect(answer).toMatchObject({ status: 200 })
    expect(events[0]).toMatchObject({
      action: 'trigger',
      key: 'c6eadffa33fcdf37',
      summary: 'The system has high memory usage',
      priority: 'P2',
      labels: { alertname: 'High memory usage', team: 'blue' },
      startsAt: '2026-11-22T07:51:03.157076Z',
      groupKey: '{}:{}',
    })
    expect(events[0]?.links.map(({ text }) => text)).toEqual([
      'generatorURL',
      'dashboardURL',
      'panelURL',
      'silenceURL',
      'imageURL',
      'runbook_url',
    ])
    expect(JSON.parse(events[0]?.details ?? '')).toMatchObject({
      orgId: 1,
      alert: { values: { B: 44.23943737541908 } },
    })
  })

  test.each([
    [{}, 'DatasourceNoData: Checkout latency'],
    [{ summary: 'Latency above 2 s' }, 'DatasourceNoData: Latency above 2 s'],
  ])('without data the line says so, not what the rule would have said: %j', (annotations, summary) => {
    const noData = { ...grafanaMessage.alerts[1], annotations }
    expect(hear(grafana, { ...grafanaMessage, alerts: [noData] }).events[0]).toMatchObject({ summary })
  })

  test('the alert of the test button wakes nobody', () => {
    const labels = { alertname: 'TestAlert', instance: 'Grafana' }
    const alert = { ...member, labels, annotations: { summary: 'Notification test' } }
    expect(hear(grafana, { ...grafanaMessage, alerts: [alert] }).events[0]).toMatchObject({
      action: 'trigger',
      priority: 'P4',
      summary: 'Notification test',
    })
    expect(
      hear(grafana, { ...grafanaMessage, alerts: [{ ...alert, labels: { alertname: 'TestAlert' } }] }).events[0],
    ).toMatchObject({ priority: 'P2' })
  })

  test('members resolve by their own word', () => {
    const alerts = [{ ...member, status: 'resolved', endsAt: '2026-11-22T10:00:00Z' }]
    expect(hear(grafana, { ...grafanaMessage, alerts }).events[0]).toMatchObject({ action: 'resolve' })
  })

  test("a payload of the user's own is read by usual names", () => {
    expect(hear(grafana, { title: 'Disk', status: 'resolved', id: 7 }).events).toMatchObject([
      { action: 'resolve', key: '7', summary: 'Disk' },
    ])
    expect(hear(grafana, { alerts: [1] }).events).toMatchObject([{ action: 'trigger' }])
  })

  test('what is no JSON is refused', () => {
    expect(refusedBy(grafana, '{').status).toBe(400)
    expect(refusedBy(grafana, { alerts: Array.from({ length: 10_001 }, () => ({})) }).status).toBe(413)
  })
})

describe('legacy alerting', () => {
  test('is one alert for each rule of an organisation', () => {
    expect(hear(grafana, grafanaLegacy).events).toMatchObject([
      {
        action: 'trigger',
        key: '3/17',
        summary: 'Queue is long',
        priority: 'P1',
        from: 'http://localhost:3000/d/hZ7BuVbWz/test?viewPanel=2',
        labels: { severity: 'critical', room: 'hall' },
        links: [{ text: 'ruleUrl' }, { text: 'imageUrl' }],
      },
    ])
  })

  test.each([
    ['ok', ['resolve']],
    ['no_data', ['trigger']],
    ['odd', ['trigger']],
    ['pending', []],
    ['paused', []],
  ])('%s: %j', (state, actions) => {
    const { events } = hear(grafana, { ...grafanaLegacy, state })
    expect(events.map(({ action, key }) => [action, key])).toEqual(actions.map((action) => [action, '3/17']))
  })

  test('rules without a number are told apart by name, whatever their state', () => {
    const [one, over, other] = [
      { ...grafanaLegacy, ruleId: 0 },
      { ...grafanaLegacy, ruleId: 0, state: 'ok', title: '[OK] Queue is long' },
      { ...grafanaLegacy, ruleId: 0, ruleName: 'Test notification' },
    ].map((sent) => hear(grafana, sent).events[0]?.key)
    expect(one).toBe(over)
    expect(other).not.toBe(one)
  })
})
