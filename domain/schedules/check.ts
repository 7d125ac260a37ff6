// What is wrong with a schedule that somebody wants to save. Runs in the form while it is filled in, in the server
// before it is stored, and in `apply` for each line of the file; the words for each code live with the reader.
import { isAfter, isZone } from '../time.ts'
import type { Override, Rotation, Schedule } from './schedule.ts'

/** The most of each thing that one schedule may have, so that every answer stays quick. */
export const scheduleLimits = {
  rotations: 50,
  layer: 99,
  length: 366,
  turns: 500,
  peopleInTurn: 20,
  overrides: 2_000,
  overrideDays: 366,
} as const

export type ScheduleFaultCode =
  | 'zone_unknown'
  | 'too_many_rotations'
  | 'too_many_turns'
  | 'too_many_people_in_turn'
  | 'too_many_overrides'
  | 'rotation_repeated'
  | 'length_out_of_range'
  | 'time_not_hh_mm'
  | 'weekday_out_of_range'
  | 'date_unknown'
  | 'starts_on_other_weekday'
  | 'ends_before_it_starts'
  | 'turns_empty'
  | 'turn_empty'
  | 'person_unknown'
  | 'person_twice_in_turn'
  | 'override_ends_before_it_starts'
  | 'override_too_long'
  | 'override_replaces_itself'

/** Where, as a path of keys joined by dots (`rotations.0.turns.2`), and what. */
export type ScheduleFault = { readonly path: string; readonly code: ScheduleFaultCode }

/** The part of a schedule in which something can be wrong. */
export type ScheduleDraft = Pick<Schedule, 'zone' | 'rotations' | 'overrides'>

/** What is wrong with this schedule? An empty list means that it can be saved; `isKnown` says whether a person exists. */
export function checkSchedule(draft: ScheduleDraft, isKnown: (personId: string) => boolean): readonly ScheduleFault[] {
  const { zone, rotations, overrides } = draft
  const ids = rotations.map((rotation) => rotation.id)
  return [
    ...when(!isZone(zone), 'zone', 'zone_unknown'),
    ...when(rotations.length > scheduleLimits.rotations, 'rotations', 'too_many_rotations'),
    ...when(overrides.length > scheduleLimits.overrides, 'overrides', 'too_many_overrides'),
    ...ids.flatMap((id, i) => when(ids.indexOf(id) < i, `rotations.${i}.id`, 'rotation_repeated')),
    ...rotations.flatMap((rotation, i) => within(`rotations.${i}`, checkRotation(rotation, isKnown))),
    ...overrides.flatMap((override, i) => within(`overrides.${i}`, checkOverride(override, isKnown))),
  ]
}

/** What is wrong with this override? */
export function checkOverride(
  override: Pick<Override, 'personId' | 'replaces' | 'startsAt' | 'endsAt'>,
  isKnown: (personId: string) => boolean,
): readonly ScheduleFault[] {
  const { personId, replaces, startsAt, endsAt } = override
  const longestEndsAt = startsAt.add({ hours: 24 * scheduleLimits.overrideDays })
  return [
    ...when(!isKnown(personId), 'personId', 'person_unknown'),
    ...when(replaces !== null && !isKnown(replaces), 'replaces', 'person_unknown'),
    ...when(replaces === personId, 'replaces', 'override_replaces_itself'),
    ...when(!isAfter(endsAt, startsAt), 'endsAt', 'override_ends_before_it_starts'),
    ...when(isAfter(endsAt, longestEndsAt), 'endsAt', 'override_too_long'),
  ]
}

function checkRotation(rotation: Rotation, isKnown: (personId: string) => boolean): readonly ScheduleFault[] {
  const { zone, length, handoverTime, turns } = rotation
  const isLength = Number.isInteger(length) && length >= 1 && length <= scheduleLimits.length
  return [
    ...when(!isZone(zone), 'zone', 'zone_unknown'),
    ...when(!isLength, 'length', 'length_out_of_range'),
    ...when(!/^([01]\d|2[0-3]):[0-5]\d$/.test(handoverTime), 'handoverTime', 'time_not_hh_mm'),
    ...checkDates(rotation),
    ...when(turns.length === 0, 'turns', 'turns_empty'),
    ...when(turns.length > scheduleLimits.turns, 'turns', 'too_many_turns'),
    ...turns.flatMap((people, i) => within(`turns.${i}`, checkTurn(people, isKnown))),
  ]
}

function checkDates(rotation: Rotation): readonly ScheduleFault[] {
  const startsOn = plainDate(rotation.startsOn)
  const endsOn = rotation.endsOn === null ? null : plainDate(rotation.endsOn)
  const isOver = startsOn && endsOn && Temporal.PlainDate.compare(endsOn, startsOn) <= 0
  return [
    ...when(startsOn === undefined, 'startsOn', 'date_unknown'),
    ...when(endsOn === undefined, 'endsOn', 'date_unknown'),
    ...when(isOver === true, 'endsOn', 'ends_before_it_starts'),
    ...(rotation.unit === 'week' ? checkWeekday(rotation.handoverWeekday, startsOn) : []),
  ]
}

function checkWeekday(weekday: number, startsOn: Temporal.PlainDate | undefined): readonly ScheduleFault[] {
  const isWeekday = Number.isInteger(weekday) && weekday >= 1 && weekday <= 7
  if (!isWeekday) return [{ path: 'handoverWeekday', code: 'weekday_out_of_range' }]
  // The days before the first such weekday would be a gap that nobody asked for.
  return when(startsOn !== undefined && startsOn.dayOfWeek !== weekday, 'startsOn', 'starts_on_other_weekday')
}

function checkTurn(people: readonly string[], isKnown: (personId: string) => boolean): readonly ScheduleFault[] {
  return [
    ...when(people.length === 0, '', 'turn_empty'),
    ...when(people.length > scheduleLimits.peopleInTurn, '', 'too_many_people_in_turn'),
    ...people.flatMap((personId, i) => when(!isKnown(personId), `${i}`, 'person_unknown')),
    ...people.flatMap((personId, i) => when(people.indexOf(personId) < i, `${i}`, 'person_twice_in_turn')),
  ]
}

function plainDate(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return undefined
  }
}

function within(path: string, faults: readonly ScheduleFault[]): readonly ScheduleFault[] {
  return faults.map((fault) => ({ path: fault.path === '' ? path : `${path}.${fault.path}`, code: fault.code }))
}

function when(isWrong: boolean, path: string, code: ScheduleFaultCode): readonly ScheduleFault[] {
  return isWrong ? [{ path, code }] : []
}
