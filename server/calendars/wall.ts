// Wall clocks of foreign calendars: what a TZID means, and which moment a time on that clock is.
import ICAL from 'ical.js'
import { zoneOfWindows } from '../../domain/calendars/windows-zones.ts'
import { isZone } from '../../domain/time.ts'
import type { Component } from './components.ts'
import { occurrences } from './recurrence.ts'

/** Times on a wall clock are milliseconds as if the clock showed UTC. */
export type Wall = {
  readonly toEpochMs: (wallMs: number) => number
  readonly toWallMs: (epochMs: number) => number
}

/** A clock of the runtime's zone data. Times that are skipped or shown twice: RFC 5545 3.3.5, as docs/decisions/0009. */
export function wallOfZone(zone: string): Wall {
  return {
    toEpochMs: (wallMs) =>
      Temporal.Instant.fromEpochMilliseconds(wallMs)
        .toZonedDateTimeISO('UTC')
        .toPlainDateTime()
        .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds,
    toWallMs: (epochMs) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone)
      return epochMs + zoned.offsetNanoseconds / 1_000_000
    },
  }
}

export const utc: Wall = { toEpochMs: (wallMs) => wallMs, toWallMs: (epochMs) => epochMs }

/**
 * Finds the clock that a TZID means: an IANA zone, also behind a prefix, a zone of Windows, or what the file itself defines.
 * `window` bounds what is asked of clocks that the file defines.
 */
export function wallFinder(definitions: readonly Component[], window: Window): (tzid: string) => Wall | undefined {
  const known = new Map<string, Wall | undefined>()
  const defined = new Map(definitions.map((each) => [valueOf(each, 'TZID') ?? '', each]))
  return (tzid) => {
    if (!known.has(tzid)) {
      const definition = defined.get(tzid)
      const zone = zoneNamed(tzid) ?? zoneNamed((definition && valueOf(definition, 'X-LIC-LOCATION')) ?? '')
      known.set(tzid, zone ? wallOfZone(zone) : definition && wallOfDefinition(definition, window))
    }
    return known.get(tzid)
  }
}

type Window = { readonly fromMs: number; readonly toMs: number }

/** `/mozilla.org/20050126_1/Europe/Berlin` is Berlin too. */
export function zoneNamed(text: string): string | undefined {
  const name = text.trim().replaceAll(/^"|"$/g, '')
  const tail = /([A-Za-z_-]+\/)?[A-Za-z_-]+\/[A-Za-z_+-]+$/.exec(name)?.[0]
  const lastTwo = tail?.split('/').slice(-2).join('/')
  return [name, tail, lastTwo].find((each) => each !== undefined && isZone(each)) ?? zoneOfWindows(name)
}

type Onset = { readonly wallMs: number; readonly beforeMs: number; readonly afterMs: number }

const dayMs = 86_400_000

/** A clock by its standard and daylight parts, as RFC 5545 3.6.5 has them; undefined when they cannot be read. */
function wallOfDefinition(definition: Component, { fromMs, toMs }: Window): Wall | undefined {
  const onsets = definition.parts.flatMap((part): Onset[] => {
    const offsets = ['TZOFFSETFROM', 'TZOFFSETTO'].map((name) => offsetMs(valueOf(part, name)))
    const [beforeMs, afterMs] = offsets
    const startMs = wallMsOf(valueOf(part, 'DTSTART') ?? '')
    if (beforeMs === undefined || afterMs === undefined || startMs === undefined) return []
    const rule = valueOf(part, 'RRULE')
    // From a year before the window on, so that what holds at its beginning is there; and the very first.
    const span = { fromMs: fromMs - 400 * dayMs, toMs: toMs + 2 * dayMs }
    // An end is told in UTC, and means an onset by the clock before it.
    const found = rule === undefined ? [] : occurrences(rule, startMs, span, { toWallMs: (ms) => ms + beforeMs })
    const dates = definedDates(part)
    return [startMs, ...dates, ...found].map((wallMs) => ({ wallMs, beforeMs, afterMs }))
  })
  const sorted = onsets.toSorted((a, b) => a.wallMs - b.wallMs)
  const [first] = sorted
  if (!first) return undefined
  return {
    toEpochMs: (wallMs) => {
      const last = sorted.findLast((onset) => onset.wallMs <= wallMs)
      if (!last) return wallMs - first.beforeMs
      // Skipped by the jump: read with the offset from before it.
      const isSkipped = wallMs < last.wallMs + (last.afterMs - last.beforeMs)
      return wallMs - (isSkipped ? last.beforeMs : last.afterMs)
    },
    toWallMs: (epochMs) => {
      const last = sorted.findLast((onset) => onset.wallMs - onset.beforeMs <= epochMs)
      return epochMs + (last ? last.afterMs : first.beforeMs)
    },
  }
}

function definedDates(part: Component): number[] {
  return part.lines
    .filter((line) => /^RDATE[;:]/i.test(line))
    .flatMap((line) => (line.split(':').at(-1) ?? '').split(',').flatMap((text) => wallMsOf(text) ?? []))
}

function valueOf(part: Component, name: string): string | undefined {
  const line = part.lines.find((each) => new RegExp(`^${name}[;:]`, 'i').test(each))
  if (line === undefined) return undefined
  try {
    const property: unknown[] = ICAL.parse.property(line)
    const [, , , value] = property
    return /^(RRULE|DTSTART)$/i.test(name) ? line.slice(line.indexOf(':') + 1) : String(value)
  } catch {
    return undefined
  }
}

/** `20260302T090000` or `20260302` on a wall clock. */
export function wallMsOf(text: string): number | undefined {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?Z?)?$/.exec(text.trim()) ?? []
  if (!year) return undefined
  // A leap second is the next minute's beginning.
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second === '60' ? '59' : second}Z`)
  return Number.isNaN(ms) ? undefined : ms
}

/** `+0100`, `-03:30`, `+010000` */
function offsetMs(text: string | undefined): number | undefined {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d\d):?(\d\d):?(\d\d)?$/.exec(text ?? '') ?? []
  if (!sign) return undefined
  const ms = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000
  return sign === '-' ? -ms : ms
}
