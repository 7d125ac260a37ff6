// What overrides make of the people that rotations give. Overlaps: docs/decisions/0009-local-time-conventions.md.
import type { Override, Role } from './schedule.ts'

/** Why somebody is on call: whose rule says so. */
export type Because =
  | { readonly by: 'rotation'; readonly rotationId: string; readonly rotationName: string; readonly turn: number }
  | { readonly by: 'override'; readonly override: Override; readonly insteadOf: string | null }

export type OnCallPerson = { readonly personId: string; readonly role: Role; readonly because: Because }

/**
 * Who is on call once these overrides, oldest first, have been heard? The latest created wins: an override finds its
 * place by anybody who held it, so Ben's place is still Ben's after an older override lent it to somebody else.
 */
export function afterOverrides(
  people: readonly OnCallPerson[],
  overrides: readonly Override[],
): readonly OnCallPerson[] {
  return overrides.length === 0 ? people : people.map((person) => heirOf(person, overrides))
}

/** Who is on call where no rotation has anybody? Whoever took the whole schedule over, and who came for them since. */
export function withoutRotations(overrides: readonly Override[]): readonly OnCallPerson[] {
  const first = overrides.findIndex((override) => override.replaces === null)
  const override = overrides[first]
  if (!override) return []
  const { personId } = override
  const because: Because = { by: 'override', override, insteadOf: null }
  return afterOverrides([{ personId, role: 'primary', because }], overrides.slice(first + 1))
}

function heirOf(person: OnCallPerson, overrides: readonly Override[]): OnCallPerson {
  const heldBy = [person.personId]
  let holder = person
  for (const override of overrides) {
    if (override.replaces !== null && !heldBy.includes(override.replaces)) continue
    const because: Because = { by: 'override', override, insteadOf: person.personId }
    holder = { personId: override.personId, role: person.role, because }
    heldBy.push(override.personId)
  }
  return holder
}
