// The noise of a rule: how often it paged, and how often for nothing.
import { isAfter, type Instant, type Zone } from '../time.ts'
import { flapsFrom, returnsWithinHour } from './flapping.ts'
import type { Fate } from './outcome.ts'

/** The spans that can be asked for, in days of UTC, today among them. */
export const noiseSpans = [7, 30, 90] as const
export type NoiseSpan = (typeof noiseSpans)[number]

/** What is counted of a rule in a span. `raised` is the sum of the five that stand first. */
export type NoiseFigures = {
  readonly acted: number
  readonly noAction: number
  readonly byItself: number
  readonly stillOpen: number
  readonly mutedOnly: number
  readonly raised: number
  /** Pages that its alerts opened, those of them at night, and those on which nobody acted. */
  readonly pages: number
  readonly nights: number
  readonly wastedPages: number
}

/** A rule pages for nothing when of at least so many pages in 30 days at least this share was. */
export const noisyFrom = { pages: 5, share: 0.8, days: 30 } as const

/** Does this rule page again and again for nothing, so that somebody should repair it? */
export function isNoisy({ pages, wastedPages }: Pick<NoiseFigures, 'pages' | 'wastedPages'>): boolean {
  return pages >= noisyFrom.pages && wastedPages >= noisyFrom.share * pages
}

/** Pages of an alert with this fate were for nothing. */
export function isWasted(fate: Fate): boolean {
  return fate === 'no_action' || fate === 'by_itself'
}

/** Is it night there: from 22 until 7? */
export function isNight(at: Instant, zone: Zone): boolean {
  const { hour } = at.toZonedDateTimeISO(zone)
  return hour >= 22 || hour < 7
}

/** Has this alert come and gone so often that its pages were held back, or would be? */
export function hasFlapped(of: {
  readonly reopens: readonly Instant[]
  readonly dampedSince: Instant | null
}): boolean {
  const until = (at: Instant) => of.reopens.filter((one) => !isAfter(one, at))
  return of.dampedSince !== null || of.reopens.some((at) => returnsWithinHour(until(at), at) >= flapsFrom)
}
