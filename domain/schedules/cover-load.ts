// What a shift would cost whoever takes it, on their own wall clock.
import type { Zone } from '../time.ts'
import { night } from './night.ts'
import { common, type Piece } from './pieces.ts'

export type CoverLoad = {
  readonly minutes: number
  /** Nights of which some is in it. */
  readonly nights: number
  /** Saturdays and Sundays of which some is in it. */
  readonly weekendDays: number
}

const nightFrom = Temporal.PlainTime.from({ hour: night.fromHour })
const nightUntil = Temporal.PlainTime.from({ hour: night.untilHour })

/** How long is it, and how many nights and days of a weekend are in it for somebody in this zone? */
export function loadIn(pieces: readonly Piece[], zone: Zone): CoverLoad {
  const nights = new Set<string>()
  const weekendDays = new Set<string>()
  let minutes = 0
  for (const piece of pieces) {
    minutes += Math.round(piece.startsAt.until(piece.endsAt).total('minutes'))
    for (const day of daysOf(piece, zone)) {
      const next = day.add({ days: 1 })
      const at = (date: Temporal.PlainDate, plainTime?: Temporal.PlainTime) =>
        date.toZonedDateTime({ timeZone: zone, ...(plainTime ? { plainTime } : {}) }).toInstant()
      const dark = { startsAt: at(day, nightFrom), endsAt: at(next, nightUntil) }
      if (common([piece], [dark]).length > 0) nights.add(day.toString())
      const isDay = common([piece], [{ startsAt: at(day), endsAt: at(next) }]).length > 0
      if (isDay && day.dayOfWeek > 5) weekendDays.add(day.toString())
    }
  }
  return { minutes, nights: nights.size, weekendDays: weekendDays.size }
}

/** The local days that it touches, and the one before, whose night may reach into it. */
function daysOf({ startsAt, endsAt }: Piece, zone: Zone): readonly Temporal.PlainDate[] {
  const last = endsAt.toZonedDateTimeISO(zone).toPlainDate()
  const days = []
  let day = startsAt.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 1 })
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) days.push(day)
  return days
}

/** The whole weeks, Monday to Sunday on this person's calendar, around these pieces: in which they look what else they have. */
export function weeksAround(piece: Piece, zone: Zone): Piece {
  const first = piece.startsAt.toZonedDateTimeISO(zone).startOfDay()
  const last = piece.endsAt.toZonedDateTimeISO(zone).startOfDay()
  return {
    startsAt: first.subtract({ days: first.dayOfWeek - 1 }).toInstant(),
    endsAt: last.add({ days: 8 - last.dayOfWeek }).toInstant(),
  }
}
