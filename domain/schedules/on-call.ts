// Who is on call. Half-open on the UTC line: at the moment of a handover the next person is on call.
import type { Instant } from '../time.ts'
import { instantOfMs } from './local-time.ts'
import { afterOverrides, withoutRotations, type Because, type OnCallPerson } from './override.ts'
import { planOf, type Plan } from './plan.ts'
import { peopleOf, turnEndsMs, turnIndexAt, type RotationClock } from './rotation.ts'
import type { Override, Schedule } from './schedule.ts'

/**
 * Who is on call, or that nobody is: a value others must face, not an empty list they can miss.
 * The answer holds at least until `until`; null means for ever. `nobody_active`: those whose turn it is are deactivated.
 */
export type OnCall =
  | {
      readonly because: 'scheduled'
      readonly people: readonly [OnCallPerson, ...OnCallPerson[]]
      readonly until: Instant | null
    }
  | { readonly because: 'nobody_scheduled'; readonly people: readonly []; readonly until: Instant | null }
  | {
      readonly because: 'nobody_active'
      readonly people: readonly []
      readonly inactive: readonly string[]
      readonly until: Instant | null
    }

/** Whether a person may be woken at all; somebody who left the company may not. */
export type IsActive = (personId: string) => boolean

/** Who is on call on this schedule at this moment, and why? (promise C9: every moment has an answer) */
export function onCallAt(schedule: Schedule, at: Instant, isActive: IsActive = everybody): OnCall {
  const plan = planOf(schedule)
  const search: Search = { atMs: at.epochMilliseconds, isActive, untilMs: Infinity, inactive: [] }
  const overrides = runningOverrides(plan, search)
  const people: OnCallPerson[] = []
  for (const layers of plan.ladders) {
    for (const layer of layers) {
      if (putOnCall(afterOverrides(turnsOf(layer, search), overrides), people, search)) break
    }
  }
  if (people.length === 0) people.push(...withoutRotations(overrides))
  return answer(people, search)
}

/** What one question gathers on its way: the earliest moment that could alter the answer, and who was passed over. */
type Search = { readonly atMs: number; readonly isActive: IsActive; untilMs: number; readonly inactive: string[] }

/** The overrides in force, oldest first. One by a deactivated person has no effect: what it covered answers instead. */
function runningOverrides(plan: Plan, search: Search): readonly Override[] {
  const { startsMs, endsMs } = plan
  const running: Override[] = []
  for (let i = 0; i < startsMs.length; i += 1) {
    const beginsMs = startsMs[i] ?? Infinity
    const isOverMs = endsMs[i] ?? Infinity
    if (search.atMs < beginsMs) search.untilMs = Math.min(search.untilMs, beginsMs)
    else if (search.atMs < isOverMs) {
      search.untilMs = Math.min(search.untilMs, isOverMs)
      const override = plan.overrides[i]
      if (override && search.isActive(override.personId)) running.push(override)
    }
  }
  return running
}

function turnsOf(layer: readonly RotationClock[], search: Search): readonly OnCallPerson[] {
  const people: OnCallPerson[] = []
  for (const clock of layer) {
    const index = turnIndexAt(clock, search.atMs)
    if (index === null) {
      if (search.atMs < clock.startsMs) search.untilMs = Math.min(search.untilMs, clock.startsMs)
      continue
    }
    search.untilMs = Math.min(search.untilMs, turnEndsMs(clock, index))
    const { id, name, role } = clock.rotation
    const because: Because = { by: 'rotation', rotationId: id, rotationName: name, turn: index + 1 }
    for (const personId of peopleOf(clock.rotation, index)) people.push({ personId, role, because })
  }
  return people
}

/** Puts those who are active on call, each once in a role; false when there is nobody to put. */
function putOnCall(candidates: readonly OnCallPerson[], people: OnCallPerson[], search: Search): boolean {
  let isTaken = false
  for (const candidate of candidates) {
    const { personId, role } = candidate
    if (!search.isActive(personId)) search.inactive.push(personId)
    else {
      isTaken = true
      if (!people.some((other) => other.personId === personId && other.role === role)) people.push(candidate)
    }
  }
  return isTaken
}

function answer(people: readonly OnCallPerson[], search: Search): OnCall {
  const until = instantOfMs(search.untilMs)
  if (isSomebody(people)) return { because: 'scheduled', people, until }
  if (search.inactive.length === 0) return { because: 'nobody_scheduled', people: [], until }
  return { because: 'nobody_active', people: [], inactive: [...new Set(search.inactive)], until }
}

function isSomebody(people: readonly OnCallPerson[]): people is readonly [OnCallPerson, ...OnCallPerson[]] {
  return people.length > 0
}

function everybody(): boolean {
  return true
}
