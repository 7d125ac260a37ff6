// Between a zone's wall clock and the UTC line, in plain milliseconds. Temporal says the same but costs a thousand
// times as much, so its answers are read once per zone into a table of offset transitions and looked up from there.
import type { Instant, Zone } from '../time.ts'

/** A zone's offsets: `offsetsMs[i]` (local minus UTC) holds from `startsMs[i]` up to the next start. */
export type ZoneOffsets = {
  readonly zone: Zone
  readonly startsMs: Float64Array
  readonly offsetsMs: Float64Array
  /** From which wall time on is a wall time read with `offsetsMs[i]`? A time shown twice belongs to the offset before. */
  readonly wallStartsMs: Float64Array
  /** The place in the table at the beginning of each month-long box since 1970: a look-up begins near its goal. */
  readonly boxes: Uint16Array
}

export const DAY_MS = 86_400_000
const BEFORE_ALL_RULES = Temporal.Instant.from('1800-01-01T00:00:00Z')
/** Zones with summer time change for ever; past this moment Temporal is asked each time. */
export const TABLE_ENDS_MS = Temporal.Instant.from('2200-01-01T00:00:00Z').epochMilliseconds
// Wall times up to here are read from the table whatever their offset is.
const WALL_TABLE_ENDS_MS = TABLE_ENDS_MS - 2 * DAY_MS
const BOX_MS = 30 * DAY_MS
// The last moment Temporal can name: nsMaxInstant, 100,000,000 days after 1970; the first is its mirror.
const LAST_INSTANT_MS = 8.64e15

const tables = new Map<Zone, ZoneOffsets>()

// Making and collecting a Temporal object costs ten times what finding its moment does. Handovers are few and shared
// (every schedule changes on Monday at nine), so those already made are kept, each in the one slot it may have.
const SLOT_BITS = 15
const slotMs = new Float64Array(2 ** SLOT_BITS).fill(NaN)
const slots: (Instant | undefined)[] = Array.from({ length: 2 ** SLOT_BITS })

/** Which offsets did, does and will a zone have? Throws a RangeError for a zone the runtime does not know. */
export function zoneOffsets(zone: Zone): ZoneOffsets {
  const known = tables.get(zone)
  if (known) return known
  const table = readOffsets(zone)
  tables.set(zone, table)
  return table
}

/** How far is the zone's wall clock ahead of UTC at this moment? */
export function offsetMsAt(offsets: ZoneOffsets, epochMs: number): number {
  if (epochMs >= TABLE_ENDS_MS) return askTemporal(offsets.zone, epochMs)
  return numberAt(offsets.offsetsMs, placeAt(offsets, epochMs))
}

/** Where in the table is the offset that holds at this moment, which lies before its end? */
export function placeAt({ startsMs, boxes }: ZoneOffsets, epochMs: number): number {
  if (epochMs < 0 || epochMs >= TABLE_ENDS_MS) return lastUpTo(startsMs, epochMs)
  let place = boxes[Math.floor(epochMs / BOX_MS)] ?? 0
  while (place + 1 < startsMs.length && numberAt(startsMs, place + 1) <= epochMs) place += 1
  return place
}

/**
 * At which moment does the zone's wall clock show `wallMs` (a local date and time, counted as if it were UTC)?
 * Temporal's "compatible" rule (RFC 5545 3.3.5 says the same): a time shown twice is its first showing, a time
 * skipped is read with the offset before the jump.
 */
export function epochMsOfWall(offsets: ZoneOffsets, wallMs: number): number {
  return wallMs - readingOf(offsets, wallMs).offsetMs
}

/** By how much does the clock jump over this wall time? 0 for a time that it shows. */
export function skippedByMs(offsets: ZoneOffsets, wallMs: number): number {
  return readingOf(offsets, wallMs).skippedByMs
}

type Reading = { readonly offsetMs: number; readonly skippedByMs: number }

