// Schedules of a file held against the same rules as schedules of a form.
import type { Configuration } from '../../domain/configuration/document.ts'
import type { Problem } from '../../domain/configuration/read.ts'
import { checkOverride, checkSchedule } from '../../domain/schedules/check.ts'
import type { ScheduleFault } from '../../domain/schedules/faults.ts'
import { faultWords } from '../schedules/fault-words.ts'
import { calendarOf, overrideOf, rotationOf, temporaryOf } from './schedule-text.ts'

/** What cannot work about the schedules of this file? Who is named in them is checked elsewhere. */
export function scheduleProblems(configuration: Configuration): readonly Problem[] {
  return configuration.schedules.flatMap(({ at, text }) => {
    const { zone, rotations = [], overrides = [], temporaries = [], calendars = [] } = text
    const written = rotations.map((rotation, i) => rotationOf({ ...rotation, zone: rotation.zone ?? zone }, `${i}`))
    const passing = {
      overrides: [],
      temporaries: temporaries.map((each) => temporaryOf(each)),
      calendars: calendars.map((each, i) => calendarOf(each, `${i}`)),
    }
    const faults = checkSchedule({ zone, rotations: written, ...passing }, isKnown)
    return [
      ...faults.map((fault) => problemOf(['schedules', at], fault)),
      ...overrides.flatMap((override, i) =>
        checkOverride(overrideOf(override), isKnown).map((fault) =>
          problemOf(['schedules', at, 'overrides', i], fault),
        ),
      ),
    ]
  })
}

/** The field of the file that holds what the fault is about. */
export function fieldInFile(path: string): string {
  return path
    .split('.')
    .map((field) => fields[field] ?? field)
    .join('.')
}

const fields: Readonly<Record<string, string>> = {
  length: 'every',
  handoverTime: 'handover',
  handoverWeekday: 'handover',
  handoverDay: 'handover',
  startsWith: 'startsWithTurn',
  weekdays: 'days',
  fromWeekday: 'from',
  fromTime: 'from',
  toWeekday: 'to',
  toTime: 'to',
  startsOn: 'starts',
  endsOn: 'ends',
  personId: 'person',
  startsAt: 'from',
  endsAt: 'until',
}

function problemOf(within: readonly PropertyKey[], fault: ScheduleFault): Problem {
  const { path, say } = faultWords(fault)
  return { path: [...within, ...fieldInFile(path).split('.')], say }
}

function isKnown(): boolean {
  return true
}
