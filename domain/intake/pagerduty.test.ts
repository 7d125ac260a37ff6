import { describe, expect, test } from 'vitest'
import { changeEvent, fromAlertmanager, fromUptimeKuma, ROUTING_KEY, zabbixResolve } from './examples.test-support.ts'
import { accepted, changeAccepted, tooLarge, unavailable, unknownKey } from './pagerduty-answers.ts'
import { readChange, readEnqueue, type EnqueueContext } from './pagerduty.ts'

const MADE = '0123456789abcdef0123456789abcdef'
const context: EnqueueContext = { pathKey: null, headers: {}, newKey: () => MADE }

function read(sent: unknown, more: Partial<EnqueueContext> = {}) {
  const result = readEnqueue(JSON.stringify(sent), { ...context, ...more })
  if ('refused' in result) throw new Error(result.refused.body)
  return { ...result, event: result.events[0] }
}

function errorsOf(sent: unknown): unknown {
  const result = readEnqueue(JSON.stringify(sent), context)
  if (!('refused' in result)) throw new Error('was accepted')
  expect(result.refused).toMatchObject({ status: 400, contentType: 'application/json' })
  const { status, message, errors } = JSON.parse(result.refused.body)
  expect({ status, message }).toEqual({ status: 'invalid event', message: 'Event object is invalid' })
  return errors
}

const bare = {
  routing_key: ROUTING_KEY,
  event_action: 'trigger',
  payload: { summary: 's', source: 'web1', severity: 'error' },
}
const withPayload = (payload: object) => ({ ...bare, payload: { ...bare.payload, ...payload } })

describe('what real senders say', () => {
  test('Alertmanager', () => {
    const { source, event } = read(fromAlertmanager)
    expect(source).toEqual({ key: ROUTING_KEY, place: 'body' })
    expect({ ...event, labels: { ...event.labels } }).toEqual({
      action: 'trigger',
      key: '62030f51766ae9597a6b54a7c8826d18728665c37c5a3eea90d6241eedb7db0b',
      summary: '[FIRING:1] DiskFull (db1:9100 node critical)',
      priority: 'P1',
      from: 'Alertmanager',
      labels: {
        source: 'Alertmanager',
        severity: 'critical',
        client: 'Alertmanager',
        num_firing: '1',
        num_resolved: '0',
      },
      links: [{ href: 'http://am:9093/#/alerts?receiver=pd', text: 'Alertmanager' }],
      details: JSON.stringify({ ...fromAlertmanager, routing_key: '********' }),
      startsAt: null,
      endsAt: null,
      groupKey: null,
      notes: [],
    })
  })

  test('Uptime Kuma, with a key that has a space and a slash', () => {
    expect(read(fromUptimeKuma).event).toMatchObject({
      key: 'Uptime Kuma/7',
      summary: '[Shop] [🔴 Down] timeout of 48000ms exceeded',
      priority: 'P3',
      notes: [],
    })
  })

  test('Zabbix resolves without a payload', () => {
    expect(read(zabbixResolve).event).toMatchObject({ action: 'resolve', key: '48213', summary: '', notes: [] })
  })

  test('nulls and unknown fields are normal, and the unknown ones are kept', () => {
    const { event } = read({ ...bare, dedup_key: null, client: null, links: null, images: null, cause: { x: [1] } })
    expect(event).toMatchObject({ key: MADE, notes: [], links: [] })
    expect(JSON.parse(event.details)).toMatchObject({ cause: { x: [1] } })
  })

  test('the key may stand in the header of old clients, or in the path, where it wins', () => {
    const { routing_key: _, ...keyless } = bare
    expect(read(keyless, { headers: { 'x-routing-key': ROUTING_KEY } }).source.place).toBe('header')
    expect(read(bare, { pathKey: 'k' }).source).toEqual({ key: 'k', place: 'path' })
    expect(read({ ...bare, routing_key: 'short' }, { pathKey: 'k' }).event.details).not.toContain('short')
  })

  test('JSON posted as text or as a form, and a form that holds JSON', () => {
    const form = `routing_key=${ROUTING_KEY}&event_action=trigger&payload=${encodeURIComponent(JSON.stringify(bare.payload))}`
    const result = readEnqueue(new TextEncoder().encode(form), context)
    expect('events' in result && result.events[0]).toMatchObject({ summary: 's', from: 'web1' })
    expect('events' in result && result.events[0].details).not.toContain(ROUTING_KEY)
  })
})

