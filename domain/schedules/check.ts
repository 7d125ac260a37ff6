// What is wrong with a schedule that somebody wants to save. Runs in the form while it is filled in, in the server
// before it is stored, and in `apply` for each line of the file; the words for each code live with the reader.
import { isAfter, isBefore, isZone } from '../time.ts'
import { checkRestrictions, isNeverInside } from './check-restriction.ts'
import { isTime, isWhole, scheduleLimits, when, within, type ScheduleFault } from './faults.ts'
import type { CalendarLayer, Override, Rotation, Schedule, Temporary } from './schedule.ts'

/** The part of a schedule in which something can be wrong. */
export type ScheduleDraft = Pick<Schedule, 'zone' | 'rotations'> & {
  readonly overrides: readonly OverrideDraft[]
  readonly temporaries: readonly TemporaryDraft[]
  readonly calendars?: readonly CalendarDraft[]
}
type Made = 'id' | 'reason' | 'createdBy' | 'createdAt'
/** A union keeps its options when each of them is left without a field on its own. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
export type OverrideDraft = Without<Override, Made>
export type TemporaryDraft = Pick<Temporary, 'startsAt' | 'endsAt' | 'shifts'>
export type CalendarDraft = Pick<CalendarLayer, 'sourceId' | 'people'>
type IsKnown = (personId: string) => boolean

/** What is wrong with this schedule? An empty list means that it can be saved; `isKnown` says whether a person exists. */
export function checkSchedule(draft: ScheduleDraft, isKnown: IsKnown): readonly ScheduleFault[] {
  const { zone, rotations, overrides, temporaries, calendars = [] } = draft
  const ids = rotations.map((rotation) => rotation.id)
  const sources = calendars.map(({ sourceId }) => sourceId)
  return [
    ...when(!isZone(zone), 'zone', 'zone_unknown'),
    ...when(rotations.length > scheduleLimits.rotations, 'rotations', 'too_many_rotations'),
    ...when(overrides.length > scheduleLimits.overrides, 'overrides', 'too_many_overrides'),
    ...when(temporaries.length > scheduleLimits.temporaries, 'temporaries', 'too_many_temporaries'),
    ...when(calendars.length > scheduleLimits.calendars, 'calendars', 'too_many_calendars'),
    ...sources.flatMap((id, i) => when(sources.indexOf(id) < i, `calendars.${i}.sourceId`, 'calendar_source_repeated')),
    ...ids.flatMap((id, i) => when(ids.indexOf(id) < i, `rotations.${i}.id`, 'rotation_repeated')),
    ...rotations.flatMap((rotation, i) => within(`rotations.${i}`, checkRotation(rotation, isKnown))),
    ...overrides.flatMap((override, i) => within(`overrides.${i}`, checkOverride(override, isKnown))),
    ...temporaries.flatMap((temporary, i) => within(`temporaries.${i}`, checkTemporary(temporary, isKnown))),
    ...calendars.flatMap(({ people }, i) =>
      people.flatMap(({ personId }, j) =>
        when(!isKnown(personId), `calendars.${i}.people.${j}.personId`, 'person_unknown'),
      ),
    ),
  ]
}

/** What is wrong with this override? */
export function checkOverride(override: OverrideDraft, isKnown: IsKnown): readonly ScheduleFault[] {
  const { personId, startsAt, endsAt } = override
  const replaces = override.kind === 'replace' ? override.replaces : null
  return [
    ...when(!isKnown(personId), 'personId', 'person_unknown'),
    ...when(replaces !== null && !isKnown(replaces), 'replaces', 'person_unknown'),
    ...when(replaces === personId, 'replaces', 'override_replaces_itself'),
    ...when(!isAfter(endsAt, startsAt), 'endsAt', 'override_ends_before_it_starts'),
    ...when(isLonger(override, scheduleLimits.overrideDays), 'endsAt', 'override_too_long'),
  ]
}

