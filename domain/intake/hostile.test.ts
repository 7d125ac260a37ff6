// The catalogue of hostile requests, numbers 1 to 24, as far as reading a body decides it:
// every dialect answers each of them with events or with a 4xx, and whatever comes through can be stored and shown.
import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { readWebhook } from './alertmanager.ts'
import type { Answer, ChangeEvent, ReceivedEvent } from './event.ts'
import { fromAlertmanager, firing, ROUTING_KEY, webhook } from './examples.test-support.ts'
import { readGeneric } from './generic.ts'
import { checkEvent } from './hostile.test-support.ts'
import type { Raw } from './json.ts'
import { readChange, readEnqueue } from './pagerduty.ts'
import { readAlerts } from './prometheus.ts'

const now = Temporal.Instant.from('2026-11-22T10:30:00Z')
const places = { pathKey: null, headers: {} }

type Outcome = { refused: Answer } | { events: readonly (ReceivedEvent | ChangeEvent)[] }

const readers: Readonly<Record<string, (raw: Raw) => Outcome>> = {
  enqueue: (raw) => readEnqueue(raw, { ...places, newKey: () => '0123456789abcdef0123456789abcdef' }),
  change: (raw) => {
    const result = readChange(raw, places)
    return 'refused' in result ? result : { events: result.changes }
  },
  alertmanager: (raw) => readWebhook(raw, { now }),
  prometheus: (raw) => readAlerts(raw, { now }),
  generic: (raw) => readGeneric(raw, { mapping: { labels: { host: '$.host' }, key: '{{payload.summary}}' } }),
  unmapped: (raw) => readGeneric(raw, {}),
}

const bytes = (text: string) => new TextEncoder().encode(text)
const inherited = Object.getOwnPropertyNames(Object.prototype).length

afterEach(() => expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(inherited))

/** Reads with every dialect; throws when one throws, answers with no 4xx, or lets through what cannot be kept. */
function readAll(raw: Raw): Record<string, Outcome> {
  return Object.fromEntries(Object.entries(readers).map(([name, read]) => [name, checked(read(raw))]))
}

function checked(outcome: Outcome): Outcome {
  if ('refused' in outcome) {
    const { status, body, contentType } = outcome.refused
    expect(status === 400 || status === 413).toBe(true)
    expect(body.length).toBeLessThan(2000)
    if (contentType === 'application/json') JSON.parse(body)
  } else for (const event of outcome.events) checkEvent(event)
  return outcome
}

const statuses = (outcomes: Record<string, Outcome>) =>
  Object.fromEntries(
    Object.entries(outcomes).map(([name, outcome]) => [
      name,
      'refused' in outcome ? outcome.refused.status : outcome.events.length,
    ]),
  )

const trigger = (more: object, payload: object = {}) => ({
  routing_key: ROUTING_KEY,
  event_action: 'trigger',
  payload: { summary: 's', source: 'web1', severity: 'error', ...payload },
  ...more,
})

