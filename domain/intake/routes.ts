// Routing: the first route of a team that an event matches says what becomes of it (product A4).
import type { Matcher } from '../alerts/matchers.ts'
import { compile, type Matchable, type Matches } from '../alerts/matching.ts'
import { priorityNumber } from '../paging/priority.ts'
import type { Priority } from './event.ts'

/** What a route decides; what is null stays as the source and the service have it. */
export type RouteDecision = {
  readonly serviceId: string | null
  readonly policyId: string | null
  /** The least urgent it may be: an event that says less is raised to it. */
  readonly atLeast: Priority | null
  /** The most urgent it may be. */
  readonly atMost: Priority | null
  readonly group: { readonly labels: readonly string[]; readonly minutes: number } | null
}

export type RouteText = {
  readonly id: string
  readonly matchers: readonly Matcher[]
  readonly decides: RouteDecision
  readonly isEnabled: boolean
}

/** A route whose patterns are compiled. */
export type ReadyRoute = { readonly id: string; readonly matches: Matches; readonly decides: RouteDecision }

/** Routes in their order, ready to be asked; those that are switched off are left out. */
export function readyRoutes(routes: readonly RouteText[]): readonly ReadyRoute[] {
  return routes
    .filter(({ isEnabled }) => isEnabled)
    .map(({ id, matchers, decides }) => ({ id, matches: compile(matchers), decides }))
}

/** Which route says what becomes of this event? Null: none, and it goes to the service of its source. */
export function firstRoute(routes: readonly ReadyRoute[], event: Matchable): ReadyRoute | null {
  return routes.find(({ matches }) => matches(event)) ?? null
}

/** How urgent is it by this route? A number counts from the most urgent, so at least P2 means 2 or less. */
export function priorityBy({ atLeast, atMost }: Pick<RouteDecision, 'atLeast' | 'atMost'>, said: Priority): Priority {
  if (atLeast && priorityNumber(said) > priorityNumber(atLeast)) return atLeast
  if (atMost && priorityNumber(said) < priorityNumber(atMost)) return atMost
  return said
}
