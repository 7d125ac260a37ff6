// Whom a schedule names.
import type { Calendar, Override, Rotation, Temporary } from './schedule.ts'

type Planned = {
  readonly rotations: readonly Pick<Rotation, 'turns'>[]
  readonly temporaries: readonly Pick<Temporary, 'shifts'>[]
  readonly calendars?: readonly Pick<Calendar, 'people' | 'shifts'>[]
}
type Overridden = Planned & { readonly overrides: readonly Pick<Override, 'personId'>[] }

/** Who takes turns in these rotations, works in these temporary schedules, or is meant by these calendars? Ids, each once. */
export function peopleIn({ rotations, temporaries, calendars = [] }: Planned): ReadonlySet<string> {
  return new Set([
    ...rotations.flatMap(({ turns }) => turns.flat()),
    ...temporaries.flatMap(({ shifts }) => shifts.map(({ personId }) => personId)),
    ...calendars.flatMap(({ people, shifts }) => [...people, ...shifts].map(({ personId }) => personId)),
  ])
}

/** Who could be on call on these schedules, by an override too? Ids of people, each once. */
export function peopleOn(schedules: readonly Overridden[]): ReadonlySet<string> {
  return new Set(
    schedules.flatMap((schedule) => [...peopleIn(schedule), ...schedule.overrides.map(({ personId }) => personId)]),
  )
}
