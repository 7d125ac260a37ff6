import { isTime, isWhole, scheduleLimits, when, within, type ScheduleFault } from './faults.ts'
import { insideAt } from './restriction.ts'
import { rotationClock } from './rotation.ts'
import { placed } from './wall-marks.ts'
import type { Restriction, Rotation } from './schedule.ts'

/** What is wrong with the hours to which somebody wants to restrict a rotation? */
export function checkRestrictions(restrictions: readonly Restriction[]): readonly ScheduleFault[] {
  return [
    ...when(restrictions.length > scheduleLimits.restrictions, '', 'too_many_restrictions'),
    ...restrictions.flatMap((restriction, i) => within(`${i}`, checkRestriction(restriction))),
  ]
}

/** Does a rotation without other faults end before its restrictions open for the first time? */
export function isNeverInside(rotation: Rotation): boolean {
  const { hours, offsets, startsMs, endsMs } = rotationClock(rotation)
  const { isInside, untilMs } = insideAt(hours, offsets, placed(offsets, startsMs))
  return !isInside && untilMs >= endsMs
}

function checkRestriction(restriction: Restriction): readonly ScheduleFault[] {
  switch (restriction.kind) {
    case 'days': {
      const { weekdays, from, to } = restriction
      return [
        ...when(weekdays.length === 0, 'weekdays', 'restriction_without_days'),
        ...when(!weekdays.every((weekday) => isWhole(weekday, 7)), 'weekdays', 'weekday_out_of_range'),
        ...when(!isTime(from), 'from', 'time_not_hh_mm'),
        ...when(!isTime(to), 'to', 'time_not_hh_mm'),
      ]
    }
    case 'span': {
      const { fromWeekday, fromTime, toWeekday, toTime } = restriction
      return [
        ...when(!isWhole(fromWeekday, 7), 'fromWeekday', 'weekday_out_of_range'),
        ...when(!isTime(fromTime), 'fromTime', 'time_not_hh_mm'),
        ...when(!isWhole(toWeekday, 7), 'toWeekday', 'weekday_out_of_range'),
        ...when(!isTime(toTime), 'toTime', 'time_not_hh_mm'),
        // From Monday 09:00 to Monday 09:00 could be no time or all of it.
        ...when(fromWeekday === toWeekday && fromTime === toTime, 'toTime', 'restriction_without_end'),
      ]
    }
  }
}
