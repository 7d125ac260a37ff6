// Between a zone's wall clock and the UTC line, in plain milliseconds. Temporal says the same but costs a thousand
// times as much, so its answers are read once per zone into a table of offset transitions and looked up from there.
import type { Instant, Zone } from '../time.ts'

/** A zone's offsets: `offsetsMs[i]` (local minus UTC) holds from `startsMs[i]` up to the next start. */
export type ZoneOffsets = {
  readonly zone: Zone
  readonly startsMs: Float64Array
  readonly offsetsMs: Float64Array
}

export const DAY_MS = 86_400_000
const BEFORE_ALL_RULES = Temporal.Instant.from('1800-01-01T00:00:00Z')
// Zones with summer time change for ever; past this moment Temporal is asked each time.
const TABLE_ENDS_MS = Temporal.Instant.from('2200-01-01T00:00:00Z').epochMilliseconds
// The last moment Temporal can name: nsMaxInstant, 100,000,000 days after 1970; the first is its mirror.
const LAST_INSTANT_MS = 8.64e15

const tables = new Map<Zone, ZoneOffsets>()

// Making and collecting a Temporal object costs ten times what finding its moment does. Handovers are few and shared
// (every schedule changes on Monday at nine), so those already made are kept, up to a bound.
const MOST_INSTANTS = 16_384
const instants = new Map<number, Instant>()

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
  const { startsMs, offsetsMs } = offsets
  let low = 0
  let high = startsMs.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (at(startsMs, middle) <= epochMs) low = middle
    else high = middle - 1
  }
  return at(offsetsMs, low)
}

/**
 * At which moment does the zone's wall clock show `wallMs` (a local date and time, counted as if it were UTC)?
 * Temporal's "compatible" rule (RFC 5545 3.3.5 says the same): a time shown twice is its first showing, a time
 * skipped is read with the offset before the jump. A day either side of a wall time there is at most one change of
 * offset: no two transitions of any zone lie within 72 hours, and no jump is longer than 24.
 */
export function epochMsOfWall(offsets: ZoneOffsets, wallMs: number): number {
  const before = offsetMsAt(offsets, wallMs - DAY_MS)
  const after = offsetMsAt(offsets, wallMs + DAY_MS)
  if (before === after || offsetMsAt(offsets, wallMs - before) === before) return wallMs - before
  const isShownAfter = offsetMsAt(offsets, wallMs - after) === after
  return isShownAfter ? wallMs - after : wallMs - before
}

/** The moment as Temporal has it, or null when it lies past everything Temporal can name. */
export function instantOfMs(epochMs: number): Instant | null {
  const known = instants.get(epochMs)
  if (known) return known
  if (Math.abs(epochMs) > LAST_INSTANT_MS) return null
  const instant = Temporal.Instant.fromEpochMilliseconds(epochMs)
  if (instants.size >= MOST_INSTANTS) instants.clear()
  instants.set(epochMs, instant)
  return instant
}

function readOffsets(zone: Zone): ZoneOffsets {
  let moment = BEFORE_ALL_RULES.toZonedDateTimeISO(zone)
  const startsMs = [-Infinity]
  const offsetsMs = [offsetMs(moment)]
  for (;;) {
    const next = moment.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds >= TABLE_ENDS_MS) break
    startsMs.push(next.epochMilliseconds)
    offsetsMs.push(offsetMs(next))
    moment = next
  }
  return { zone, startsMs: Float64Array.from(startsMs), offsetsMs: Float64Array.from(offsetsMs) }
}

function askTemporal(zone: Zone, epochMs: number): number {
  const nameable = Math.min(epochMs, LAST_INSTANT_MS)
  return offsetMs(Temporal.Instant.fromEpochMilliseconds(nameable).toZonedDateTimeISO(zone))
}

function offsetMs(moment: Temporal.ZonedDateTime): number {
  return moment.offsetNanoseconds / 1_000_000
}

/** The number at an index within bounds; NaN would say that it was not. */
function at(numbers: Float64Array, index: number): number {
  return numbers[index] ?? NaN
}
