// Which pages may wait until somebody is on call.
import { asPriority, priorityNumber, type PriorityName } from '../paging/priority.ts'

/** The priorities from which on pages may wait: never the most urgent. */
export const waitingPriorities = ['P2', 'P3', 'P4'] as const satisfies PriorityName[]
export type WaitingPriority = (typeof waitingPriorities)[number]

/** May pages of this policy and priority wait? */
export function mayWait(
  policy: { readonly mayWaitFrom?: WaitingPriority | null | undefined } | undefined,
  priority: number,
): boolean {
  const from = policy?.mayWaitFrom
  return from !== undefined && from !== null && priority > 1 && priority >= priorityNumber(from)
}

/** From which priority on, as a column holds it. */
export function waitingPriority(from: number): WaitingPriority {
  return waitingPriorities.find((each) => each === asPriority(from)) ?? 'P4'
}
