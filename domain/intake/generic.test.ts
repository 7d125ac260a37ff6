import { describe, expect, test } from 'vitest'
import type { ReceivedEvent } from './event.ts'
import { accepted, readGeneric, tooLarge, unavailable, unknownKey, type GenericContext } from './generic.ts'

function readText(text: string, context: GenericContext = {}): readonly ReceivedEvent[] {
  const result = readGeneric(text, context)
  if ('refused' in result) throw new Error(result.refused.body)
  return result.events
}

const read = (sent: unknown, context: GenericContext = {}) => readText(JSON.stringify(sent), context)

describe('the usual names', () => {
  test('by first match', () => {
    const sent = {
      title: 'Disk full',
      message: 'ignored',
      severity: 'high',
      priority: 'P4',
      status: 'firing',
      dedup_key: 'web1/disk',
      id: 'ignored',
      source: 'web1',
      tags: ['env:prod', 'urgent'],
      links: [{ href: 'https://g.example/d/1', text: 'Graph' }, 'https://g.example/d/2'],
      timestamp: 1_795_341_600,
      host: 'web1.example.com',
    }
    expect(read(sent)).toMatchObject([
      {
        action: 'trigger',
        key: 'web1/disk',
        summary: 'Disk full',
        priority: 'P2',
        from: 'web1',
        labels: { env: 'prod', urgent: 'true', severity: 'high', source: 'web1', host: 'web1.example.com' },
        links: [
          { href: 'https://g.example/d/1', text: 'Graph' },
          { href: 'https://g.example/d/2', text: 'https://g.example/d/2' },
        ],
        startsAt: '2026-11-22T10:00:00Z',
        details: JSON.stringify(sent),
        notes: [],
      },
    ])
  })

  test.each([
    [{ summary: 's' }, { summary: 's' }],
    [{ message: 'm' }, { summary: 'm' }],
    [{ title: '', summary: null, message: 'm' }, { summary: 'm' }],
    [{ title: { a: 1 }, message: 'm' }, { summary: 'm' }],
    [{ description: 'd' }, { summary: 'd' }],
    [{ alias: 'a', id: 'i' }, { key: 'a' }],
    [{ id: 7 }, { key: '7' }],
    [{ id: '', fingerprint: 'f' }, { key: 'f' }],
    [{ priority: 1 }, { priority: 'P1' }],
    [{ priority: '3' }, { priority: 'P3' }],
    [{ priority: 5 }, { priority: 'P4' }],
    [{ severity: 1 }, { priority: 'P2' }],
    [{ severity: 'P3' }, { priority: 'P3' }],
    [{ tags: 'env:prod, db' }, { labels: { env: 'prod', db: 'true' } }],
    [{ tags: { env: 'prod' }, labels: { team: 'db' } }, { labels: { env: 'prod', team: 'db' } }],
    [{ url: 'https://g.example' }, { links: [{ href: 'https://g.example', text: 'url' }] }],
    [{ url: 'javascript:alert(1)' }, { links: [] }],
  ])('%j', (sent, event) => {
    expect(read(sent)).toMatchObject([event])
  })

  test.each([
    ...[
      'ok',
      'resolved',
      'recovered',
      'closed',
      'close',
      'up',
      'success',
      'normal',
      '0',
      'OK',
      ' Resolved ',
      'resolve',
      0,
    ].map((word) => [word, 'resolve']),
    ...['acknowledged', 'ack', 'Acknowledge'].map((word) => [word, 'acknowledge']),
    ...[
      'firing',
      'down',
      'alerting',
      'critical',
      '1',
      'not ok',
      'unresolved',
      'no_data',
      '',
      1,
      null,
      false,
      {},
      [],
    ].map((word) => [word, 'trigger']),
  ])('status %j means %s', (status, action) => {
    expect(read({ title: 't', status })).toMatchObject([{ action }])
  })

  test('a form', () => {
    expect(readText('title=Disk+full&status=down&id=7')).toMatchObject([
      { summary: 'Disk full', key: '7', details: '{"title":"Disk full","status":"down","id":"7"}' },
    ])
  })
})

