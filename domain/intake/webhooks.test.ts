// Every dialect of the list against every hostile request: a new one is tested by standing in the list.
import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { checkEvent } from './hostile.test-support.ts'
import type { ForeignRequest, Heard, WebhookDialect } from './foreign.ts'
import type { Refused } from './event.ts'
import type { Raw } from './json.ts'
import { dialects } from './source.ts'
import { examples } from './webhook-examples.test-support.ts'
import { webhookAt, webhookOf, webhooks } from './webhooks.ts'

const now = Temporal.Instant.from('2026-11-22T10:30:00Z')
const inherited = Object.getOwnPropertyNames(Object.prototype).length

afterEach(() => expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(inherited))

/** At each address of the dialect, and by each of its methods. */
function read(dialect: WebhookDialect, body: Raw, query: ForeignRequest['query'] = {}): (Heard | Refused)[] {
  const own = `/${dialect.name}`
  const asked = [
    ...dialect.paths.map((path) => ({ method: 'POST', path: path.replaceAll(/:\w+/g, 'a') })),
    ...dialect.methods.map((method) => ({ method, path: own })),
  ]
  return asked.map(({ method, path }) => {
    const request = { method, path, headers: {}, query, body }
    dialect.keyIn?.(request)
    return checked(dialect.read(request, { now }))
  })
}

function checked(heard: Heard | Refused): Heard | Refused {
  const answer = 'refused' in heard ? heard.refused : heard.answer
  expect(answer.status).toBeLessThan(500)
  expect(answer.body.length).toBeLessThan(5000)
  if (answer.contentType === 'application/json' && answer.body !== '') JSON.parse(answer.body)
  if ('refused' in heard) return heard
  expect(answer.status).toBeLessThan(300)
  expect(heard.events.length).toBeLessThanOrEqual(10_000)
  for (const event of [...heard.events, ...(heard.changes ?? [])]) checkEvent(event)
  return heard
}

const fill = (value: unknown, text: string): unknown => {
  if (Array.isArray(value)) return value.map((item) => fill(item, text))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, text)]))
  return typeof value === 'string' ? text : value
}

