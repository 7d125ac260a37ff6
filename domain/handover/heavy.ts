// How heavy a shift was, told from what came in it.
import { isNight } from '../alerts/noise.ts'
import type { Instant, Zone } from '../time.ts'

/** A page that reached somebody, and when they answered it; null: not they, or nobody. */
export type CamePage = { readonly at: Instant; readonly answeredAt: Instant | null }

export type Heaviness = {
  readonly pages: number
  readonly nightPages: number
  readonly nightsDisturbed: number
  readonly minutesToAnswer: number | null
}

/** How many pages came, how many of them by night and in how many nights, and how soon was half of them answered? By this person's clock. */
export function heavinessOf(pages: readonly CamePage[], zone: Zone): Heaviness {
  const byNight = pages.filter(({ at }) => isNight(at, zone))
  const waits = pages
    .flatMap(({ at, answeredAt }) => (answeredAt ? [at.until(answeredAt).total('minutes')] : []))
    .toSorted((a, b) => a - b)
  return {
    pages: pages.length,
    nightPages: byNight.length,
    nightsDisturbed: new Set(byNight.map(({ at }) => nightOf(at, zone))).size,
    minutesToAnswer: waits[Math.floor((waits.length - 1) / 2)] ?? null,
  }
}

/** A night belongs to the day on which it began. */
function nightOf(at: Instant, zone: Zone): string {
  const there = at.toZonedDateTimeISO(zone)
  const day = there.hour < 12 ? there.toPlainDate().subtract({ days: 1 }) : there.toPlainDate()
  return day.toString()
}
