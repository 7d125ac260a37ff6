/** `clock` 14:05 · `day` Mon 23 Nov · `moment` Mon 23 Nov, 14:05 · `full` with seconds, year and zone. */
export type TimeStyle = 'clock' | 'day' | 'moment' | 'full'

/** How long ago or until, in the largest unit that is not zero: "3 min ago", "in 2 hr", "now" below five seconds. */
export function relative(when: Date, now: Date, language: string): string {
  const seconds = (when.getTime() - now.getTime()) / 1_000
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  if (Math.abs(seconds) < 5) return words.format(0, 'second')
  for (const [unit, size] of units) {
    const count = Math.trunc(seconds / size)
    if (count !== 0) return words.format(count, unit).replaceAll('.', '')
  }
  return words.format(0, 'second')
}

/** The moment itself, in a zone (the browser's own when absent), naming the zone when `named`. */
export function absolute(when: Date, { language, zone, style, named = false, now }: Telling): string {
  const sameYear = when.getFullYear() === now.getFullYear()
  return new Intl.DateTimeFormat(language, {
    ...shapes[style],
    ...(style === 'clock' || sameYear ? {} : { year: 'numeric' }),
    ...(named && style !== 'day' ? { timeZoneName: 'short' } : {}),
    ...(zone ? { timeZone: zone } : {}),
    hourCycle: 'h23',
  }).format(when)
}

type Telling = {
  readonly language: string
  readonly zone?: string | undefined
  readonly style: TimeStyle
  readonly named?: boolean
  readonly now: Date
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }
const day: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' }

const shapes: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  clock,
  day,
  moment: { ...day, ...clock },
  full: { ...day, ...clock, year: 'numeric', second: '2-digit', timeZoneName: 'short' },
}
