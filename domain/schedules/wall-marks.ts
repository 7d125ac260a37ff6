// Marks on the wall calendar, without end: the handovers of a rotation, the bounds of its restrictions. Each is read as a
// moment by the one rule of local time; of the marks that have been read, the one latest on the calendar rules.
import {
  numberAt,
  DAY_MS,
  epochMsOfWall,
  lastUpTo,
  offsetMsAt,
  placeAt,
  skippedByMs,
  TABLE_ENDS_MS,
  type ZoneOffsets,
} from './local-time.ts'
import { firstDayOf, monthOf } from './months.ts'

/** Marks are counted from any of them, `index` up and down. Wall times are in milliseconds, as if they were UTC. */
export type Marks =
  | { readonly kind: 'even'; readonly firstMs: number; readonly stepMs: number }
  | {
      readonly kind: 'monthly'
      /** Months since January 1970. */
      readonly first: number
      readonly step: number
      readonly day: number
      readonly timeMs: number
    }
  /** So long after the beginning of each Monday, rising. */
  | { readonly kind: 'weekly'; readonly inWeekMs: Float64Array }

/** A moment and its place in the zone's table, looked up once for all that is asked about it. */
export type Placed = { readonly epochMs: number; readonly place: number }

export function placed(offsets: ZoneOffsets, epochMs: number): Placed {
  return { epochMs, place: placeAt(offsets, epochMs) }
}

/** Which mark rules at this moment: the latest on the calendar of those that have been read by then? */
export function lastMarkAt(marks: Marks, offsets: ZoneOffsets, { epochMs, place }: Placed): number {
  if (epochMs < TABLE_ENDS_MS) {
    const index = lastMarkUpTo(marks, epochMs + numberAt(offsets.offsetsMs, place))
    // Marks since the last change of offset are read as the clock shows them.
    if (wallMsOf(marks, index) >= numberAt(offsets.wallStartsMs, place)) return index
  }
  return lastMarkAcrossChange(marks, offsets, epochMs)
}

/** When after this moment does another mark rule than this one, which rules now? */
export function nextMarkMs(marks: Marks, offsets: ZoneOffsets, index: number, { epochMs, place }: Placed): number {
  const wallMs = wallMsOf(marks, index + 1)
  const nextMs = wallMs - numberAt(offsets.offsetsMs, place)
  if (epochMs < TABLE_ENDS_MS && nextMs < endOf(offsets, place) && wallMs >= numberAt(offsets.wallStartsMs, place))
    return nextMs
  return nextMarkAcrossChange(marks, offsets, index)
}

/** At which moment is this mark read? */
export function markMs(marks: Marks, offsets: ZoneOffsets, index: number): number {
  return epochMsOfWall(offsets, wallMsOf(marks, index))
}

/** The wall time of a mark. */
export function wallMsOf(marks: Marks, index: number): number {
  switch (marks.kind) {
    case 'even':
      return marks.firstMs + index * marks.stepMs
    case 'monthly': {
      const firstDay = firstDayOf(marks.first + index * marks.step)
      const lastDay = firstDayOf(marks.first + index * marks.step + 1) - 1
      return Math.min(firstDay + marks.day - 1, lastDay) * DAY_MS + marks.timeMs
    }
    case 'weekly': {
      const { inWeekMs } = marks
      const week = Math.floor(index / inWeekMs.length)
      return FIRST_MONDAY_MS + week * WEEK_MS + numberAt(inWeekMs, index - week * inWeekMs.length)
    }
  }
}

/** The last mark that is not later than this wall time. */
function lastMarkUpTo(marks: Marks, wallMs: number): number {
  switch (marks.kind) {
    case 'even':
      return Math.floor((wallMs - marks.firstMs) / marks.stepMs)
    case 'monthly': {
      const index = Math.floor((monthOf(Math.floor(wallMs / DAY_MS)) - marks.first) / marks.step)
      return wallMsOf(marks, index) <= wallMs ? index : index - 1
    }
    case 'weekly': {
      const { inWeekMs } = marks
      const week = Math.floor((wallMs - FIRST_MONDAY_MS) / WEEK_MS)
      const sinceMondayMs = wallMs - FIRST_MONDAY_MS - week * WEEK_MS
      const inWeek = sinceMondayMs < numberAt(inWeekMs, 0) ? -1 : lastUpTo(inWeekMs, sinceMondayMs)
      return week * inWeekMs.length + inWeek
    }
  }
}

/** Near a change of offset the wall clock misleads, by a day at most: a few steps put it right. */
function lastMarkAcrossChange(marks: Marks, offsets: ZoneOffsets, epochMs: number): number {
  let index = lastMarkUpTo(marks, epochMs + offsetMsAt(offsets, epochMs))
  // Clock set back: times that it will show again have been read at their first showing.
  while (markMs(marks, offsets, index + 1) <= epochMs) index += 1
  // Clock put forward: times that it skipped are read as much later as it jumped.
  while (markMs(marks, offsets, index) > epochMs) index -= 1
  return index
}

/** Behind a mark that the clock skips others may follow that are read before it. */
function nextMarkAcrossChange(marks: Marks, offsets: ZoneOffsets, index: number): number {
  const wallMs = wallMsOf(marks, index + 1)
  const lastWallMs = wallMs + skippedByMs(offsets, wallMs)
  let nextMs = epochMsOfWall(offsets, wallMs)
  for (let later = index + 2; wallMsOf(marks, later) <= lastWallMs; later += 1) {
    nextMs = Math.min(nextMs, markMs(marks, offsets, later))
  }
  return nextMs
}

function endOf({ startsMs }: ZoneOffsets, place: number): number {
  return place + 1 < startsMs.length ? numberAt(startsMs, place + 1) : TABLE_ENDS_MS
}

const WEEK_MS = 7 * DAY_MS
// 5 January 1970.
const FIRST_MONDAY_MS = 4 * DAY_MS
