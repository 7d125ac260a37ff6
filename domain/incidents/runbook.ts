// A runbook that is gone through in an incident: what is ticked, and what its steps called.

/** `lost`: whoever called it died with it in hand, and nobody knows whether it arrived. */
export const callStates = ['waiting', 'calling', 'answered', 'failed', 'lost'] as const
export type CallState = (typeof callStates)[number]

/** Is the answer still to come? */
export function isCalling(state: CallState): boolean {
  return state === 'waiting' || state === 'calling'
}

/** So many runbooks one incident holds open. */
export const mostRuns = 50
