// What an incident reaches: whom its services hurt, what may have begun it, and what was changed before it.
import type { incidentReachApi } from '../../domain/incidents/reach-api.ts'
import { graphOf, reachedFrom, type Reached } from '../../domain/services/graph.ts'
import { echoSteps, isLikelyCause, readMap } from '../../domain/services/map.ts'
import { earliest, isBefore } from '../../domain/time.ts'
import { linksIn } from '../sent-links.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { loadOpenAlerts } from '../services/map-store.ts'
import { places, toMapAlert } from './map.ts'
import { loadServices } from '../services/store.ts'
import { findAlertIds } from './people-store.ts'
import { findChanges, findServiceIds } from './reach-store.ts'
import { findIncident, type IncidentRow } from './store.ts'

export const incidentReachActions: Actions<keyof typeof incidentReachApi> = {
  async getReach({ db }, { incidentId }) {
    const row = (await findIncident(db, incidentId)) ?? refuse('not_found')
    const serviceIds = await findServiceIds(db, incidentId)
    const services = await loadServices(db)
    const alerts = await loadOpenAlerts(db)
    const graph = graphOf(services)
    const all = places(services, alerts)
    const below = nearestFrom(graph.needs, serviceIds, echoSteps)
    const above = nearestFrom(graph.neededBy, serviceIds)
    const chain = nearestFrom(graph.needs, serviceIds)
    const own = new Set(await findAlertIds(db, incidentId))
    const began = alerts
      .filter(({ id, serviceId }) => own.has(id) || serviceIds.includes(serviceId))
      .reduce((first, { at }) => earliest(first, at), row.since ?? row.declared_at)
    const reading = readMap(services, alerts)
    const echoes = reading.echoes.filter(({ alertId, serviceId }) => own.has(alertId) || serviceIds.includes(serviceId))
    const causes = new Set(echoes.map(({ ofAlertId }) => ofAlertId))
    return {
      serviceIds: [...serviceIds],
      chain: all.filter(({ id }) => serviceIds.includes(id) || chain.has(id)),
      dependants: all.filter(({ id }) => above.get(id)?.distance === 1),
      further: [...above.values()].filter(({ distance }) => distance > 1).length,
      upstream: alerts
        .flatMap((alert) => {
          const reached = below.get(alert.serviceId)
          const isLikely = isLikelyCause(alert, { began, echoed: causes.has(alert.id) })
          return reached && !own.has(alert.id) ? [{ alert, reached, isLikely }] : []
        })
        .toSorted(
          (a, b) =>
            Number(b.isLikely) - Number(a.isLikely) ||
            a.reached.distance - b.reached.distance ||
            a.alert.priority - b.alert.priority,
        )
        .slice(0, mostUpstream)
        .map(({ alert, reached, isLikely }) => ({ alert: toMapAlert(alert), path: [...reached.path], isLikely })),
      echoes: echoes.map((each) => ({ ...each, path: [...each.path] })),
      causes: alerts.filter(({ id }) => causes.has(id)).map(toMapAlert),
    }
  },

  async listIncidentChanges({ db, now }, { incidentId }) {
    const row = (await findIncident(db, incidentId)) ?? refuse('not_found')
    const own = await findServiceIds(db, incidentId)
    const { serviceIds, wayTo } = await chainOf(db, own)
    const began = beginningOf(row)
    const span = { from: began.subtract({ hours: 24 }), until: row.ended_at ?? now }
    const rows = await findChanges(db, { serviceIds, ...span, limit: mostChanges + 1 })
    return {
      ...span,
      changes: rows.slice(0, mostChanges).map(({ service_id, slug, name, links, ...change }) => ({
        ...change,
        links: linksIn(links),
        service: { id: service_id, slug, name },
        ...wayTo(service_id),
        isBefore: isBefore(change.at, began),
      })),
      isCut: rows.length > mostChanges,
    }
  },
}

const mostUpstream = 5
const mostChanges = 100
/** Changes further away than so many steps are told on the map, not in the incident. */
const changeSteps = 3

/** What these services and what they stand on are, and over which names each is reached. */
async function chainOf(db: Db, own: readonly string[]) {
  const services = await loadServices(db)
  const nameOf = new Map(services.map(({ id, name }) => [id, name]))
  const reached = nearestFrom(graphOf(services).needs, own, changeSteps)
  return {
    serviceIds: [...new Set([...own, ...reached.keys()])],
    wayTo: (id: string) => {
      const way = reached.get(id)
      return { distance: way?.distance ?? 0, via: (way?.path ?? []).slice(0, -1).map((each) => nameOf.get(each) ?? '') }
    },
  }
}

/** What is reached from any of these, each by the shortest way; they themselves are not among it. */
function nearestFrom(
  arrows: ReadonlyMap<string, readonly string[]>,
  starts: readonly string[],
  depth = Number.POSITIVE_INFINITY,
): ReadonlyMap<string, Reached> {
  const nearest = new Map<string, Reached>()
  for (const start of starts) {
    for (const reached of reachedFrom(arrows, start, depth)) {
      const known = nearest.get(reached.id)
      if (starts.includes(reached.id) || (known && known.distance <= reached.distance)) continue
      nearest.set(reached.id, reached)
    }
  }
  return nearest
}

function beginningOf({ since, declared_at }: IncidentRow) {
  return since ? earliest(since, declared_at) : declared_at
}
