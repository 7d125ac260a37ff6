// Hours of the week on the wall clock of a zone: what a step, a rule or somebody's quiet hours are written in.
import type { Instant } from '../time.ts'
import { zoneOffsets } from './local-time.ts'
import { hoursOf, insideAt, type Hours, type Inside } from './restriction.ts'
import type { Restriction } from './schedule.ts'
import { placed } from './wall-marks.ts'

export type HoursInZone = { readonly zone: string; readonly within: readonly Restriction[] }

/** Is this moment inside of these hours, and at which moment (epoch milliseconds) does that change next? */
export function hoursAt(hours: HoursInZone, now: Instant): Inside {
  const offsets = zoneOffsets(hours.zone)
  return insideAt(marksOf(hours), offsets, placed(offsets, now.epochMilliseconds))
}

function marksOf(hours: HoursInZone): Hours {
  const known = marks.get(hours)
  if (known) return known
  const made = hoursOf(hours.within)
  marks.set(hours, made)
  return made
}

const marks = new WeakMap<HoursInZone, Hours>()
