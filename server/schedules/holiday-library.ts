// What the library of holidays knows, in our shapes. Only holiday-thread.ts and tests load this.
import Holidays from 'date-holidays'
import type { Holiday } from '../../domain/schedules/absence.ts'
import { koreanName } from './holiday-names.ts'

export type PlaceYear = { readonly place: string; readonly year: number }

/** What the thread is asked for. */
export type Asked = { readonly for: 'places' } | { readonly for: 'holidays'; readonly of: readonly PlaceYear[] }

/** A country, or a part of one: `within` is what it is part of, whose holidays it keeps too. */
export type ReadPlace = { readonly place: string; readonly within: string | null; readonly name: string }

/** The public holidays that begin in this year; none for a place that the library does not know. */
export function readHolidays({ place, year }: PlaceYear): readonly Holiday[] {
  const [country = '', state = '', region = ''] = place.split('-')
  const library = new Holidays(country, state, region, { types: ['public'] })
  if (country === 'KR') mendKorea(library)
  const own = country === 'KR' ? library.getHolidays(year, 'ko') : []
  return library.getHolidays(year, 'en').map((found, i) => {
    const startsOn = Temporal.PlainDate.from(found.date.slice(0, 10)).subtract({ days: daysEarly(found.rule) })
    const days = Math.max(1, Math.ceil((found.end.getTime() - found.start.getTime()) / dayMs))
    const names = { en: found.name, ko: own[i]?.name ?? koreanName(found.name) }
    return { startsOn: startsOn.toString(), endsOn: startsOn.add({ days }).toString(), names }
  })
}

const dayMs = 86_400_000

/** Every place whose holidays are known: countries, and their parts with holidays of their own. */
export function readPlaces(): readonly ReadPlace[] {
  const library = new Holidays()
  return Object.entries(library.getCountries('en')).flatMap(([country, name]) => {
    const states = partsOf(country, library.getStates(country, 'en'))
    const regions = states.flatMap(({ place }) => {
      const [, state = ''] = place.split('-')
      return partsOf(place, library.getRegions(country, state, 'en'))
    })
    return [{ place: country, within: null, name }, ...states, ...regions]
  })
}

function partsOf(within: string, names: Readonly<Record<string, string>> | undefined): readonly ReadPlace[] {
  return Object.entries(names ?? {}).map(([code, name]) => ({ place: `${within}-${code}`, within, name }))
}

/** Lunar New Year is the day before it, itself and the day after; release 3.37.0 begins a day late, and says so. */
function daysEarly(rule: string): number {
  return rule === 'korean 01-0-01 P3D' ? 1 : 0
}

/** Labour Day is a public holiday of Korea since 2026, with a substitute day; release 3.37.0 does not know yet. */
function mendKorea(library: Holidays): void {
  if (library.getHolidays(2026).some(({ date }) => date.startsWith('2026-05-01'))) return
  const name = { en: 'Labour Day', ko: '노동절' }
  library.setHoliday('05-01 since 2026', { name, type: 'public' })
  library.setHoliday('substitutes 05-01 if Saturday,Sunday then next Monday', {
    name,
    type: 'public',
    substitute: true,
    active: [{ from: '2026-01-01' }],
  })
}
