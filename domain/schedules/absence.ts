// When people are away: leave they entered, and the public holidays of the place whose holidays they keep. (product B4)
// Nobody is taken off call by it: docs/decisions/0020-leave-is-told-not-obeyed.md.
import type { Span } from '../spans.ts'
import { isBefore, type Instant, type Zone } from '../time.ts'
import { dayBegins } from './days.ts'
import type { Range } from './shifts.ts'

/** A span in which somebody is away. `name` is the holiday's; of leave it is empty, for the reason is nobody's business. */
export type Absence = {
  readonly personId: string
  readonly kind: 'leave' | 'holiday'
  readonly name: string
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/** Whole days on the wall calendar of whoever keeps them: from `startsOn` until the day before `endsOn` is over. */
export type Holiday = { readonly startsOn: string; readonly endsOn: string; readonly names: HolidayNames }
export type HolidayNames = { readonly en: string; readonly ko: string }
export type Language = keyof HolidayNames

/** Who keeps which holidays: those of a place, on the clocks of the person's own zone. */
export type Keeper = { readonly personId: string; readonly zone: Zone; readonly holidays: readonly Holiday[] }

/** An absence with its name in every language; of leave it has none. */
export type Away = Omit<Absence, 'name'> & { readonly names: HolidayNames }

export const noNames: HolidayNames = { en: '', ko: '' }

/** When in the range do holidays let this person be away? Each is told whole, also beyond the ends of the range. */
export function holidaysOff({ personId, zone, holidays }: Keeper, range: Range): readonly Away[] {
  // Only of what lies near the range it is worth working out when it begins in the zone.
  const first = dayOf(range.from.subtract({ hours: 24 }))
  const last = dayOf(range.to.add({ hours: 24 }))
  return holidays
    .filter(({ startsOn, endsOn }) => startsOn <= last && endsOn >= first)
    .map(({ startsOn, endsOn, names }): Away => {
      return { personId, kind: 'holiday', names, startsAt: dayBegins(startsOn, zone), endsAt: dayBegins(endsOn, zone) }
    })
    .filter((one) => isWithin(one, range))
}

function dayOf(at: Instant): string {
  return at.toZonedDateTimeISO('UTC').toPlainDate().toString()
}

/** An absence as somebody who reads this language is told of it. */
export function named({ names, ...absence }: Away, language: Language): Absence {
  return { ...absence, name: names[language] }
}

/** Does any part of this span lie in the range? Spans that only touch it do not. */
export function isWithin({ startsAt, endsAt }: Span, { from, to }: Range): boolean {
  // A day that a zone left out has no length, and is in nothing.
  return isBefore(startsAt, endsAt) && isBefore(startsAt, to) && isBefore(from, endsAt)
}

/** In which calendar years may holidays lie that matter in this range, in any zone? */
export function yearsOf({ from, to }: Range): readonly number[] {
  // Some last several days, and the new year comes up to 14 hours sooner than in UTC.
  const first = from.subtract({ hours: longestHolidayHours }).toZonedDateTimeISO('UTC').year
  const last = to.add({ hours: 24 }).toZonedDateTimeISO('UTC').year
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

const longestHolidayHours = 10 * 24

/** Absences by their beginning; the rest of the order only makes it the same each time. */
export function byBeginning(a: Away, b: Away): number {
  return (
    Temporal.Instant.compare(a.startsAt, b.startsAt) ||
    compareText(a.personId, b.personId) ||
    Temporal.Instant.compare(a.endsAt, b.endsAt) ||
    compareText(`${a.kind} ${a.names.en}`, `${b.kind} ${b.names.en}`)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
