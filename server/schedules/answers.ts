// What schedules answer, in the words of the API: people with their names, and why each is on call.
import type { ActionOutput } from '../../domain/api.ts'
import { onCallAt } from '../../domain/schedules/on-call.ts'
import type { Because, OnCallPerson } from '../../domain/schedules/override.ts'
import type { ToldBecause } from '../../domain/schedules/api.ts'
import { partsOf } from '../../domain/schedules/kept.ts'
import type { Role, Schedule } from '../../domain/schedules/schedule.ts'
import { nextChange, spansBetween, type Range } from '../../domain/schedules/shifts.ts'
import { earliest, type Instant } from '../../domain/time.ts'
import type { NamedPeople } from './people.ts'

type OnCallAnswer = ActionOutput<'listOnCall'>['onCall'][number]
type ShiftsAnswer = ActionOutput<'listShifts'>

/** How many changes ahead "until when" looks; somebody who outlasts them is on call until further notice. */
const changesAhead = 64

/** Who is on call on this schedule at this moment, why, and until when? */
export function onCallAnswer(schedule: Schedule, at: Instant, people: NamedPeople): OnCallAnswer {
  const isActive = isActiveAmong(people)
  const onCall = onCallAt(schedule, at, isActive)
  const next = nextChange(schedule, at, { isActive, limit: changesAhead })
  return {
    scheduleId: schedule.id,
    scheduleName: schedule.name,
    teamId: schedule.teamId,
    at,
    because: onCall.because,
    people: onCall.people.map((person) => reached(person, people)),
    shadows: onCall.shadows.map((person) => reached(person, people)),
    until: next.found === 'change' ? next.at : null,
  }
}

/** A shift as it was worked; `endsAt` is null while it runs. */
export type KeptShift = {
  readonly personId: string
  readonly role: Role
  readonly startsAt: Instant
  readonly endsAt: Instant | null
  readonly because: ToldBecause
}

/** The part of a range that is written down, and what was worked in it. */
export type WorkedPart = { readonly range: Range; readonly shifts: readonly KeptShift[] }

/** Who is on call in each part of the range, gaps included? What was worked is as it was; the rules say what comes. */
export function shiftsAnswer(
  schedule: Schedule,
  range: Range,
  people: NamedPeople,
  worked: WorkedPart | null = null,
): ShiftsAnswer {
  if (!worked) return byRules(schedule, range, people)
  const before = byRules(schedule, { from: range.from, to: worked.range.from }, people)
  const after = byRules(schedule, { from: worked.range.to, to: range.to }, people)
  const kept = partsOf(worked.shifts, worked.range).map((part) => ({
    from: part.from,
    until: part.until,
    ...parted(part.shifts.map((shift) => keptPerson(shift, people))),
  }))
  return {
    shifts: joined(joined(before.shifts, kept), after.shifts),
    isCut: before.isCut || after.isCut,
  }
}

/** Who was on call at a moment that is written down? */
export function workedAnswer(
  schedule: Schedule,
  at: Instant,
  shifts: readonly KeptShift[],
  people: NamedPeople,
): OnCallAnswer {
  const ends = shifts.flatMap(({ endsAt }) => endsAt ?? [])
  const told = shifts.map((shift) => ({
    ...keptPerson(shift, people),
    isReachable: people.get(shift.personId)?.isReachable ?? false,
  }))
  const { people: onCall, shadows } = parted(told)
  return {
    scheduleId: schedule.id,
    scheduleName: schedule.name,
    teamId: schedule.teamId,
    at,
    because: onCall.length > 0 ? 'scheduled' : 'nobody_scheduled',
    people: onCall,
    shadows,
    until: ends.length > 0 ? ends.reduce(earliest) : null,
  }
}

type ShiftTold = ShiftsAnswer['shifts'][number]

function byRules(schedule: Schedule, range: Range, people: NamedPeople): ShiftsAnswer {
  const { spans, cutAt } = spansBetween(schedule, range, { isActive: isActiveAmong(people) })
  const shifts = spans.map((span) => ({
    from: span.startsAt,
    until: span.endsAt,
    people: span.onCall.people.map((person) => named(person, people)),
    shadows: span.onCall.shadows.map((person) => named(person, people)),
  }))
  return { shifts, isCut: cutAt !== null }
}

function keptPerson({ personId, role, because }: KeptShift, people: NamedPeople) {
  return { personId, name: people.get(personId)?.name ?? 'somebody removed', role, because }
}

function parted<P extends { readonly role: Role }>(all: readonly P[]) {
  return {
    people: all.filter(({ role }) => role !== 'shadow').sort((a, b) => a.role.localeCompare(b.role)),
    shadows: all.filter(({ role }) => role === 'shadow'),
  }
}

/** One list after the other; where the same people go on over the seam it is one part, told by what holds from there on. */
function joined(first: readonly ShiftTold[], second: readonly ShiftTold[]): ShiftTold[] {
  const last = first.at(-1)
  const next = second[0]
  if (!last || !next || seats(last) !== seats(next)) return [...first, ...second]
  return [...first.slice(0, -1), { ...next, from: last.from }, ...second.slice(1)]
}

function seats({ people, shadows }: ShiftTold): string {
  return [...people, ...shadows]
    .map(({ personId, role }) => `${role} ${personId}`)
    .sort()
    .join()
}

/** Everybody who could be on call on these schedules. */
export function peopleOn(schedules: readonly Schedule[]): Set<string> {
  return new Set(
    schedules.flatMap(({ rotations, overrides, temporaries }) => [
      ...rotations.flatMap(({ turns }) => turns.flat()),
      ...overrides.map(({ personId }) => personId),
      ...temporaries.flatMap(({ shifts }) => shifts.map(({ personId }) => personId)),
    ]),
  )
}

function isActiveAmong(people: NamedPeople) {
  return (personId: string) => people.get(personId)?.isActive ?? false
}

function reached(person: OnCallPerson, people: NamedPeople) {
  return { ...named(person, people), isReachable: people.get(person.personId)?.isReachable ?? false }
}

function named({ personId, role, because }: OnCallPerson, people: NamedPeople) {
  return { personId, name: people.get(personId)?.name ?? 'somebody removed', role, because: told(because) }
}

const untold = { rotationName: null, turn: null, temporaryName: null, overrideId: null, reason: null }

/** Why somebody is on call, in the words of the API. */
export function told(because: Because) {
  switch (because.by) {
    case 'rotation':
      return { ...untold, by: because.by, rotationName: because.rotationName, turn: because.turn }
    case 'temporary':
      return { ...untold, by: because.by, temporaryName: because.temporaryName }
    case 'override':
      return { ...untold, by: because.by, overrideId: because.override.id, reason: because.override.reason || null }
  }
}
