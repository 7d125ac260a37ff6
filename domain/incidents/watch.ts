// After an incident is mitigated and taken for resolved it is watched: what comes back in that time is the same incident.
import { isBefore, plusMinutes, type Instant } from '../time.ts'
import type { IncidentState } from './stages.ts'

/** So long after it went into resolution. */
export const watchMinutes = 60

export type Watched = {
  readonly state: IncidentState
  readonly watchUntil: Instant | null
  /** The open alert of it that came last, if there is one. */
  readonly refiredAt: Instant | null
  /** Since when it is in this state. */
  readonly stateAt: Instant
}

export type WatchStep =
  | { readonly do: 'reopen'; readonly in: 'mitigation' }
  | { readonly do: 'wait'; readonly until: Instant }
  | { readonly do: 'over' }
  | { readonly do: 'nothing' }

/** What the watch does at `now`: an alert that came since it was taken for resolved brings it back to mitigation, until the time is over. */
export function watchStep({ state, watchUntil, refiredAt, stateAt }: Watched, now: Instant): WatchStep {
  if (watchUntil === null || !isWatched(state)) return { do: 'nothing' }
  if (refiredAt && isBefore(stateAt, refiredAt) && isBefore(refiredAt, watchUntil))
    return { do: 'reopen', in: 'mitigation' }
  return isBefore(now, watchUntil) ? { do: 'wait', until: watchUntil } : { do: 'over' }
}

function isWatched(state: IncidentState): boolean {
  return state === 'resolution' || state === 'follow_up' || state === 'closed'
}

/** Until when is it watched that went into this state at `now`? What is watched already stays so. */
export function watchFrom(state: IncidentState, before: Instant | null, now: Instant): Instant | null {
  if (!isWatched(state)) return null
  return state === 'resolution' || before === null ? plusMinutes(now, watchMinutes) : before
}
