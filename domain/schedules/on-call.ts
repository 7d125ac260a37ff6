// Who is on call. Half-open on the UTC line: at the moment of a handover the next person is on call.
import type { Instant } from '../time.ts'
import { instantOfMs } from './local-time.ts'
import { addedBeside, afterOverrides, withoutRotations, type Because, type OnCallPerson } from './override.ts'
import { planOf, type Ladder, type Layer, type TemporaryPlan } from './plan.ts'
import { insideAt } from './restriction.ts'
import { peopleOf, turnEndsMs, turnIndexAt, type RotationClock } from './rotation.ts'
import type { Override, Role, Schedule } from './schedule.ts'
import { holdingAt } from './stretches.ts'
import { placed } from './wall-marks.ts'

/**
 * Who is on call, or that nobody is: a value others must face, not an empty list they can miss.
 * The answer holds at least until `until`; null means for ever. `nobody_active`: those whose turn it is are deactivated;
 * `taken_off`: they are, by these overrides. Shadows get copies and answer for nothing: with them alone nobody is on call.
 */
export type OnCall = Told & { readonly shadows: readonly OnCallPerson[]; readonly until: Instant | null }
type Told =
  | { readonly because: 'scheduled'; readonly people: readonly [OnCallPerson, ...OnCallPerson[]] }
  | { readonly because: 'nobody_scheduled'; readonly people: readonly [] }
  | { readonly because: 'nobody_active'; readonly people: readonly []; readonly inactive: readonly string[] }
  | { readonly because: 'taken_off'; readonly people: readonly []; readonly takenOffBy: readonly Override[] }

/** Whether a person may be woken at all; somebody who left the company may not. */
export type IsActive = (personId: string) => boolean

/** Who is on call on this schedule at this moment, and why? (promise C9: every moment has an answer) */
export function onCallAt(schedule: Schedule, at: Instant, isActive: IsActive = everybody): OnCall {
  const plan = planOf(schedule)
  const search: Search = {
    atMs: at.epochMilliseconds,
    isActive,
    untilMs: Infinity,
    overrides: nothing,
    inactive: null,
    takenOff: null,
  }
  search.overrides = runningOverrides(holdingAt(plan.overrides, search), isActive)
  // Where two overlap the one created later wins.
  const temporary = holdingAt(plan.temporaries, search).at(-1)
  const people: OnCallPerson[] = []
  const shadows: OnCallPerson[] = []
  for (const ladder of plan.ladders) climb(ladder, temporary, ladder.role === 'shadow' ? shadows : people, search)
  if (search.overrides.length > 0) {
    // Somebody who was added stands beside others, and is no reason for them to go.
    if (people.length === 0) putOnCall(withoutRotations(search.overrides), people, search)
    for (const added of addedBeside(search.overrides)) {
      putOnCall([added], added.role === 'shadow' ? shadows : people, search)
      people.sort(byRole)
    }
  }
  return answer(people, shadows, search)
}

/** What one question gathers on its way: the earliest moment that could alter the answer, and who was passed over. */
type Search = {
  readonly atMs: number
  readonly isActive: IsActive
  untilMs: number
  /** Those in force, oldest first. */
  overrides: readonly Override[]
  inactive: string[] | null
  takenOff: Override[] | null
}

/** One by a deactivated person has no effect: what it covered answers instead. */
function runningOverrides(holding: readonly Override[], isActive: IsActive): readonly Override[] {
  if (holding.length === 0) return nothing
  return holding.filter((override) => override.kind === 'remove' || isActive(override.personId))
}

/** The ladder of one role: the temporary schedule, then layer by layer down to the first with somebody to put on call. */
function climb(ladder: Ladder, temporary: TemporaryPlan | undefined, people: OnCallPerson[], search: Search): void {
  if (temporary) {
    const shifts = shiftsOf(temporary, ladder.role, search)
    // A time that it leaves free is free on purpose; a time whose people have all left is not.
    if (shifts.length === 0 || hear(shifts, people, search)) return
  }
  for (const layer of ladder.layers) if (hear(turnsOf(layer, search), people, search)) return
}

