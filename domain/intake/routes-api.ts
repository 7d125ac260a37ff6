import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { SharedGroup } from '../services/group.ts'
import { id, nothing, number, priority } from '../shapes.ts'
import { Flood } from './flood.ts'
import { Route } from './route.ts'

/** A route as somebody writes it: new ones without an id. */
export const WrittenRoute = Route.omit({ id: true, teamId: true, isEnabled: true }).extend({
  id: id.optional(),
  isEnabled: z.boolean().default(true),
})

const routes = z.array(WrittenRoute).max(200)

/** Where an event goes by routes: what the editor shows for each event of the past. */
const Went = z.object({
  /** The first route that catches it, counted from 0 in the order asked; null: none. */
  route: z.int().nullable(),
  serviceId: id.nullable(),
  policyId: id.nullable(),
  priority,
  /** Null: it shares the page of its whole service, or none. */
  group: SharedGroup.nullable(),
})

export const routesApi = {
  getRoutes: endpoint({
    method: 'GET',
    path: '/api/teams/:teamId/routes',
    does: 'What does this team do with the events of its sources, in order?',
    permission: 'sources.read',
    of: 'team',
    input: z.object({ teamId: id }),
    output: z.object({
      routes: z.array(Route),
      /** Of what is in force; a change names it, so that nobody overwrites what another has just written. */
      version: z.string(),
    }),
    errors: ['not_found'],
  }),
  setRoutes: endpoint({
    method: 'PUT',
    path: '/api/teams/:teamId/routes',
    does: 'Put these routes in the place of the team’s, in this order; the first that matches an event decides.',
    permission: 'sources.manage',
    of: 'team',
    input: z.object({ teamId: id, routes, version: z.string().optional() }),
    output: z.object({ routes: z.array(Route), version: z.string() }),
    errors: ['not_found', 'unknown_reference', 'routes_changed', 'not_allowed'],
  }),
  tryRoutes: endpoint({
    method: 'POST',
    path: '/api/teams/:teamId/routes/trial',
    does: 'Where would the last 100 alerts of this team’s sources have gone by these routes? Changes nothing.',
    permission: 'sources.read',
    of: 'team',
    input: z.object({ teamId: id, routes }),
    output: z.object({
      events: z.array(
        z.object({
          alertId: number,
          at: z.string(),
          sourceName: z.string(),
          summary: z.string(),
          key: z.string(),
          labels: z.record(z.string(), z.string()),
          /** As its sender said, before any route. */
          said: priority,
          inForce: Went,
          drafted: Went,
        }),
      ),
      /** How many of them each route would have caught, in the order asked. */
      caught: z.array(z.int()),
    }),
    errors: ['not_found'],
  }),
  listFloods: endpoint({
    method: 'GET',
    path: '/api/floods',
    does: 'Which services and sources are flooding, and which were lately?',
    permission: 'alerts.read',
    input: nothing,
    output: z.object({ floods: z.array(Flood) }),
    errors: [],
  }),
}
