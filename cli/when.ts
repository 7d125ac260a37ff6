// Moments and spans as people type them, and as they read them.
import { isZone, type Instant, type Zone } from '../domain/time.ts'
import type { Terminal } from './terminal.ts'

export type Here = { readonly now: Instant; readonly zone: Zone }

/** Now, and the zone in which whoever sits at this terminal reads. */
export function hereOf(terminal: Pick<Terminal, 'now' | 'zone'>): Here {
  return { now: terminal.now(), zone: terminal.zone }
}

/** A moment as it comes over the wire, as whoever sits at this terminal reads it. */
export function momentIn(terminal: Pick<Terminal, 'now' | 'zone'>, iso: string): string {
  return momentText(Temporal.Instant.from(iso), hereOf(terminal))
}

/**
 * Which moment is meant? `now`, `2026-11-24T03:00:00+01:00`, `2026-11-24 03:00`, `tue 2026-11-24 03:00 Europe/Berlin`,
 * `03:00` (today), `tomorrow 09:00`, `sunday 03:00` (the coming one, perhaps today), `next sunday 03:00` (after today);
 * without a zone the terminal's. Null when it is none of these, or does not exist.
 */
export function readMoment(text: string, { now, zone }: Here): Instant | null {
  const written = text.trim()
  if (written.toLowerCase() === 'now') return now
  return exactMoment(written) ?? localMoment(written, { now, zone })
}

/** Which day is meant? `2026-12-21`, `mon 2026-12-21`, `today`, `tomorrow`, `sunday` (the coming one), `next sunday`; null when none. */
export function readDay(text: string, { now, zone }: Here): Temporal.PlainDate | null {
  const day = text.trim().toLowerCase()
  if (!/^(?:[a-z]{3,9} +)?\d{4}-\d{2}-\d{2}$|^(?:next +)?[a-z]{3,9}$/.test(day)) return null
  return orNull(() => dateOf(day, now.toZonedDateTimeISO(zone).toPlainDate()))
}

/** How long is meant? `30m`, `2h`, `1h30m`, `1d`, `90s` as milliseconds; null when it is none of these, or nothing. */
export function readSpanMs(text: string): number | null {
  const parts = /^(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,7})s)?$/i.exec(text.trim().replaceAll(' ', ''))
  if (!parts) return null
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  const span = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000
  return span > 0 ? span : null
}

/** `14:05` today, `Mon 30 Nov 09:00` otherwise, with the year when it is another one. */
export function momentText(at: Instant, { now, zone }: Here): string {
  const local = at.toZonedDateTimeISO(zone)
  const today = now.toZonedDateTimeISO(zone)
  const time = `${twoDigits(local.hour)}:${twoDigits(local.minute)}`
  if (local.toPlainDate().equals(today.toPlainDate())) return time
  const year = local.year === today.year ? '' : ` ${local.year}`
  return `${days[local.dayOfWeek - 1]} ${local.day} ${months[local.month - 1]}${year} ${time}`
}

/** `Mon 21 Dec`, with the year when it is another one. */
export function dayText(on: string, { now, zone }: Here): string {
  const day = Temporal.PlainDate.from(on)
  const year = day.year === now.toZonedDateTimeISO(zone).year ? '' : ` ${day.year}`
  return `${days[day.dayOfWeek - 1]} ${day.day} ${months[day.month - 1]}${year}`
}

/** How long ago: `40 s`, `5 min`, `3 h`, `2 d`. */
export function agoText(at: Instant, now: Instant): string {
  const seconds = Math.max(0, Math.round(at.until(now).total('seconds')))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

function exactMoment(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return null
  return orNull(() => Temporal.Instant.from(text))
}

function localMoment(text: string, { now, zone }: Here): Instant | null {
  const [, day, time = '', named, bracketed] =
    /^(?:((?:[a-z]{3,9} +)?\d{4}-\d{2}-\d{2}|today|tomorrow|(?:next +)?[a-z]{3,9})[T ]+)?(\d{2}:\d{2}(?::\d{2})?)(?: +([A-Za-z][\w+\-/]*)|\[([\w+\-/]+)\])?$/i.exec(
      text,
    ) ?? []
  if (time === '') return null
  const timeZone = named ?? bracketed ?? zone
  if (!isZone(timeZone)) return null
  return orNull(() => {
    const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
    const date = dateOf(day?.toLowerCase(), today)
    if (!date) return null
    // A time that the clock skips or shows twice is taken as handovers take it (docs/decisions/0009-local-time-conventions.md).
    return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant()
  })
}

function dateOf(day: string | undefined, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (day === undefined || day === 'today') return today
  if (day === 'tomorrow') return today.add({ days: 1 })
  const [, next, name = ''] = /^(next +)?([a-z]+)$/.exec(day) ?? []
  if (name === '') return writtenDate(day)
  const weekday = weekdayOf(name)
  if (weekday === 0) return null
  const days = (weekday - today.dayOfWeek + 7) % 7
  return today.add({ days: next && days === 0 ? 7 : days })
}

/** A weekday before a date must be its own: who writes both means neither if they differ. */
function writtenDate(day: string): Temporal.PlainDate | null {
  const [, name, date = ''] = /^(?:([a-z]+) +)?(\S+)$/.exec(day) ?? []
  const written = Temporal.PlainDate.from(date, { overflow: 'reject' })
  return name === undefined || weekdayOf(name) === written.dayOfWeek ? written : null
}

/** 1 for Monday to 7 for Sunday, by its name or three letters of it; 0 when it is none. */
function weekdayOf(name: string): number {
  return weekdays.findIndex((each) => each === name || each.slice(0, 3) === name) + 1
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function orNull<T>(read: () => T | null): T | null {
  try {
    return read()
  } catch {
    return null
  }
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
