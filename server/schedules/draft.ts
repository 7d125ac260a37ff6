// A schedule as somebody writes it, made into one that can be kept, or refused with the fields to mend.
import type { ActionInput } from '../../domain/api.ts'
import type { FieldProblem } from '../../domain/problems.ts'
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
  const errors = [...faults.map(faultWords), ...sharedLayers(draft.rotations)].map(({ path, say }) => ({
    path: `${within}${path}`,
    say,
  }))
  if (errors.length === 0) return
  const isOnlyPeople = errors.length === faults.length && faults.every((fault) => fault.code === 'person_unknown')
  refuse(isOnlyPeople ? 'unknown_reference' : 'schedule_invalid', undefined, errors)
}

/** The tables keep one rotation for each layer of a role. */
function sharedLayers(rotations: readonly Rotation[]): readonly FieldProblem[] {
  const places = rotations.map(({ role, layer }) => `${role} ${layer}`)
  return places.flatMap((place, i) =>
    places.indexOf(place) < i
      ? [{ path: `rotations.${i}.layer`, say: 'Another rotation of this role has this layer. Choose another number.' }]
      : [],
  )
}
