// A temporary schedule while it is being written in the form: a period in which fixed shifts hold instead of the rotations.
import type { EndpointInput } from '../api.ts'
import type { ScheduleTold } from './draft.ts'
import type { ShiftRole, Window } from './timeline.ts'
import { fromLocalText, startOfDay, toLocalText } from './zoned.ts'

export type TemporaryTold = ScheduleTold['temporaries'][number]
export type TemporaryInput = NonNullable<EndpointInput<'previewSchedule'>['schedule']['temporaries']>[number]

/** What a `datetime-local` field holds, and the moment that it means; a moment that nobody touches keeps its seconds. */
export type Moment = { readonly text: string; readonly ms: number | null }

export type TemporaryDraft = {
  readonly key: string
  readonly id: string | undefined
  readonly name: string
  readonly from: Moment
  readonly until: Moment
  readonly shifts: readonly ShiftDraft[]
}

export type ShiftDraft = {
  readonly key: string
  readonly personId: string
  readonly role: ShiftRole
  readonly from: Moment
  readonly until: Moment
}

export type TemporaryFault =
  | 'temporary_name_missing'
  | 'moment_missing'
  | 'temporary_ends_first'
  | 'temporary_too_long'
  | 'temporary_without_shifts'
export type ShiftFault = 'shift_without_person' | 'moment_missing' | 'shift_ends_first' | 'shift_outside'

const dayMs = 86_400_000
/** As in domain/schedules/faults.ts. */
const mostDays = 366

export function asTemporaryDraft(told: TemporaryTold, zone: string): TemporaryDraft {
  const { id, name } = told
  const bounds = (of: { readonly startsAt: string; readonly endsAt: string }) => ({
    from: momentAt(zone, Date.parse(of.startsAt)),
    until: momentAt(zone, Date.parse(of.endsAt)),
  })
  return {
    key: id,
    id,
    name,
    ...bounds(told),
    shifts: told.shifts.map((shift, at) => ({
      key: `${id} ${at}`,
      personId: shift.personId,
      role: shift.role ?? 'primary',
      ...bounds(shift),
    })),
  }
}

/** A week from tomorrow morning on, still without shifts. */
export function newTemporary(of: { key: string; name: string; zone: string; now: number }): TemporaryDraft {
  const { key, name, zone, now } = of
  const morning = (days: number) =>
    momentOf(zone, `${toLocalText(zone, startOfDay(zone, now, days)).slice(0, 10)}T09:00`)
  return { key, id: undefined, name, from: morning(1), until: morning(8), shifts: [] }
}

export function asTemporaryInput({ id, name, from, until, shifts }: TemporaryDraft): TemporaryInput {
  return {
    ...(id === undefined ? {} : { id }),
    name: name.trim(),
    ...boundsOf({ from, until }),
    shifts: shifts.map((shift) => ({ personId: shift.personId, role: shift.role, ...boundsOf(shift) })),
  }
}

/** The shift that somebody would write next: where the last of its role ended, as long as that was, at most to the end. */
export function nextShift(temporary: TemporaryDraft, of: { key: string; zone: string }): ShiftDraft {
  const { from, until, shifts } = temporary
  const last = shifts.at(-1)
  const role = last?.role ?? 'primary'
  const lengthMs = last ? lengthOf(last) || dayMs : dayMs
  const ends = shifts.flatMap((shift) => (shift.role === role && shift.until.ms !== null ? [shift.until.ms] : []))
  const latest = ends.length > 0 ? Math.max(...ends) : from.ms
  const isFull = latest !== null && until.ms !== null && latest >= until.ms
  const startMs = isFull ? from.ms : latest
  const endMs = startMs === null ? null : Math.min(startMs + lengthMs, until.ms ?? Infinity)
  return {
    key: of.key,
    personId: '',
    role,
    from: startMs === null ? nothing : momentAt(of.zone, startMs),
    until: endMs === null ? nothing : momentAt(of.zone, endMs),
  }
}

