// A schedule as somebody writes it, made into one that can be kept, or refused with the fields to mend.
import type { ActionInput } from '../../domain/api.ts'
import { checkSchedule } from '../../domain/schedules/check.ts'
import type { Rotation, Schedule, Temporary } from '../../domain/schedules/schedule.ts'
import { toMillisecond, type Instant } from '../../domain/time.ts'
import { refuse } from '../refusal.ts'
import { faultWords } from './fault-words.ts'
import type { NamedPeople } from './people.ts'

type RotationDraft = ActionInput<'createSchedule'>['rotations'][number]

/** Rotations as written, each with an id: the one it was sent with when that is known, else a new one. */
export function rotationsOf(
  drafts: readonly RotationDraft[],
  ids: { readonly known: ReadonlySet<string>; readonly newId: () => string },
): Rotation[] {
  return drafts.map((draft) => ({ ...draft, id: draft.id && ids.known.has(draft.id) ? draft.id : ids.newId() }))
}

type TemporaryDraft = NonNullable<ActionInput<'createSchedule'>['temporaries']>[number]

/**
 * Temporary schedules as written: one that is there already keeps its id and when it was made, others are new, the later
 * in the list the later made. `there` are those that have not ended; they stay when none are written.
 */
export function temporariesOf(
  drafts: readonly TemporaryDraft[] | undefined,
  there: readonly Temporary[],
  { newId, now }: { readonly newId: () => string; readonly now: Instant },
): readonly Temporary[] {
  if (!drafts) return there
  const known = new Map(there.map((temporary) => [temporary.id, temporary]))
  return drafts.map(({ id, name, shifts, ...bounds }, i) => {
    const before = id === undefined ? undefined : known.get(id)
    return {
      id: before?.id ?? newId(),
      createdAt: before?.createdAt ?? now.add({ microseconds: i }),
      name,
      ...toMilliseconds(bounds),
      shifts: shifts.map((shift) => ({ ...shift, ...toMilliseconds(shift) })),
    }
  })
}

/** Bounds are kept to the millisecond (docs/decisions/0009-local-time-conventions.md). */
export function toMilliseconds({ startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant }) {
  return { startsAt: toMillisecond(startsAt), endsAt: toMillisecond(endsAt) }
}

/** Refuses what cannot work, or names somebody who is not here. */
export function refuseFaults(
  draft: Pick<Schedule, 'zone' | 'rotations' | 'temporaries' | 'calendars'>,
  people: NamedPeople,
  within = '',
): void {
  const faults = checkSchedule({ ...draft, overrides: [] }, (personId) => people.has(personId))
  if (faults.length === 0) return
  const errors = faults.map(faultWords).map(({ path, say }) => ({ path: `${within}${path}`, say }))
  const isOnlyPeople = faults.every((fault) => fault.code === 'person_unknown')
  refuse(isOnlyPeople ? 'unknown_reference' : 'schedule_invalid', undefined, errors)
}
