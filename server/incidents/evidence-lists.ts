// What is to be kept of a service in its incidents: the list that people write, and what incidents under way make of a new one.
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { incidentEvidenceApi } from '../../domain/incidents/evidence-api.ts'
import type { ListedEvidence } from '../../domain/services/evidence.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { newWebhookSecret } from '../secrets.ts'

type Names = 'listServiceEvidence' | 'setServiceEvidence' | 'renewEvidenceSecret'

export const serviceEvidenceActions: Actions<Names & keyof typeof incidentEvidenceApi> = {
  async listServiceEvidence({ db }, { serviceId }) {
    const service = await db.selectFrom('service').select('id').where('id', '=', serviceId).executeTakeFirst()
    if (!service) refuse('not_found')
    return shown(db, serviceId)
  },

  setServiceEvidence: (ctx, { serviceId, evidence }) =>
    commit(ctx, async (tx) => {
      const service = (await lockService(tx, serviceId)) ?? refuse('not_found')
      if (isDeepStrictEqual(await listOf(tx, serviceId), evidence)) return said(await shown(tx, serviceId), [])
      await writeList(tx, serviceId, evidence)
      await followList(tx, serviceId)
      if (evidence.some(({ kind }) => kind === 'snapshot')) {
        const sealed = ctx.sealer.seal(newWebhookSecret(), evidenceSeal(serviceId))
        await tx
          .insertInto('evidence_secret')
          .values({ service_id: serviceId, sealed })
          .onConflict((on) => on.doNothing())
          .execute()
      }
      const about = { teamId: service.team_id, subject: `service:${serviceId}` }
      const told = entry(ctx, 'evidence_list_changed', { name: service.name, count: evidence.length }, about)
      return said(await shown(tx, serviceId), told, ['services', 'incidents'])
    }),

  renewEvidenceSecret: (ctx, { serviceId }) =>
    commit(ctx, async (tx) => {
      const service = (await lockService(tx, serviceId)) ?? refuse('not_found')
      const secret = newWebhookSecret()
      const sealed = ctx.sealer.seal(secret, evidenceSeal(serviceId))
      await tx
        .insertInto('evidence_secret')
        .values({ service_id: serviceId, sealed })
        .onConflict((on) => on.column('service_id').doUpdateSet({ sealed }))
        .execute()
      const about = { teamId: service.team_id, subject: `service:${serviceId}` }
      return said({ secret }, entry(ctx, 'evidence_secret_renewed', { name: service.name }, about), ['services'])
    }),
}

/** Where a sealed secret belongs. */
export function evidenceSeal(serviceId: string): string {
  return `evidence:${serviceId}`
}

/** The lists of all services that have one, for whoever writes down how Baton is set up. */
export async function evidenceLists(db: Db): Promise<ReadonlyMap<string, readonly ListedEvidence[]>> {
  const rows = await db.selectFrom('service_evidence').selectAll().orderBy('service_id').orderBy('position').execute()
  return new Map(
    Object.entries(Object.groupBy(rows, (row) => row.service_id)).map(([id, list = []]) => [id, list.map(asListed)]),
  )
}

async function shown(db: Db, serviceId: string) {
  const secret = await db
    .selectFrom('evidence_secret')
    .select('service_id')
    .where('service_id', '=', serviceId)
    .executeTakeFirst()
  return { evidence: await listOf(db, serviceId), isSigned: secret !== undefined }
}

async function listOf(db: Db, serviceId: string): Promise<ListedEvidence[]> {
  const rows = await db
    .selectFrom('service_evidence')
    .selectAll()
    .where('service_id', '=', serviceId)
    .orderBy('position')
    .execute()
  return rows.map(asListed)
}

function asListed({ name, how, kind, address }: ListedEvidence): ListedEvidence {
  return { name, how, kind, address }
}

/** Holds it against incidents that name it at this moment: each has the list from before, or this one. */
async function lockService(tx: Db, id: string) {
  return tx.selectFrom('service').select(['name', 'team_id']).where('id', '=', id).forUpdate().executeTakeFirst()
}

async function writeList(tx: Db, serviceId: string, list: readonly ListedEvidence[]): Promise<void> {
  await tx.deleteFrom('service_evidence').where('service_id', '=', serviceId).execute()
  if (list.length === 0) return
  const rows = list.map((each, position) => ({ service_id: serviceId, position, ...each }))
  await tx.insertInto('service_evidence').values(rows).execute()
}

/** Incidents under way have the new list, but for what was kept or said of the old one. */
async function followList(tx: Db, serviceId: string): Promise<void> {
  const underWay = sql`i.state not in ('closed', 'dismissed', 'merged')`
  await sql`
    delete from incident_evidence e using incident i
    where i.id = e.incident_id and ${underWay} and e.service_id = ${serviceId} and e.is_listed
      and e.state in ('open', 'waiting', 'failed')
      and not exists (select from service_evidence l where l.service_id = e.service_id and l.name = e.name and l.kind = e.kind)`.execute(
    tx,
  )
  await sql`
    update incident_evidence e set position = l.position, how = l.how, address = l.address
    from service_evidence l, incident i
    where i.id = e.incident_id and ${underWay} and e.service_id = ${serviceId} and e.is_listed
      and l.service_id = e.service_id and l.name = e.name`.execute(tx)
  await sql`
    insert into incident_evidence (incident_id, service_id, is_listed, position, name, how, kind, address)
    select s.incident_id, l.service_id, true, l.position, l.name, l.how, l.kind, l.address
    from incident_service s join incident i on i.id = s.incident_id
      join service_evidence l on l.service_id = s.service_id
    where s.service_id = ${serviceId} and ${underWay} order by s.incident_id, l.position
    on conflict (incident_id, service_id, name) where is_listed do nothing`.execute(tx)
}