function shiftsOf({ id, name, shifts }: TemporaryPlan, role: Role, search: Search): readonly OnCallPerson[] {
  const because: Because = { by: 'temporary', temporaryId: id, temporaryName: name }
  return holdingAt(shifts, search).flatMap((shift) =>
    shift.role === role ? [{ personId: shift.personId, role, because }] : [],
  )
}

function turnsOf({ clocks, calendars }: Layer, search: Search): readonly OnCallPerson[] {
  let people: OnCallPerson[] | null = null
  for (const clock of clocks) {
    const turn = turnInHours(clock, search)
    if (turn === null) continue
    const { id, name, role } = clock.rotation
    const because: Because = { by: 'rotation', rotationId: id, rotationName: name, turn: turn + 1 }
    people ??= []
    for (const personId of peopleOf(clock.rotation, turn)) people.push({ personId, role, because })
  }
  for (const { id, name, role, shifts } of calendars) {
    const because: Because = { by: 'calendar', calendarId: id, calendarName: name }
    for (const { personId } of holdingAt(shifts, search)) {
      people ??= []
      people.push({ personId, role, because })
    }
  }
  return people ?? nothing
}

/** The turn that holds and counts; null before the first, after the last, and outside of the rotation's hours. */
function turnInHours(clock: RotationClock, search: Search): number | null {
  const { offsets, hours, startsMs, endsMs } = clock
  if (search.atMs < startsMs) search.untilMs = Math.min(search.untilMs, startsMs)
  if (search.atMs < startsMs || search.atMs >= endsMs) return null
  const at = placed(offsets, search.atMs)
  const { isInside, untilMs } = insideAt(hours, offsets, at)
  // Hours that open after the last turn open for nobody.
  if (untilMs < search.untilMs && untilMs < endsMs) search.untilMs = untilMs
  const turn = isInside ? turnIndexAt(clock, at) : null
  if (turn !== null) search.untilMs = Math.min(search.untilMs, turnEndsMs(clock, turn, at))
  return turn
}

/** Puts on call whom the overrides leave of these; false when there is nobody to put. */
function hear(candidates: readonly OnCallPerson[], people: OnCallPerson[], search: Search): boolean {
  if (search.overrides.length === 0) return putOnCall(candidates, people, search)
  const heard = afterOverrides(candidates, search.overrides)
  if (heard.takenOff.length > 0 && candidates[0]?.role !== 'shadow') (search.takenOff ??= []).push(...heard.takenOff)
  return putOnCall(heard.people, people, search)
}

/** Puts those who are active on call, each once in a role; false when there is nobody to put. */
function putOnCall(candidates: readonly OnCallPerson[], people: OnCallPerson[], search: Search): boolean {
  let isTaken = false
  for (const candidate of candidates) {
    const { personId, role } = candidate
    // A shadow who left is missed by nobody.
    if (!search.isActive(personId)) {
      if (role !== 'shadow') (search.inactive ??= []).push(personId)
    } else {
      isTaken = true
      if (!isThere(people, candidate)) people.push(candidate)
    }
  }
  return isTaken
}

function isThere(people: readonly OnCallPerson[], { personId, role }: OnCallPerson): boolean {
  for (const other of people) if (other.personId === personId && other.role === role) return true
  return false
}

function answer(people: readonly OnCallPerson[], shadows: readonly OnCallPerson[], search: Search): OnCall {
  const until = instantOfMs(search.untilMs)
  if (isSomebody(people)) return { because: 'scheduled', people, shadows, until }
  const { inactive, takenOff } = search
  if (inactive) return { because: 'nobody_active', people: [], inactive: [...new Set(inactive)], shadows, until }
  if (takenOff) return { because: 'taken_off', people: [], takenOffBy: [...new Set(takenOff)], shadows, until }
  return { because: 'nobody_scheduled', people: [], shadows, until }
}

function isSomebody(people: readonly OnCallPerson[]): people is readonly [OnCallPerson, ...OnCallPerson[]] {
  return people.length > 0
}

/** Primaries first; who shares a role stays in order. */
function byRole(a: OnCallPerson, b: OnCallPerson): number {
  return a.role === b.role ? 0 : a.role === 'primary' ? -1 : 1
}

function everybody(): boolean {
  return true
}

const nothing: readonly never[] = []
