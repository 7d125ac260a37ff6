import type { Window } from './timeline.ts'
import { offsetMsAt, toLocalText } from './zoned.ts'

/** "Mon, Nov 23, 09:00 – 17:00": a span in a zone, saying only once what both ends share. */
export function spanWords({ from, until }: Window, language: string, zone: string): string {
  return formatOf(language, zone).formatRange(from, until)
}

/** "Mon, Nov 23, 09:00": a moment in a zone. */
export function momentWords(ms: number, language: string, zone: string): string {
  return formatOf(language, zone).format(ms)
}

/** The same words, that a narrow line breaks between two dates at most: never a date from its hour, or two hours of a day. */
export function unbroken(words: string): string {
  // A line may break after a dash whatever follows it, but for a joiner.
  const glued = words
    .replaceAll(' ', '\u00A0')
    .replaceAll('\u2009', '\u202F')
    .replace(/–(?=\u202F\d\d:\d\d$)/, '–\u2060')
  return glued.replace(/([~–])([\u00A0\u202F])(?!\d\d:\d\d$)/, (_, dash: string, space: string) =>
    space === '\u00A0' ? `${dash} ` : `${dash}\u2009`,
  )
}

/** "Nov 23 – Dec 20": the days of a window, its end not counted; with the year when it is not the one that runs. */
export function daysWords({ from, until }: Window, language: string, zone: string, now: number): string {
  const yearAt = (ms: number) => toLocalText(zone, ms).slice(0, 4)
  const isThisYear = [from, until - 1].every((ms) => yearAt(ms) === yearAt(now))
  const year = isThisYear ? {} : ({ year: 'numeric' } as const)
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, day: 'numeric', month: 'short', ...year })
  return format.formatRange(from, until - 1)
}

/** "Seoul" for `Asia/Seoul`: how people speak of a zone. */
export function zoneCity(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** Do these zones show the same wall clock at both ends? */
export function isSameClock(a: string, b: string, { from, until }: Window): boolean {
  return a === b || [from, until].every((ms) => offsetMsAt(a, ms) === offsetMsAt(b, ms))
}

/** "6 days, 4 hr": how long a span is, in its two largest units. */
export function lengthWords({ from, until }: Window, language: string): string {
  const minutes = Math.round((until - from) / 60_000)
  const counts = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60]
  const first = counts.findIndex((count) => count > 0)
  const parts = counts.flatMap((count, at) =>
    count > 0 && at <= first + 1 ? [unitWords(count, units[at], language)] : [],
  )
  return parts.length > 0 ? parts.join(' ') : unitWords(0, 'minute', language)
}

/** A window as the API is asked for it. */
export function isoOf({ from, until }: Window): { readonly from: string; readonly to: string } {
  return { from: new Date(from).toISOString(), to: new Date(until).toISOString() }
}

const units = ['day', 'hour', 'minute'] as const
const formats = new Map<string, Intl.DateTimeFormat>()

function unitWords(count: number, unit: (typeof units)[number] = 'minute', language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count)
}

function formatOf(language: string, zone: string): Intl.DateTimeFormat {
  const key = `${language} ${zone}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  formats.set(key, format)
  return format
}
