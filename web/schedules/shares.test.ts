import { expect, test } from 'vitest'
import { sharesOf } from './shares.ts'
import type { PersonTold } from './shares.ts'

const load = (hours: number, nightHours = 0) => ({ hours, nightHours, weekendHours: 0, holidayHours: 0, shifts: 1 })
const figures = (hours: number, nights?: number) => ({
  primary: load(hours, nights),
  secondary: load(0),
  shadow: load(0),
  longestHours: hours,
  shortestRest: null,
})
const person = (name: string, worked: number, planned: number, nights = 0): PersonTold => ({
  personId: name,
  name,
  zone: 'UTC',
  worked: figures(worked),
  planned: figures(planned, nights),
})

test('each share is a part of all, apart for what was worked and what is planned', () => {
  const { shares, longest, equal } = sharesOf([person('ana', 10, 100), person('ben', 30, 300)], 'hours')
  expect(shares.map((each) => [each.person.name, each.worked.part, each.planned.part])).toEqual([
    ['ben', 0.75, 0.75],
    ['ana', 0.25, 0.25],
  ])
  expect([longest, equal]).toEqual([0.75, 0.5])
})

test('nights are counted by themselves', () => {
  const { shares } = sharesOf([person('ana', 0, 100, 30), person('ben', 0, 300, 10)], 'nights')
  expect(shares.map((each) => [each.person.name, each.planned.hours, each.planned.part])).toEqual([
    ['ana', 30, 0.75],
    ['ben', 10, 0.25],
  ])
})

test('where nothing is carried there are no shares, and no equal one', () => {
  const { longest, equal } = sharesOf([person('ana', 0, 100)], 'holidays')
  expect([longest, equal]).toEqual([0, null])
  expect(sharesOf([], 'hours')).toEqual({ shares: [], longest: 0, equal: null })
})