describe('an event in our words', () => {
  test.each([
    ['critical', 'P1', []],
    ['error', 'P2', []],
    ['warning', 'P3', []],
    ['info', 'P4', []],
    ['Critical', 'P1', []],
    ['', 'P2', ['severity_unknown']],
    ['banana', 'P2', ['severity_unknown']],
  ])('severity %j is %s', (severity, priority, notes) => {
    expect(read(withPayload({ severity })).event).toMatchObject({ priority, notes })
  })

  test('a summary is cut at 1,024 code points, never refused', () => {
    const { event } = read(withPayload({ summary: '🔥'.repeat(1025) }))
    expect(event).toMatchObject({ summary: '🔥'.repeat(1024), notes: ['summary_cut'] })
    expect(read(withPayload({ summary: '🔥'.repeat(1024) })).event.notes).toEqual([])
  })

  test('links are http or https only', () => {
    const links = [
      { href: 'https://a.example/x', text: 'Graph' },
      { href: 'javascript:alert(1)' },
      { href: 'http://b.example' },
      null,
      'x',
    ]
    const images = [
      { src: 'https://a.example/i.png', alt: 'Plot' },
      { src: 'data:image/png;base64,AA', href: 'https://c.example/' },
    ]
    expect(read({ ...bare, links, images }).event).toMatchObject({
      links: [
        { href: 'https://a.example/x', text: 'Graph' },
        { href: 'http://b.example', text: 'http://b.example' },
        { href: 'https://a.example/i.png', text: 'Plot' },
        { href: 'https://c.example/', text: 'https://c.example/' },
      ],
      notes: ['link_dropped'],
    })
  })

  test('at most 32 links are kept', () => {
    const links = Array.from({ length: 40 }, (_, i) => ({ href: `https://a.example/${i}` }))
    const { event } = read({ ...bare, links })
    expect([event.links.length, event.notes]).toEqual([32, ['link_dropped']])
  })

  test('custom details that are one short line are labels; they never replace a field of the event', () => {
    const custom_details = { region: 'eu', cpu: 0.93, severity: 'info', log: 'a\nb', nested: { a: 1 }, empty: '' }
    expect({ ...read(withPayload({ custom_details })).event.labels }).toEqual({
      source: 'web1',
      severity: 'error',
      region: 'eu',
      cpu: '0.93',
    })
  })

  test('custom details may be text or a list', () => {
    expect(read(withPayload({ custom_details: 'disk' })).event.notes).toEqual([])
    expect(read(withPayload({ custom_details: ['disk'] })).event.details).toContain('"custom_details":["disk"]')
  })

  test('the routing key is in no detail, however it was written', () => {
    const escaped = JSON.stringify({ ...bare, note: ROUTING_KEY }).replaceAll('R', String.raw`\u0052`)
    const digits = '12345678901234567890123456789012'
    for (const text of [
      JSON.stringify({ ...bare, note: `key is ${ROUTING_KEY}` }),
      escaped,
      `{"n":${digits},${JSON.stringify({ ...bare, routing_key: digits }).slice(1)}`,
    ]) {
      const result = readEnqueue(text, context)
      if ('refused' in result) throw new Error(result.refused.body)
      expect(JSON.parse(result.events[0].details)).not.toMatchObject({ routing_key: expect.stringMatching(/^\w{32}$/) })
    }
  })

  test.each([
    [{}, MADE],
    [{ dedup_key: '' }, MADE],
    [{ dedup_key: 48213 }, '48213'],
    [{ dedup_key: 'web1/디스크 "x"' }, 'web1/디스크 "x"'],
    [{ dedup_key: '🔥'.repeat(255) }, '🔥'.repeat(255)],
    [{ dedup_key: ' ' }, ' '],
  ])('%j has the key %j', (more, key) => {
    expect(read({ ...bare, ...more }).event).toMatchObject({ key, notes: [] })
  })

  test('two keys that differ only in what cannot be stored stay two', () => {
    const keys = ['a\0', 'a\ufffd', 'a\ud800', 'a\udfff'].map((dedup_key) => read({ ...bare, dedup_key }).event.key)
    expect(new Set(keys).size).toBe(4)
    expect(keys.every((key) => key.isWellFormed() && !key.includes('\0'))).toBe(true)
  })

  test('a timestamp is read, and a wrong one is only noted', () => {
    expect(read(withPayload({ timestamp: '2026-11-22T12:00:00.000+0200' })).event.startsAt).toBe(
      '2026-11-22T10:00:00.000Z',
    )
    expect(read(withPayload({ timestamp: 'now' })).event).toMatchObject({ startsAt: null, notes: ['time_unreadable'] })
  })
})

