// One person's shifts over all schedules, in the order of time.
import type { EndpointOutput } from '../api.ts'
import { barsOf } from './timeline.ts'
import type { ShiftBar, Window } from './timeline.ts'

type OfSchedule = EndpointOutput<'listAllShifts'>['schedules'][number]

export type OwnShift = ShiftBar & Pick<OfSchedule, 'scheduleId' | 'scheduleName' | 'teamId' | 'zone'>

/** Their shifts, shadowing included; what reaches over an end of what was asked begins or ends beyond it. */
export function ownShifts(schedules: readonly OfSchedule[], asked: Window): readonly OwnShift[] {
  return schedules
    .flatMap(({ scheduleId, scheduleName, teamId, zone, shifts }) =>
      barsOf(shifts).map((bar) => ({
        ...bar,
        beganBefore: bar.from <= asked.from,
        goesOn: bar.until >= asked.until,
        scheduleId,
        scheduleName,
        teamId,
        zone,
      })),
    )
    .sort((a, b) => a.from - b.from || a.scheduleName.localeCompare(b.scheduleName))
}
