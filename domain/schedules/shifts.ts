// Who is on call over a range: spans, shifts, gaps, and what changes next, by asking onCallAt from change to change.
import { isBefore, type Instant } from '../time.ts'
import { onCallAt, type IsActive, type OnCall } from './on-call.ts'
import type { Because, OnCallPerson } from './override.ts'
import type { Role, Schedule } from './schedule.ts'

/** Half-open: `[from, to)`. */
export type Range = { readonly from: Instant; readonly to: Instant }

/** A stretch of the schedule with one answer, reasons and all. */
export type Span = { readonly startsAt: Instant; readonly endsAt: Instant; readonly onCall: OnCall }

/** One person's continuous turn in one role, as far as it lies in the range; every rule behind it, in order. */
export type Shift = {
  readonly personId: string
  readonly role: Role
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly because: readonly [Because, ...Because[]]
}

/** A span with nobody on call. */
export type Gap = { readonly startsAt: Instant; readonly endsAt: Instant; readonly because: NobodyBecause }
export type NobodyBecause = Exclude<OnCall['because'], 'scheduled'>

/** `cutAt` is null when the whole range was looked at; otherwise nothing is known from that moment on. */
export type Spans = { readonly spans: readonly Span[]; readonly cutAt: Instant | null }
export type Shifts = { readonly shifts: readonly Shift[]; readonly cutAt: Instant | null }
export type Gaps = { readonly gaps: readonly Gap[]; readonly cutAt: Instant | null }

/** `limit` bounds the work: the number of times the schedule is asked (about the number of turns and overrides met). */
export type Asking = { readonly isActive?: IsActive; readonly limit?: number }

const DEFAULT_LIMIT = 5_000

/** Who is on call in the range, and when is nobody? Spans that touch each other and fill the range up to `cutAt`. */
export function spansBetween(schedule: Schedule, { from, to }: Range, asking: Asking = {}): Spans {
  const { isActive, limit = DEFAULT_LIMIT } = asking
  const spans: Span[] = []
  let startsAt = from
  for (let asked = 0; isBefore(startsAt, to); asked += 1) {
    if (asked >= limit) return { spans, cutAt: startsAt }
    const onCall = onCallAt(schedule, startsAt, isActive)
    const endsAt = onCall.until && isBefore(onCall.until, to) ? onCall.until : to
    const last = spans.at(-1)
    if (last && isSameAnswer(last.onCall, onCall)) spans[spans.length - 1] = { ...last, endsAt, onCall }
    else spans.push({ startsAt, endsAt, onCall })
    startsAt = endsAt
  }
  return { spans, cutAt: null }
}

/** Who is on call when in the range, as shifts in the order of their beginning? */
export function shiftsBetween(schedule: Schedule, range: Range, asking: Asking = {}): Shifts {
  const { spans, cutAt } = spansBetween(schedule, range, asking)
  const shifts: Shift[] = []
  // Where each running shift stands in `shifts`, by person and role.
  let running = new Map<string, number>()
  for (const { startsAt, endsAt, onCall } of spans) {
    const still = new Map<string, number>()
    for (const person of [...onCall.people, ...onCall.shadows]) {
      const index = running.get(seat(person)) ?? shifts.length
      shifts[index] = prolonged(shifts[index], person, { from: startsAt, to: endsAt })
      still.set(seat(person), index)
    }
    running = still
  }
  return { shifts, cutAt }
}

/** When in the range is nobody on call? Neighbouring spans are one gap, named after its beginning. */
export function gapsBetween(schedule: Schedule, range: Range, asking: Asking = {}): Gaps {
  const { spans, cutAt } = spansBetween(schedule, range, asking)
  const gaps: Gap[] = []
  for (const { startsAt, endsAt, onCall } of spans) {
    if (onCall.because === 'scheduled') continue
    const last = gaps.at(-1)
    if (last?.endsAt.equals(startsAt)) gaps[gaps.length - 1] = { ...last, endsAt }
    else gaps.push({ startsAt, endsAt, because: onCall.because })
  }
  return { gaps, cutAt }
}

/** What changes next: other people or roles, never (for ever the same), or nothing up to where the search was cut. */
export type NextChange =
  | { readonly found: 'change'; readonly at: Instant; readonly onCall: OnCall }
  | { readonly found: 'never' }
  | { readonly found: 'none_before'; readonly at: Instant }

/** When after this moment are other people on call than now, and who? */
export function nextChange(schedule: Schedule, after: Instant, asking: Asking = {}): NextChange {
  const { isActive, limit = DEFAULT_LIMIT } = asking
  const now = onCallAt(schedule, after, isActive)
  let until = now.until
  for (let asked = 1; until && asked < limit; asked += 1) {
    const onCall = onCallAt(schedule, until, isActive)
    if (!isSamePeople(now, onCall)) return { found: 'change', at: until, onCall }
    until = onCall.until
  }
  return until ? { found: 'none_before', at: until } : { found: 'never' }
}

function prolonged(shift: Shift | undefined, person: OnCallPerson, span: Range): Shift {
  const { personId, role, because } = person
  if (!shift) return { personId, role, startsAt: span.from, endsAt: span.to, because: [because] }
  const last = shift.because.at(-1)
  const isGoingOn = last !== undefined && isSameRule(last, because)
  return { ...shift, endsAt: span.to, because: isGoingOn ? shift.because : [...shift.because, because] }
}

function isSameAnswer(a: OnCall, b: OnCall): boolean {
  return whyNobody(a) === whyNobody(b) && isSameByRule(a.people, b.people) && isSameByRule(a.shadows, b.shadows)
}

function whyNobody(onCall: OnCall): string {
  switch (onCall.because) {
    case 'scheduled':
    case 'nobody_scheduled':
      return onCall.because
    case 'nobody_active':
      return `${onCall.because} ${onCall.inactive.join()}`
    case 'taken_off':
      return `${onCall.because} ${onCall.takenOffBy.map(({ id }) => id).join()}`
  }
}

function isSameByRule(a: readonly OnCallPerson[], b: readonly OnCallPerson[]): boolean {
  return (
    a.length === b.length &&
    a.every((person, index) => {
      const other = b[index]
      return other !== undefined && seat(person) === seat(other) && isSameRule(person.because, other.because)
    })
  )
}

function isSameRule(a: Because, b: Because): boolean {
  switch (a.by) {
    case 'rotation':
      return b.by === a.by && a.rotationId === b.rotationId && a.turn === b.turn
    case 'temporary':
      return b.by === a.by && a.temporaryId === b.temporaryId
    case 'calendar':
      return b.by === a.by && a.calendarId === b.calendarId
    case 'override':
      return b.by === a.by && a.override.id === b.override.id
  }
}

function isSamePeople(a: OnCall, b: OnCall): boolean {
  const seats = new Set(a.people.map(seat))
  return a.people.length === b.people.length && b.people.every((person) => seats.has(seat(person)))
}

function seat({ personId, role }: OnCallPerson): string {
  return `${role} ${personId}`
}
