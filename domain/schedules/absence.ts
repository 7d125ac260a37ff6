// When people are away: leave they entered, and the public holidays of the place whose holidays they keep. (product B4)
// Nobody is taken off call by it: docs/decisions/0020-leave-is-told-not-obeyed.md.
import { isBefore, type Instant, type Zone } from '../time.ts'
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

/** When in the range do holidays let these people be away? Each is told whole, also beyond the ends of the range. */
export function holidayAbsences(keeper: Keeper, range: Range, language: Language): readonly Absence[] {
  const { personId, zone } = keeper
  return keeper.holidays
    .map(({ startsOn, endsOn, names }): Absence => ({
      personId,
      kind: 'holiday',
      name: names[language],
      startsAt: dayBegins(startsOn, zone),
      endsAt: dayBegins(endsOn, zone),
    }))
    .filter((absence) => isWithin(absence, range))
}

/** Does any part of this span lie in the range? Spans that only touch it do not. */
export function isWithin(
  { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
  { from, to }: Range,
): boolean {
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
export function byBeginning(a: Absence, b: Absence): number {
  return (
    Temporal.Instant.compare(a.startsAt, b.startsAt) ||
    compareText(a.personId, b.personId) ||
    Temporal.Instant.compare(a.endsAt, b.endsAt) ||
    compareText(`${a.kind} ${a.name}`, `${b.kind} ${b.name}`)
  )
}

/** When does this day, `YYYY-MM-DD`, begin in this zone? */
export function dayBegins(on: string, zone: Zone): Instant {
  return Temporal.PlainDate.from(on).toZonedDateTime(zone).toInstant()
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