describe('unknown shapes', () => {
  test.each([
    ['{}'],
    ['{"a":{"b":[1,2]}}'],
    ['[1,2,3]'],
    ['[[]]'],
    ['"Disk full"'],
    ['42'],
    ['false'],
    ['""'],
    [' {"x" : 1} '],
  ])('%s opens an alert that carries it whole', (text) => {
    const [event] = readText(text)
    expect(event).toMatchObject({ action: 'trigger', priority: 'P2', details: text })
    expect(event?.notes).toEqual(expect.arrayContaining(['key_made', 'summary_made']))
    expect(event?.key).toMatch(/^[0-9a-f]{16}$/)
    expect(event?.summary).not.toBe('')
  })

  test('`null` and an empty list say nothing', () => {
    expect(read(null)).toEqual([])
    expect(read([])).toEqual([])
  })

  test('the same event twice has the same key, and its resolve too', () => {
    const keys = [
      { title: 'a', n: 1 },
      { title: 'a', n: 2 },
      { title: 'a', status: 'ok' },
    ].map((sent) => read(sent)[0]?.key)
    expect(new Set(keys).size).toBe(1)
    expect(read({ title: 'b' })[0]?.key).not.toBe(keys[0])
    expect(read({ title: 'a', source: 'x' })[0]?.key).not.toBe(keys[0])
    expect(read({ a: 1 })[0]?.key).not.toBe(read({ a: 2 })[0]?.key)
  })

  test('ids that differ in the last of twenty digits are two alerts', () => {
    const [a, b] = [readText('{"id":12345678901234567890}'), readText('{"id":12345678901234567891}')]
    expect([a[0]?.key, b[0]?.key]).toEqual(['12345678901234567890', '12345678901234567891'])
  })

  test('a list of objects is a list of events', () => {
    expect(
      read([
        { title: 'a', id: 1 },
        { title: 'b', id: 2, status: 'ok' },
      ]),
    ).toMatchObject([
      { summary: 'a', key: '1', action: 'trigger', details: '{"title":"a","id":1}' },
      { summary: 'b', key: '2', action: 'resolve' },
    ])
  })
})

describe('a mapping', () => {
  const context: GenericContext = {
    mapping: {
      each: '$.data.events',
      key: '{{host}}/{{check.name}}',
      summary: '{{check.name}} on {{host}}: {{$.check.output}}',
      severity: '$.check.level',
      status: '$.check.state',
      from: 'icinga',
      startsAt: '$.at',
      groupKey: '$.host',
      labels: { host: '$.host', region: 'eu', nothing: '$.missing' },
      links: [{ href: 'https://i.example/{{host}}', text: 'Host' }],
      resolveWhen: ['PASSING'],
      acknowledgeWhen: ['seen'],
      priorities: { Red: 'P1', '2': 'P4' },
    },
  }
  test('names every field', () => {
    expect(
      read(
        { data: { events: [icinga(), icinga({ state: 'Passing' }), icinga({ state: 'seen', level: 2 })] } },
        context,
      ),
    ).toMatchObject([
      {
        action: 'trigger',
        key: 'web1/disk',
        summary: 'disk on web1: 2% free',
        priority: 'P1',
        from: 'icinga',
        startsAt: '2026-11-22T10:00:00Z',
        groupKey: 'web1',
        labels: { host: 'web1', region: 'eu' },
        links: [{ href: 'https://i.example/web1', text: 'Host' }],
        notes: ['mapping_missed'],
      },
      { action: 'resolve' },
      { action: 'acknowledge', priority: 'P4' },
    ])
  })

  test('a key with a hole is not a key', () => {
    const [first, second] = [{ id: 'a', host: 'web1' }, { id: 'b' }].map(
      (sent) => read(sent, { mapping: { key: '{{host}}/{{check}}' } })[0],
    )
    expect(first).toMatchObject({ key: 'a', notes: expect.arrayContaining(['mapping_missed']) })
    expect(second?.key).toBe('b')
  })

  test('what its rules miss is found by the usual names', () => {
    expect(
      read({ title: 't', id: 1, status: 'ok' }, { mapping: { summary: '$.x', key: '$.y', status: '$.z' } }),
    ).toMatchObject([{ summary: 't', key: '1', action: 'resolve' }])
    expect(read({ title: 't' }, { mapping: { each: '$.events' } })).toMatchObject([{ summary: 't' }])
  })

  test('sees only what was sent, and never renders what was sent', () => {
    const mapping = {
      summary: '{{constructor}}{{__proto__}}{{__proto__.x}}{{a.length}}{{text}}',
      key: '$.constructor.name',
    }
    expect(read({ text: '{{secret}} ${7*7}', secret: 's', a: [1] }, { mapping })).toMatchObject([
      { summary: '{{secret}} ${7*7}' },
    ])
  })
})

describe('refusals and answers', () => {
  test.each([[''], ['{"a"'], ['disk full'], ['['.repeat(100) + ']'.repeat(100)]])('%#', (text) => {
    const result = readGeneric(text, {})
    expect('refused' in result && result.refused.status).toBe(400)
    expect('refused' in result && JSON.parse(result.refused.body)).toMatchObject({ code: 'bad_json' })
  })

  test('say what happened', () => {
    expect(JSON.parse(accepted(read({ title: 't', id: 'k' })).body)).toEqual({
      accepted: 1,
      events: [{ action: 'trigger', key: 'k', notes: ['severity_unknown'] }],
    })
    expect(readGeneric(JSON.stringify(Array.from({ length: 100_000 }, () => ({}))), {})).toEqual({
      refused: tooLarge(),
    })
    expect(unknownKey().status).toBe(401)
    expect(unavailable(5)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
  })
})

function icinga(more: object = {}) {
  const check = { name: 'disk', output: '2% free', level: 'red', state: 'failing', ...more }
  return { host: 'web1', at: '2026-11-22T10:00:00Z', check }
}
