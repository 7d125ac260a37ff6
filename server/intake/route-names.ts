// Which route catches an alert, by the routes of now: asked where no label says which rule raised it.
import { firstRoute, readyRoutes } from '../../domain/intake/routes.ts'
import type { RouteNames } from '../alerts/rule-tally.ts'
import type { Db } from '../db/connect.ts'
import { findRoutes } from './route-store.ts'

/** What is the route called that a team's alert meets first? Null: it meets none. */
export async function loadRouteNames(db: Db): Promise<RouteNames> {
  const routes = await findRoutes(db)
  const names = new Map(routes.map(({ id, name }) => [id, name]))
  const ofTeams = Map.groupBy(routes, ({ teamId }) => teamId)
  const ready = new Map([...ofTeams].map(([teamId, those]) => [teamId, readyRoutes(those)]))
  return (teamId, alert) => names.get(firstRoute(ready.get(teamId) ?? [], alert)?.id ?? '') ?? null
}
