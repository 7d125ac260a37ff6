// Whose turn it is in one rotation, in closed form: next week and the year 9000 cost the same.
// Conventions (times skipped or shown twice, anchors, ends): docs/decisions/0009-local-time-conventions.md.
import type { Instant } from '../time.ts'
import { DAY_MS, epochMsOfWall, instantOfMs, offsetMsAt, zoneOffsets, type ZoneOffsets } from './local-time.ts'
import type { Rotation } from './schedule.ts'

const unitDays = { day: 1, week: 7 } satisfies Record<Rotation['unit'], number>

/** One turn: `[startsAt, endsAt)` on the UTC line; `endsAt` is null only past the last moment Temporal can name. */
export type Turn = {
  /** 1 for the first turn of the rotation. */
  readonly number: number
  readonly people: readonly string[]
  readonly startsAt: Instant
  readonly endsAt: Instant | null
}

/** Whose turn is it at this moment, since when and until when? Null before the first handover and after the end. */
export function turnAt(rotation: Rotation, at: Instant): Turn | null {
  const clock = rotationClock(rotation)
  const index = turnIndexAt(clock, at.epochMilliseconds)
  if (index === null) return null
  const startsAt = instantOfMs(handoverMs(clock, index))
  if (!startsAt) return null
  return {
    number: index + 1,
    people: peopleOf(rotation, index),
    startsAt,
    endsAt: instantOfMs(turnEndsMs(clock, index)),
  }
}

/** A rotation with its local dates and times already read: what the arithmetic needs, in milliseconds. */
export type RotationClock = {
  readonly rotation: Rotation
  readonly offsets: ZoneOffsets
  /** The first handover on the wall clock, counted as if it were UTC. */
  readonly firstWallMs: number
  readonly turnWallMs: number
  readonly startsMs: number
  readonly endsMs: number
}

export function rotationClock(rotation: Rotation): RotationClock {
  if (!(rotation.length >= 1)) throw new RangeError(`rotation ${rotation.id} has turns of length ${rotation.length}`)
  const offsets = zoneOffsets(rotation.zone)
  const firstWallMs = wallMs(firstHandoverOn(rotation), rotation.handoverTime)
  return {
    rotation,
    offsets,
    firstWallMs,
    turnWallMs: rotation.length * unitDays[rotation.unit] * DAY_MS,
    startsMs: epochMsOfWall(offsets, firstWallMs),
    endsMs:
      rotation.endsOn === null
        ? Infinity
        : epochMsOfWall(offsets, wallMs(Temporal.PlainDate.from(rotation.endsOn), rotation.handoverTime)),
  }
}

/** The turn (from 0) that holds at this moment; null before the first handover and from the end on. */
export function turnIndexAt(clock: RotationClock, epochMs: number): number | null {
  if (epochMs < clock.startsMs || epochMs >= clock.endsMs) return null
  const local = epochMs + offsetMsAt(clock.offsets, epochMs)
  let index = Math.floor((local - clock.firstWallMs) / clock.turnWallMs)
  // Near a change of offset the wall clock misleads, by a day at most: one or two steps put it right.
  while (handoverMs(clock, index + 1) <= epochMs) index += 1
  while (handoverMs(clock, index) > epochMs) index -= 1
  return index
}

export function turnEndsMs(clock: RotationClock, index: number): number {
  return Math.min(handoverMs(clock, index + 1), clock.endsMs)
}

export function peopleOf(rotation: Rotation, index: number): readonly string[] {
  return rotation.turns[index % rotation.turns.length] ?? []
}

function handoverMs(clock: RotationClock, index: number): number {
  return epochMsOfWall(clock.offsets, clock.firstWallMs + index * clock.turnWallMs)
}

function firstHandoverOn(rotation: Rotation): Temporal.PlainDate {
  const startsOn = Temporal.PlainDate.from(rotation.startsOn)
  if (rotation.unit === 'day') return startsOn
  return startsOn.add({ days: (rotation.handoverWeekday - startsOn.dayOfWeek + 7) % 7 })
}

function wallMs(on: Temporal.PlainDate, time: string): number {
  return on.toZonedDateTime({ timeZone: 'UTC', plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds
}
