// The service map: what stands on what, what is hurt, and what probably began it.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { alertStates } from '../alerts/states.ts'
import { incidentStates } from './stages.ts'
import { id, instant, name, nothing, number, priority, slug } from '../shapes.ts'

/** An open alert as the map tells it. */
export const MapAlert = z.object({
  id: number,
  serviceId: id,
  summary: z.string(),
  priority,
  state: z.enum(alertStates),
  firstAt: instant,
  isMuted: z.boolean(),
})
export type MapAlert = z.output<typeof MapAlert>

/** A service as a place on the map. */
export const MapPlace = z.object({
  id,
  slug,
  name,
  teamId: id,
  dependsOn: z.array(id),
  openAlerts: z.int(),
  /** The worst that is open and not muted; null: nothing hurts. */
  worst: priority.nullable(),
})
export type MapPlace = z.output<typeof MapPlace>

export const MapEcho = z.object({
  alertId: number,
  serviceId: id,
  ofAlertId: number,
  ofServiceId: id,
  /** From its service to that of the cause. */
  path: z.array(id),
  afterSeconds: z.int(),
})
export type MapEcho = z.output<typeof MapEcho>

export const mapApi = {
  getServiceMap: endpoint({
    method: 'GET',
    path: '/api/service-map',
    does: 'What stands on what, what is hurt and what is hurt by it, and which open alerts are probably echoes of one cause?',
    permission: 'services.read',
    input: nothing,
    output: z.object({
      services: z.array(MapPlace),
      /** The newest fifty of each service. */
      alerts: z.array(MapAlert),
      /** What stands on a service that is hurt: how far, and over which ones. */
      hurt: z.array(z.object({ serviceId: id, of: id, distance: z.int(), path: z.array(id) })),
      echoes: z.array(MapEcho),
      causes: z.array(z.object({ alertId: number, serviceId: id, echoes: z.int(), services: z.int() })),
      /** Those under way that the caller may know of. */
      incidents: z.array(
        z.object({ id: number, title: name, priority, state: z.enum(incidentStates), serviceIds: z.array(id) }),
      ),
      /** So soon after its cause an alert counts as an echo. */
      echoMinutes: z.int(),
    }),
    errors: [],
  }),
}
