// What overrides make of the people that rotations give. Overlaps: docs/decisions/0009-local-time-conventions.md.
import type { Override, Role } from './schedule.ts'

/** Why somebody is on call: whose rule says so. */
export type Because =
  | { readonly by: 'rotation'; readonly rotationId: string; readonly rotationName: string; readonly turn: number }
  | { readonly by: 'temporary'; readonly temporaryId: string; readonly temporaryName: string }
  | { readonly by: 'override'; readonly override: Override; readonly insteadOf: string | null }

export type OnCallPerson = { readonly personId: string; readonly role: Role; readonly because: Because }

/** Who is on call once overrides have been heard, and which of them left a place empty. */
export type Heard = { readonly people: readonly OnCallPerson[]; readonly takenOff: readonly Override[] }

/**
 * Who is on call once these overrides, oldest first, have been heard? The latest created wins: an override finds its
 * place by anybody who held it, so Ben's place is still Ben's after an older override lent it to somebody else.
 */
export function afterOverrides(people: readonly OnCallPerson[], overrides: readonly Override[]): Heard {
  if (overrides.length === 0) return { people, takenOff: [] }
  const heirs = people.map((person) => heirOf(person, overrides))
  return {
    people: heirs.flatMap((heir) => ('takenOffBy' in heir ? [] : [heir])),
    takenOff: heirs.flatMap((heir) => ('takenOffBy' in heir ? [heir.takenOffBy] : [])),
  }
}

/** Who is on call beside the others, in this role? */
export function addedBeside(role: Role, overrides: readonly Override[]): readonly OnCallPerson[] {
  return overrides.flatMap((override, i) => {
    if (override.kind !== 'add' || override.role !== role) return []
    const person = { personId: override.personId, role, because: because(override, null) }
    return afterOverrides([person], overrides.slice(i + 1)).people
  })
}

/** Who is on call where no rotation has anybody? Whoever took the whole schedule over, and who came for them since. */
export function withoutRotations(overrides: readonly Override[]): readonly OnCallPerson[] {
  const first = overrides.findIndex((override) => override.kind === 'take_over')
  const override = overrides[first]
  if (!override) return []
  const person = { personId: override.personId, role: 'primary', because: because(override, null) } as const
  return afterOverrides([person], overrides.slice(first + 1)).people
}

function heirOf(
  person: OnCallPerson,
  overrides: readonly Override[],
): OnCallPerson | { readonly takenOffBy: Override } {
  const heldBy = [person.personId]
  let holder: OnCallPerson | { readonly takenOffBy: Override } = person
  for (const override of overrides) {
    if (!isAbout(override, person.role, heldBy, holder)) continue
    if (override.kind === 'remove') {
      holder = { takenOffBy: override }
      continue
    }
    holder = { personId: override.personId, role: person.role, because: because(override, person.personId) }
    heldBy.push(override.personId)
  }
  return holder
}

/** Does this override change who holds a place in this role, which these people held one after the other? */
function isAbout(
  override: Override,
  role: Role,
  heldBy: readonly string[],
  holder: OnCallPerson | { readonly takenOffBy: Override },
): boolean {
  switch (override.kind) {
    case 'take_over':
      // Who takes the schedule over answers for it; whoever learns there goes on learning.
      return role !== 'shadow'
    case 'replace':
      return heldBy.includes(override.replaces)
    case 'remove':
      // Whoever stands in by now was asked to: only the person who is named is taken off.
      return 'personId' in holder && holder.personId === override.personId
    case 'add':
      return false
  }
}

function because(override: Override, insteadOf: string | null): Because {
  return { by: 'override', override, insteadOf }
}
