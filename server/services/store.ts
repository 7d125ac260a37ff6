import { sql } from 'kysely'
import type { Service } from '../../domain/services/service.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** All services or the one with this id, in the order of their names, each with how many of its alerts are open. */
export function loadServices(db: Db, id?: string): Promise<Service[]> {
  const open = db
    .selectFrom('alert')
    .select(['service_id', (where) => where.fn.countAll<number>().as('count')])
    .where('state', '<>', sql.lit('closed'))
    .$if(id !== undefined, (query) => query.where('service_id', '=', id ?? null))
    .groupBy('service_id')
  return db
    .selectFrom('service')
    .leftJoin(open.as('open'), 'open.service_id', 'service.id')
    .select(['id', 'slug', 'name', 'description', 'team_id as teamId', 'policy_id as policyId', 'grouping'])
    .select(sql<number>`coalesce(open.count, 0)`.as('openAlerts'))
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('name')
    .orderBy('id')
    .execute()
}

export async function loadService(db: Db, id: string): Promise<Service | null> {
  const [service] = await loadServices(db, id)
  return service ?? null
}

export async function insertService(db: Db, service: Omit<Service, 'openAlerts'>, now: Instant): Promise<void> {
  const { id, slug, name, description, teamId, policyId, grouping } = service
  await db
    .insertInto('service')
    .values({ id, slug, name, description, team_id: teamId, policy_id: policyId, grouping, created_at: now })
    .execute()
}

export async function updateService(
  db: Db,
  id: string,
  text: Pick<Service, 'name' | 'description' | 'policyId' | 'grouping'>,
): Promise<void> {
  const { name, description, policyId, grouping } = text
  await db
    .updateTable('service')
    .set({ name, description, policy_id: policyId, grouping })
    .where('id', '=', id)
    .execute()
}

export async function deleteService(db: Db, id: string): Promise<void> {
  await db.deleteFrom('service').where('id', '=', id).execute()
}

/** Holds a service against changes and new uses until the end of the transaction; null when there is none. */
export async function lockService(db: Db, id: string) {
  const row = await db
    .selectFrom('service')
    .select(['name', 'description', 'team_id as teamId', 'policy_id as policyId', 'grouping'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** What keeps a service: the names of its sources, and whether it ever had an alert. */
export async function usesOfService(db: Db, id: string) {
  const sources = await db.selectFrom('source').select('name').where('service_id', '=', id).orderBy('name').execute()
  // Open and closed alerts have indexes of their own.
  const alerts = await sql<{ had: boolean }>`
    select exists (select from alert where service_id = ${id} and state <> 'closed')
      or exists (select from alert where service_id = ${id} and state = 'closed') as had`.execute(db)
  return { usedBy: sources.map((source) => source.name), hadAlerts: alerts.rows[0]?.had === true }
}
