import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAlerts } from './prometheus.ts'
import { PostedAlert, PostedAlerts } from './prometheus.schema.ts'

const now = Temporal.Instant.from('2026-11-22T10:30:00Z')

const labelValue = fc.oneof(fc.string(), fc.constantFrom<unknown>('', '', null, 0, 1e300, false, [], {}, ['x']))
const labelName = fc.oneof(fc.string(), fc.constantFrom('alertname', '__proto__', 'constructor', 'toString'))
const time = fc.constantFrom<unknown>(
  '2026-11-22T10:00:00Z',
  '2026-11-22T11:00:00.5Z',
  '0001-01-01T00:00:00Z',
  'soon',
  5,
  null,
  {},
)
const alert = fc.record(
  {
    labels: fc.oneof(
      { weight: 5, arbitrary: fc.dictionary(labelName, labelValue, { maxKeys: 4 }) },
      { weight: 1, arbitrary: fc.jsonValue() },
    ),
    annotations: fc.oneof(fc.dictionary(fc.constantFrom('summary', 'description'), fc.string()), fc.jsonValue()),
    startsAt: time,
    endsAt: time,
    generatorURL: fc.oneof(fc.webUrl(), fc.jsonValue()),
  },
  { requiredKeys: [] },
)

test('the reader takes exactly the alerts that the schema takes, and names the others', () => {
  const seen = { taken: 0, refused: 0 }
  const sent = fc.oneof({ weight: 9, arbitrary: alert }, { weight: 1, arbitrary: fc.jsonValue() })
  fc.assert(
    fc.property(fc.array(sent, { maxLength: 8 }), (alerts) => {
      const text = JSON.stringify(alerts)
      const result = readAlerts(text, { now })
      if ('refused' in result) throw new Error(result.refused.body)
      const parsed: unknown[] = JSON.parse(text)
      const valid = parsed.filter((one) => PostedAlert.safeParse(one).success).length
      expect([result.events.length, result.reasons.length]).toEqual([valid, alerts.length - valid])
      seen.taken += valid
      seen.refused += alerts.length - valid
    }),
    { numRuns: 1000 },
  )
  expect(seen.taken).toBeGreaterThan(500)
  expect(seen.refused).toBeGreaterThan(500)
})

test('a body is a batch exactly when the schema says so', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const text = JSON.stringify(body)
      const result = readAlerts(text, { now })
      const isTaken = 'events' in result && result.reasons.length === 0
      expect(isTaken).toBe(PostedAlerts.safeParse(JSON.parse(text)).success)
    }),
    { numRuns: 500 },
  )
})
