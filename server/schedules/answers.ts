// What schedules answer, in the words of the API: people with their names, and why each is on call.
import type { ActionOutput } from '../../domain/api.ts'
import { handingOverAt } from '../../domain/schedules/handing-over.ts'
import { onCallAt } from '../../domain/schedules/on-call.ts'
import type { Because, OnCallPerson } from '../../domain/schedules/override.ts'
import type { ToldBecause } from '../../domain/schedules/api.ts'
import { partsOf, type KeptPart, type KeptSeat } from '../../domain/schedules/kept.ts'
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
    handingOver: handingOverAt(schedule, at, isActive).map(({ personId, endsAt }) => ({
      personId,
      name: people.get(personId)?.name ?? 'somebody removed',
      until: endsAt,
    })),
  }
}

/** A shift as it was worked, with its reason. */
export type KeptShift = KeptSeat & { readonly because: ToldBecause }
export type WorkedPart = KeptPart<KeptShift>

/** Who is on call in each part of the range, gaps included? What was worked is as it was; the rules say what comes. */
export function shiftsAnswer(
  schedule: Schedule,
  range: Range,
  people: NamedPeople,
  { worked = null, limit }: { readonly worked?: WorkedPart | null; readonly limit?: number } = {},
): ShiftsAnswer {
  if (!worked) return byRules(schedule, range, people, limit)
  const before = byRules(schedule, { from: range.from, to: worked.range.from }, people, limit)
  const after = byRules(schedule, { from: worked.range.to, to: range.to }, people, limit)
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
    // Only what was worked is kept.
    handingOver: [],
  }
}

type ShiftTold = ShiftsAnswer['shifts'][number]

function byRules(schedule: Schedule, range: Range, people: NamedPeople, limit?: number): ShiftsAnswer {
  const asking = { isActive: isActiveAmong(people), ...(limit === undefined ? {} : { limit }) }
  const { spans, cutAt } = spansBetween(schedule, range, asking)
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

/** Only this person's part of these shifts: neighbours are one where only others changed. */
export function onlyOf(personId: string, shifts: readonly ShiftTold[]): ShiftTold[] {
  const isTheirs = (person: { readonly personId: string }) => person.personId === personId
  return shifts.reduce<ShiftTold[]>((all, { from, until, people, shadows }) => {
    const own = { from, until, people: people.filter(isTheirs), shadows: shadows.filter(isTheirs) }
    if (own.people.length + own.shadows.length === 0) return all
    const last = all.at(-1)
    const isGoingOn = last?.until.equals(from) && seats(last) === seats(own) && reasons(last) === reasons(own)
    if (last && isGoingOn) all[all.length - 1] = { ...last, until }
    else all.push(own)
    return all
  }, [])
}

function reasons({ people, shadows }: ShiftTold): string {
  return JSON.stringify([...people, ...shadows].map(({ because }) => because))
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
    case 'calendar':
      return { ...untold, by: because.by, calendarName: because.calendarName }
    case 'temporary':
      return { ...untold, by: because.by, temporaryName: because.temporaryName }
    case 'override':
      return { ...untold, by: because.by, overrideId: because.override.id, reason: because.override.reason || null }
  }
}
