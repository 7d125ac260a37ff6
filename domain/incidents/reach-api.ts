// What an incident reaches, what may have begun it, and what was changed before it.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { MapAlert, MapEcho, MapPlace } from './map-api.ts'
import { id, instant, number } from '../shapes.ts'
import { IncidentRef } from './api.ts'

export const incidentReachApi = {
  getReach: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/reach',
    does: 'Whom do the services of this incident hurt, what that they depend on may be the cause, and which of its alerts are echoes?',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef,
    output: z.object({
      /** Its services, and those of its open alerts. */
      serviceIds: z.array(id),
      /** These, and all that they stand on: where the cause can be. */
      chain: z.array(MapPlace),
      /** Who depends on them directly. */
      dependants: z.array(MapPlace),
      /** How many depend on them over others. */
      further: z.int(),
      /** Open on what they depend on: what is perhaps the cause first, then the nearest, and of those the worst. */
      upstream: z.array(
        z.object({
          alert: MapAlert,
          /** From a service of the incident to that of the alert. */
          path: z.array(id),
          /** Its alerts echo it, or it was there before them and hurts badly: perhaps the cause. */
          isLikely: z.boolean(),
        }),
      ),
      /** Which of its alerts are probably echoes, and of which; with the alerts they echo. */
      echoes: z.array(MapEcho),
      causes: z.array(MapAlert),
    }),
    errors: ['not_found'],
  }),
  listIncidentChanges: endpoint({
    method: 'GET',
    path: '/api/incidents/:incidentId/changes',
    does: 'What was deployed or changed on its services and on what they depend on, from a day before it began; the newest first.',
    permission: 'incidents.read',
    of: 'incident',
    input: IncidentRef,
    output: z.object({
      from: instant,
      until: instant,
      changes: z.array(
        z.object({
          id: number,
          at: instant,
          summary: z.string(),
          /** Who or what told it. */
          origin: z.string(),
          links: z.array(z.object({ href: z.string(), text: z.string() })),
          service: MapPlace.pick({ id: true, slug: true, name: true }),
          /** Over which services the incident depends on it, by name; the changed one is left out where it is the incident's own. */
          via: z.array(z.string()),
          distance: z.int(),
          /** It came before the incident began. */
          isBefore: z.boolean(),
        }),
      ),
      /** There were more than these. */
      isCut: z.boolean(),
    }),
    errors: ['not_found'],
  }),
}
