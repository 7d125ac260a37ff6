// Who knows a service well: people, and skills, in the order in which they are asked.
import type { Expert, skillsApi } from '../../domain/people/skills-api.ts'
import { isDeepStrictEqual } from 'node:util'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { lockService } from './store.ts'

export const expertActions: Pick<Actions<keyof typeof skillsApi>, 'getServiceExperts' | 'setServiceExperts'> = {
  async getServiceExperts({ db }, { serviceId }) {
    const service = await db.selectFrom('service').select('id').where('id', '=', serviceId).executeTakeFirst()
    if (!service) refuse('not_found')
    return { experts: await findExperts(db, serviceId) }
  },

  setServiceExperts: (ctx, { serviceId, experts }) =>
    commit(ctx, async (tx) => {
      const service = (await lockService(tx, serviceId)) ?? refuse('not_found')
      await refuseUnknown(tx, experts)
      if (isDeepStrictEqual(experts, await findExperts(tx, serviceId))) return said({ experts }, [])
      await writeExperts(tx, serviceId, experts)
      const about = { teamId: service.teamId, subject: `service:${serviceId}` }
      const told = entry(ctx, 'experts_changed', { name: service.name, count: experts.length }, about)
      return said({ experts }, told, ['services'])
    }),
}

export async function findExperts(db: Db, serviceId: string): Promise<Expert[]> {
  return (await findAllExperts(db, serviceId)).get(serviceId) ?? []
}

/** Of all services, or of one. */
export async function findAllExperts(db: Db, serviceId?: string): Promise<ReadonlyMap<string, Expert[]>> {
  const rows = await db
    .selectFrom('service_expert')
    .selectAll()
    .$if(serviceId !== undefined, (query) => query.where('service_id', '=', serviceId ?? ''))
    .orderBy('service_id')
    .orderBy('position')
    .execute()
  const experts = new Map<string, Expert[]>()
  for (const { service_id: id, person_id: personId, skill } of rows) {
    const those = experts.get(id) ?? []
    those.push(personId === null ? { skill: skill ?? '' } : { personId })
    experts.set(id, those)
  }
  return experts
}

/** The experts of a service from now on. */
export async function writeExperts(tx: Db, serviceId: string, experts: readonly Expert[]): Promise<void> {
  await tx.deleteFrom('service_expert').where('service_id', '=', serviceId).execute()
  if (experts.length === 0) return
  const rows = experts.map((expert, position) => ({
    service_id: serviceId,
    position,
    person_id: 'personId' in expert ? expert.personId : null,
    skill: 'skill' in expert ? expert.skill : null,
  }))
  await tx.insertInto('service_expert').values(rows).execute()
}

async function refuseUnknown(tx: Db, experts: readonly Expert[]): Promise<void> {
  const ids = experts.flatMap((expert) => ('personId' in expert ? [expert.personId] : []))
  if (ids.length === 0) return
  const found = await tx.selectFrom('person').select('id').where('id', 'in', ids).forKeyShare().execute()
  const errors = experts.flatMap((expert, at) =>
    'personId' in expert && !found.some(({ id }) => id === expert.personId)
      ? [{ path: `experts.${at}.personId`, say: 'There is no such person.' }]
      : [],
  )
  if (errors.length > 0) refuse('unknown_reference', undefined, errors)
}