describe('refusals, in the words of the real service', () => {
  test.each([
    [{}, ["'routing_key' is missing or blank", "'event_action' is missing or blank"]],
    [{ ...bare, routing_key: 'abc' }, ["Length of 'routing_key' is incorrect (should be 32 characters)"]],
    [
      { ...bare, routing_key: 'e+23rschqsESqk9Q6_-g' },
      [
        "Length of 'routing_key' is incorrect (should be 32 characters)",
        "'routing_key' cannot contain non-alphanumeric characters.",
      ],
    ],
    [{ ...bare, event_action: '', payload: null }, ["'event_action' is missing or blank"]],
    [{ ...bare, event_action: 'Trigger' }, ["'event_action' is invalid (must be one of: trigger acknowledge resolve)"]],
    [{ ...bare, payload: undefined }, ["'payload' is missing or blank"]],
    [{ ...bare, payload: [] }, ["'payload' is missing or blank"]],
    [withPayload({ summary: ' ' }), ["'payload.summary' is missing or blank"]],
    [
      { ...bare, payload: {} },
      [
        "'payload.summary' is missing or blank",
        "'payload.source' is missing or blank",
        "'payload.severity' is missing or blank",
      ],
    ],
    [{ ...zabbixResolve, dedup_key: undefined }, ["'dedup_key' is missing or blank"]],
    [{ ...zabbixResolve, dedup_key: '' }, ["'dedup_key' is missing or blank"]],
    [{ ...bare, dedup_key: 'k'.repeat(256) }, ["'dedup_key' is too long (maximum is 255 characters)"]],
    [{ ...bare, dedup_key: 'k'.repeat(1_000_000) }, ["'dedup_key' is too long (maximum is 255 characters)"]],
    [{ ...bare, dedup_key: {} }, ["'dedup_key' must be a string"]],
    [{ ...bare, dedup_key: 2 ** 60 }, ["'dedup_key' must be a string"]],
  ])('%#', (sent, errors) => {
    expect(errorsOf(sent)).toEqual(errors)
  })

  test.each([
    ['', 'JSON parse error'],
    ['{"routing_key":', 'JSON parse error'],
    ['null', 'Event must be a JSON object'],
    ['[]', 'Event must be a JSON object'],
    ['"text"', 'Event must be a JSON object'],
    [`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'JSON is nested deeper than 64 levels'],
  ])('%#', (text, reason) => {
    for (const result of [readEnqueue(text, context), readChange(text, context)]) {
      expect(result).toEqual({
        refused: {
          status: 400,
          body: JSON.stringify({
            status: 'Unrecognized object',
            message: 'Event object format is unrecognized',
            errors: [reason],
          }),
          contentType: 'application/json',
        },
      })
    }
  })
})

describe('change events', () => {
  test('stand beside alerts with their time, links and labels', () => {
    const result = readChange(JSON.stringify(changeEvent), context)
    if ('refused' in result) throw new Error(result.refused.body)
    expect(result.changes[0]).toMatchObject({
      summary: 'Deployed shop 4.2.1',
      from: 'ci',
      changedAt: '2026-11-22T10:00:00.000Z',
      labels: { commit: 'a1b2c3d', author: '지은' },
      links: [{ href: 'https://ci.example.com/builds/81', text: 'Build 81' }],
      notes: [],
    })
    expect(result.changes[0].details).not.toContain(ROUTING_KEY)
  })

  test.each([
    [{ routing_key: ROUTING_KEY }, ["'payload' is missing or blank"]],
    [{ routing_key: ROUTING_KEY, payload: { source: 'ci' } }, ["'payload.summary' is missing or blank"]],
    [{ payload: { summary: 's' } }, ["'routing_key' is missing or blank"]],
  ])('%# are refused', (sent, errors) => {
    const result = readChange(JSON.stringify(sent), context)
    expect('refused' in result && JSON.parse(result.refused.body)).toMatchObject({ status: 'invalid event', errors })
  })
})

test('answers are those the senders wait for', () => {
  expect(accepted('web1/"디스크"')).toMatchObject({ status: 202, contentType: 'application/json' })
  expect(JSON.parse(accepted('web1/"디스크"').body)).toEqual({
    status: 'success',
    message: 'Event processed',
    dedup_key: 'web1/"디스크"',
  })
  expect(changeAccepted()).toMatchObject({
    status: 202,
    body: '{"status":"success","message":"Change event processed"}',
  })
  expect(unknownKey().status).toBe(400)
  expect(JSON.parse(unknownKey().body).errors).toEqual(['Invalid routing key'])
  expect(unavailable(5)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
  expect(tooLarge().status).toBe(413)
})
