// The wall clock of a zone in the browser, by Intl alone: not every browser that people carry has Temporal yet.

/** An IANA zone name. */
type Zone = string

const dayMs = 86_400_000

/** How far is the zone's wall clock ahead of UTC at this moment, in milliseconds? */
export function offsetMsAt(zone: Zone, ms: number): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return wall - Math.floor(ms / 1_000) * 1_000
}

/**
 * At which moment does the zone's wall clock show `wallMs` (a local date and time counted as if it were UTC)? A time shown
 * twice is its first showing, a skipped one is read with the offset before the jump, as in domain/schedules/local-time.ts.
 */
export function msOfWall(zone: Zone, wallMs: number): number {
  const before = offsetMsAt(zone, wallMs - dayMs)
  const after = offsetMsAt(zone, wallMs + dayMs)
  if (before === after || offsetMsAt(zone, wallMs - before) === before) return wallMs - before
  const isShownAfter = offsetMsAt(zone, wallMs - after) === after
  return isShownAfter ? wallMs - after : wallMs - before
}

/** What the zone's wall clock shows at this moment, counted as if it were UTC. */
export function wallMsAt(zone: Zone, ms: number): number {
  return ms + offsetMsAt(zone, ms)
}

/** The beginning of the zone's day that holds this moment, moved by whole calendar days. */
export function startOfDay(zone: Zone, ms: number, plusDays = 0): number {
  const wall = wallMsAt(zone, ms)
  return msOfWall(zone, wall - modulo(wall, dayMs) + plusDays * dayMs)
}

/** The beginning of the zone's Monday on or before this moment, moved by whole weeks. */
export function startOfWeek(zone: Zone, ms: number, plusWeeks = 0): number {
  return startOfDay(zone, ms, 1 - weekdayAt(zone, ms) + plusWeeks * 7)
}

/** ISO 8601: Monday is 1, Sunday is 7. */
export function weekdayAt(zone: Zone, ms: number): number {
  return new Date(wallMsAt(zone, ms)).getUTCDay() || 7
}

/** `2026-11-23T09:00` on the zone's wall clock, as a `datetime-local` input holds it. */
export function toLocalText(zone: Zone, ms: number): string {
  return new Date(wallMsAt(zone, ms)).toISOString().slice(0, 16)
}

/** The moment that a `datetime-local` input names in the zone; null when it names none. */
export function fromLocalText(zone: Zone, text: string): number | null {
  const wallMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(`${text.slice(0, 16)}:00Z`) : Number.NaN
  return Number.isNaN(wallMs) ? null : msOfWall(zone, wallMs)
}

/** Does this browser know the zone by this name? */
export function isKnownZone(zone: Zone): boolean {
  try {
    return zone !== '' && formatOf(zone) !== undefined
  } catch {
    return false
  }
}

const formats = new Map<Zone, Intl.DateTimeFormat>()

function formatOf(zone: Zone): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(zone, format)
  return format
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