function checkTemporary(temporary: TemporaryDraft, isKnown: IsKnown): readonly ScheduleFault[] {
  const { startsAt, endsAt, shifts } = temporary
  return [
    ...when(!isAfter(endsAt, startsAt), 'endsAt', 'temporary_ends_before_it_starts'),
    ...when(isLonger(temporary, scheduleLimits.temporaryDays), 'endsAt', 'temporary_too_long'),
    ...when(shifts.length === 0, 'shifts', 'temporary_without_shifts'),
    ...when(shifts.length > scheduleLimits.temporaryShifts, 'shifts', 'too_many_shifts'),
    ...shifts.flatMap((shift, i) =>
      within(`shifts.${i}`, [
        ...when(!isKnown(shift.personId), 'personId', 'person_unknown'),
        ...when(!isAfter(shift.endsAt, shift.startsAt), 'endsAt', 'shift_ends_before_it_starts'),
        ...when(isBefore(shift.startsAt, startsAt), 'startsAt', 'shift_outside_temporary'),
        ...when(isAfter(shift.endsAt, endsAt), 'endsAt', 'shift_outside_temporary'),
      ]),
    ),
  ]
}

function isLonger({ startsAt, endsAt }: Pick<Override, 'startsAt' | 'endsAt'>, days: number): boolean {
  return endsAt.epochMilliseconds - startsAt.epochMilliseconds > days * 86_400_000
}

function checkRotation(rotation: Rotation, isKnown: IsKnown): readonly ScheduleFault[] {
  const { zone, length, handoverTime, turns, startsWith, restrictions } = rotation
  const isLength = Number.isInteger(length) && length >= 1 && length <= scheduleLimits.length
  const isStart = Number.isInteger(startsWith) && startsWith >= 0 && startsWith < Math.max(1, turns.length)
  const faults = [
    ...when(!isZone(zone), 'zone', 'zone_unknown'),
    ...when(!isLength, 'length', 'length_out_of_range'),
    ...when(!isTime(handoverTime), 'handoverTime', 'time_not_hh_mm'),
    ...checkDates(rotation),
    ...when(turns.length === 0, 'turns', 'turns_empty'),
    ...when(turns.length > scheduleLimits.turns, 'turns', 'too_many_turns'),
    ...when(!isStart, 'startsWith', 'starts_with_no_turn'),
    ...turns.flatMap((people, i) => within(`turns.${i}`, checkTurn(people, isKnown))),
    ...within('restrictions', checkRestrictions(restrictions)),
  ]
  const isReadable = faults.every(({ code }) => code === 'person_unknown')
  return isReadable && isNeverInside(rotation)
    ? [...faults, { path: 'restrictions', code: 'restrictions_never_apply' }]
    : faults
}

function checkDates(rotation: Rotation): readonly ScheduleFault[] {
  const startsOn = plainDate(rotation.startsOn)
  const endsOn = rotation.endsOn === null ? null : plainDate(rotation.endsOn)
  const isOver = startsOn && endsOn && Temporal.PlainDate.compare(endsOn, startsOn) <= 0
  return [
    ...when(startsOn === undefined, 'startsOn', 'date_unknown'),
    ...when(endsOn === undefined, 'endsOn', 'date_unknown'),
    ...when(isOver === true, 'endsOn', 'ends_before_it_starts'),
    ...checkHandoverDay(rotation, startsOn),
  ]
}

/** The days before the first handover would be a gap that nobody asked for. */
function checkHandoverDay(rotation: Rotation, startsOn: Temporal.PlainDate | undefined): readonly ScheduleFault[] {
  switch (rotation.unit) {
    case 'hour':
    case 'day':
      return []
    case 'week': {
      const { handoverWeekday } = rotation
      if (!isWhole(handoverWeekday, 7)) return [{ path: 'handoverWeekday', code: 'weekday_out_of_range' }]
      return when(startsOn && startsOn.dayOfWeek !== handoverWeekday, 'startsOn', 'starts_on_other_weekday')
    }
    case 'month': {
      const { handoverDay } = rotation
      if (!isWhole(handoverDay, 31)) return [{ path: 'handoverDay', code: 'day_out_of_range' }]
      const isOther = startsOn && startsOn.day !== Math.min(handoverDay, startsOn.daysInMonth)
      return when(isOther, 'startsOn', 'starts_on_other_day')
    }
  }
}

function checkTurn(people: readonly string[], isKnown: IsKnown): readonly ScheduleFault[] {
  return [
    ...when(people.length === 0, '', 'turn_empty'),
    ...when(people.length > scheduleLimits.peopleInTurn, '', 'too_many_people_in_turn'),
    ...people.flatMap((personId, i) => when(!isKnown(personId), `${i}`, 'person_unknown')),
    ...people.flatMap((personId, i) => when(people.indexOf(personId) < i, `${i}`, 'person_twice_in_turn')),
  ]
}

function plainDate(text: string): Temporal.PlainDate | undefined {
  // The year 0 is none that the database could write.
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return undefined
  }
}
