// Bookmarks of the kit as rows, each with what is known of its address. All writes of `kit_bookmark` are here.
import { sql } from 'kysely'
import type * as z from 'zod'
import type { Bookmark, KitServiceLink, LinkCheck } from '../../domain/kit/api.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'

type Check = z.output<typeof LinkCheck>
type ServiceLink = z.output<typeof KitServiceLink>

/** Whose kit: of a team, of a service with what its team keeps for all, or of everybody. */
export type Whose = { readonly teamId?: string | undefined; readonly serviceId?: string | undefined }

const checkColumns = [
  'c.state as check_state',
  'c.detail as check_detail',
  'c.failing_since as check_failing_since',
  'c.checked_at as check_checked_at',
] as const

type Checked = {
  readonly check_state: Check['state'] | null
  readonly check_detail: string | null
  readonly check_failing_since: Instant | null
  readonly check_checked_at: Instant | null
}

/** In the order of their names; those whose address is dead first. */
export async function findBookmarks(
  db: Db,
  whose: Whose & { readonly id?: number } = {},
  most?: number,
): Promise<Bookmark[]> {
  let select = db
    .selectFrom('kit_bookmark as b')
    .leftJoin('link_check as c', (join) => join.on('b.url', '<>', '').on(sql<boolean>`c.digest = link_digest(b.url)`))
    .leftJoin('person as p', 'p.id', 'b.owner_id')
    .selectAll('b')
    .select('p.name as owner_name')
    .select(checkColumns)
    .orderBy(sql`c.state = 'failing' desc nulls last`)
    .orderBy('b.name')
    .orderBy('b.id')
  if (whose.id !== undefined) select = select.where('b.id', '=', whose.id)
  if (whose.teamId !== undefined) select = select.where('b.team_id', '=', whose.teamId)
  if (whose.serviceId !== undefined) select = select.where(ofService('b', whose.serviceId))
  if (most !== undefined) select = select.limit(most)
  return (await select.execute()).map(toBookmark)
}

/** What stands in the catalog of the same services. */
export async function findServiceLinks(db: Db, whose: Whose, most?: number): Promise<ServiceLink[]> {
  let select = db
    .selectFrom('service_link as l')
    .innerJoin('service as s', 's.id', 'l.service_id')
    .leftJoin('link_check as c', (join) => join.on(sql<boolean>`c.digest = link_digest(l.url)`))
    .select(['l.service_id', 's.name as service_name', 's.team_id', 'l.name', 'l.url', 'l.kind'])
    .select(checkColumns)
    .orderBy(sql`c.state = 'failing' desc nulls last`)
    .orderBy('s.name')
    .orderBy('l.service_id')
    .orderBy('l.position')
  if (whose.teamId !== undefined) select = select.where('s.team_id', '=', whose.teamId)
  if (whose.serviceId !== undefined) select = select.where('s.id', '=', whose.serviceId)
  if (most !== undefined) select = select.limit(most)
  return (await select.execute()).map((row) => ({
    serviceId: row.service_id,
    serviceName: row.service_name,
    teamId: row.team_id,
    name: row.name,
    url: row.url,
    kind: row.kind,
    check: toCheck(row),
  }))
}

/** Which team keeps which address, in its kit or with its services, under which name, and where that stands. */
export const keptAddresses = sql`(
  select team_id, name, url, 'bookmark:' || id as subject from kit_bookmark where url <> ''
  union all
  select s.team_id, s.name || ': ' || l.name, l.url, 'service:' || s.id from service_link l join service s on s.id = l.service_id)`

/** Every address that a team keeps, in its kit or with its services, by name: does it still answer? Each address once. */
export async function findAddresses(
  db: Db,
  teamId: string,
): Promise<readonly { readonly name: string; readonly isDead: boolean }[]> {
  const { rows } = await sql<{ name: string; isDead: boolean }>`
    select min(kept.name) as name, coalesce(bool_or(c.state = 'failing'), false) as "isDead"
    from ${keptAddresses} kept left join link_check c on c.digest = link_digest(kept.url)
    where kept.team_id = ${teamId} group by kept.url order by 1`.execute(db)
  return rows
}

/** Of the service itself, or of its team for all services. */
export function ofService(table: 'b' | 'r', serviceId: string) {
  const of = sql.ref(`${table}.service_id`)
  const team = sql.ref(`${table}.team_id`)
  return sql<boolean>`(${of} = ${serviceId}
    or ${of} is null and ${team} = (select team_id from service where id = ${serviceId}))`
}

function toBookmark(row: Row<'kit_bookmark'> & Checked & { readonly owner_name: string | null }): Bookmark {
  return {
    id: row.id,
    teamId: row.team_id,
    serviceId: row.service_id,
    name: row.name,
    url: row.url,
    kind: row.kind,
    note: row.note,
    tags: row.tags,
    owner: ownerOf(row),
    verified: verifiedOf(row),
    version: row.version,
    changedBy: row.changed_by_name,
    changedAt: row.changed_at,
    check: toCheck(row),
  }
}

/** Whose it is, as it is answered. */
export function ownerOf(row: { readonly owner_id: string | null; readonly owner_name: string | null }) {
  return row.owner_id !== null && row.owner_name !== null ? { id: row.owner_id, name: row.owner_name } : null
}

/** Who looked last, as it is answered. */
export function verifiedOf(row: { readonly verified_at: Instant | null; readonly verified_by_name: string }) {
  return row.verified_at === null ? null : { at: row.verified_at, by: row.verified_by_name }
}

function toCheck(row: Checked): Check | null {
  if (row.check_state === null) return null
  return {
    state: row.check_state,
    detail: row.check_detail ?? '',
    failingSince: row.check_failing_since,
    checkedAt: row.check_checked_at,
  }
}

export async function countBookmarks(tx: Db, teamId: string): Promise<number> {
  const row = await tx
    .selectFrom('kit_bookmark')
    .select((where) => where.fn.countAll<number>().as('count'))
    .where('team_id', '=', teamId)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function insertBookmarks(tx: Db, rows: readonly NewRow<'kit_bookmark'>[]): Promise<number[]> {
  if (rows.length === 0) return []
  const made = await tx.insertInto('kit_bookmark').values(rows).returning('id').execute()
  return made.map(({ id }) => id)
}

/** Holds a bookmark until the end of the transaction; null when there is none. */
export async function lockBookmark(tx: Db, id: number): Promise<Row<'kit_bookmark'> | null> {
  return (await tx.selectFrom('kit_bookmark').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
}

export async function updateBookmark(tx: Db, id: number, change: Partial<NewRow<'kit_bookmark'>>): Promise<void> {
  await tx.updateTable('kit_bookmark').set(change).where('id', '=', id).execute()
}

export async function deleteBookmark(tx: Db, id: number): Promise<void> {
  await tx.deleteFrom('kit_bookmark').where('id', '=', id).execute()
}