const swapped = (value: unknown, other: unknown): unknown[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.keys(value).flatMap((name) => [
        { ...value, [name]: other },
        ...swapped((value as Record<string, unknown>)[name], other).map((inner) => ({ ...value, [name]: inner })),
      ])
    : []

describe.each(webhooks.map((dialect) => [dialect.name, dialect] as const))('%s', (name, dialect) => {
  const known = examples[name] ?? []

  test.each([
    ['empty', ''],
    ['blank', ' \n\t'],
    ['null', 'null'],
    ['a list of nothing', '[]'],
    ['an empty object', '{}'],
    ['text', '"on fire"'],
    ['a number', '42'],
    ['a byte order mark', `\ufeff${JSON.stringify(known[0] ?? {})}`],
    ['cut in the middle', JSON.stringify(known[0] ?? { a: 1 }).slice(0, -3)],
    ['5 MB', `{"title":"${'x'.repeat(5_000_000)}"}`],
    ['depth 10,000', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    ['depth 10,000, broken off', '['.repeat(10_000)],
    ['duplicate names', '{"title":"a","title":"b","status":"ok","status":"firing"}'],
    ['__proto__', '{"__proto__":{"title":"x"},"constructor":{"prototype":{"y":1}},"title":{"toString":1}}'],
    ['NaN', '{"title":NaN}'],
    ['1e400', '{"title":1e400,"id":-0}'],
    ['100,000 members', JSON.stringify({ alerts: Array.from({ length: 100_000 }, () => ({})) })],
    ['members that are none', '{"alerts":[1,null,"x"]}'],
    ['a form', 'summary=Disk+full&action=trigger&meta=a=b&token=x'],
    ['a form of nothing', '='],
    ['100,000 fields', Array.from({ length: 100_000 }, (_, i) => `f${i}=1`).join('&')],
    ['multipart', '--b\r\nContent-Disposition: form-data; name="data"\r\n\r\n{"msg":"x"}\r\n--b--'],
    ['multipart that broke off', '--b\r\nContent-Disposition: form-data; name="summary"\r\n\r\nDisk'],
    ['100,000 parts', '--b\r\ncontent-disposition: form-data; name=a\r\n\r\n1\r\n'.repeat(100_000)],
    ['HTML', '<html><body>Bad gateway</body></html>'],
  ])('%s', (_what, body) => {
    read(dialect, new TextEncoder().encode(body))
  })

  test('what is too much is refused, never accepted and forgotten', () => {
    const body = JSON.stringify(Array.from({ length: 100_000 }, () => ({ title: 't' })))
    for (const heard of read(dialect, body))
      expect(heard).toMatchObject({ refused: { status: expect.toBeOneOf([400, 413]) } })
  })

  test('wrong charsets', () => {
    for (const example of known) {
      const text = JSON.stringify(fill(example, 'Überlast'))
      const latin1 = Uint8Array.from(text, (character) => character.charCodeAt(0) % 256)
      read(dialect, latin1)
      read(
        dialect,
        Uint8Array.from({ length: 2 * latin1.length }, (_, i) => (i % 2 ? 0 : (latin1[i / 2] ?? 0))),
      ) // UTF-16
    }
  })

  test.each([
    ['a lone surrogate', '\ud800x'],
    ['NUL', 'a\0b'],
    ['a direction override', 'invoice\u202efdp.exe'],
    ['right to left', 'خادم قاعدة البيانات'],
    ['ANSI', '\u001b[2J\u001b[31mred'],
    ['CRLF', 'Disk\r\nBcc: everyone@example.com'],
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['a script for an address', 'javascript:alert(1)'],
    ['an address with a script', 'https://a.example/"><script>alert(1)</script>'],
    ['templates', '{{constructor}} ${7*7} %s'],
    ['10,000 characters', 'k'.repeat(10_000)],
    ['40 KB emoji', '🔥'.repeat(10_000)],
    ['year 0001', '0001-01-01T00:00:00Z'],
    ['year 9999', '9999-12-31T23:59:59Z'],
    ['a day that is none', '2026-13-45T99:99:99Z'],
    ['__proto__', '__proto__'],
  ])('%s in every text and name', (_what, text) => {
    for (const example of known) {
      read(dialect, JSON.stringify(fill(example, text)))
      read(dialect, JSON.stringify({ ...example, [text]: text, tags: { [text]: text }, labels: { [text]: text } }))
    }
    read(dialect, JSON.stringify({ title: text, id: text, status: text }), {
      summary: text,
      msg: text,
      heartbeat: text,
    })
  })

  test.each([[null], [true], [-1], [1e300], [0.1], [''], [[]], [{}], [[[]]], [{ toString: 1 }], [['a', 1, {}]]])(
    '%j in the place of every field',
    (other) => {
      for (const example of known) for (const damaged of swapped(example, other)) read(dialect, JSON.stringify(damaged))
    },
  )

  // PagerDuty's senders know a contract that refuses, and act on its 400.
  test.skipIf(name === 'pagerduty')('any JSON opens an alert that carries it whole', () => {
    for (const heard of read(dialect, '{"something":"odd"}')) {
      expect(heard).toMatchObject({ events: [{ action: 'trigger', details: '{"something":"odd"}' }] })
    }
  })

  test('bytes, JSON and damaged messages, 300 times', () => {
    const valid = known.map((example) => new TextEncoder().encode(JSON.stringify(example)))
    const damaged = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 })).map(([which, at, byte]) => {
      const raw = valid[which % (valid.length || 1)] ?? new Uint8Array([123, 125])
      return raw.with(at % raw.length, byte)
    })
    const query = fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 20 }))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc.jsonValue().map((value) => JSON.stringify(value)),
          damaged,
        ),
        query,
        (body, asked) => void read(dialect, body, asked),
      ),
      { numRuns: 300 },
    )
  })

  test('every example gives what was said: at least one event, and the same key when sent again', () => {
    for (const example of known) {
      const [first] = read(dialect, JSON.stringify(example))
      expect(first).toMatchObject({ answer: { status: expect.toBeOneOf([200, 202, 204]) } })
      const keys = read(dialect, JSON.stringify(example)).map((heard) => 'events' in heard && heard.events[0]?.key)
      expect(keys[0]).toBeTypeOf('string')
    }
  })

  test('refusals are of the right kind, and say when to come again', () => {
    expect(dialect.unknownKey().status).toBeOneOf([400, 401, 403, 404])
    expect(dialect.tooLarge().status).toBe(413)
    expect(dialect.unavailable(5)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
  })
})

describe('the table of doors', () => {
  test('has each dialect once, and each address once', () => {
    const named = webhooks.filter(({ isNamed }) => isNamed !== false)
    expect(new Set(named.map(({ name }) => name)).size).toBe(named.length)
    expect(webhooks.filter(({ name }) => !dialects.includes(name))).toEqual([])
    const paths = webhooks.flatMap((dialect) => dialect.paths)
    expect(new Set(paths).size).toBe(paths.length)
    expect(paths.filter((path) => !/^(\/[\w.-]+|\/:\w+)+$/.test(path))).toEqual([])
  })

  test('finds each dialect at its addresses, with the key that stands there', () => {
    for (const dialect of webhooks) {
      const isNamed = dialect.isNamed !== false
      expect(webhookOf(dialect.name) === dialect).toBe(isNamed)
      for (const path of isNamed ? [...dialect.paths, `/${dialect.name}`] : dialect.paths) {
        const found = webhookAt(path.replace(':key', 'KEY').replaceAll(/:\w+/g, 'x'))
        expect([path, found?.dialect.name, found?.pathKey]).toEqual([
          path,
          dialect.name,
          path.includes(':key') ? 'KEY' : null,
        ])
      }
    }
    expect(webhookAt('/integrations/v1/webhook/KEY/heartbeat')).toBeNull()
    expect(webhookOf('generic')).toBeNull()
  })
})
