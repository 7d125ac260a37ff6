// Shifts as the API tells them, made ready to be drawn: bars in lanes, gaps, who comes next. Moments are epoch milliseconds.
import type { EndpointOutput } from '../api.ts'

export type ToldShift = EndpointOutput<'listShifts'>['shifts'][number]
export type OnShift = ToldShift['people'][number]
export type ShiftRole = OnShift['role']

export type Window = { readonly from: number; readonly until: number }

/** A span whose ends may lie beyond what was told: then it only seems to begin or end there. */
export type Stretch = Window & { readonly beganBefore: boolean; readonly goesOn: boolean }

/** One person's continuous turn in one role, by the rotations, by one override or by a temporary schedule. */
export type ShiftBar = Stretch & { readonly kind: 'shift' } & Pick<OnShift, 'personId' | 'name' | 'role' | 'because'>
/** A span with nobody on call. */
export type GapBar = Stretch & { readonly kind: 'gap' }
export type Bar = ShiftBar | GapBar

/** Bars that never overlap; a role has several lanes while several people share it. */
export type Lane = { readonly role: ShiftRole; readonly bars: readonly Bar[] }

/** Which bars are to be drawn, in which lanes, primary first and shadows last? Gaps lie in the first lane. */
export function lanesOf(shifts: readonly ToldShift[]): readonly Lane[] {
  const bars = barsOf(shifts)
  const gaps = gapsOf(shifts)
  const first = packed('primary', [...gaps, ...bars.filter((bar) => bar.role === 'primary')])
  const others = (['secondary', 'shadow'] as const).flatMap((role) =>
    packed(
      role,
      bars.filter((bar) => bar.role === role),
    ),
  )
  return [...first, ...others]
}

/** Each person's continuous turns, in the order of their beginning. */
export function barsOf(shifts: readonly ToldShift[]): readonly ShiftBar[] {
  const told = toldOf(shifts)
  const bars: ShiftBar[] = []
  let running = new Map<string, number>()
  for (const shift of shifts) {
    const still = new Map<string, number>()
    const { from, until } = windowOf(shift)
    for (const { personId, name, role, because } of everybodyOf(shift)) {
      const seat = `${role} ${personId} ${because.overrideId ?? because.temporaryName ?? ''}`
      const at = running.get(seat)
      const before = at === undefined ? undefined : bars[at]
      const goesOn = at !== undefined && before?.until === from
      const index = goesOn ? at : bars.length
      const stretch = stretchOf({ from: goesOn ? before.from : from, until }, told)
      bars[index] = { kind: 'shift', personId, name, role, because, ...stretch }
      still.set(seat, index)
    }
    running = still
  }
  return bars
}

/** When is nobody on call? Neighbouring spans are one gap. */
export function gapsOf(shifts: readonly ToldShift[]): readonly GapBar[] {
  const told = toldOf(shifts)
  const gaps: GapBar[] = []
  for (const shift of shifts) {
    if (shift.people.length > 0) continue
    const { from, until } = windowOf(shift)
    const last = gaps.at(-1)
    const isSame = last?.until === from
    const stretch = stretchOf({ from: isSame ? last.from : from, until }, told)
    gaps[isSame ? gaps.length - 1 : gaps.length] = { kind: 'gap', ...stretch }
  }
  return gaps
}

/** Who is on call at this moment, until when, and who then? The last two are null when these shifts do not reach so far. */
export function onCallAround(shifts: readonly ToldShift[], now: number): Around | null {
  const at = shifts.findIndex((shift) => Date.parse(shift.from) <= now && now < Date.parse(shift.until))
  const current = shifts[at]
  if (!current) return null
  const next = shifts.slice(at + 1).find((shift) => !isSamePeople(shift.people, current.people))
  return { people: current.people, until: next ? Date.parse(next.from) : null, next: next?.people ?? null }
}

export type Around = {
  readonly people: readonly OnShift[]
  readonly until: number | null
  readonly next: readonly OnShift[] | null
}

/** The part of a bar inside the window, as shares of its width; null when it lies outside. */
export function shareOf(bar: Window, window: Window): Share | null {
  const from = Math.max(bar.from, window.from)
  const until = Math.min(bar.until, window.until)
  if (from >= until) return null
  const width = window.until - window.from
  return {
    start: (from - window.from) / width,
    size: (until - from) / width,
    isCutBefore: bar.from < window.from,
    isCutAfter: bar.until > window.until,
  }
}

export type Share = {
  readonly start: number
  readonly size: number
  readonly isCutBefore: boolean
  readonly isCutAfter: boolean
}

/** Everybody in these shifts, in a fixed order, so that each keeps a colour while one looks around. */
export function peopleOf(shifts: readonly ToldShift[]): readonly string[] {
  return [...new Set(shifts.flatMap((shift) => everybodyOf(shift).map((person) => person.personId)))].sort()
}

/** Who is on call, and after them who only learns. */
export function everybodyOf(shift: Pick<ToldShift, 'people' | 'shadows'>): readonly OnShift[] {
  return shift.shadows.length === 0 ? shift.people : [...shift.people, ...shift.shadows]
}

export function isSamePeople(a: readonly OnShift[], b: readonly OnShift[]): boolean {
  const seats = new Set(a.map(seatOf))
  return a.length === b.length && b.every((person) => seats.has(seatOf(person)))
}

/** The span that these shifts fill. */
function toldOf(shifts: readonly ToldShift[]): Window {
  const [first] = shifts
  const last = shifts.at(-1)
  return { from: first ? Date.parse(first.from) : 0, until: last ? Date.parse(last.until) : 0 }
}

function stretchOf({ from, until }: Window, told: Window): Stretch {
  return { from, until, beganBefore: from <= told.from, goesOn: until >= told.until }
}

function windowOf(shift: Pick<ToldShift, 'from' | 'until'>): Window {
  return { from: Date.parse(shift.from), until: Date.parse(shift.until) }
}

function seatOf({ personId, role }: OnShift): string {
  return `${role} ${personId}`
}

/** Bars into as few lanes as needed, each bar in the first lane that is free. */
function packed(role: ShiftRole, bars: readonly Bar[]): readonly Lane[] {
  const lanes: Bar[][] = []
  for (const bar of bars.toSorted((a, b) => a.from - b.from)) {
    const free = lanes.find((lane) => (lane.at(-1)?.until ?? -Infinity) <= bar.from)
    if (free) free.push(bar)
    else lanes.push([bar])
  }
  return lanes.map((lane) => ({ role, bars: lane }))
}
