import { describe, expect, test } from 'vitest'
import { ROUTING_KEY } from './examples.test-support.ts'
import { pagerdutyV1 as dialect } from './pagerduty-v1.ts'
import { readEnqueue } from './pagerduty.ts'
import { pagerdutyV1Event } from './vendor-examples.test-support.ts'
import { hear, now, only, request } from './webhook-reading.test-support.ts'
import { webhookAt, webhookOf, webhooks } from './webhooks.ts'

const said = (sent: unknown) => JSON.parse(hear(dialect, sent).answer.body) as Record<string, unknown>

describe('an event of v1', () => {
  test('Alertmanager', () => {
    const event = only(dialect, pagerdutyV1Event)
    expect(event).toEqual({
      action: 'trigger',
      key: pagerdutyV1Event.incident_key,
      summary: pagerdutyV1Event.description,
      priority: 'P2',
      from: 'Alertmanager',
      labels: { client: 'Alertmanager', num_firing: '1', num_resolved: '0' },
      links: [{ href: 'http://am:9093/#/alerts?receiver=pd', text: 'Alertmanager' }],
      details: JSON.stringify({ ...pagerdutyV1Event, service_key: '********' }),
      startsAt: null,
      endsAt: null,
      groupKey: null,
      notes: [],
    })
  })

  test('is answered exactly 200, with its key', () => {
    const { answer } = hear(dialect, pagerdutyV1Event)
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({
      status: 'success',
      message: 'Event processed',
      incident_key: pagerdutyV1Event.incident_key,
    })
  })

  test('has the key space of v2', () => {
    const v2 = readEnqueue(
      JSON.stringify({ routing_key: ROUTING_KEY, event_action: 'resolve', dedup_key: 'web1/disk' }),
      { pathKey: null, headers: {}, newKey: () => '' },
    )
    const v1 = only(dialect, { service_key: ROUTING_KEY, event_type: 'resolve', incident_key: 'web1/disk' })
    expect('events' in v2 && v2.events[0]).toMatchObject({ action: v1.action, key: v1.key })
    expect(v1.summary).toBe('web1/disk')
  })

  test('without a key opens a new alert each time, and says which', () => {
    const sent = { service_key: ROUTING_KEY, event_type: 'trigger', description: 'Disk full' }
    const made = said(sent)['incident_key']
    expect(made).toMatch(/^[0-9a-f]{32}$/)
    const later = dialect.read(request(sent), { now: now.add({ milliseconds: 1 }) })
    expect('events' in later && later.events[0]?.key).not.toBe(made)
  })

  test('as a form, with details as JSON in a field', () => {
    const form = `service_key=${ROUTING_KEY}&event_type=trigger&incident_key=web1%2Fdisk&description=Disk+full&details=${encodeURIComponent('{"host":"web1","severity":"critical"}')}`
    const event = only(dialect, form)
    expect(event).toMatchObject({ key: 'web1/disk', summary: 'Disk full', priority: 'P1', from: 'web1' })
    expect(event.labels).toMatchObject({ host: 'web1' })
    expect(event.details).not.toContain(ROUTING_KEY)
    expect(JSON.parse(event.details)).toMatchObject({ incident_key: 'web1/disk' })
  })

  test('contexts are links', () => {
    const contexts = [
      { type: 'link', href: 'https://wiki.example.com/disk', text: 'Runbook' },
      { type: 'image', src: 'https://g.example.com/a.png', href: 'https://g.example.com/a', alt: 'Graph' },
      { type: 'image', src: 'https://g.example.com/b.png' },
      { type: 'link', href: 'javascript:alert(1)' },
      null,
    ]
    expect(only(dialect, { ...pagerdutyV1Event, client_url: null, contexts }).links).toEqual([
      { href: 'https://wiki.example.com/disk', text: 'Runbook' },
      { href: 'https://g.example.com/a', text: 'Graph' },
      { href: 'https://g.example.com/b.png', text: 'https://g.example.com/b.png' },
    ])
  })

  test('the key of the source is nowhere in what people read', () => {
    for (const key of [ROUTING_KEY, '12345678901234567890123456789012', 'short'])
      for (const sent of [
        { ...pagerdutyV1Event, service_key: key, details: { CONTACTPAGER: key } },
        { ...pagerdutyV1Event, service_key: key, details: key === ROUTING_KEY ? `pager ${key}` : null },
      ]) {
        const event = only(dialect, sent)
        expect(JSON.stringify(event.labels)).not.toContain(key)
        if (key === ROUTING_KEY) expect(JSON.stringify(event)).not.toContain(key)
        else expect(JSON.parse(event.details)).not.toHaveProperty('service_key')
      }
  })

  test.each([
    [{ event_type: 'fire' }, ['event_type is invalid (must be one of: trigger acknowledge resolve)']],
    [{ event_type: 'resolve', incident_key: '' }, ['incident_key is missing or blank']],
    [{ description: ' ' }, ['description is missing or blank']],
  ])('%j is refused', (more, errors) => {
    const result = dialect.read(request({ ...pagerdutyV1Event, ...more }), { now })
    if (!('refused' in result)) throw new Error('was accepted')
    expect(result.refused.status).toBe(400)
    expect(JSON.parse(result.refused.body)).toEqual({
      status: 'invalid event',
      message: 'Event object is invalid',
      errors,
    })
  })

  test.each(['', '{', '[]', 'null', '7'])('%j is no event', (text) => {
    const result = dialect.read(request(text), { now })
    expect(result).toMatchObject({ refused: { status: 400 } })
    if ('refused' in result) expect(JSON.parse(result.refused.body)).toMatchObject({ status: 'Unrecognized object' })
  })

  test('403 would mean "throttled", so nothing is answered by it', () => {
    expect([dialect.unknownKey().status, dialect.tooLarge().status, dialect.unavailable(5).status]).toEqual([
      400, 413, 503,
    ])
  })
})

