// What people do with routes: read, write, and try them on what came in before.
import { isDeepStrictEqual } from 'node:util'
import type * as z from 'zod'
import { placeOf, type IntakeRules, type Place } from '../../domain/intake/placing.ts'
import type { Route } from '../../domain/intake/route.ts'
import type { routesApi, WrittenRoute } from '../../domain/intake/routes-api.ts'
import { firstRoute, readyRoutes } from '../../domain/intake/routes.ts'
import { groupText } from '../../domain/services/grouping.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { can } from '../../domain/permissions.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { idsIn, missing, teamName, versionOf } from '../team-rules.ts'
import { findFloods } from './flood-store.ts'
import { findEventsOfTeam, type PastEvent } from './past-events.ts'
import { findRoutes, replaceRoutes } from './route-store.ts'
import { loadIntakeRules } from './rules.ts'

type Written = z.output<typeof WrittenRoute>

export const routeActions: Actions<keyof typeof routesApi> = {
  async getRoutes({ db }, { teamId }) {
    await teamName(db, teamId)
    return versioned(await findRoutes(db, teamId))
  },

  setRoutes: (ctx, { teamId, routes: written, version }) =>
    commit(ctx, async (tx) => {
      // Two who write at once do it one after the other, and the second hears of the first.
      const name = await teamName(tx, teamId, true)
      const before = await findRoutes(tx, teamId)
      if (version !== undefined && version !== versionOf(before)) refuse('routes_changed')
      const routes = asRoutes(ctx, { teamId, written, before })
      await refuseUnknown(tx, routes)
      await refuseOthers(ctx, tx, { teamId, routes, before })
      if (isDeepStrictEqual(routes, before)) return said(versioned(before), [])
      await replaceRoutes(tx, teamId, routes, ctx.now)
      const about = { teamId, subject: `team:${teamId}` }
      const told = entry(ctx, 'routes_changed', { name, count: routes.length }, about)
      return said(versioned(routes), told, ['sources'])
    }),

  async tryRoutes(ctx, { teamId, routes: written }) {
    await teamName(ctx.db, teamId)
    const rules = await loadIntakeRules(ctx.db)
    const drafted = asRoutes(ctx, { teamId, written, before: [] })
    const ready = readyRoutes(drafted)
    const draft: IntakeRules = { ...rules, routes: new Map([...rules.routes, [teamId, ready]]) }
    const idsInForce = (await findRoutes(ctx.db, teamId)).map(({ id }) => id)
    const ids = drafted.map(({ id }) => id)
    const past = await findEventsOfTeam(ctx.db, teamId)
    const events = past.map((event) => ({
      alertId: event.id,
      at: event.firstAt.toString(),
      sourceName: event.source.name,
      summary: event.summary,
      key: event.key,
      labels: event.labels,
      said: asPriority(event.said),
      inForce: went(placed(event, rules), idsInForce),
      drafted: went(placed(event, draft), ids),
    }))
    return { events, caught: ids.map((_, at) => events.filter((event) => event.drafted.route === at).length) }
  },

  listFloods: async ({ db }) => ({ floods: await findFloods(db) }),
}

function versioned(routes: readonly Route[]) {
  return { routes: [...routes], version: versionOf(routes) }
}

/** Those that were there keep their id, so that groups of alerts that are open go on. */
function asRoutes(
  ctx: Context,
  of: { readonly teamId: string; readonly written: readonly Written[]; readonly before: readonly Route[] },
): readonly Route[] {
  const known = new Set(of.before.map(({ id }) => id))
  const taken = new Set<string>()
  return of.written.map(({ id: asked, name, matchers, decides, isEnabled }) => {
    const id = asked && known.has(asked) && !taken.has(asked) ? asked : ctx.newId()
    taken.add(id)
    return { id, teamId: of.teamId, name, matchers, decides, isEnabled }
  })
}

async function refuseUnknown(tx: Db, routes: readonly Route[]): Promise<void> {
  const services = await idsIn(
    tx,
    'service',
    routes.map(({ decides }) => decides.serviceId),
  )
  const policies = await idsIn(
    tx,
    'policy',
    routes.map(({ decides }) => decides.policyId),
  )
  const errors = routes.flatMap(({ decides }, at) => [
    ...missing(services, decides.serviceId, `routes.${at}.decides.serviceId`, 'There is no such service.'),
    ...missing(policies, decides.policyId, `routes.${at}.decides.policyId`, 'There is no such policy.'),
  ])
  if (errors.length > 0) refuse('unknown_reference', undefined, errors)
}

/** Whoever sends alerts to a service for the first time must be allowed to add a source for it, too. */
async function refuseOthers(
  ctx: Context,
  tx: Db,
  of: { readonly teamId: string; readonly routes: readonly Route[]; readonly before: readonly Route[] },
): Promise<void> {
  const known = new Set(of.before.map(({ decides }) => decides.serviceId))
  const fresh = [...new Set(of.routes.flatMap(({ decides }) => decides.serviceId ?? []))].filter((id) => !known.has(id))
  if (fresh.length === 0) return
  const teams = await tx.selectFrom('service').select('team_id').where('id', 'in', fresh).execute()
  if (teams.some(({ team_id }) => !can(ctx.actor, 'sources.manage', team_id).allowed)) refuse('not_allowed')
}

function placed(event: PastEvent, rules: IntakeRules) {
  const said = { key: event.key, summary: event.summary, priority: asPriority(event.said), labels: event.labels }
  const place = placeOf(said, event.source, rules, () => false)
  const service = rules.services.get(event.source.serviceId)
  const facts = { ...said, source: event.source.slug, service: service?.slug ?? null }
  return { place, said: said.priority, route: firstRoute(rules.routes.get(event.source.teamId) ?? [], facts) }
}

function went(
  { place, said, route }: { place: Place | null; said: Place['priority']; route: { id: string } | null },
  ids: readonly string[],
) {
  const at = route ? ids.indexOf(route.id) : -1
  return {
    route: at < 0 ? null : at,
    serviceId: place?.serviceId ?? null,
    policyId: place?.policyId ?? null,
    priority: place?.priority ?? said,
    group: place && place.sharing.group !== null ? groupText(place.sharing.group) : null,
  }
}
