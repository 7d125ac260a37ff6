// What people do with the services they watch.
import { isDeepStrictEqual } from 'node:util'
import type { FieldProblem } from '../../domain/problems.ts'
import type { AlertSettings } from '../../domain/services/service.ts'
import type { servicesApi } from '../../domain/services/api.ts'
import type { catalogApi } from '../../domain/services/catalog-api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { brokenConstraint, type Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { listServiceChanges } from './changes.ts'
import { importServices } from './import.ts'
import {
  deleteService,
  idOfService,
  insertService,
  loadService,
  loadServices,
  lockService,
  updateService,
  usesOfService,
} from './store.ts'

export const servicesActions: Actions<keyof typeof servicesApi | keyof typeof catalogApi> = {
  listServiceChanges,
  importServices,

  listServices: async (ctx) => ({ services: await loadServices(ctx.db) }),

  getService: async ({ db }, { service }) => {
    const id = (await idOfService(db, service)) ?? refuse('not_found')
    return (await loadService(db, id)) ?? refuse('not_found')
  },

  createService: (ctx, input) =>
    commit(ctx, async (tx) => {
      await refuseUnknown(tx, input)
      const service = { ...input, id: ctx.newId() }
      await insertService(tx, service, ctx.now).catch(translateTakenSlug)
      const about = { teamId: input.teamId, subject: `service:${service.id}` }
      const made = entry(ctx, 'service_created', { name: input.name }, about)
      return said({ ...service, openAlerts: 0 }, made, ['services'])
    }),

  changeService: (ctx, { serviceId, ...change }) =>
    commit(ctx, async (tx) => {
      const before = (await lockService(tx, serviceId)) ?? refuse('not_found')
      const after = {
        name: change.name ?? before.name,
        description: change.description ?? before.description,
        policyId: change.policyId ?? before.policyId,
        tier: change.tier === undefined ? before.tier : change.tier,
        links: change.links ?? before.links,
        ...settled(before, change),
      }
      const { teamId, ...text } = before
      const isChanged = !isDeepStrictEqual(after, text)
      if (isChanged) {
        await refuseUnknown(tx, { policyId: after.policyId, dependsOn: after.dependsOn, serviceId })
        await updateService(tx, serviceId, after)
      }
      const service = (await loadService(tx, serviceId)) ?? refuse('not_found')
      if (!isChanged) return said(service, [])
      const about = { teamId, subject: `service:${serviceId}` }
      return said(service, entry(ctx, 'service_changed', { name: after.name }, about), ['services'])
    }),

  removeService: (ctx, { serviceId }) =>
    commit(ctx, async (tx) => {
      const service = (await lockService(tx, serviceId)) ?? refuse('not_found')
      const { usedBy, hadAlerts } = await usesOfService(tx, serviceId)
      if (usedBy.length > 0 || hadAlerts) refuse('still_used', { usedBy, hadAlerts })
      await deleteService(tx, serviceId)
      const about = { teamId: service.teamId, subject: `service:${serviceId}` }
      return said({ done: true as const }, entry(ctx, 'service_removed', { name: service.name }, about), ['services'])
    }),
}

/** How its alerts become pages, with what was asked to change. */
function settled(
  before: AlertSettings,
  change: { readonly [Field in keyof AlertSettings]?: AlertSettings[Field] | undefined },
): AlertSettings {
  return {
    grouping: change.grouping ?? before.grouping,
    groupLabels: change.groupLabels ?? before.groupLabels,
    groupMinutes: change.groupMinutes ?? before.groupMinutes,
    watchMinutes: change.watchMinutes ?? before.watchMinutes,
    floodLimit: change.floodLimit ?? before.floodLimit,
    dependsOn: (change.dependsOn ?? before.dependsOn).toSorted((a, b) => (a < b ? -1 : Number(a > b))),
  }
}

/** Any team may send its alerts to any policy, and any service may need any other; they must be there. */
async function refuseUnknown(
  tx: Db,
  of: {
    readonly teamId?: string
    readonly policyId: string
    readonly serviceId?: string
    readonly dependsOn: readonly string[]
  },
): Promise<void> {
  const errors: FieldProblem[] = []
  if (of.dependsOn.length > 0) {
    const found = await tx
      .selectFrom('service')
      .select('id')
      .where('id', 'in', [...of.dependsOn])
      .forKeyShare()
      .execute()
    if (found.length < new Set(of.dependsOn).size) errors.push({ path: 'dependsOn', say: 'There is no such service.' })
    if (of.serviceId && of.dependsOn.includes(of.serviceId))
      errors.push({ path: 'dependsOn', say: 'A service does not depend on itself.' })
  }
  if (of.teamId !== undefined) {
    const team = await tx.selectFrom('team').select('id').where('id', '=', of.teamId).forKeyShare().executeTakeFirst()
    if (!team) errors.push({ path: 'teamId', say: 'No team has this id.' })
  }
  const policy = await tx
    .selectFrom('policy')
    .select('id')
    .where('id', '=', of.policyId)
    .forKeyShare()
    .executeTakeFirst()
  if (!policy) errors.push({ path: 'policyId', say: 'No policy has this id.' })
  if (errors.length > 0) refuse('unknown_reference', undefined, errors)
}

function translateTakenSlug(error: unknown): never {
  if (brokenConstraint(error) === 'service_slug_key') {
    refuse('slug_taken', undefined, [{ path: 'slug', say: 'Another service has this short name.' }])
  }
  throw error
}
