// Whose turn it is in one rotation, in closed form: next week and the year 9000 cost the same.
// Conventions (times skipped or shown twice, anchors, month ends): docs/decisions/0009-local-time-conventions.md.
import type { Instant } from '../time.ts'
import { DAY_MS, epochMsOfWall, instantOfMs, zoneOffsets, type ZoneOffsets } from './local-time.ts'
import { firstDayOf, monthOf } from './months.ts'
import { hoursOf, type Hours } from './restriction.ts'
import type { Rotation } from './schedule.ts'
import { lastMarkAt, markMs, nextMarkMs, placed, wallMsOf, type Marks, type Placed } from './wall-marks.ts'

/** One turn: `[startsAt, endsAt)` on the UTC line; `endsAt` is null only past the last moment Temporal can name. */
export type Turn = {
  /** 1 for the first turn of the rotation. */
  readonly number: number
  readonly people: readonly string[]
  readonly startsAt: Instant
  readonly endsAt: Instant | null
}

/**
 * Whose turn is it at this moment, since when and until when? Null before the first handover and after the end. Turns are
 * counted also where restrictions leave nobody on call.
 */
export function turnAt(rotation: Rotation, at: Instant): Turn | null {
  const clock = rotationClock(rotation)
  const moment = placed(clock.offsets, at.epochMilliseconds)
  const index = turnIndexAt(clock, moment)
  if (index === null) return null
  const startsAt = instantOfMs(markMs(clock.handovers, clock.offsets, index))
  if (!startsAt) return null
  return {
    number: index + 1,
    people: peopleOf(rotation, index),
    startsAt,
    endsAt: instantOfMs(turnEndsMs(clock, index, moment)),
  }
}

/** A rotation with its local dates and times already read: what the arithmetic needs, in milliseconds. */
export type RotationClock = {
  readonly rotation: Rotation
  readonly offsets: ZoneOffsets
  /** Turn k (from 0) begins at mark k. */
  readonly handovers: Marks
  readonly hours: Hours
  readonly startsMs: number
  readonly endsMs: number
}

export function rotationClock(rotation: Rotation): RotationClock {
  if (!(rotation.length >= 1)) throw new RangeError(`rotation ${rotation.id} has turns of length ${rotation.length}`)
  const offsets = zoneOffsets(rotation.zone)
  const handovers = handoversOf(rotation)
  return {
    rotation,
    offsets,
    handovers,
    hours: hoursOf(rotation.restrictions),
    startsMs: epochMsOfWall(offsets, wallMsOf(handovers, 0)),
    endsMs: rotation.endsOn === null ? Infinity : epochMsOfWall(offsets, wallMs(dayOf(rotation.endsOn), rotation)),
  }
}

/** The turn (from 0) that holds at this moment; null before the first handover and from the end on. */
export function turnIndexAt({ handovers, offsets, startsMs, endsMs }: RotationClock, at: Placed): number | null {
  return at.epochMs < startsMs || at.epochMs >= endsMs ? null : lastMarkAt(handovers, offsets, at)
}

/** When does this turn, which holds at this moment, end? */
export function turnEndsMs({ handovers, offsets, endsMs }: RotationClock, index: number, at: Placed): number {
  return Math.min(nextMarkMs(handovers, offsets, index, at), endsMs)
}

export function peopleOf({ turns, startsWith }: Rotation, index: number): readonly string[] {
  return turns[(index + startsWith) % turns.length] ?? []
}

function handoversOf(rotation: Rotation): Marks {
  const { length } = rotation
  const startsOn = dayOf(rotation.startsOn)
  switch (rotation.unit) {
    case 'hour':
      return { kind: 'even', firstMs: wallMs(startsOn, rotation), stepMs: length * HOUR_MS }
    case 'day':
      return { kind: 'even', firstMs: wallMs(startsOn, rotation), stepMs: length * DAY_MS }
    case 'week': {
      const first = startsOn + ((rotation.handoverWeekday - weekdayOf(startsOn) + 7) % 7)
      return { kind: 'even', firstMs: wallMs(first, rotation), stepMs: length * 7 * DAY_MS }
    }
    case 'month': {
      const marks = { kind: 'monthly', step: length, day: rotation.handoverDay, timeMs: wallMs(0, rotation) } as const
      const first = monthOf(startsOn)
      const isPast = Math.min(firstDayOf(first) + marks.day, firstDayOf(first + 1)) <= startsOn
      return { ...marks, first: isPast ? first + 1 : first }
    }
  }
}

const HOUR_MS = 3_600_000

/** Days since 1 January 1970, which was a Thursday. */
function dayOf(date: string): number {
  return Date.parse(`${Temporal.PlainDate.from(date).toString()}T00:00:00Z`) / DAY_MS
}

function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

function wallMs(day: number, { handoverTime }: Rotation): number {
  return day * DAY_MS + (Number(handoverTime.slice(0, 2)) * 60 + Number(handoverTime.slice(3, 5))) * 60_000
}
