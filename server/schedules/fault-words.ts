import type { FieldProblem } from '../../domain/problems.ts'
import { scheduleLimits, type ScheduleFault, type ScheduleFaultCode } from '../../domain/schedules/faults.ts'

/** A fault of a schedule as the refusal tells it: the field, and what it should have been. */
export function faultWords(fault: ScheduleFault): FieldProblem {
  return { path: fault.path, say: words[fault.code] }
}

const most = scheduleLimits
const words: Readonly<Record<ScheduleFaultCode, string>> = {
  zone_unknown: 'Name a time zone such as Europe/Berlin or Asia/Seoul.',
  too_many_rotations: `A schedule has at most ${most.rotations} rotations.`,
  too_many_turns: `A rotation has at most ${most.turns} turns.`,
  too_many_people_in_turn: `A turn has at most ${most.peopleInTurn} people.`,
  too_many_overrides: `A schedule has at most ${most.overrides} overrides.`,
  rotation_repeated: 'This rotation stands here twice. Leave the id of the copy out.',
  length_out_of_range: `A turn lasts from 1 to ${most.length} hours, days, weeks or months.`,
  time_not_hh_mm: 'Write the time as HH:MM, for example 09:00.',
  weekday_out_of_range: 'Give the weekday as 1 (Monday) to 7 (Sunday).',
  date_unknown: 'Write a day of the calendar as YYYY-MM-DD.',
  starts_on_other_weekday: 'The first day is not the weekday of the handover. Choose a day on that weekday.',
  ends_before_it_starts: 'The rotation ends before its first handover. Choose a later end.',
  turns_empty: 'Name at least one person who takes turns.',
  turn_empty: 'Name who takes this turn.',
  person_unknown: 'Nobody here has this id.',
  person_twice_in_turn: 'This person stands twice in the same turn.',
  override_ends_before_it_starts: 'The override ends before it begins. Choose a later end.',
  override_too_long: `An override lasts at most ${most.overrideDays} days. Change the rotation instead.`,
  day_out_of_range: 'Give the day of the month as 1 to 31; in a shorter month its last day is meant.',
  starts_on_other_day:
    'The first day is not the day of the handover. Choose that day of a month, or its last in a short one.',
  starts_with_no_turn: 'There is no turn with this number. Choose one of the turns, counted from 0.',
  too_many_restrictions: `A rotation has at most ${most.restrictions} restrictions.`,
  restriction_without_days: 'Name at least one day of the week.',
  restriction_without_end:
    'It ends at the moment it begins. Choose another end, or leave the restriction out for always.',
  restrictions_never_apply:
    'The rotation ends before its hours begin for the first time. Choose other hours, or a later end.',
  too_many_temporaries: `A schedule has at most ${most.temporaries} temporary schedules that have not ended.`,
  temporary_ends_before_it_starts: 'The temporary schedule ends before it begins. Choose a later end.',
  temporary_too_long: `A temporary schedule lasts at most ${most.temporaryDays} days. Change the rotations instead.`,
  temporary_without_shifts: 'Name at least one shift: otherwise nobody is on call in all of this time.',
  too_many_shifts: `A temporary schedule has at most ${most.temporaryShifts} shifts.`,
  shift_ends_before_it_starts: 'The shift ends before it begins. Choose a later end.',
  shift_outside_temporary: 'The shift lies outside of the temporary schedule. Make that longer, or the shift shorter.',
  too_many_calendars: `A schedule has at most ${most.calendars} calendars.`,
  calendar_source_unknown: 'This schedule has no calendar source with this id. Add the address or the file first.',
  calendar_source_repeated: 'Another calendar of this schedule reads this source already.',
  override_replaces_itself: 'Nobody can stand in for themselves. Choose another person.',
}
