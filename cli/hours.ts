// Hours of the week as they are written and read in a terminal: `22:00-07:00` on `mon-fri`.
import type { EndpointOutput } from '../domain/api.ts'
import { misused } from './trouble.ts'

export type Hours = NonNullable<EndpointOutput<'getContacts'>['quiet']>['within']

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** One window on these days, on every day when none are named. Past midnight when it ends before it begins. */
export function readHours(hours: string, days: string | undefined): Hours {
  const [, from, to] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(hours.trim()) ?? []
  if (!from || !to) throw misused(`"${hours}" are no hours; write them as 22:00-07:00.`)
  return [{ kind: 'days', weekdays: days === undefined ? [1, 2, 3, 4, 5, 6, 7] : readDays(days), from, to }]
}

/** `mon–fri 22:00–07:00`, several with a semicolon between. */
export function saidHours(within: Hours): string {
  return within
    .map((window) =>
      window.kind === 'days'
        ? `${saidDays(window.weekdays)} ${window.from}–${window.to}`
        : `${names[window.fromWeekday - 1]} ${window.fromTime} – ${names[window.toWeekday - 1]} ${window.toTime}`,
    )
    .join('; ')
}

function saidDays(weekdays: readonly number[]): string {
  return weekdays.length === 7 ? 'every day' : weekdays.map((day) => names[day - 1]).join(',')
}

/** `mon-fri`, `sat,sun`, or both; a run may go on over Sunday. */
function readDays(text: string): number[] {
  const days = text.split(',').flatMap((part) => {
    const [first, last = first] = part.trim().toLowerCase().split('-')
    const [from, to] = [first, last].map((name) => names.findIndex((each) => each === name))
    if (from === undefined || to === undefined || from < 0 || to < 0)
      throw misused(`"${part.trim()}" is no day; there are ${names.join(', ')}, and runs such as mon-fri.`)
    const count = (to - from + 7) % 7
    return Array.from({ length: count + 1 }, (_, i) => ((from + i) % 7) + 1)
  })
  return [...new Set(days)].toSorted((a, b) => a - b)
}
