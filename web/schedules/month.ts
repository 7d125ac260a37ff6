// A month as a calendar has it: whole weeks of days, and on each whoever is on call in it.
import { barsOf, gapsOf } from './timeline.ts'
import type { Bar, ToldShift, Window } from './timeline.ts'
import { startOfDay, startOfWeek } from './zoned.ts'

/** Somebody, or nobody, in one day; `beginsAt` is the moment of the handover when it lies in this day. */
export type DayPart = { readonly bar: Bar; readonly beginsAt: number | null }

export type MonthDay = Window & { readonly isInMonth: boolean; readonly parts: readonly DayPart[] }

/** The weeks that hold this month, each of seven days of the zone. */
export function monthOf(shifts: readonly ToldShift[], zone: string, month: Window): readonly (readonly MonthDay[])[] {
  const bars = [...gapsOf(shifts), ...barsOf(shifts)].sort((a, b) => a.from - b.from || rank(a) - rank(b))
  const weeks: MonthDay[][] = []
  for (let monday = startOfWeek(zone, month.from); monday < month.until && weeks.length < mostWeeks;) {
    weeks.push(Array.from({ length: 7 }, (_, day) => dayOf(bars, zone, month, startOfDay(zone, monday, day))))
    monday = startOfDay(zone, monday, 7)
  }
  return weeks
}

/** The days that are drawn: those of the month, and the rest of its first and last week. */
export function drawnOf(zone: string, month: Window): Window {
  return { from: startOfWeek(zone, month.from), until: startOfWeek(zone, month.until - 1, 1) }
}

function dayOf(bars: readonly Bar[], zone: string, month: Window, from: number): MonthDay {
  const until = startOfDay(zone, from, 1)
  const parts = bars
    .filter((bar) => bar.from < until && bar.until > from)
    .map((bar) => ({ bar, beginsAt: bar.from >= from && !bar.beganBefore ? bar.from : null }))
  return { from, until, isInMonth: from >= month.from && from < month.until, parts }
}

/** Nobody first, then who answers first. */
function rank(bar: Bar): number {
  return bar.kind === 'gap' ? 0 : bar.role === 'primary' ? 1 : 2
}

const mostWeeks = 6
