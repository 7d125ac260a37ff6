import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { windowAt } from './horizon.ts'
import { grainOf, leapt, snapped, stepped } from './snapping.ts'
import type { Grain, Ruler } from './snapping.ts'
import { startOfDay, wallMsAt } from './zoned.ts'

const berlin = 'Europe/Berlin'
const ms = (text: string) => Date.parse(text)
const told = (at: number) => new Date(at).toISOString().slice(0, 16)
const ruler = (part: Partial<Ruler> = {}): Ruler => ({
  zone: berlin,
  grain: 'hour',
  stops: [],
  from: ms('2026-01-01T00:00Z'),
  until: ms('2027-01-01T00:00Z'),
  ...part,
})

test.each([
  ['day', 'quarter'],
  ['week', 'hour'],
  ['month', 'day'],
  ['quarter', 'day'],
] as const)('a %s is chosen by the %s', (horizon, grain) => {
  for (const day of ['2026-03-29', '2026-07-01', '2026-10-25'])
    expect(grainOf(windowAt(horizon, berlin, ms(`${day}T12:00Z`)))).toBe(grain)
})

describe('a hand lands', () => {
  test.each([
    ['quarter', '2026-06-01T10:07Z', '2026-06-01T10:00'],
    ['quarter', '2026-06-01T10:08Z', '2026-06-01T10:15'],
    ['hour', '2026-06-01T10:29Z', '2026-06-01T10:00'],
    ['hour', '2026-06-01T10:31Z', '2026-06-01T11:00'],
    ['day', '2026-06-01T09:00Z', '2026-05-31T22:00'],
    ['day', '2026-06-01T11:00Z', '2026-06-01T22:00'],
  ] as const)('on a step of %s: %s', (grain, at, lands) => {
    expect(told(snapped(ms(at), ruler({ grain })))).toBe(lands)
  })

  test('in the zone that is shown', () => {
    expect(told(snapped(ms('2026-06-01T10:10Z'), ruler({ zone: 'Asia/Kathmandu' })))).toBe('2026-06-01T10:15')
  })

  test.each([
    ['an hour is skipped', '2026-03-29T00:40Z', '2026-03-29T01:00', '03:00'],
    ['an hour comes twice: the first', '2026-10-25T00:10Z', '2026-10-25T00:00', '02:00'],
    ['an hour comes twice: the second', '2026-10-25T01:10Z', '2026-10-25T01:00', '02:00'],
  ])('where %s', (_, at, lands, shown) => {
    const landed = snapped(ms(at), ruler())
    expect([told(landed), told(wallMsAt(berlin, landed)).slice(11)]).toEqual([lands, shown])
  })

  test('on a handover, if that is nearer', () => {
    const stops = [ms('2026-06-01T07:00Z')]
    expect(told(snapped(ms('2026-06-01T05:00Z'), ruler({ grain: 'day', stops })))).toBe('2026-06-01T07:00')
    expect(told(snapped(ms('2026-06-01T01:00Z'), ruler({ grain: 'day', stops })))).toBe('2026-05-31T22:00')
  })

  test('never before what can still be changed, nor beyond what is shown', () => {
    const from = ms('2026-06-01T10:20Z')
    const until = ms('2026-06-02T10:20Z')
    expect(snapped(ms('2026-05-30T00:00Z'), ruler({ from, until }))).toBe(from)
    expect(snapped(ms('2026-06-01T10:25Z'), ruler({ from, until }))).toBe(from)
    expect(snapped(ms('2026-06-09T00:00Z'), ruler({ from, until }))).toBe(until)
  })
})

describe('an arrow key', () => {
  test('goes to the next step or handover, whichever comes first', () => {
    const stops = [ms('2026-06-01T07:00Z')]
    const days = ruler({ grain: 'day', stops })
    const way = [ms('2026-05-31T22:00Z')]
    for (let at = 0; at < 2; at++) way.push(stepped(way.at(-1) ?? 0, 1, days))
    expect(way.map(told)).toEqual(['2026-05-31T22:00', '2026-06-01T07:00', '2026-06-01T22:00'])
    expect(told(stepped(ms('2026-06-01T22:00Z'), -1, days))).toBe('2026-06-01T07:00')
  })

  test('goes over a change of the clock, hour by hour', () => {
    const hours = (from: string, count: number) => {
      const way = [ms(from)]
      for (let at = 0; at < count; at++) way.push(stepped(way.at(-1) ?? 0, 1, ruler()))
      return way.map((each) => told(wallMsAt(berlin, each)).slice(11))
    }
    expect(hours('2026-03-29T00:00Z', 2)).toEqual(['01:00', '03:00', '04:00'])
    expect(hours('2026-10-24T23:00Z', 3)).toEqual(['01:00', '02:00', '02:00', '03:00'])
  })

  test('goes over a clock that is put back by half an hour', () => {
    const lordHowe = ruler({ zone: 'Australia/Lord_Howe' })
    expect(told(stepped(ms('2026-04-04T15:30Z'), -1, lordHowe))).toBe('2026-04-04T14:00')
    expect(told(stepped(ms('2026-04-04T14:00Z'), 1, lordHowe))).toBe('2026-04-04T15:30')
  })

  test('leaps by a day of the wall clock, 23 or 25 hours long', () => {
    expect(told(leapt(ms('2026-03-28T08:00Z'), 1, ruler()))).toBe('2026-03-29T07:00')
    expect(told(leapt(ms('2026-10-25T08:00Z'), -1, ruler()))).toBe('2026-10-24T07:00')
    expect(told(leapt(ms('2026-06-01T22:00Z'), 1, ruler({ grain: 'day' })))).toBe('2026-06-08T22:00')
  })
})

const zones = [berlin, 'Asia/Seoul', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Africa/Cairo']
const aMoment = fc.integer({ min: ms('2026-01-02T00:00Z'), max: ms('2026-12-30T00:00Z') })
const aRuler = fc
  .record({
    zone: fc.constantFrom(...zones),
    grain: fc.constantFrom<Grain>('quarter', 'hour', 'day'),
    stops: fc.array(aMoment, { maxLength: 3 }),
  })
  .map(ruler)
const sizes = { quarter: 900_000, hour: 3_600_000, day: 86_400_000 } as const

test('whatever the zone: a step of its wall clock or a handover, and what has landed stays', () => {
  fc.assert(
    fc.property(aRuler, aMoment, (by, at) => {
      const landed = snapped(at, by)
      const { zone, grain, stops } = by
      const isStep = grain === 'day' ? startOfDay(zone, landed) === landed : wallMsAt(zone, landed) % sizes[grain] === 0
      expect(isStep || stops.includes(landed)).toBe(true)
      expect(Math.abs(landed - at)).toBeLessThanOrEqual(sizes[by.grain])
      expect(snapped(landed, by)).toBe(landed)
    }),
  )
})

test('whatever the zone: an arrow goes its way by a step at most, and back', () => {
  fc.assert(
    fc.property(aRuler, aMoment, (by, at) => {
      const here = snapped(at, by)
      const on = stepped(here, 1, by)
      expect(on).toBeGreaterThan(here)
      expect(on - here).toBeLessThanOrEqual(2 * sizes[by.grain])
      expect(stepped(on, -1, by)).toBe(here)
    }),
  )
})