function readingOf(offsets: ZoneOffsets, wallMs: number): Reading {
  if (wallMs >= WALL_TABLE_ENDS_MS) return readingByTemporal(offsets, wallMs)
  const { startsMs, offsetsMs, wallStartsMs } = offsets
  const place = lastUpTo(wallStartsMs, wallMs)
  const offsetMs = numberAt(offsetsMs, place)
  const isSkipped = place + 1 < startsMs.length && wallMs - offsetMs >= numberAt(startsMs, place + 1)
  return { offsetMs, skippedByMs: isSkipped ? numberAt(offsetsMs, place + 1) - offsetMs : 0 }
}

/**
 * Past the table. A day either side of a wall time there is at most one change of offset: no two transitions of any zone
 * lie within 72 hours, and no jump is longer than 24.
 */
function readingByTemporal(offsets: ZoneOffsets, wallMs: number): Reading {
  const before = offsetMsAt(offsets, wallMs - DAY_MS)
  const after = offsetMsAt(offsets, wallMs + DAY_MS)
  if (before === after || offsetMsAt(offsets, wallMs - before) === before) return { offsetMs: before, skippedByMs: 0 }
  const isShownAfter = offsetMsAt(offsets, wallMs - after) === after
  return isShownAfter ? { offsetMs: after, skippedByMs: 0 } : { offsetMs: before, skippedByMs: after - before }
}

/** The moment as Temporal has it, or null when it lies past everything Temporal can name. */
export function instantOfMs(epochMs: number): Instant | null {
  // Fibonacci hashing spreads the minutes, of which handovers share so many factors, over all slots.
  const slot = Math.imul(epochMs / 60_000, 0x9e37_79b1) >>> (32 - SLOT_BITS)
  const known = slotMs[slot] === epochMs ? slots[slot] : undefined
  if (known) return known
  if (Math.abs(epochMs) > LAST_INSTANT_MS) return null
  const instant = Temporal.Instant.fromEpochMilliseconds(epochMs)
  slotMs[slot] = epochMs
  slots[slot] = instant
  return instant
}

function readOffsets(zone: Zone): ZoneOffsets {
  let moment = BEFORE_ALL_RULES.toZonedDateTimeISO(zone)
  const starts = [-Infinity]
  const offsetsMs = [offsetMs(moment)]
  for (;;) {
    const next = moment.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds >= TABLE_ENDS_MS) break
    starts.push(next.epochMilliseconds)
    offsetsMs.push(offsetMs(next))
    moment = next
  }
  const startsMs = Float64Array.from(starts)
  return {
    zone,
    startsMs,
    offsetsMs: Float64Array.from(offsetsMs),
    wallStartsMs: startsMs.map((startMs, i) => startMs + Math.max(offsetsMs[i - 1] ?? 0, offsetsMs[i] ?? 0)),
    boxes: Uint16Array.from({ length: Math.ceil(TABLE_ENDS_MS / BOX_MS) }, (_, i) => lastUpTo(startsMs, i * BOX_MS)),
  }
}

function askTemporal(zone: Zone, epochMs: number): number {
  const nameable = Math.min(epochMs, LAST_INSTANT_MS)
  return offsetMs(Temporal.Instant.fromEpochMilliseconds(nameable).toZonedDateTimeISO(zone))
}

function offsetMs(moment: Temporal.ZonedDateTime): number {
  return moment.offsetNanoseconds / 1_000_000
}

/** Where stands the last of these rising numbers that is not greater? The first of them stands for everything before. */
export function lastUpTo(rising: Float64Array, value: number): number {
  let low = 0
  let high = rising.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (numberAt(rising, middle) <= value) low = middle
    else high = middle - 1
  }
  return low
}

/** The number at an index within bounds; NaN would say that it was not. */
export function numberAt(numbers: Float64Array, index: number): number {
  return numbers[index] ?? NaN
}
