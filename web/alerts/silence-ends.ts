import { msOfWall, wallMsAt } from '../schedules/zoned.ts'

/** A way to say when a silence ends: after a span, in the morning of tomorrow, or at a moment of one's own. */
export const silenceEnds = ['hour', 'hours', 'tomorrow', 'custom'] as const
export type SilenceEnd = (typeof silenceEnds)[number]

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const morningHour = 9
export const someHours = 4

/** When does it end, in epoch milliseconds, if it begins at `from`? The morning is nine o'clock of the zone's next day. */
export function endOf(end: Exclude<SilenceEnd, 'custom'>, from: number, zone: string): number {
  switch (end) {
    case 'hour':
      return from + hourMs
    case 'hours':
      return from + someHours * hourMs
    case 'tomorrow': {
      const wall = wallMsAt(zone, from)
      return msOfWall(zone, Math.floor(wall / dayMs) * dayMs + dayMs + morningHour * hourMs)
    }
  }
}

/** Does it end so soon that somebody should look? Its own warning says how soon, and a quarter of an hour where it has none. */
export function endsSoon(
  silence: { readonly state: string; readonly endsAt: string; readonly warnMinutes: number },
  now: number,
): boolean {
  const left = Date.parse(silence.endsAt) - now
  return silence.state === 'active' && left <= (silence.warnMinutes || soonMinutes) * 60_000
}

const soonMinutes = 15
