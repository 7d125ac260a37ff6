// Places of a file whose holidays nobody knows.
import type { Configuration } from '../../domain/configuration/document.ts'
import { nearest } from '../../domain/configuration/nearest.ts'
import type { Problem } from '../../domain/configuration/read.ts'
import type { WholeConfiguration } from '../../domain/configuration/whole.ts'
import { holidayPlaces } from '../schedules/holidays.ts'

/** Who would keep the holidays of a place that is not known? What is there already stays as it is. */
export async function placeProblems({ people }: Configuration, there: WholeConfiguration): Promise<readonly Problem[]> {
  const named = people.flatMap(({ at, text: { email, holidays } }) =>
    holidays && holidays !== there.people.get(email)?.holidays ? [{ at, holidays }] : [],
  )
  if (named.length === 0) return []
  const known = new Set((await holidayPlaces()).map(({ place }) => place))
  return named
    .filter(({ holidays }) => !known.has(holidays))
    .map(({ at, holidays }) => ({ path: ['people', at, 'holidays'], say: sayUnknown(holidays, [...known]) }))
}

function sayUnknown(place: string, known: readonly string[]): string {
  const meant = nearest(place, known)
  return `No holidays are known of "${place}".${meant ? ` Did you mean "${meant}"?` : ''} Name a country or a part of one`
}
