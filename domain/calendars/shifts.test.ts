import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CalendarEvent } from './event.ts'
import { shiftsIn } from './shifts.ts'

const start = Temporal.Instant.from('2026-03-02T00:00:00Z')
const hour = (hours: number) => start.add({ hours })
const event = (summary: string, from: number, to: number, priority = 0): CalendarEvent => ({
  uid: `${summary} ${from}`,
  startsAt: hour(from),
  endsAt: hour(to),
  summary,
  mails: [],
  written: [],
  organizer: null,
  priority,
})
const letters = ({ summary }: CalendarEvent) => summary.split('').filter((letter) => letter !== '?')
const told = (events: readonly CalendarEvent[]) =>
  shiftsIn(events, letters, start).shifts.map(
    ({ personId, startsAt, endsAt }) =>
      `${personId} ${startsAt.since(start).total('hours')}-${endsAt.since(start).total('hours')}`,
  )

describe('shifts', () => {
  test('of one person that touch are one; several are on call together', () => {
    expect(told([event('a', 0, 8), event('a', 8, 16), event('b', 4, 9), event('cd', 20, 21)])).toEqual([
      'a 0-16',
      'b 4-9',
      'c 20-21',
      'd 20-21',
    ])
  })

  test('of a higher priority hold for as long as they last', () => {
    expect(told([event('a', 0, 24, 1), event('b', 8, 10, 2), event('c', 9, 12, 3)])).toEqual([
      'a 0-8',
      'b 8-9',
      'c 9-12',
      'a 12-24',
    ])
  })

  test('of a higher priority that means nobody leave the others on call', () => {
    expect(told([event('a', 0, 24, 1), event('?', 8, 10, 2)])).toEqual(['a 0-24'])
  })

  test('that mean nobody are listed by what they say, unless they are over', () => {
    const events = [event('?', 30, 40), event('?', 2, 4), event('??', 1, 3), event('???', -5, -1), event('a', 0, 1)]
    const nameless = shiftsIn(events, letters, start).nameless.map(({ text, events, nextAt }) => [text, events, nextAt])
    expect(nameless).toEqual([
      ['??', 1, hour(1)],
      ['?', 2, hour(2)],
    ])
  })

  test('hold exactly where some event of the highest priority holds', () => {
    const some = fc.record({
      who: fc.constantFrom('a', 'b', 'ab'),
      from: fc.integer({ min: 0, max: 30 }),
      length: fc.integer({ min: 1, max: 20 }),
      priority: fc.integer({ min: 0, max: 3 }),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), fc.integer({ min: 0, max: 50 }), (all, at) => {
        const { shifts } = shiftsIn(
          all.map(({ who, from, length, priority }) => event(who, from, from + length, priority)),
          letters,
          start,
        )
        const holds = all.filter(({ from, length }) => from <= at && at < from + length)
        const highest = Math.max(...holds.map(({ priority }) => priority))
        const expected = new Set(
          holds.filter(({ priority }) => priority === highest).flatMap(({ who }) => who.split('')),
        )
        const found = shifts.filter(
          ({ startsAt, endsAt }) =>
            Temporal.Instant.compare(startsAt, hour(at)) <= 0 && Temporal.Instant.compare(hour(at), endsAt) < 0,
        )
        expect(new Set(found.map(({ personId }) => personId))).toEqual(expected)
        expect(found).toHaveLength(expected.size)
      }),
    )
  })
})