describe('hostile bodies', () => {
  test.each([
    ['1 empty', '', { enqueue: 400, change: 400, alertmanager: 400, prometheus: 400, generic: 400, unmapped: 400 }],
    ['2 null', 'null', { enqueue: 400, change: 400, alertmanager: 0, prometheus: 400, generic: 0, unmapped: 0 }],
    [
      '3 100,000 alerts',
      JSON.stringify(Array.from({ length: 100_000 }, () => ({ labels: { a: 'b' } }))),
      { enqueue: 400, change: 400, alertmanager: 413, prometheus: 413, generic: 413, unmapped: 413 },
    ],
    [
      '4 10 MB',
      `{"title":"${'x'.repeat(10_000_000)}"}`,
      { enqueue: 400, change: 400, alertmanager: 1, prometheus: 400, generic: 1, unmapped: 1 },
    ],
    [
      '5 gzip that nobody unpacked',
      '\u001f\u008b\u0008\0\0',
      { enqueue: 400, change: 400, alertmanager: 400, prometheus: 400, generic: 400, unmapped: 400 },
    ],
    [
      '6 cut in the middle',
      JSON.stringify(trigger({})).slice(0, -5),
      { enqueue: 400, change: 400, alertmanager: 400, prometheus: 400, generic: 400, unmapped: 400 },
    ],
    [
      '7 depth 10,000',
      '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
      { enqueue: 400, change: 400, alertmanager: 400, prometheus: 400, generic: 400, unmapped: 400 },
    ],
    [
      '8 duplicate names',
      JSON.stringify(trigger({})).replace('"severity":"error"', '"severity":"info","severity":"critical"'),
      { enqueue: 1, change: 1, alertmanager: 1, prometheus: 400, generic: 1, unmapped: 1 },
    ],
    [
      '9 __proto__',
      '{"__proto__":{"title":"x"},"constructor":{"prototype":{"y":1}},"labels":{"__proto__":"z"}}',
      { enqueue: 400, change: 400, alertmanager: 1, prometheus: 400, generic: 1, unmapped: 1 },
    ],
    [
      '10 NaN',
      '{"title":NaN}',
      { enqueue: 400, change: 400, alertmanager: 400, prometheus: 400, generic: 400, unmapped: 400 },
    ],
    [
      '10 1e400 and -0',
      '{"title":"t","n":1e400,"id":-0,"status":-0}',
      { enqueue: 400, change: 400, alertmanager: 1, prometheus: 400, generic: 1, unmapped: 1 },
    ],
  ])('%s', (_name, text, expected) => {
    expect(statuses(readAll(bytes(text)))).toEqual(expected)
  })

  test('7 many shallow brackets are not depth; a deep label is', () => {
    expect(statuses(readAll(`[${'[],'.repeat(9_000)}[]]`)).unmapped).toBe(1)
    const deep = '{"x":'.repeat(62) + '1' + '}'.repeat(62)
    expect(statuses(readAll(`[{"labels":{"a":"b"},"annotations":${deep}}]`)).prometheus).toBe(1)
    expect(statuses(readAll(`[{"labels":{"a":"b"},"annotations":{"x":${deep}}}]`)).prometheus).toBe(400)
  })

  test('9 a label named __proto__ is kept as a label', () => {
    const { prometheus } = readAll('[{"labels":{"__proto__":"a","constructor":"b","toString":"c"}}]')
    expect(prometheus && 'events' in prometheus && Object.entries(prometheus.events[0]?.labels ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['toString', 'c'],
    ])
    const { events } = readEnqueueOf(trigger({}, { custom_details: JSON.parse('{"__proto__":"a"}') }))
    expect(Object.keys(events[0]?.labels ?? {})).toContain('__proto__')
  })

  test.each([
    ['a lone surrogate', '\ud800x'],
    ['NUL', 'a\0b'],
    ['a direction override', 'invoice\u202efdp.exe'],
    ['ANSI', '\u001b[2J\u001b[31mred'],
    ['CRLF', 'Disk\r\nBcc: everyone@example.com'],
    ['HTML', '<script>alert(1)</script>'],
    ['templates', '{{constructor}} ${7*7} %s'],
    ['mentions', '@channel <!here> +1 900 555 0100'],
    ['100 KB emoji', '🔥'.repeat(25_000)],
    ['emoji across every limit', `x${'🔥'.repeat(25_000)}`],
  ])('11, 22-24 %s in every text', (_name, text) => {
    const custom_details = { [text]: text, b: [text, { [text]: text }] }
    const sent = trigger(
      { dedup_key: text.slice(0, 100), client: text, client_url: `https://a.example/${text}` },
      { summary: text, source: text, severity: text, class: text, custom_details },
    )
    expect(statuses(readAll(JSON.stringify(sent)))).toMatchObject({ enqueue: 1, change: 1, generic: 1 })
    readAll(
      JSON.stringify({
        ...webhook,
        groupKey: text,
        alerts: [
          {
            ...webhook.alerts[0],
            labels: { [text]: text, instance: text },
            annotations: { summary: text },
            fingerprint: text,
          },
        ],
      }),
    )
    readAll(
      JSON.stringify([{ labels: { [text]: text, instance: text }, annotations: { summary: text, runbook_url: text } }]),
    )
    readAll(
      JSON.stringify({
        title: text,
        id: text,
        source: text,
        tags: [text],
        links: [text, { href: text, text }],
        status: text,
      }),
    )
    readAll(JSON.stringify(text))
  })

  test('11 a title of 1 MB emoji', () => {
    expect(statuses(readAll(JSON.stringify(trigger({}, { summary: '🔥'.repeat(250_000) }))))).toMatchObject({
      enqueue: 1,
    })
  })

  test('3 a long frame is not repeated in full by every member', () => {
    const text = JSON.stringify({
      commonLabels: { x: '"'.repeat(300_000) },
      alerts: Array.from({ length: 9000 }, () => ({ status: 'firing' })),
    })
    const events = eventsOf(readAll(text).alertmanager)
    expect(events).toHaveLength(9000)
    expect(events.reduce((sum, event) => sum + event.details.length, 0)).toBeLessThan(8_000_000)
    expect(events[0]?.notes).toContain('details_truncated')
  })

  test('22-23 markup and templates come through as the text they are', () => {
    expect(readEnqueueOf(trigger({}, { summary: '<b>{{constructor}}</b> ${7*7}' })).events[0]?.summary).toBe(
      '<b>{{constructor}}</b> ${7*7}',
    )
    expect(readEnqueueOf(trigger({}, { summary: 'Disk\r\nBcc: x' })).events[0]?.summary).toBe('Disk Bcc: x')
    expect(readEnqueueOf(trigger({}, { summary: '\u001b[2J\u001b[31mred\u202e' })).events[0]).toMatchObject({
      summary: '[2J [31mred',
      notes: ['control_characters_removed'],
    })
  })

  test.each([
    ['0000-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59Z'],
    ['-2026-01-01T00:00:00Z'],
    ['2026-11-22T10:00:00+25:00'],
    [-1],
    [1e300],
    [1e18],
    [{}],
  ])('12 the time %s', (time) => {
    expect(statuses(readAll(JSON.stringify(trigger({}, { timestamp: time }))))).toMatchObject({ enqueue: 1, change: 1 })
    expect(statuses(readAll(JSON.stringify([{ ...firing, startsAt: time, endsAt: time }])))).toMatchObject({
      prometheus: 1,
    })
    expect(
      statuses(
        readAll(JSON.stringify({ ...webhook, alerts: [{ ...webhook.alerts[0], startsAt: time, endsAt: time }] })),
      ),
    ).toMatchObject({ alertmanager: 1 })
  })

  test('13 long keys: refused where the contract says so, elsewhere shortened without becoming equal', () => {
    const long = 'k'.repeat(1_000_000)
    expect(statuses(readAll(JSON.stringify(trigger({ dedup_key: long })))).enqueue).toBe(400)
    const keys = [`${long}a`, `${long}b`, '한'.repeat(1024), '한'.repeat(1023)].map(
      (id) => eventsOf(readAll(JSON.stringify({ title: 't', id })).unmapped)[0],
    )
    expect(new Set(keys.map((event) => event && 'key' in event && event.key)).size).toBe(4)
    expect(keys.every((event) => event?.notes.includes('key_changed'))).toBe(true)
    expect(eventsOf(readAll(JSON.stringify({ title: 't', id: 'k'.repeat(1024) })).unmapped)[0]).toMatchObject({
      key: 'k'.repeat(1024),
    })
  })

  test('20 JSON with a byte order mark, or in Latin-1', () => {
    expect(statuses(readAll(bytes(`\ufeff${JSON.stringify(fromAlertmanager)}`))).enqueue).toBe(1)
    const latin1 = Uint8Array.from(JSON.stringify(trigger({}, { summary: 'Überlast' })), (character) =>
      character.charCodeAt(0),
    )
    expect(eventsOf(readAll(latin1).enqueue)).toMatchObject([{ summary: '\ufffdberlast', notes: ['not_utf8'] }])
  })
})

