import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLapsed, nextProof } from './proof.ts'

const proven = Temporal.Instant.from('2026-03-02T09:00:00Z')
const after = (days: number) => proven.add({ hours: days * 24 })

test.each([
  ['while it is fresh', 1, 0, { do: 'wait', asked: 0 }],
  ['two weeks before', 76, 0, { do: 'ask', asked: 1 }],
  ['once it was asked', 80, 1, { do: 'wait', asked: 1 }],
  ['three days before', 87, 1, { do: 'ask', asked: 2 }],
  ['when it lapses', 90, 2, { do: 'tell', asked: 3 }],
  ['long after', 200, 3, { do: 'wait', asked: 3 }],
  ['when nobody looked for months', 200, 0, { do: 'tell', asked: 3 }],
])('%s', (_, days, asked, next) => {
  expect(nextProof({ provenAt: proven, asked }, 90, after(days))).toMatchObject(next)
})

test('a proof lapses at its end, and never where proofs do not', () => {
  expect(isLapsed(proven, 90, after(90).subtract({ seconds: 1 }))).toBe(false)
  expect(isLapsed(proven, 90, after(90))).toBe(true)
  expect(isLapsed(proven, 0, after(9_000))).toBe(false)
  expect(isLapsed(null, 90, after(9_000))).toBe(false)
  expect(nextProof({ provenAt: proven, asked: 0 }, 0, after(9_000)).do).toBe('wait')
})

test('whatever the setting: asked twice at most, told once, looked at again within a week, and only when it is time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 730 }), (days) => {
      const done: string[] = []
      let [asked, now] = [0, after(1)]
      while (Temporal.Instant.compare(now, after(days + 30)) < 0) {
        const next = nextProof({ provenAt: proven, asked }, days, now)
        if (next.do !== 'wait') done.push(next.do)
        if (next.do === 'tell') expect(isLapsed(proven, days, now)).toBe(true)
        expect(Temporal.Instant.compare(next.nextAt, now)).toBe(1)
        expect(now.until(next.nextAt).total('hours')).toBeLessThanOrEqual(7 * 24)
        asked = next.asked
        now = next.nextAt
      }
      expect(done.filter((one) => one === 'tell')).toHaveLength(1)
      expect(done.filter((one) => one === 'ask').length).toBeLessThanOrEqual(2)
      expect(done.at(-1)).toBe('tell')
    }),
  )
})
