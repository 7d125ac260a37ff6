import { describe, expect, test } from 'vitest'
import { netdata } from './netdata.ts'
import { netdataAgent, netdataCloud } from './webhook-examples.test-support.ts'
import { hear, refusedBy, request } from './webhook-reading.test-support.ts'

describe('the agent', () => {
  test('raises', () => {
    const { events, answer } = hear(netdata, netdataAgent)
    expect(events).toMatchObject([
      {
        action: 'trigger',
        key: 'web1/disk_space._/disk_space_usage',
        summary: 'disk_space_usage (web1): is critical, disk / space utilization',
        priority: 'P1',
        from: 'web1',
        labels: { chart: 'disk_space._' },
        startsAt: '2026-11-22T10:00:00Z',
      },
    ])
    expect(answer.status).toBe(200)
  })

  test('clears what it raised, though its unique_id is another', () => {
    const clear = { ...netdataAgent, unique_id: '1700000009', eventId: 13, status: 'CLEAR', priority: 'P5' }
    expect(hear(netdata, clear).events).toMatchObject([
      { action: 'resolve', key: hear(netdata, netdataAgent).events[0]?.key },
    ])
  })

  test.each([
    ['WARNING', ['trigger'], 'P3'],
    ['REMOVED', ['resolve'], 'P2'],
    ['UNDEFINED', [], null],
    ['UNINITIALIZED', [], null],
  ])('%s: %j', (status, actions, priority) => {
    const { events } = hear(netdata, { ...netdataAgent, status })
    expect(events.map(({ action }) => action)).toEqual(actions)
    if (priority) expect(events[0]?.priority).toBe(priority)
  })

  test('JSON that its script put together wrongly is read line by line', () => {
    const text = JSON.stringify(netdataAgent, null, 2).replace('is critical, disk', 'the "root" disk')
    const broken = text.replace('"value": 98.2', '"value": ')
    expect(() => JSON.parse(broken)).toThrow()
    expect(hear(netdata, broken).events).toMatchObject([
      {
        key: 'web1/disk_space._/disk_space_usage',
        summary: 'disk_space_usage (web1): the "root" disk / space utilization',
        notes: ['text_repaired'],
      },
    ])
    expect(refusedBy(netdata, '{"status": "CRITICAL').status).toBe(400)
  })

  test('its key stands in apiKey', () => {
    expect(netdata.keyIn?.(request('', { query: { apiKey: 'KEY' } }))).toBe('KEY')
    expect(netdata.keyIn?.(request(''))).toBeNull()
  })
})

describe('Netdata Cloud', () => {
  test('raises and clears by space, chart and alert', () => {
    const [raised] = hear(netdata, netdataCloud).events
    expect(raised).toMatchObject({
      action: 'trigger',
      key: 'Shop/system.cpu/cpu_usage',
      summary: 'cpu_usage: average CPU utilization over the last 10 minutes',
      priority: 'P1',
      links: [{ text: 'alert_url' }],
    })
    expect(hear(netdata, { ...netdataCloud, severity: 'clear' }).events).toMatchObject([
      { action: 'resolve', key: raised?.key },
    ])
  })

  test.each([
    [false, 'trigger'],
    [true, 'resolve'],
  ])('a node that is reachable %j: %s', (reachable, action) => {
    const sent = { message: 'web1 is ...', url: 'https://app.netdata.cloud', host: 'web1', status: { reachable } }
    expect(hear(netdata, sent).events).toMatchObject([{ action, key: 'web1/reachability' }])
  })

  test('the token that proves the address is shown as a change and pages nobody', () => {
    const sent = { message: 'Verify', title: 'Verification Token', token: 'tok-1' }
    expect(hear(netdata, sent)).toMatchObject({ events: [], changes: [{ summary: 'Verification Token: tok-1' }] })
  })
})