describe('no body makes a reader throw', () => {
  const json = fc.jsonValue({ depthSize: 'medium' })
  const sentence = fc.string({ unit: 'binary', maxLength: 40 })
  const nearly = fc.oneof(
    fc.record({
      routing_key: fc.constant(ROUTING_KEY),
      event_action: fc.constantFrom('trigger', 'resolve'),
      dedup_key: sentence,
      payload: fc.record({ summary: sentence, source: sentence, severity: sentence, custom_details: json }),
      links: json,
      client_url: json,
    }),
    fc.record({
      status: json,
      groupKey: sentence,
      alerts: fc.array(
        fc.record({ labels: json, annotations: json, startsAt: json, endsAt: json, fingerprint: json }),
        { maxLength: 3 },
      ),
    }),
    fc.array(
      fc.record({ labels: fc.dictionary(sentence, sentence), annotations: json, startsAt: json, endsAt: json }),
      { maxLength: 3 },
    ),
    fc.record(
      {
        title: sentence,
        id: json,
        status: json,
        severity: json,
        tags: json,
        links: json,
        timestamp: json,
        url: json,
        host: sentence,
      },
      { requiredKeys: [] },
    ),
  )

  test('2,000 times: bytes, JSON, and messages that are nearly right', () => {
    const valid = [fromAlertmanager, webhook, [firing]].map((sent) => bytes(JSON.stringify(sent)))
    const damaged = fc
      .tuple(fc.constantFrom(...valid), fc.nat(), fc.integer({ min: 0, max: 255 }))
      .map(([raw, at, byte]) => raw.with(at % raw.length, byte))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          sentence,
          json.map((value) => JSON.stringify(value)),
          nearly.map((value) => JSON.stringify(value)),
          damaged,
        ),
        (raw) => {
          readAll(raw)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

function eventsOf(outcome: Outcome | undefined): readonly (ReceivedEvent | ChangeEvent)[] {
  return outcome && 'events' in outcome ? outcome.events : []
}

function readEnqueueOf(sent: unknown): { readonly events: readonly ReceivedEvent[] } {
  const result = readEnqueue(JSON.stringify(sent), { ...places, newKey: () => 'made' })
  return 'events' in result ? result : { events: [] }
}
