import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROUTING_KEY } from './examples.test-support.ts'
import { ChangeBody, EnqueueBody } from './pagerduty.schema.ts'
import { readChange, readEnqueue } from './pagerduty.ts'

// Events that are mostly right: one or two odd fields each, so that both answers are common.
const odd = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  ' ',
  0,
  1.5,
  2 ** 60,
  true,
  [],
  {},
  ['x'],
  { a: 1 },
  '\0',
  '🔥'.repeat(300),
)
const mostly = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: odd })

const payload = fc.record(
  {
    summary: mostly(fc.string({ unit: 'binary', minLength: 1 })),
    source: mostly(fc.string()),
    severity: mostly(fc.constantFrom('critical', 'error', 'warning', 'info', 'purple')),
    timestamp: mostly(fc.constantFrom('2026-11-22T10:00:00Z', 'soon')),
    custom_details: mostly(fc.jsonValue()),
  },
  { requiredKeys: ['summary', 'source', 'severity'] },
)

const enqueueBody = fc.record(
  {
    routing_key: mostly(
      fc.constantFrom(ROUTING_KEY, ROUTING_KEY, ROUTING_KEY, 'short', '-'.repeat(32), `${ROUTING_KEY}x`),
    ),
    event_action: mostly(fc.constantFrom('trigger', 'trigger', 'acknowledge', 'resolve', 'Trigger')),
    dedup_key: mostly(
      fc.oneof(fc.string(), fc.integer(), fc.constantFrom('k'.repeat(255), 'k'.repeat(256), '🔥'.repeat(255))),
    ),
    payload: mostly(payload),
    links: mostly(fc.constant([{ href: 'https://a.example' }])),
    client_url: mostly(fc.webUrl()),
  },
  { requiredKeys: ['routing_key', 'event_action', 'payload'] },
)

const places = { pathKey: null, headers: {} }
const context = { ...places, newKey: () => '0123456789abcdef0123456789abcdef' }

test('the reader takes exactly the events that the schema takes', () => {
  const seen = { taken: 0, refused: 0 }
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: enqueueBody }, { weight: 1, arbitrary: fc.jsonValue() }), (body) => {
      const text = JSON.stringify(body)
      const result = readEnqueue(text, context)
      const isTaken = 'events' in result
      seen[isTaken ? 'taken' : 'refused']++
      expect(isTaken).toBe(EnqueueBody.safeParse(JSON.parse(text)).success)
      if (!isTaken) expect(result.refused.status).toBe(400)
    }),
    { numRuns: 2000 },
  )
  expect(seen.taken).toBeGreaterThan(400)
  expect(seen.refused).toBeGreaterThan(400)
})

test('the reader takes exactly the change events that the schema takes', () => {
  const changeBody = fc.record(
    { routing_key: mostly(fc.constant(ROUTING_KEY)), payload: mostly(payload), links: odd },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(changeBody, (body) => {
      const text = JSON.stringify(body)
      expect('changes' in readChange(text, places)).toBe(ChangeBody.safeParse(JSON.parse(text)).success)
    }),
    { numRuns: 1000 },
  )
})
