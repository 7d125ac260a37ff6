// Whoever said that they cannot is not rung again by the same page.
import type { Reached } from '../paging/rules.ts'

/** Who is left of a step without those who declined, and who of them is not rung? Copies alone are nobody reached. */
export function leaveOut(
  reached: readonly Reached[],
  declined: ReadonlySet<string> = new Set(),
): { readonly left: readonly Reached[]; readonly gone: readonly string[] } {
  const others = reached.filter(({ personId }) => !declined.has(personId))
  const isReached = others.some(({ reason }) => reason.kind !== 'shadow')
  return {
    left: isReached ? others : [],
    gone: reached
      .filter(({ personId, reason }) => reason.kind !== 'shadow' && declined.has(personId))
      .map(({ personId }) => personId),
  }
}
