// What can be wrong with a schedule, and the most of everything. The words for each code live with the reader.

/** The most of each thing that one schedule may have, so that every answer stays quick. */
export const scheduleLimits = {
  rotations: 50,
  layer: 99,
  length: 366,
  turns: 500,
  peopleInTurn: 20,
  restrictions: 20,
  overrides: 2_000,
  overrideDays: 366,
  temporaries: 100,
  temporaryDays: 366,
  temporaryShifts: 500,
  calendars: 20,
  calendarPeople: 500,
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
  | 'day_out_of_range'
  | 'starts_on_other_day'
  | 'starts_with_no_turn'
  | 'too_many_restrictions'
  | 'restriction_without_days'
  | 'restriction_without_end'
  | 'restrictions_never_apply'
  | 'too_many_temporaries'
  | 'temporary_ends_before_it_starts'
  | 'temporary_too_long'
  | 'temporary_without_shifts'
  | 'too_many_shifts'
  | 'shift_ends_before_it_starts'
  | 'shift_outside_temporary'
  | 'too_many_calendars'
  | 'calendar_source_unknown'
  | 'calendar_source_repeated'

/** Where, as a path of keys joined by dots (`rotations.0.turns.2`), and what. */
export type ScheduleFault = { readonly path: string; readonly code: ScheduleFaultCode }

/** The fault at this path when something is wrong there, else nothing. */
export function when(isWrong: boolean | undefined, path: string, code: ScheduleFaultCode): readonly ScheduleFault[] {
  return isWrong === true ? [{ path, code }] : []
}

/** The faults of a part, with their paths in the whole. */
export function within(path: string, faults: readonly ScheduleFault[]): readonly ScheduleFault[] {
  return faults.map((fault) => ({ path: fault.path === '' ? path : `${path}.${fault.path}`, code: fault.code }))
}

export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** A whole number from 1 to the most. */
export function isWhole(number: number, most: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= most
}
