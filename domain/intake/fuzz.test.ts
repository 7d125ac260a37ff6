// Damaged messages, the same for the same seed, against every reader: none throws, all answer below 500, and what they let through
// can be stored and shown. `node test/real/fuzz.ts` sends them to a running Baton.
import { afterEach, describe, expect, test } from 'vitest'
import { readFilters } from './alertmanager-filters.ts'
import { readSilence } from './alertmanager-silences.ts'
import { readWebhook } from './alertmanager.ts'
import type { Answer, ChangeEvent, ReceivedEvent } from './event.ts'
import type { ForeignRequest } from './foreign.ts'
import { readGeneric } from './generic.ts'
import { readHeartbeat } from './heartbeats/opsgenie.ts'
import { checkEvent } from './hostile.test-support.ts'
import { readBody, type Raw } from './json.ts'
import { Chance, damaged, oddTexts } from './mutations.test-support.ts'
import { readAct } from './opsgenie-acts.ts'
import { parseQuery } from './opsgenie-query.ts'
import { routeOf } from './opsgenie-routes.ts'
import { readCreate } from './opsgenie.ts'
import { readChange, readEnqueue } from './pagerduty.ts'
import { readAlerts } from './prometheus.ts'
import { others, specimens, type Specimen } from './specimens.test-support.ts'
import { webhookAt, webhookOf, webhooks } from './webhooks.ts'

const now = Temporal.Instant.from('2026-11-22T10:30:00Z')
const seeds = 60
const inherited = Object.getOwnPropertyNames(Object.prototype).length
afterEach(() => expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(inherited))

type Read = { readonly events: readonly (ReceivedEvent | ChangeEvent)[]; readonly answer?: Answer }
const nothing: Read = { events: [] }
const newKey = () => 'made'
const places = { pathKey: 'a'.repeat(32), headers: {} }

function orRefused(read: Read | { readonly refused: Answer }): Read {
  return 'refused' in read ? { events: [], answer: read.refused } : read
}

/** As the door at this address reads it. */
function readAs({ dialect, method = 'POST', path, headers = {} }: Specimen, body: Raw): Read {
  const [own = '', asked = ''] = path.replace(/^\/in\/[^/]+/, '').split('?')
  const query = Object.fromEntries(new URLSearchParams(asked))
  switch (dialect) {
    case 'enqueue':
      return orRefused(readEnqueue(body, { ...places, newKey }))
    case 'change': {
      const read = readChange(body, places)
      return 'refused' in read ? orRefused(read) : { events: read.changes }
    }
    case 'prometheus':
      return orRefused(readAlerts(body, { now }))
    case 'generic':
      return orRefused(readGeneric(body, { mapping: { labels: { host: '$.host' }, key: '{{title}}' } }))
    case 'opsgenie':
      return opsgenie(method, own, { body, query })
    case 'alertmanager':
      if (own === '/alertmanager') return orRefused(readWebhook(body, { now }))
      readSilence(body, now)
      return nothing
    default: {
      const request: ForeignRequest = { method, path: own, headers, query, body }
      const reader = webhookAt(own)?.dialect ?? webhooks.find(({ name }) => name === dialect)
      reader?.keyIn?.(request)
      return reader ? orRefused(reader.read(request, { now })) : nothing
    }
  }
}

function opsgenie(method: string, path: string, { body, query }: Pick<ForeignRequest, 'body' | 'query'>): Read {
  const route = routeOf(method, path)
  if (route.call === 'act') readAct(route, body, query as Record<string, string>)
  const read = readBody(body, 'exact')
  readHeartbeat('value' in read ? read.value : null, ['name', 'interval'])
  const made = route.call === 'create' ? readCreate(body, { newKey }) : null
  return made && 'event' in made ? { events: [made.event] } : nothing
}

describe.each(
  [...specimens, ...others].map((one) => [`${one.dialect} ${one.method ?? 'POST'} ${one.path}`, one] as const),
)('%s', (name, specimen) => {
  test(`${seeds} times`, () => {
    for (let seed = 0; seed < seeds; seed++) {
      const { bytes, how } = damaged(specimen.sent, new Chance(seed * 7919 + name.length))
      const about = `seed ${seed}: ${how.join(', ')}`
      try {
        const { events, answer } = readAs(specimen, bytes)
        if (answer && answer.status >= 500) throw new Error(`${answer.status}`)
        for (const event of events) checkEvent(event)
      } catch (error) {
        throw new Error(about, { cause: error })
      }
    }
  })
})

test('odd texts in a query', () => {
  const chance = new Chance(7)
  const words = [
    'status:open',
    'AND',
    'OR',
    'NOT',
    '(',
    ')',
    'tag:',
    'createdAt>',
    '"',
    '*',
    'details.key:',
    '<=',
    ':',
    '\\',
  ]
  for (let count = 0; count < 3_000; count++) {
    const text = Array.from({ length: 1 + chance.below(8) }, () => chance.of([...words, ...oddTexts])).join(
      chance.of(['', ' ']),
    )
    parseQuery(text)
    readFilters({ filter: [text, text], active: text, receiver: text })
  }
})

test('what is undamaged opens an alert at each address, under the key that it brings', () => {
  for (const specimen of specimens) {
    const { events } = readAs(specimen, JSON.stringify(specimen.sent))
    expect([specimen.path, events.map((event) => 'action' in event && event.action)]).toEqual([
      specimen.path,
      expect.arrayContaining(['trigger']),
    ])
  }
})

test('every webhook of the list is among them', () => {
  const known = new Set(specimens.map(({ dialect }) => dialect))
  expect(webhooks.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
  expect(webhookOf('kuma')).not.toBeNull()
})
