import { sql } from 'kysely'
import type { AlertSettings, Service } from '../../domain/services/service.ts'
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
    .select(['id', 'slug', 'name', 'description', 'team_id as teamId', 'policy_id as policyId'])
    .select(alertSettings)
    .select(dependsOn)
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
  const { id, slug, name, description, teamId, policyId } = service
  await db
    .insertInto('service')
    .values({
      id,
      slug,
      name,
      description,
      team_id: teamId,
      policy_id: policyId,
      created_at: now,
      ...settingColumns(service),
    })
    .execute()
  await writeDependencies(db, id, service.dependsOn)
}

export async function updateService(
  db: Db,
  id: string,
  text: Pick<Service, 'name' | 'description' | 'policyId'> & AlertSettings,
): Promise<void> {
  const { name, description, policyId } = text
  await db
    .updateTable('service')
    .set({ name, description, policy_id: policyId, ...settingColumns(text) })
    .where('id', '=', id)
    .execute()
  await writeDependencies(db, id, text.dependsOn)
}

export async function deleteService(db: Db, id: string): Promise<void> {
  await db.deleteFrom('service').where('id', '=', id).execute()
}

/** Holds a service against changes and new uses until the end of the transaction; null when there is none. */
export async function lockService(db: Db, id: string) {
  const row = await db
    .selectFrom('service')
    .select(['name', 'description', 'team_id as teamId', 'policy_id as policyId'])
    .select(alertSettings)
    .select(dependsOn)
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

const alertSettings = [
  'grouping',
  'group_labels as groupLabels',
  'group_minutes as groupMinutes',
  'watch_minutes as watchMinutes',
  'flood_limit as floodLimit',
] as const

const dependsOn = sql<string[]>`array(
  select depends_on from service_dependency where service_id = service.id order by depends_on)`.as('dependsOn')

function settingColumns(settings: Omit<AlertSettings, 'dependsOn'>) {
  const { grouping, groupLabels, groupMinutes, watchMinutes, floodLimit } = settings
  return {
    grouping,
    group_labels: groupLabels,
    group_minutes: groupMinutes,
    watch_minutes: watchMinutes,
    flood_limit: floodLimit,
  }
}

async function writeDependencies(db: Db, id: string, on: readonly string[]): Promise<void> {
  await db
    .deleteFrom('service_dependency')
    .where('service_id', '=', id)
    .where('depends_on', '<>', sql<string>`all(${on}::uuid[])`)
    .execute()
  if (on.length === 0) return
  await db
    .insertInto('service_dependency')
    .values(on.map((each) => ({ service_id: id, depends_on: each })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
