// Who hears the updates of an incident, and who may say so.
import { can, type Actor } from '../permissions.ts'
import type { PriorityName } from '../paging/priority.ts'
import { priorityNumber } from '../paging/priority.ts'
import type { Audience } from './owed.ts'

/** To whom somebody may be subscribed: responders hear as those who work on it. */
export const heardAs = ['stakeholders', 'users'] as const
export type HeardAs = (typeof heardAs)[number]

/** What somebody hears of: every incident of a team or a service, or this one. */
export const scopes = ['team', 'service', 'incident'] as const
export type Scope = (typeof scopes)[number]

/** Who hears, as far as it decides whether they do. */
export type Hearer = {
  readonly scope: Scope
  readonly audience: HeardAs
  /** The least urgent priority of which they hear. */
  readonly from: PriorityName
  /** They do not want to hear of this one. */
  readonly isOff: boolean
  readonly kind: 'person' | 'channel'
  /** A person who is in service, or a channel that was proven. */
  readonly isThere: boolean
  /** A person may know of the incident; for a channel somebody has said that it may hear of it although it is private. */
  readonly mayKnow: boolean
}

export type Heard = 'hears' | 'off' | 'gone' | 'may_not_know' | 'not_asked'

/** Does this subscriber hear an update for this audience, of an incident of this priority? */
export function heardBy(hearer: Hearer, audience: Audience, priority: PriorityName): Heard {
  if (hearer.audience !== audience) return 'not_asked'
  // Whoever follows this one asked for it, whatever its priority.
  if (hearer.scope !== 'incident' && priorityNumber(priority) > priorityNumber(hearer.from)) return 'not_asked'
  if (hearer.isOff) return 'off'
  if (!hearer.mayKnow) return 'may_not_know'
  return hearer.isThere ? 'hears' : 'gone'
}

/** May this actor subscribe this receiver to all of a team, or end it? Everybody themselves; others and channels whoever manages the team. */
export function maySubscribe(
  actor: Actor,
  of: { readonly teamId: string; readonly personId: string | null },
): ReturnType<typeof can> {
  const isOwn = actor.kind === 'person' && of.personId === actor.id
  return isOwn ? can(actor, 'incidents.read') : can(actor, 'teams.manage', of.teamId)
}

/** So many messages go out at once for one update, and then as many after each pause: no provider is flooded by it. */
export const messagesAtOnce = 40
export const pauseSeconds = 10

/** How many seconds after the update does the message at this place go out? */
export function secondsUntilSent(place: number): number {
  return Math.floor(place / messagesAtOnce) * pauseSeconds
}
