// What overrides make of the people that rotations give. Overlaps: docs/decisions/0017-who-is-on-call-where-rules-meet.md.
import type { Override, Role } from './schedule.ts'

/** Why somebody is on call: whose rule says so. */
export type Because =
  | { readonly by: 'rotation'; readonly rotationId: string; readonly rotationName: string; readonly turn: number }
  | { readonly by: 'temporary'; readonly temporaryId: string; readonly temporaryName: string }
  | { readonly by: 'calendar'; readonly calendarId: string; readonly calendarName: string }
  | { readonly by: 'override'; readonly override: Override; readonly insteadOf: string | null }

export type OnCallPerson = { readonly personId: string; readonly role: Role; readonly because: Because }

/** Who is on call once overrides have been heard, and which of them left a place empty. */
export type Heard = { readonly people: readonly OnCallPerson[]; readonly takenOff: readonly Override[] }

/**
 * Who is on call once these overrides, oldest first, have been heard? The latest created wins: an override finds its
 * place by anybody who held it, so Ben's place is still Ben's after an older override lent it to somebody else.
 */
export function afterOverrides(people: readonly OnCallPerson[], overrides: readonly Override[]): Heard {
  const left: OnCallPerson[] = []
  const takenOff: Override[] = []
  for (const person of people) {
    const heir = heirOf(person, overrides)
    if ('takenOffBy' in heir) takenOff.push(heir.takenOffBy)
    else left.push(heir)
  }
  return { people: left, takenOff }
}

/** Who is on call beside the others? */
export function addedBeside(overrides: readonly Override[]): readonly OnCallPerson[] {
  const people: OnCallPerson[] = []
  for (const [i, override] of overrides.entries()) {
    if (override.kind !== 'add') continue
    const { personId, role } = override
    const person = { personId, role, because: because(override, null) }
    people.push(...afterOverrides([person], overrides.slice(i + 1)).people)
  }
  return people
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
