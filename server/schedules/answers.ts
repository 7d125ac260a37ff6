// What schedules answer, in the words of the API: people with their names, and why each is on call.
import type { ActionOutput } from '../../domain/api.ts'
import { onCallAt } from '../../domain/schedules/on-call.ts'
import type { Because, OnCallPerson } from '../../domain/schedules/override.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import { nextChange, spansBetween, type Range } from '../../domain/schedules/shifts.ts'
import type { Instant } from '../../domain/time.ts'
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

/** Who is on call in each part of the range, gaps included? */
export function shiftsAnswer(schedule: Schedule, range: Range, people: NamedPeople): ShiftsAnswer {
  const { spans, cutAt } = spansBetween(schedule, range, { isActive: isActiveAmong(people) })
  const shifts = spans.map((span) => ({
    from: span.startsAt,
    until: span.endsAt,
    people: span.onCall.people.map((person) => named(person, people)),
    shadows: span.onCall.shadows.map((person) => named(person, people)),
  }))
  return { shifts, isCut: cutAt !== null }
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

function told(because: Because) {
  switch (because.by) {
    case 'rotation':
      return { ...untold, by: because.by, rotationName: because.rotationName, turn: because.turn }
    case 'temporary':
      return { ...untold, by: because.by, temporaryName: because.temporaryName }
    case 'override':
      return { ...untold, by: because.by, overrideId: because.override.id, reason: because.override.reason || null }
  }
}
