import type { Plan } from '../../domain/configuration/diff.ts'
import { matchersOf } from '../../domain/configuration/route-text.ts'
import type { RouteWhole } from '../../domain/configuration/whole.ts'
import { routeActions } from '../intake/route-actions.ts'
import { versionOf } from '../team-rules.ts'
import type { Stored } from './load.ts'
import { eachChanged, idOf, type Making } from './make.ts'

/** Puts the routes of each team in the place of those it has. One of the same name is the same one: its open groups go on. */
export async function makeRoutes(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('routes', plan, making, async ({ key, after }) => {
    const there = stored.routes.get(key) ?? []
    const free = [...there]
    const routes = after.inOrder.map((route) => {
      const at = free.findIndex(({ name }) => name === route.name)
      const [known] = at < 0 ? [] : free.splice(at, 1)
      return { ...(known ? { id: known.id } : {}), ...routeOf(route, stored) }
    })
    await routeActions.setRoutes(ctx, { teamId: idOf(stored, 'teams', key), routes, version: versionOf(there) })
  })
}

function routeOf({ name, when, groupBy, groupMinutes, enabled, ...decides }: RouteWhole, stored: Stored) {
  const { service, policy, atLeast, atMost } = decides
  return {
    name,
    matchers: [...matchersOf(when)],
    isEnabled: enabled,
    decides: {
      serviceId: service === null ? null : idOf(stored, 'services', service),
      policyId: policy === null ? null : idOf(stored, 'policies', policy),
      atLeast,
      atMost,
      group: groupBy === null ? null : { labels: groupBy, minutes: groupMinutes },
    },
  }
}
