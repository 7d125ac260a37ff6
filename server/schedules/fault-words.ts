import type { FieldProblem } from '../../domain/problems.ts'
import { scheduleLimits, type ScheduleFault, type ScheduleFaultCode } from '../../domain/schedules/check.ts'

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
  length_out_of_range: `A turn lasts from 1 to ${most.length} days or weeks.`,
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
  override_replaces_itself: 'Nobody can stand in for themselves. Choose another person.',
}
