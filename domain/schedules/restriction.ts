// The hours of the week in which a rotation counts, as marks on the wall calendar that open and close by turns.
import { DAY_MS, type ZoneOffsets } from './local-time.ts'
import { lastMarkAt, nextMarkMs, type Marks, type Placed } from './wall-marks.ts'
import type { Restriction } from './schedule.ts'

/** `opensFirst`: whether the first mark of a week opens; after it they close and open by turns. */
export type Hours =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'some'; readonly marks: Marks; readonly opensFirst: boolean }

/** Which hours do these restrictions leave? They are taken together: where they touch or overlap, nothing opens or closes. */
export function hoursOf(restrictions: readonly Restriction[]): Hours {
  if (restrictions.length === 0) return { kind: 'always' }
  const stretches = joined(restrictions.flatMap(stretchesOf))
  const [first] = stretches
  const last = stretches.at(-1)
  if (!first || !last) return { kind: 'never' }
  if (first.from === 0 && first.to === WEEK) return { kind: 'always' }
  const goesOnOverMonday = first.from === 0 && last.to === WEEK
  const bounds = stretches.flatMap(({ from, to }) => [from, to])
  // Sunday's midnight is no bound for what goes on, and Monday's 00:00 for what ends there.
  const marked = goesOnOverMonday
    ? bounds.slice(1, -1)
    : bounds.map((minute) => minute % WEEK).toSorted((a, b) => a - b)
  const opensFirst = !goesOnOverMonday && last.to !== WEEK
  return {
    kind: 'some',
    marks: { kind: 'weekly', inWeekMs: Float64Array.from(marked, (minute) => minute * 60_000) },
    opensFirst,
  }
}

/** Is this moment inside, and when does that change next? */
export function insideAt(hours: Hours, offsets: ZoneOffsets, at: Placed): Inside {
  if (hours.kind === 'always') return always
  if (hours.kind === 'never') return never
  const { marks, opensFirst } = hours
  const mark = lastMarkAt(marks, offsets, at)
  return { isInside: (mark & 1) === (opensFirst ? 0 : 1), untilMs: nextMarkMs(marks, offsets, mark, at) }
}

export type Inside = { readonly isInside: boolean; readonly untilMs: number }
const always: Inside = { isInside: true, untilMs: Infinity }
const never: Inside = { isInside: false, untilMs: Infinity }

/** Minutes since Monday 00:00; `to` at most the end of the week. */
type Stretch = { readonly from: number; readonly to: number }
const DAY = DAY_MS / 60_000
const WEEK = 7 * DAY

function stretchesOf(restriction: Restriction): readonly Stretch[] {
  switch (restriction.kind) {
    case 'days':
      return restriction.weekdays.flatMap((weekday) => {
        const from = minuteOf(weekday, restriction.from)
        const to = minuteOf(weekday, restriction.to)
        return withinWeek(from, to > from ? to : to + DAY)
      })
    case 'span': {
      const from = minuteOf(restriction.fromWeekday, restriction.fromTime)
      const to = minuteOf(restriction.toWeekday, restriction.toTime)
      return withinWeek(from, to > from ? to : to + WEEK)
    }
  }
}

/** What goes on over Sunday's end, as the part before it and the part after it. */
function withinWeek(from: number, to: number): readonly Stretch[] {
  if (to <= WEEK) return [{ from, to }]
  return [
    { from, to: WEEK },
    { from: 0, to: to - WEEK },
  ]
}

function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = []
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last && stretch.from <= last.to) all[all.length - 1] = { ...last, to: Math.max(last.to, stretch.to) }
    else all.push(stretch)
  }
  return all
}

function minuteOf(weekday: number, time: string): number {
  return (weekday - 1) * DAY + Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}
