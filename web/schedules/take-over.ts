// "I take it until ...": which overrides put me in the place of whoever answers first.
import type { ToldShift } from './timeline.ts'

/**
 * In whose place must I stand to be the one who answers in these shifts? `null` takes over the whole schedule; that is
 * left alone when somebody is secondary, so that the second pair of eyes stays.
 */
export function placesToTake(shifts: readonly ToldShift[], me: string): readonly (string | null)[] {
  const people = shifts.flatMap((shift) => shift.people)
  const hasGap = shifts.some((shift) => shift.people.every((person) => person.role !== 'primary'))
  if (hasGap || people.every((person) => person.role === 'primary')) return [null]
  const primaries = people.filter((person) => person.role === 'primary' && person.personId !== me)
  return [...new Set(primaries.map((person) => person.personId))]
}

/** Am I the only one who answers first in all of these shifts? */
export function isMineAlone(shifts: readonly ToldShift[], me: string): boolean {
  return shifts.every((shift) => {
    const primaries = shift.people.filter((person) => person.role === 'primary')
    return primaries.length > 0 && primaries.every((person) => person.personId === me)
  })
}
