// What a schedule asks of each person: hours on call, how many of them at night, on weekends, on holidays, and how much rest
// lies between. Conventions: docs/decisions/0023-fair-and-seen-ahead.md. (product B5)
import type { Zone } from '../time.ts'
import { DAY_MS, epochMsOfWall, offsetMsAt, zoneOffsets, type ZoneOffsets } from './local-time.ts'
import { night } from './night.ts'
import type { Role } from './schedule.ts'

/** `[fromMs, toMs)` on the UTC line. */
export type Stretch = { readonly fromMs: number; readonly toMs: number }

/** Somebody's turn in one role, on any of the schedules that are looked at. */
export type CountedShift = Stretch & { readonly personId: string; readonly role: Role }

/** Time in milliseconds; a moment in which two schedules name the person counts once. `shifts`: how many, as they are told. */
export type Load = {
  readonly ms: number
  readonly nightMs: number
  readonly weekendMs: number
  readonly holidayMs: number
  readonly shifts: number
}

export type PersonBalance = {
  readonly personId: string
  readonly primary: Load
  readonly secondary: Load
  readonly shadow: Load
  /** The longest time on end as primary or secondary, whatever is handed over within it. */
  readonly longestMs: number
  /** The shortest time between two shifts in which the person answers, and when it begins; null: there is none between. */
  readonly shortestRest: Stretch | null
}

/** How a person's own clock and calendar are read. */
export type Living = { readonly zone: Zone; readonly holidays: readonly Stretch[] }

const nightFromMs = night.fromHour * 3_600_000
const nightUntilMs = night.untilHour * 3_600_000

/** What do these shifts ask of each person in this range? By the hours answered for, the most first. */
export function balanceOf(
  shifts: readonly CountedShift[],
  range: Stretch,
  livingOf: (personId: string) => Living,
): readonly PersonBalance[] {
  const inRange = shifts.flatMap((shift) => {
    const part = common(shift, range)
    return part ? [{ ...shift, ...part }] : []
  })
  return [...Map.groupBy(inRange, ({ personId }) => personId)]
    .map(([personId, own]) => personBalance(personId, own, livingOf(personId)))
    .toSorted((a, b) => answeredMs(b) - answeredMs(a) || (a.personId < b.personId ? -1 : 1))
}

export function answeredMs({ primary, secondary }: Pick<PersonBalance, 'primary' | 'secondary'>): number {
  return primary.ms + secondary.ms
}

function personBalance(personId: string, shifts: readonly CountedShift[], living: Living): PersonBalance {
  const load = (role: Role) =>
    loadOf(
      shifts.filter((shift) => shift.role === role),
      living,
    )
  const answering = shifts.filter(({ role }) => role !== 'shadow')
  return {
    personId,
    primary: load('primary'),
    secondary: load('secondary'),
    shadow: load('shadow'),
    longestMs: union(answering).reduce((most, one) => Math.max(most, lengthMs(one)), 0),
    shortestRest: shortestRest(answering),
  }
}

function loadOf(shifts: readonly Stretch[], { zone, holidays }: Living): Load {
  const time = union(shifts)
  const clock = zoneOffsets(zone)
  return {
    ms: total(time),
    nightMs: total(time.flatMap((one) => nightsIn(one, clock))),
    weekendMs: total(time.flatMap((one) => weekendsIn(one, clock))),
    holidayMs: total(time.flatMap((one) => union(holidays).flatMap((holiday) => common(one, holiday) ?? []))),
    shifts: shifts.length,
  }
}

/** The part of this stretch that is night there: of 8, 9 or 10 hours, as the clock goes. */
function nightsIn(stretch: Stretch, clock: ZoneOffsets): readonly Stretch[] {
  return daysAround(stretch, clock).flatMap((dayMs) => {
    const hours = { from: dayMs + nightFromMs, until: dayMs + DAY_MS + nightUntilMs }
    return common(stretch, onTheLine(hours, clock)) ?? []
  })
}

/** The part of this stretch that is Saturday or Sunday there. */
function weekendsIn(stretch: Stretch, clock: ZoneOffsets): readonly Stretch[] {
  return daysAround(stretch, clock)
    .filter((dayMs) => isWeekend(dayMs))
    .flatMap((dayMs) => common(stretch, onTheLine({ from: dayMs, until: dayMs + DAY_MS }, clock)) ?? [])
}

/** 1 January 1970 was a Thursday. */
function isWeekend(dayMs: number): boolean {
  const weekday = (((dayMs / DAY_MS + 3) % 7) + 7) % 7
  return weekday >= 5
}

/** The local days, as if they were UTC, that this stretch may touch, and two before: for the night, and for a day left out. */
function daysAround({ fromMs, toMs }: Stretch, clock: ZoneOffsets): readonly number[] {
  const dayOf = (ms: number) => Math.floor((ms + offsetMsAt(clock, ms)) / DAY_MS) * DAY_MS
  const first = dayOf(fromMs) - 2 * DAY_MS
  return Array.from({ length: (dayOf(toMs) - first) / DAY_MS + 1 }, (_, i) => first + i * DAY_MS)
}

function onTheLine(wall: { readonly from: number; readonly until: number }, clock: ZoneOffsets): Stretch {
  return { fromMs: epochMsOfWall(clock, wall.from), toMs: epochMsOfWall(clock, wall.until) }
}

/** Shifts that overlap have no rest between them; two that touch have one of no length. */
function shortestRest(shifts: readonly Stretch[]): Stretch | null {
  let shortest: Stretch | null = null
  let endMs: number | null = null
  for (const { fromMs, toMs } of shifts.toSorted((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)) {
    if (endMs !== null && fromMs >= endMs) {
      const rest: Stretch = { fromMs: endMs, toMs: fromMs }
      if (!shortest || lengthMs(rest) < lengthMs(shortest)) shortest = rest
    }
    endMs = Math.max(endMs ?? toMs, toMs)
  }
  return shortest
}

/** The same time as stretches that neither touch nor overlap, in their order. */
function union(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = []
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1)
    if (last && fromMs <= last.toMs) all[all.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) }
    else all.push({ fromMs, toMs })
  }
  return all
}

function common(a: Stretch, b: Stretch): Stretch | null {
  const fromMs = Math.max(a.fromMs, b.fromMs)
  const toMs = Math.min(a.toMs, b.toMs)
  return fromMs < toMs ? { fromMs, toMs } : null
}

function total(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, one) => sum + lengthMs(one), 0)
}

function lengthMs({ fromMs, toMs }: Stretch): number {
  return toMs - fromMs
}
