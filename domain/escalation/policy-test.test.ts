import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asleep, beginTest, playTest, reachedByTest } from './policy-test.ts'
import type { Position } from './escalate.ts'
import type { Roster, RosterPerson, RosterStep } from './roster.ts'

const now = Temporal.Instant.from('2026-03-02T09:00:00Z')
const minutes = (count: number) => now.add({ minutes: count })

const person = (id: string, more: Partial<RosterPerson> = {}): RosterPerson => ({
  id,
  name: id,
  zone: 'UTC',
  language: 'en',
  isActive: true,
  contacts: [{ id: `${id}-mail`, channel: 'email', address: `${id}@example.com`, isVerified: true }],
  rules: [],
  ...more,
})
const step = (waitMinutes: number, ...ids: readonly string[]): RosterStep => ({
  waitMinutes,
  targets: ids.map((personId) => ({ kind: 'person', personId })),
})
function rosterOf(steps: readonly RosterStep[], people = [person('ana'), person('ben'), person('carla')]): Roster {
  const policy = { id: 'p', name: 'Payments', teamId: 't', repeats: 3, returnAfterMinutes: 60, steps }
  return {
    version: 1,
    channels: new Map(),
    people: new Map(people.map((one) => [one.id, one])),
    schedules: new Map(),
    policies: new Map([['p', policy]]),
    services: new Map(),
    teams: new Map(),
    respondersOf: new Map(),
    managersOf: new Map([['t', ['carla']]]),
    admins: [],
  }
}
const plan = { kind: 'policy', policyId: 'p' } as const
const ask = (test: 'first' | 'whole', from: Position | 'start' = 'start') => ({ plan, test, from, priority: 1 })

describe('a test of a policy', () => {
  const roster = rosterOf([step(30, 'ana'), step(60, 'ben')])

  test('goes through each step once, a minute apart, and gives five minutes after the last', () => {
    const first = playTest(ask('whole'), roster, now)
    expect(first).toMatchObject({ do: 'page', at: { loop: 0, step: 0 }, nextAt: minutes(1) })
    const second = playTest(ask('whole', { loop: 0, step: 0 }), roster, now)
    expect(second).toMatchObject({ do: 'page', at: { loop: 0, step: 1 }, nextAt: minutes(5) })
    expect(playTest(ask('whole', { loop: 0, step: 1 }), roster, now)).toEqual({ do: 'end' })
  })

  test('of the first step ends after it', () => {
    expect(playTest(ask('first'), roster, now)).toMatchObject({ do: 'page', nextAt: minutes(5) })
    expect(playTest(ask('first', { loop: 0, step: 0 }), roster, now)).toEqual({ do: 'end' })
    expect(reachedByTest({ plan, priority: 1, test: 'first' }, roster, now)).toEqual(['ana'])
  })

  test('of the first step is of the first that reaches somebody', () => {
    const gap = rosterOf([step(5, 'gone'), step(5, 'ben')])
    expect(playTest(ask('first'), gap, now)).toMatchObject({ at: { step: 1 }, missed: [{ because: 'deactivated' }] })
  })

  test('gives the time to answer where nothing behind it reaches anybody', () => {
    expect(playTest(ask('whole'), rosterOf([step(5, 'ana'), step(5, 'gone')]), now)).toMatchObject({
      nextAt: minutes(5),
    })
  })

  test('that reaches nobody in the end ends at once, and alarms nobody', () => {
    expect(beginTest({ plan, priority: 1, test: 'whole' }, rosterOf([step(5, 'gone')]), now)).toMatchObject({
      do: 'page',
      reached: [],
      nextAt: now,
    })
  })

  test('of one person by name rings once', () => {
    const mine = { plan: { kind: 'person', personId: 'ana' } as const, priority: 1, test: 'first' as const }
    expect(beginTest(mine, roster, now)).toMatchObject({ reached: [{ personId: 'ana' }], nextAt: minutes(5) })
    expect(playTest({ ...mine, from: { loop: 0, step: 0 } }, roster, now)).toEqual({ do: 'end' })
  })
})

test('whatever the policy says, a test ends, names nobody twice and never reaches the fallback alone', () => {
  const steps = fc.array(
    fc.record({ wait: fc.integer({ min: 1, max: 1440 }), ids: fc.subarray(['ana', 'ben', 'gone'], { minLength: 1 }) }),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(steps, (written) => {
      const roster = rosterOf(written.map(({ wait, ids }) => step(wait, ...ids)))
      let fired = 0
      let from: Position | 'start' = 'start'
      for (;;) {
        const decision = playTest(ask('whole', from), roster, now)
        if (decision.do === 'end') break
        from = decision.at
        fired += 1
        expect(decision.reached.map(({ reason }) => reason.kind)).not.toContain('fallback')
      }
      expect(fired).toBeLessThanOrEqual(written.length)
      const people = reachedByTest({ plan, priority: 1, test: 'whole' }, roster, now)
      expect(new Set(people).size).toBe(people.length)
    }),
  )
})

test('it is night where somebody lives, not where one asks', () => {
  const roster = rosterOf([], [person('ana'), person('jisu', { zone: 'America/New_York' })])
  expect(asleep(['ana', 'jisu', 'gone'], roster, now)).toEqual(['jisu'])
})
