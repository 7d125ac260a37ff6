// Who carries which share of the hours, nights, weekends or holidays, as bars.
import type { EndpointOutput } from '../api.ts'

export type BalanceTold = EndpointOutput<'getBalance'>
export type PersonTold = BalanceTold['people'][number]
export type FindingTold = BalanceTold['findings'][number]

export const measures = ['hours', 'nights', 'weekends', 'holidays'] as const
export type Measure = (typeof measures)[number]
export const times = ['worked', 'planned'] as const
export type Time = (typeof times)[number]

/** `part`: of everything that is carried, from 0 to 1. */
export type Share = { readonly hours: number; readonly part: number }
export type PersonShares = { readonly person: PersonTold; readonly worked: Share; readonly planned: Share }

/** The shares of everybody, and the longest of them; who carries most of what is planned first. */
export function sharesOf(people: readonly PersonTold[], measure: Measure) {
  const hours = (person: PersonTold, time: Time) => hoursOf(person[time].primary, measure)
  const total = (time: Time) => people.reduce((sum, person) => sum + hours(person, time), 0)
  const totals = { worked: total('worked'), planned: total('planned') }
  const share = (person: PersonTold, time: Time): Share => {
    const own = hours(person, time)
    return { hours: own, part: totals[time] > 0 ? own / totals[time] : 0 }
  }
  const shares = people
    .map((person): PersonShares => ({ person, worked: share(person, 'worked'), planned: share(person, 'planned') }))
    .toSorted((a, b) => b.planned.hours - a.planned.hours || b.worked.hours - a.worked.hours)
  const carrying = people.filter((person) => person.planned.primary.hours > 0).length
  return {
    shares,
    longest: Math.max(0, ...shares.flatMap(({ worked, planned }) => [worked.part, planned.part])),
    /** What each of those who are planned would carry if all carried the same; null when nobody is. */
    equal: carrying > 1 && totals.planned > 0 ? 1 / carrying : null,
  }
}

function hoursOf(load: PersonTold['planned']['primary'], measure: Measure): number {
  switch (measure) {
    case 'hours':
      return load.hours
    case 'nights':
      return load.nightHours
    case 'weekends':
      return load.weekendHours
    case 'holidays':
      return load.holidayHours
  }
}