describe('where it is spoken', () => {
  test.each([
    '/generic/2010-04-15/create_event.json',
    '/nagios/2010-04-15/create_event.json',
    '/icinga/2010-04-15/create_event.json',
    '/nagios/2010-04-15/create_event',
  ])('%s', (path) => expect(webhookAt(path)).toEqual({ dialect, pathKey: null }))

  test('the bare address of a pagerduty source, and its name, stay with v2', () => {
    expect(webhookOf('pagerduty')).toBeNull()
    expect(webhookAt('/pagerduty')).toBeNull()
    expect(webhooks).toContain(dialect)
  })

  test('the key stands in the body, as JSON or form', () => {
    expect(dialect.keyIn?.(request(pagerdutyV1Event))).toBe(ROUTING_KEY)
    expect(dialect.keyIn?.(request(`service_key=${ROUTING_KEY}&event_type=trigger`))).toBe(ROUTING_KEY)
    for (const sent of ['', '{', '[]', { service_key: ['a'] }, { service_key: '' }])
      expect(dialect.keyIn?.(request(sent))).toBeNull()
  })
})

describe('the Nagios and Icinga scripts', () => {
  const macros = {
    CONTACTPAGER: ROUTING_KEY,
    NOTIFICATIONTYPE: 'PROBLEM',
    HOSTNAME: 'web1',
    SERVICEDESC: 'disk',
    SERVICESTATE: 'CRITICAL',
    SERVICEOUTPUT: 'DISK CRITICAL - / is at 97 %',
    NAGIOS_SERVER: 'mon1',
    pd_nagios_object: 'service',
    pd_version: '1.0',
  }
  const form = (fields: object) =>
    Object.entries(fields)
      .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
      .join('&')

  test('a problem of a service', () => {
    expect(dialect.keyIn?.(request(form(macros)))).toBe(ROUTING_KEY)
    const event = only(dialect, form(macros))
    expect(event).toMatchObject({
      action: 'trigger',
      key: 'event_source=service;host_name=web1;service_desc=disk',
      summary: 'web1/disk is CRITICAL: DISK CRITICAL - / is at 97 %',
      priority: 'P1',
      from: 'web1',
      labels: { HOSTNAME: 'web1', SERVICEDESC: 'disk', SERVICESTATE: 'CRITICAL' },
      notes: [],
    })
    expect(JSON.stringify(event)).not.toContain(ROUTING_KEY)
  })

  test('a host has another key', () => {
    const host = { ...macros, pd_nagios_object: 'host', SERVICEDESC: undefined, HOSTSTATE: 'DOWN' }
    expect(only(dialect, host)).toMatchObject({
      key: 'event_source=host;host_name=web1',
      summary: 'web1 is DOWN',
      priority: 'P1',
    })
  })

  test.each([
    ['PROBLEM', 'WARNING', 'trigger', 'P3'],
    ['PROBLEM', 'UNKNOWN', 'trigger', 'P2'],
    ['RECOVERY', 'OK', 'resolve', 'P4'],
    ['ACKNOWLEDGEMENT', 'CRITICAL', 'acknowledge', 'P1'],
    ['FLAPPINGSTART', 'OK', 'trigger', 'P4'],
    ['FLAPPINGSTOP', 'OK', 'resolve', 'P4'],
    ['FLAPPINGSTOP', 'CRITICAL', 'trigger', 'P1'],
    ['CUSTOM', 'CRITICAL', 'trigger', 'P1'],
  ])('%s while %s: %s', (NOTIFICATIONTYPE, SERVICESTATE, action, priority) => {
    expect(only(dialect, form({ ...macros, NOTIFICATIONTYPE, SERVICESTATE }))).toMatchObject({ action, priority })
  })

  test('a planned downtime pages nobody', () => {
    const { events, answer } = hear(dialect, form({ ...macros, NOTIFICATIONTYPE: 'DOWNTIMESTART' }))
    expect(events).toEqual([])
    expect(answer.status).toBe(200)
  })
})
