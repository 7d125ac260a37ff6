import { sql } from 'kysely'
import type { ServiceLink } from '../../domain/services/link.ts'
import type { AlertSettings, Service, ServiceDetail } from '../../domain/services/service.ts'
import { asTier } from '../../domain/services/tier.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** All services or the one with this id, in the order of their names, each with how many of its alerts are open. */
export async function loadServices(db: Db, id?: string): Promise<Service[]> {
  const open = db
    .selectFrom('alert')
    .select(['service_id', (where) => where.fn.countAll<number>().as('count')])
    .where('state', '<>', sql.lit('closed'))
    .$if(id !== undefined, (query) => query.where('service_id', '=', id ?? null))
    .groupBy('service_id')
  const rows = await db
    .selectFrom('service')
    .leftJoin(open.as('open'), 'open.service_id', 'service.id')
    .select(['id', 'slug', 'name', 'description', 'team_id as teamId', 'policy_id as policyId', 'tier'])
    .select(alertSettings)
    .select(dependsOn)
    .select(sql<number>`coalesce(open.count, 0)`.as('openAlerts'))
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, tier: asTier(row.tier) }))
}

export async function loadService(db: Db, id: string): Promise<ServiceDetail | null> {
  const [service] = await loadServices(db, id)
  return service ? { ...service, links: [...((await linksOf(db, [id])).get(id) ?? [])] } : null
}

/** The id of the service with this id or short name; null when there is none. */
export async function idOfService(db: Db, named: string): Promise<string | null> {
  const row = await db
    .selectFrom('service')
    .select('id')
    .where((where) => where.or([where(sql`id::text`, '=', named), where('slug', '=', named)]))
    // A short name may look like the id of another: then the id is meant.
    .orderBy(sql`slug = ${named}`)
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** The links of these services (or of all), each in the order that its team gave. A service without links is not in the answer. */
export async function linksOf(
  db: Db,
  serviceIds: readonly string[] | 'all',
): Promise<ReadonlyMap<string, readonly ServiceLink[]>> {
  if (serviceIds.length === 0) return new Map()
  let select = db.selectFrom('service_link').select(['service_id', 'name', 'url', 'kind'])
  if (serviceIds !== 'all') select = select.where('service_id', 'in', [...serviceIds])
  const rows = await select.orderBy('service_id').orderBy('position').execute()
  return new Map(
    [...Map.groupBy(rows, (row) => row.service_id)].map(([id, those]) => [
      id,
      those.map(({ name, url, kind }) => ({ name, url, kind })),
    ]),
  )
}

export async function insertService(db: Db, service: Omit<ServiceDetail, 'openAlerts'>, now: Instant): Promise<void> {
  const { id, slug, name, description, teamId, policyId, tier } = service
  await db
    .insertInto('service')
    .values({
      id,
      slug,
      name,
      description,
      team_id: teamId,
      policy_id: policyId,
      tier,
      created_at: now,
      ...settingColumns(service),
    })
    .execute()
  await writeDependencies(db, id, service.dependsOn)
  await writeLinks(db, id, service.links)
}

export async function updateService(
  db: Db,
  id: string,
  text: Pick<ServiceDetail, 'name' | 'description' | 'policyId' | 'tier' | 'links'> & AlertSettings,
): Promise<void> {
  const { name, description, policyId, tier } = text
  await db
    .updateTable('service')
    .set({ name, description, policy_id: policyId, tier, ...settingColumns(text) })
    .where('id', '=', id)
    .execute()
  await writeDependencies(db, id, text.dependsOn)
  await writeLinks(db, id, text.links)
}

/** Writes what the catalog says of it, and leaves how its alerts become pages as it is. */
export async function describeService(
  db: Db,
  id: string,
  text: Pick<ServiceDetail, 'name' | 'description' | 'tier' | 'links' | 'dependsOn'>,
): Promise<void> {
  const { name, description, tier, links, dependsOn } = text
  await db.updateTable('service').set({ name, description, tier }).where('id', '=', id).execute()
  await writeDependencies(db, id, dependsOn)
  await writeLinks(db, id, links)
}

export async function deleteService(db: Db, id: string): Promise<void> {
  await db.deleteFrom('service').where('id', '=', id).execute()
}

/** Holds a service against changes and new uses until the end of the transaction; null when there is none. */
export async function lockService(db: Db, id: string) {
  const row = await db
    .selectFrom('service')
    .select(['name', 'description', 'team_id as teamId', 'policy_id as policyId', 'tier'])
    .select(alertSettings)
    .select(dependsOn)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  return { ...row, tier: asTier(row.tier), links: [...((await linksOf(db, [id])).get(id) ?? [])] }
}

/** Holds all services against changes until the end of the transaction, each in the same order. */
export async function lockServices(db: Db): Promise<void> {
  await db.selectFrom('service').select('id').orderBy('id').forUpdate().execute()
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

async function writeLinks(db: Db, id: string, links: readonly ServiceLink[]): Promise<void> {
  await db.deleteFrom('service_link').where('service_id', '=', id).execute()
  if (links.length === 0) return
  await db
    .insertInto('service_link')
    .values(links.map(({ name, url, kind }, position) => ({ service_id: id, position, name, url, kind })))
    .execute()
}
