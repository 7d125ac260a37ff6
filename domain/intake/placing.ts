// From an event to its place: which service it belongs to, by whose policy it pages, how urgent it is, with whom it shares a page.
import { sharingOf, type Grouping, type Sharing } from '../services/grouping.ts'
import type { Priority, ReceivedEvent } from './event.ts'
import { firstRoute, priorityBy, type ReadyRoute } from './routes.ts'

/** What acceptance decides by, all of one version. */
export type IntakeRules = {
  readonly version: number
  readonly services: ReadonlyMap<string, ServiceRules>
  /** Each team's, in their order; teams without routes are missing. */
  readonly routes: ReadonlyMap<string, readonly ReadyRoute[]>
}

export type ServiceRules = Grouping & {
  readonly id: string
  readonly slug: string
  /** What it cannot do without, near or far. */
  readonly upstream: readonly string[]
  readonly watchMinutes: number
}

export type PlacedSource = {
  readonly id: string
  readonly slug: string
  readonly teamId: string
  readonly serviceId: string
}

export type Place = {
  readonly serviceId: string
  /** Null: the policy of the service. */
  readonly policyId: string | null
  readonly priority: Priority
  readonly sharing: Sharing
  readonly watchMinutes: number
  /** Why it is so: the first route that caught it, or none. */
  readonly routeId: string | null
}

/** Where does this event belong? Null when its service is gone, which the caller's rules are too old to know. */
export function placeOf(
  event: Pick<ReceivedEvent, 'key' | 'summary' | 'priority' | 'labels'>,
  source: PlacedSource,
  rules: IntakeRules,
  isFlooding: (serviceId: string) => boolean,
): Place | null {
  const own = rules.services.get(source.serviceId)
  if (!own) return null
  const routes = rules.routes.get(source.teamId)
  const route = routes ? firstRoute(routes, { ...event, source: source.slug, service: own.slug }) : null
  const service = (route?.decides.serviceId && rules.services.get(route.decides.serviceId)) || own
  const group = route?.decides.group
  return {
    serviceId: service.id,
    policyId: route?.decides.policyId ?? null,
    priority: route ? priorityBy(route.decides, event.priority) : event.priority,
    sharing: sharingOf({
      service,
      labels: event.labels,
      route: route && group ? { routeId: route.id, labels: group.labels, minutes: group.minutes } : null,
      isFlooding: isFlooding(service.id),
    }),
    watchMinutes: service.watchMinutes,
    routeId: route?.id ?? null,
  }
}
