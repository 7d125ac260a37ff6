// Schedules of a file held against the same rules as schedules of a form.
import type { Configuration } from '../../domain/configuration/document.ts'
import type { Problem } from '../../domain/configuration/read.ts'
import type { OverrideWhole, RotationWhole } from '../../domain/configuration/whole.ts'
import { readEvery, readHandover } from '../../domain/configuration/words.ts'
import { checkOverride, checkSchedule, type ScheduleFault } from '../../domain/schedules/check.ts'
import type { Rotation } from '../../domain/schedules/schedule.ts'
import { faultWords } from '../schedules/fault-words.ts'

/** What cannot work about the rotations and overrides of this file? Who is named in them is checked elsewhere. */
export function scheduleProblems(configuration: Configuration): readonly Problem[] {
  return configuration.schedules.flatMap(({ at, text }) => {
    const { zone, rotations = [], overrides = [] } = text
    const written = rotations.map((rotation, i) => rotationOf({ ...rotation, zone: rotation.zone ?? zone }, `${i}`))
    const faults = checkSchedule({ zone, rotations: written, overrides: [] }, isKnown)
    return [
      ...faults.map((fault) => problemOf(['schedules', at], fault)),
      ...overrides.flatMap((override, i) =>
        checkOverride(boundsOf(override), isKnown).map((fault) => problemOf(['schedules', at, 'overrides', i], fault)),
      ),
    ]
  })
}

/** The rotation that a file means, with people as it names them. */
export function rotationOf(text: RotationWhole, id: string): Rotation {
  const { name, layer, role, zone, starts: startsOn, ends: endsOn, turns } = text
  const rhythm = readEvery(text.every)
  const handover = readHandover(text.handover)
  if (!rhythm || !handover) throw new Error(`"${text.every}" or "${text.handover}" was not checked`)
  const shared = {
    id,
    name,
    layer,
    role,
    zone,
    length: rhythm.length,
    handoverTime: handover.time,
    startsOn,
    endsOn,
    turns,
  }
  return rhythm.unit === 'day'
    ? { ...shared, unit: 'day' }
    : { ...shared, unit: 'week', handoverWeekday: handover.weekday ?? 0 }
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

function boundsOf({ person, replaces, from, until }: OverrideWhole) {
  return {
    personId: person,
    replaces,
    startsAt: Temporal.Instant.from(from),
    endsAt: Temporal.Instant.from(until),
  }
}

function isKnown(): boolean {
  return true
}
