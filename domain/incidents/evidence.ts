// Evidence of an incident: what was kept, what is said to be missing, and what nobody has looked after yet.
import type { PriorityName } from '../paging/priority.ts'

/** `waiting`: a snapshot is being taken. `failed`: it was not to be had; somebody tries again or says what is missing. */
export const evidenceStates = ['open', 'waiting', 'failed', 'kept', 'missing'] as const
export type EvidenceState = (typeof evidenceStates)[number]

/** Is it neither kept nor said to be missing? */
export function isEvidenceOpen(state: EvidenceState): boolean {
  return state !== 'kept' && state !== 'missing'
}

/** Which incidents owe the lists of their services: those that are reviewed afterwards, P1 and P2. In others a list only helps. */
export function owesEvidence(priority: PriorityName): boolean {
  return priority === 'P1' || priority === 'P2'
}

/** Why a snapshot was not taken. */
export const snapshotFailures = [
  'unreachable',
  'answers_badly',
  'refused',
  'redirects',
  'not_let_out',
  'too_large',
  'empty',
  'other_kind',
  'no_room',
  'demo_calls_nobody',
] as const
export type SnapshotFailure = (typeof snapshotFailures)[number]

/** So often a snapshot is tried at once; then somebody is asked. */
export const mostAttempts = 4

export type SnapshotStep = { readonly do: 'again'; readonly inSeconds: number } | { readonly do: 'end' }

/** What follows when the `attempt`th try failed: what may pass is tried again after a while, and only so often. */
export function afterFailure(failure: SnapshotFailure, attempt: number): SnapshotStep {
  const mayPass = failure === 'unreachable' || failure === 'answers_badly'
  return mayPass && attempt < mostAttempts ? { do: 'again', inSeconds: 5 * 3 ** (attempt - 1) } : { do: 'end' }
}