/** What is missing in the period or cannot be, by field. */
export function faultsOfTemporary(temporary: TemporaryDraft): TemporaryFaults {
  const { name, from, until, shifts } = temporary
  const lengthMs = lengthOf(temporary)
  return {
    ...(name.trim() === '' ? { name: 'temporary_name_missing' } : {}),
    ...(from.ms === null ? { from: 'moment_missing' } : {}),
    ...(until.ms === null ? { until: 'moment_missing' } : {}),
    ...(lengthMs !== null && lengthMs <= 0 ? { until: 'temporary_ends_first' } : {}),
    ...(lengthMs !== null && lengthMs > mostDays * dayMs ? { until: 'temporary_too_long' } : {}),
    ...(shifts.length === 0 ? { shifts: 'temporary_without_shifts' } : {}),
  }
}

/** What is missing in one of its shifts or cannot be, by field. */
export function faultsOfShift(shift: ShiftDraft, { from, until }: Pick<TemporaryDraft, 'from' | 'until'>): ShiftFaults {
  const lengthMs = lengthOf(shift)
  return {
    ...(shift.personId === '' ? { personId: 'shift_without_person' } : {}),
    ...(isBefore(shift.from, from) ? { from: 'shift_outside' } : {}),
    ...(shift.from.ms === null ? { from: 'moment_missing' } : {}),
    ...(isBefore(until, shift.until) ? { until: 'shift_outside' } : {}),
    ...(lengthMs !== null && lengthMs <= 0 ? { until: 'shift_ends_first' } : {}),
    ...(shift.until.ms === null ? { until: 'moment_missing' } : {}),
  }
}

export function isWholeTemporary(temporary: TemporaryDraft): boolean {
  return [faultsOfTemporary(temporary), ...temporary.shifts.map((shift) => faultsOfShift(shift, temporary))].every(
    (faults) => Object.keys(faults).length === 0,
  )
}

/** When in the period has nobody a shift? A shadow answers for nothing. */
export function freeSpans({ from, until, shifts }: TemporaryDraft): readonly Window[] {
  if (from.ms === null || until.ms === null) return []
  const taken = shifts.flatMap((shift) =>
    shift.role === 'shadow' || shift.from.ms === null || shift.until.ms === null
      ? []
      : [{ from: shift.from.ms, until: shift.until.ms }],
  )
  const free: Window[] = []
  let at = from.ms
  for (const span of taken.toSorted((a, b) => a.from - b.from)) {
    if (span.from > at) free.push({ from: at, until: Math.min(span.from, until.ms) })
    at = Math.max(at, span.until)
  }
  if (at < until.ms) free.push({ from: at, until: until.ms })
  return free.filter((span) => span.from < span.until)
}

/** The moment that this text names on the zone's wall clock. */
export function momentOf(zone: string, text: string): Moment {
  return { text, ms: fromLocalText(zone, text) }
}

const nothing: Moment = { text: '', ms: null }

function momentAt(zone: string, ms: number): Moment {
  return { text: toLocalText(zone, ms), ms }
}

function boundsOf({ from, until }: Pick<TemporaryDraft, 'from' | 'until'>) {
  return { startsAt: isoOf(from), endsAt: isoOf(until) }
}

function isoOf({ ms }: Moment): string {
  return ms === null ? '' : new Date(ms).toISOString()
}

function lengthOf({ from, until }: Pick<TemporaryDraft, 'from' | 'until'>): number | null {
  return from.ms === null || until.ms === null ? null : until.ms - from.ms
}

function isBefore(a: Moment, b: Moment): boolean {
  return a.ms !== null && b.ms !== null && a.ms < b.ms
}

type TemporaryFaults = Partial<Record<'name' | 'from' | 'until' | 'shifts', TemporaryFault>>
export type ShiftFaults = Partial<Record<'personId' | 'from' | 'until', ShiftFault>>
