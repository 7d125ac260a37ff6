// An override while it is being written in the dialog.
import type { EndpointInput } from '../api.ts'
import type { OverrideTold, ScheduleTold } from './draft.ts'
import { isoOf } from './span-words.ts'
import type { ShiftRole, Window } from './timeline.ts'

export type OverrideKind = OverrideTold['kind']

export type OverrideDraft = {
  readonly kind: OverrideKind
  /** Who is put on call; of `remove`, who is taken off. */
  readonly personId: string
  /** Of `replace`: in whose place. */
  readonly replaces: string
  /** Of `add`: as what. */
  readonly role: ShiftRole
  /** Null while the times are not whole. */
  readonly span: Window | null
  readonly reason: string
}

export type OverrideFault =
  'who_missing' | 'whom_missing' | 'replaces_missing' | 'replaces_itself' | 'time_missing' | 'ends_first' | 'too_long'

/** What is missing or cannot be, by field, in the order of the form. */
export function faultsOfOverride({ kind, personId, replaces, span }: OverrideDraft): OverrideFaults {
  return {
    ...(personId === '' ? { personId: kind === 'remove' ? 'whom_missing' : 'who_missing' } : {}),
    ...(span ? {} : { until: 'time_missing' }),
    ...(span && span.until <= span.from ? { until: 'ends_first' } : {}),
    ...(span && span.until - span.from > mostDays * 86_400_000 ? { until: 'too_long' } : {}),
    ...(kind === 'replace' && replaces === '' ? { replaces: 'replaces_missing' } : {}),
    ...(kind === 'replace' && replaces !== '' && replaces === personId ? { replaces: 'replaces_itself' } : {}),
  }
}

export type OverrideFaults = Partial<Record<'personId' | 'until' | 'replaces', OverrideFault>>

/** What is sent; only the fields that the kind has. */
export function asOverrideInput(draft: OverrideDraft, scheduleId: string, span: Window): EndpointInput<'addOverride'> {
  const { kind, personId, replaces, role, reason } = draft
  const { from: startsAt, to: endsAt } = isoOf(span)
  const shared = { scheduleId, kind, personId, startsAt, endsAt, reason: reason.trim() }
  switch (kind) {
    case 'replace':
      return { ...shared, replaces }
    case 'add':
      return { ...shared, role }
    case 'take_over':
    case 'remove':
      return shared
  }
}

/** Everybody who may be on call by this schedule: in a rotation, a temporary schedule, or by another override. */
export function peopleOn({ rotations, temporaries, overrides }: ScheduleTold): readonly string[] {
  return [
    ...new Set([
      ...rotations.flatMap((rotation) => rotation.turns.flat()),
      ...temporaries.flatMap((temporary) => temporary.shifts.map((shift) => shift.personId)),
      ...overrides.flatMap((override) => (override.kind === 'remove' ? [] : [override.personId])),
    ]),
  ]
}

/** As in domain/schedules/faults.ts. */
const mostDays = 366
