// iCalendar text (RFC 5545), with what Apple, Google and Outlook read beyond it. Moments are UTC, so no zone is told.
import type { Instant } from '../time.ts'

/** One event; the `uid` is the same for as long as it is the same event, whatever else changes. */
export type CalendarEvent = {
  readonly uid: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly summary: string
  readonly url: string
}

/** `about` is null when there is nothing to say of the calendar as a whole. */
export type Calendar = {
  readonly name: string
  readonly about: string | null
  readonly events: readonly CalendarEvent[]
}

/** Since when the calendar says what it says, and how many times it said something else before. */
export type Edition = { readonly at: Instant; readonly number: number }

/** How is this calendar written for calendar programs? The same calendar of the same edition is the same text. */
export function calendarText(calendar: Calendar, edition: Edition): string {
  const events = calendar.events.flatMap((event) => eventLines(event, edition))
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Baton//On call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(calendar.name)}`,
    ...(calendar.about === null ? [] : [`X-WR-CALDESC:${escaped(calendar.about)}`]),
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...(events.length > 0 ? events : nothingLines),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function eventLines({ uid, startsAt, endsAt, summary, url }: CalendarEvent, { at, number }: Edition): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${stamp(at)}`,
    `LAST-MODIFIED:${stamp(at)}`,
    `SEQUENCE:${number}`,
    `DTSTART:${stamp(startsAt)}`,
    `DTEND:${stamp(endsAt)}`,
    `SUMMARY:${escaped(summary)}`,
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** RFC 5545 wants at least one component, and some programs refuse a calendar without any; this one shows nothing. */
const nothingLines = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
]

/** How is a moment written, to the second? */
export function stamp(at: Instant): string {
  const text = at.toString({ smallestUnit: 'second', roundingMode: 'floor' })
  return text.replaceAll(/[-:]/g, '')
}

/** How is free text written as a value? Control characters have no place there, and a lone half of a pair no encoding. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\p{Cc}--[\t\n]]/gv, '')
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', String.raw`\n`)
}

const mostOctets = 75

/** How is a long line written? In pieces of at most 75 octets of UTF-8, broken between characters, never inside one. */
export function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const letter of line) {
    const size = octetsOf(letter.codePointAt(0) ?? 0)
    if (octets + size > mostOctets) {
      text += '\r\n '
      octets = 1
    }
    text += letter
    octets += size
  }
  return text
}

function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x8_00) return 2
  return codePoint < 0x1_00_00 ? 3 : 4
}
