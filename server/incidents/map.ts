// The service map as it is answered.
import { stages } from '../../domain/incidents/stages.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { MapAlert, mapApi, MapPlace } from '../../domain/incidents/map-api.ts'
import { echoMinutes, readMap, worstOf } from '../../domain/services/map.ts'
import type { Service } from '../../domain/services/service.ts'
import type { Actions } from '../context.ts'
import { findIncidents } from './store.ts'
import { loadOpenAlerts, type OpenAlertRow } from '../services/map-store.ts'
import { loadServices } from '../services/store.ts'

export const mapActions: Actions<keyof typeof mapApi> = {
  async getServiceMap({ db, actor }) {
    const services = await loadServices(db)
    const alerts = await loadOpenAlerts(db)
    const incidents = await findIncidents(db, actor, { state: 'open', limit: mostIncidents })
    const { hurt, echoes, causes } = readMap(services, alerts)
    return {
      services: places(services, alerts),
      alerts: alerts.map(toMapAlert),
      hurt: hurt.map((each) => ({ ...each, path: [...each.path] })),
      echoes: echoes.map((each) => ({ ...each, path: [...each.path] })),
      causes: [...causes],
      incidents: incidents
        .filter((incident) => stages.some((stage) => stage === incident.state))
        .map(({ id, title, priority, state, services: of }) => ({
          id,
          title,
          priority: asPriority(priority),
          state,
          serviceIds: of.map((service) => service.id),
        })),
      echoMinutes,
    }
  },
}

const mostIncidents = 200

/** These services as places on the map, each with the worst that hurts it. */
export function places(services: readonly Service[], alerts: readonly OpenAlertRow[]): MapPlace[] {
  const worst = worstOf(alerts)
  return services.map(({ id, slug, name, teamId, dependsOn, openAlerts }) => {
    const priority = worst.get(id)
    return {
      id,
      slug,
      name,
      teamId,
      dependsOn,
      openAlerts,
      worst: priority === undefined ? null : asPriority(priority),
    }
  })
}

export function toMapAlert({ id, serviceId, summary, priority, state, at, isMuted }: OpenAlertRow): MapAlert {
  return { id, serviceId, summary, priority: asPriority(priority), state, firstAt: at, isMuted }
}
