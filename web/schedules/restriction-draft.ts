// The hours of the week in which a rotation counts, while they are being written in the form.
import type { RotationInput, RotationTold } from './draft.ts'

export type Restriction = NonNullable<RotationInput['restrictions']>[number]
export type RestrictionFault = 'restriction_time_missing' | 'restriction_without_days' | 'restriction_without_end'

const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** What people mean most often; the times are theirs to change. */
export const usualHours = {
  working: { kind: 'days', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
  nights: { kind: 'days', weekdays: everyDay, from: '18:00', to: '09:00' },
  weekends: { kind: 'span', fromWeekday: 5, fromTime: '18:00', toWeekday: 1, toTime: '09:00' },
} as const satisfies Record<string, RestrictionTold>

type RestrictionTold = NonNullable<RotationTold['restrictions']>[number]
type TimeField = 'from' | 'to' | 'fromTime' | 'toTime'

/** A copy that can be sent: lists on the wire are not read-only. */
export function asWritten(restriction: RestrictionTold): Restriction {
  return restriction.kind === 'days' ? { ...restriction, weekdays: [...restriction.weekdays] } : { ...restriction }
}

/** The same hours said the other way, as far as they can be: on days, or from one day of the week to another. */
export function withKind(restriction: Restriction, kind: Restriction['kind']): Restriction {
  if (restriction.kind === kind) return restriction
  if (restriction.kind === 'span') {
    const { fromWeekday, toWeekday, fromTime, toTime } = restriction
    return { kind: 'days', weekdays: daysFrom(fromWeekday, toWeekday), from: fromTime, to: toTime }
  }
  const { weekdays, from, to } = restriction
  const first = weekdays[0] ?? 1
  const last = weekdays.at(-1) ?? first
  // A span from a moment of the week to the same one could be no time or all of it.
  const toWeekday = last === first && to <= from ? (last % 7) + 1 : last
  return { kind: 'span', fromWeekday: first, fromTime: from, toWeekday, toTime: to }
}

/** With this weekday if it was not among them, else without it; in the order of the week. */
export function withWeekdayToggled(weekdays: readonly number[], weekday: number): number[] {
  return everyDay.filter((day) => weekdays.includes(day) !== (day === weekday))
}

/** Where does a window on days end: the same day, the next, or a whole day after it began? */
export function endOf({ from, to }: { readonly from: string; readonly to: string }): 'same_day' | 'next_day' | 'day' {
  return to === from ? 'day' : to < from ? 'next_day' : 'same_day'
}

/** What is missing in these hours, or cannot be, by field. */
export function faultsOfRestriction(restriction: Restriction): Partial<Record<RestrictionField, RestrictionFault>> {
  if (restriction.kind === 'days') {
    const { weekdays, from, to } = restriction
    return {
      ...(weekdays.length === 0 ? { weekdays: 'restriction_without_days' } : {}),
      ...missing('from', from),
      ...missing('to', to),
    }
  }
  const { fromWeekday, fromTime, toWeekday, toTime } = restriction
  const isEndless = fromWeekday === toWeekday && fromTime === toTime
  return {
    ...missing('fromTime', fromTime),
    ...missing('toTime', toTime),
    ...(isEndless && isTime(toTime) ? { toTime: 'restriction_without_end' } : {}),
  }
}

export type RestrictionField = TimeField | 'weekdays'

/** Weekdays one after the other that stand beside each other in the week, as `[first, last]`. */
export function weekdayRuns(weekdays: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = []
  for (const day of everyDay.filter((each) => weekdays.includes(each))) {
    const last = runs.at(-1)
    if (last?.[1] === day - 1) last[1] = day
    else runs.push([day, day])
  }
  return runs
}

function missing(field: TimeField, text: string): Partial<Record<TimeField, RestrictionFault>> {
  return isTime(text) ? {} : { [field]: 'restriction_time_missing' }
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** From one weekday on to another, around the end of the week when that comes earlier. */
function daysFrom(first: number, last: number): number[] {
  const count = (last - first + 7) % 7
  return everyDay.filter((day) => (day - first + 7) % 7 <= count)
}
