// A schedule as somebody writes it, made into one that can be kept, or refused with the fields to mend.
import type { ActionInput } from '../../domain/api.ts'
import { checkSchedule } from '../../domain/schedules/check.ts'
import type { Rotation } from '../../domain/schedules/schedule.ts'
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

/** Everybody who takes turns in these rotations. */
export function peopleIn(rotations: readonly Pick<Rotation, 'turns'>[]): Set<string> {
  return new Set(rotations.flatMap(({ turns }) => turns.flat()))
}

/** Refuses rotations that cannot work, or that name somebody who is not here. */
export function refuseFaults(
  draft: { readonly zone: string; readonly rotations: readonly Rotation[] },
  people: NamedPeople,
  within = '',
): void {
  const faults = checkSchedule({ ...draft, overrides: [] }, (personId) => people.has(personId))
  if (faults.length === 0) return
  const errors = faults.map(faultWords).map(({ path, say }) => ({ path: `${within}${path}`, say }))
  const isOnlyPeople = faults.every((fault) => fault.code === 'person_unknown')
  refuse(isOnlyPeople ? 'unknown_reference' : 'schedule_invalid', undefined, errors)
}
