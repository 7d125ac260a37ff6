// A handover as planning knows it: one change of hands with how it stands.
import type { Instant } from '../time.ts'
import type { Change } from './changes.ts'
import { coveringStates, type HandoverState } from './states.ts'

export type KnownHandover = Change & {
  readonly id: number
  readonly state: HandoverState
  readonly valveAt: Instant
  readonly acceptedAt: Instant | null
}

/** Can it still be accepted in time, as far as anybody has looked? */
export function isWaiting({ state }: Pick<KnownHandover, 'state'>): boolean {
  return coveringStates.some((one) => one === state)
}

/** By what does the database keep changes apart? One for whoever goes, or for whoever comes where nobody goes. */
export function changeKey({ fromId, toId, endsAt }: Change): string {
  return `${endsAt.epochMilliseconds} ${fromId ?? toId ?? ''}`
}
