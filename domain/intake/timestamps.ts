// Foreign timestamps. Computed on numbers, because every alert carries two and Temporal costs a microsecond each.
import { note, type Notes } from './text.ts'

/** A moment as RFC 3339 text in UTC, keeping up to nine digits, and as milliseconds (with a fraction) for comparing. */
export type Moment = { readonly text: string; readonly epochMilliseconds: number; readonly zoneAssumed: boolean }

/**
 * When a foreign timestamp says it was: RFC 3339 with any number of digits and any offset spelling, without a zone (then UTC),
 * or seconds, milliseconds, microseconds, nanoseconds since 1970. Year 0001, empty, zero and null mean "not set".
 */
export function readMoment(value: unknown): Moment | 'unset' | 'unreadable' {
  if (typeof value === 'string') return canonical(value) ?? anySpelling(value.trim())
  if (typeof value === 'number') return fromEpoch(value)
  return value === undefined || value === null ? 'unset' : 'unreadable'
}

/** The moment or null, with a note when it could not be read or had no zone. */
export function momentOf(value: unknown, notes: Notes): Moment | null {
  const moment = readMoment(value)
  if (moment === 'unset') return null
  if (moment === 'unreadable') {
    note(notes, 'time_unreadable')
    return null
  }
  if (moment.zoneAssumed) note(notes, 'zone_assumed')
  return moment
}

const LAST_MILLISECOND = 253_402_300_799_999 // 9999-12-31T23:59:59.999Z
const DAY_MILLISECONDS = 86_400_000

/** `2026-11-22T10:00:00[.123]Z` as Prometheus and vmalert write it; null leaves the rest to the slower reading. */
function canonical(text: string): Moment | null {
  const end = text.length - 1
  if (end < 19 || end > 29 || text.charCodeAt(end) !== 90 || text.charCodeAt(10) !== 84) return null
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return null
  if (end > 19 && (text.charCodeAt(19) !== 46 || end === 20)) return null
  const seconds = secondsOf(
    [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)],
    [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)],
  )
  if (!(seconds > 0)) return null
  const fraction = end > 19 ? digits(text, 20, end) / 10 ** (end - 20) : 0
  if (!(fraction >= 0)) return null
  return { text, epochMilliseconds: seconds * 1000 + fraction * 1000, zoneAssumed: false }
}

const spelling =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ]\s?(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,18}))?)?\s?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/

function anySpelling(text: string): Moment | 'unset' | 'unreadable' {
  if (text === '' || text.startsWith('0001-01-01') || text.startsWith('0000-')) return 'unset'
  if (/^\d{1,19}(\.\d{1,9})?$/.test(text)) return fromEpoch(Number(text))
  const found = spelling.exec(text)
  if (!found) return 'unreadable'
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = found
  const minutesEast = zone === undefined ? 0 : offsetMinutes(zone)
  const leap = second === '60' ? 59 : Number(second)
  const local = secondsOf([Number(year), Number(month), Number(day)], [Number(hour), Number(minute), leap])
  const seconds = local - minutesEast * 60
  if (!(seconds > 0) || seconds * 1000 > LAST_MILLISECOND) return 'unreadable'
  return momentAt(seconds, fraction.slice(0, 9), zone === undefined)
}

/** Tells the unit by size: seconds reach the year 5138 before milliseconds begin at 1973. */
function fromEpoch(value: number): Moment | 'unset' | 'unreadable' {
  if (value === 0) return 'unset'
  if (!(value > 0)) return 'unreadable'
  const milliseconds = value < 1e11 ? value * 1000 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6
  if (milliseconds > LAST_MILLISECOND) return 'unreadable'
  const whole = Math.floor(milliseconds)
  const thousandths = whole % 1000
  return momentAt((whole - thousandths) / 1000, thousandths === 0 ? '' : String(thousandths).padStart(3, '0'), false)
}

function momentAt(seconds: number, fraction: string, zoneAssumed: boolean): Moment {
  const days = Math.floor((seconds * 1000) / DAY_MILLISECONDS)
  const inDay = seconds - days * 86_400
  const clock = [Math.floor(inDay / 3600), Math.floor(inDay / 60) % 60, inDay % 60].map((n) => padded(n, 2)).join(':')
  const text = `${dateOf(days)}T${clock}${fraction === '' ? '' : `.${fraction}`}Z`
  const part = fraction === '' ? 0 : Number(`0.${fraction}`)
  return { text, epochMilliseconds: seconds * 1000 + part * 1000, zoneAssumed }
}

/** Minutes east of UTC, or NaN for an offset no place has. */
function offsetMinutes(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0
  const hours = digits(zone, 1, 3)
  const minutes = zone.length === 3 ? 0 : digits(zone, zone.length - 2, zone.length)
  if (hours > 23 || minutes > 59) return Number.NaN
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** Seconds since 1970 of a UTC date and time, or NaN when there is no such day or time. */
function secondsOf(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second]: readonly [number, number, number],
): number {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= monthDays(year, month)
  if (!exists || !(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN
  return daysOf(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
}

function monthDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** The inverse of `daysOf`, as `YYYY-MM-DD`. */
function dateOf(days: number): string {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return `${padded(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4)}-${padded(month, 2)}-${padded(day, 2)}`
}

/** The number in `text[from, to)`, or NaN when a character there is no digit. */
function digits(text: string, from: number, to: number): number {
  let number = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = number * 10 + digit
  }
  return number
}

function padded(number: number, width: number): string {
  return String(number).padStart(width, '0')
}
