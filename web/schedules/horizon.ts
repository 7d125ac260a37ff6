// How far a look at many schedules reaches: a day, a week, a month or twelve weeks of the zone, and where its marks stand.
import type { Window } from './timeline.ts'
import { msOfWall, startOfDay, startOfWeek, wallMsAt, weekdayAt } from './zoned.ts'

export const horizons = ['day', 'week', 'month', 'quarter'] as const
export type Horizon = (typeof horizons)[number]

/** A part between two marks; only those that are `isMajor` keep their name where room is scarce. */
export type Mark = Window & { readonly isMajor: boolean }

/** The day, week, month or twelve weeks around this moment, moved by as many. */
export function windowAt(horizon: Horizon, zone: string, now: number, step = 0): Window {
  const edge = (plus: number) => {
    switch (horizon) {
      case 'day':
        return startOfDay(zone, now, plus)
      case 'week':
        return startOfWeek(zone, now, plus)
      case 'month':
        return startOfMonth(zone, now, plus)
      case 'quarter':
        return startOfWeek(zone, now, plus * weeksOfQuarter)
    }
  }
  return { from: edge(step), until: edge(step + 1) }
}

/** The beginning of the zone's month that holds this moment, moved by whole months. */
export function startOfMonth(zone: string, now: number, plusMonths = 0): number {
  const wall = new Date(wallMsAt(zone, now))
  return msOfWall(zone, Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + plusMonths, 1))
}

/** Every third hour of a day, the days of a week or a month, the weeks of twelve; they touch and fill the window. */
export function marksOf(horizon: Horizon, zone: string, window: Window): readonly Mark[] {
  const marks: Mark[] = []
  for (let from = window.from; from < window.until && marks.length < mostMarks;) {
    const until = Math.min(nextMark(horizon, zone, from), window.until)
    marks.push({ from, until, isMajor: isMajor(horizon, zone, from, marks.length) })
    from = until
  }
  return marks
}

function nextMark(horizon: Horizon, zone: string, from: number): number {
  if (horizon === 'quarter') return startOfWeek(zone, from, 1)
  if (horizon !== 'day') return startOfDay(zone, from, 1)
  const wall = wallMsAt(zone, from)
  const next = msOfWall(zone, wall - (wall % markMs) + markMs)
  // Where the clock was put back an hour is shown twice, and the mark is the later one.
  return next > from ? next : from + markMs
}

function isMajor(horizon: Horizon, zone: string, from: number, at: number): boolean {
  switch (horizon) {
    case 'day':
      return wallMsAt(zone, from) % (2 * markMs) === 0
    case 'week':
      return true
    case 'month':
      return weekdayAt(zone, from) === 1
    case 'quarter':
      return at % 4 === 0
  }
}

/** "09", "Mon 23", "23" or "Nov 23": the name of a mark. */
export function markWords(horizon: Horizon, ms: number, language: string, zone: string): string {
  const told = (shape: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...shape, timeZone: zone })
  switch (horizon) {
    case 'day':
      return told({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms)
    case 'week':
      return `${told({ weekday: 'short' }).format(ms)} ${dayNumber(ms, language, zone)}`
    case 'month':
      return dayNumber(ms, language, zone)
    case 'quarter':
      return told({ month: 'short', day: 'numeric' }).format(ms)
  }
}

/** The number of the day alone; some languages put a word behind it. */
export function dayNumber(ms: number, language: string, zone: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, day: 'numeric' }).formatToParts(ms)
  return parts.find(({ type }) => type === 'day')?.value ?? ''
}

const weeksOfQuarter = 12
const markMs = 3 * 3_600_000
/** A window that somebody made up must not hang the browser. */
const mostMarks = 62
