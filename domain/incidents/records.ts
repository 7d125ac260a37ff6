// What is recorded in an incident beside its stages: hypotheses, tasks, follow-ups and updates.

export const hypothesisOutcomes = ['open', 'confirmed', 'refuted'] as const
export type HypothesisOutcome = (typeof hypothesisOutcomes)[number]

/** A task is given, said back in the words of whoever takes it, and done; or dropped. */
export const taskStates = ['given', 'taken', 'done', 'dropped'] as const
export type TaskState = (typeof taskStates)[number]

/** What a follow-up is for: that it does not happen again, is seen sooner, or hurts less. */
export const followUpKinds = ['prevent', 'detect', 'mitigate'] as const
export type FollowUpKind = (typeof followUpKinds)[number]

export const followUpStates = ['draft', 'open', 'done', 'dropped'] as const
export type FollowUpState = (typeof followUpStates)[number]

/** Is it still to be done, or to be written? */
export function isFollowUpOpen(state: FollowUpState): boolean {
  return state === 'draft' || state === 'open'
}
