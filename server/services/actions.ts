// What people do with the services they watch.
import type { FieldProblem } from '../../domain/problems.ts'
import type { servicesApi } from '../../domain/services/api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { brokenConstraint, type Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import {
  deleteService,
  insertService,
  loadService,
  loadServices,
  lockService,
  updateService,
  usesOfService,
} from './store.ts'

export const servicesActions: Actions<keyof typeof servicesApi> = {
  listServices: async (ctx) => ({ services: await loadServices(ctx.db) }),

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
        grouping: change.grouping ?? before.grouping,
      }
      const isChanged = (['name', 'description', 'policyId', 'grouping'] as const).some(
        (field) => after[field] !== before[field],
      )
      if (isChanged) {
        await refuseUnknown(tx, { policyId: after.policyId })
        await updateService(tx, serviceId, after)
      }
      const service = (await loadService(tx, serviceId)) ?? refuse('not_found')
      if (!isChanged) return said(service, [])
      const about = { teamId: before.teamId, subject: `service:${serviceId}` }
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

/** Any team may send its alerts to any policy; both must be there. */
async function refuseUnknown(tx: Db, of: { readonly teamId?: string; readonly policyId: string }): Promise<void> {
  const errors: FieldProblem[] = []
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
