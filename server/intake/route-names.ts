// Which route catches an alert, by the routes of now: asked where no label says which rule raised it.
import { compile } from '../../domain/alerts/matching.ts'
import type { RouteNames } from '../alerts/rule-tally.ts'
import type { Db } from '../db/connect.ts'
import { findRoutes } from './route-store.ts'

export async function loadRouteNames(db: Db): Promise<RouteNames> {
  const routes = (await findRoutes(db)).filter(({ isEnabled }) => isEnabled)
  const ready = Map.groupBy(
    routes.map(({ teamId, name, matchers }) => ({ teamId, name, matches: compile(matchers) })),
    ({ teamId }) => teamId,
  )
  return (teamId, alert) => ready.get(teamId)?.find(({ matches }) => matches(alert))?.name ?? null
}
