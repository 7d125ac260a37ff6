// Damaged messages, the same for the same seed, against every reader: none throws, all answer below 500, and what they let through
// can be stored and shown. `node test/real/fuzz.ts` sends them to a running Baton.
import { afterEach, describe, expect, test } from 'vitest'
import { readFilters } from './alertmanager-filters.ts'
import { checkEvent } from './hostile.test-support.ts'
import { Chance, damaged, oddTexts } from './mutations.test-support.ts'
import { parseQuery } from './opsgenie-query.ts'
import { readAs } from './specimens-reading.test-support.ts'
import { others, specimens } from './specimens.test-support.ts'
import { webhooks } from './webhooks.ts'

const now = Temporal.Instant.from('2026-11-22T10:30:00Z')
/** As the door takes. */
const mostBytes = 1_048_576
const seeds = 30
const inherited = Object.getOwnPropertyNames(Object.prototype).length
afterEach(() => expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(inherited))

describe.each(
  [...specimens, ...others].map((one) => [`${one.dialect} ${one.method ?? 'POST'} ${one.path}`, one] as const),
)('%s', (name, specimen) => {
  test(`${seeds} times`, () => {
    for (let seed = 0; seed < seeds; seed++) {
      const { bytes, how } = damaged(specimen.sent, new Chance(seed * 7919 + name.length))
      const about = `seed ${seed}: ${how.join(', ')}`
      try {
        const { events, answer } = readAs(specimen, bytes.subarray(0, mostBytes), now)
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
    const { events } = readAs(specimen, JSON.stringify(specimen.sent), now)
    expect([specimen.path, events.map((event) => 'action' in event && event.action)]).toEqual([
      specimen.path,
      expect.arrayContaining(['trigger']),
    ])
  }
})

test('every webhook of the list is among them', () => {
  const known = new Set(specimens.map(({ dialect }) => dialect))
  expect(webhooks.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
})
