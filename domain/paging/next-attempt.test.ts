// Promise P9: a failed way calls the next at once, and a firing that reached nobody hurries its page.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextAttempt, type NextAttempt, type Outcome, type Surroundings } from './next-attempt.ts'

const alone: Surroundings = { waiting: 0, othersHopeful: false }
const others: Surroundings = { waiting: 0, othersHopeful: true }
const ways: Surroundings = { waiting: 2, othersHopeful: true }
const sent: Outcome = { sent: 'id-1' }
const busy: Outcome = { tryAgain: 'busy' }
const refused: Outcome = { giveUp: 'no such mailbox' }

const retry = (afterSeconds: number, alsoHurryOtherWays: boolean): NextAttempt => ({
  do: 'retry',
  afterSeconds,
  alsoHurryOtherWays,
})
const giveUp = (because: string, hurries: { readonly otherWays?: true; readonly page?: true } = {}): NextAttempt => ({
  do: 'give_up',
  because,
  hurryOtherWays: hurries.otherWays ?? false,
  hurryPage: hurries.page ?? false,
})

test.each<[string, Outcome, number, Surroundings, NextAttempt]>([
  ['sent is the end of it', sent, 1, alone, { do: 'rest', because: 'sent' }],
  ['sent at last is too', sent, 4, ways, { do: 'rest', because: 'sent' }],
  ['busy: again in 5 seconds', busy, 1, alone, retry(5, false)],
  ['busy: the second time in 20', busy, 2, alone, retry(20, false)],
  ['busy: the third time in 60', busy, 3, alone, retry(60, false)],
  ['busy for the fourth time: enough', busy, 4, alone, giveUp('busy', { page: true })],
  ['busy: the other ways need not wait for it', busy, 1, ways, retry(5, true)],
  ['the provider may ask for longer', { tryAgain: 'slow down', afterSeconds: 90 }, 1, alone, retry(90, false)],
  ['but not for shorter', { tryAgain: 'now!', afterSeconds: 0 }, 2, alone, retry(20, false)],
  ['nor for ever', { tryAgain: 'tomorrow', afterSeconds: 86_400 }, 1, alone, retry(300, false)],
  ['refused: the page goes on at once', refused, 1, alone, giveUp('no such mailbox', { page: true })],
  ['refused: somebody else may still answer', refused, 1, others, giveUp('no such mailbox')],
  ['refused: the next way now', refused, 1, ways, giveUp('no such mailbox', { otherWays: true })],
  [
    'refused: own ways wait though nobody else is hopeful',
    refused,
    1,
    { waiting: 1, othersHopeful: false },
    giveUp('no such mailbox', { otherWays: true }),
  ],
])('%s', (_, outcome, attempt, around, expected) => {
  expect(nextAttempt(outcome, attempt, around)).toEqual(expected)
})

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ sent: fc.string() }),
  fc.record({ giveUp: fc.string() }),
  fc.record({ tryAgain: fc.string(), afterSeconds: fc.integer({ min: -1_000, max: 1_000_000 }) }),
)
const anySurroundings = fc.record({ waiting: fc.nat({ max: 5 }), othersHopeful: fc.boolean() })

test('a failure never leaves its person or its page waiting for nothing', () => {
  fc.assert(
    fc.property(anyOutcome, fc.integer({ min: 1, max: 10 }), anySurroundings, (outcome, attempt, around) => {
      const next = nextAttempt(outcome, attempt, around)
      switch (next.do) {
        case 'rest':
          expect(outcome).toHaveProperty('sent')
          break
        case 'retry':
          expect(attempt).toBeLessThan(4)
          expect(next.afterSeconds).toBeGreaterThanOrEqual(5)
          expect(next.afterSeconds).toBeLessThanOrEqual(300)
          expect(next.alsoHurryOtherWays).toBe(around.waiting > 0)
          break
        case 'give_up':
          // Exactly one of them carries on: another way of this person, somebody else, or the next step of the page.
          expect(next.hurryOtherWays).toBe(around.waiting > 0)
          expect(next.hurryPage).toBe(around.waiting === 0 && !around.othersHopeful)
      }
    }),
  )
})
