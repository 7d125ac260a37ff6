// Runbooks and all of their versions as rows. All writes of them are here.
import { sql } from 'kysely'
import type * as z from 'zod'
import type { RunbookHead } from '../../domain/kit/api.ts'
import { stepsOf } from '../../domain/kit/steps.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'
import { ofService, ownerOf, verifiedOf, type Whose } from './store.ts'

type Head = z.output<typeof RunbookHead>
type Body = { readonly body: string }
type Shown = Head & { readonly body: string; readonly removedAt: Temporal.Instant | null }

/** Those that are offered, in the order of their titles. No text is read, but of those whose steps nobody has counted yet. */
export async function findRunbooks(db: Db, whose: Whose, most?: number): Promise<Head[]> {
  let select = headsIn(db).select(uncounted).where('r.removed_at', 'is', null)
  if (most !== undefined) select = select.limit(most)
  if (whose.teamId !== undefined) select = select.where('r.team_id', '=', whose.teamId)
  if (whose.serviceId !== undefined) select = select.where(ofService('r', whose.serviceId))
  return (await select.orderBy('r.title').orderBy('r.id').execute()).map((row) => toHead(row))
}

/** Those that are offered, of a team or of all, with their texts, in the order in which they were written. */
export async function findRunbookTexts(db: Db, teamId?: string): Promise<(Head & Body)[]> {
  let select = headsIn(db).select('v.body').where('r.removed_at', 'is', null).orderBy('r.id')
  if (teamId !== undefined) select = select.where('r.team_id', '=', teamId)
  const rows = await select.execute()
  return rows.map((row) => ({ ...toHead(row), body: row.body }))
}

/** One with its text, also when it was removed; null when there is none. */
export async function findRunbook(db: Db, id: number): Promise<Shown | null> {
  const row = await headsIn(db).select('v.body').where('r.id', '=', id).executeTakeFirst()
  return row ? { ...toHead(row), body: row.body, removedAt: row.removed_at } : null
}

const uncounted = sql<string | null>`case when v.steps is null then v.body end`.as('body')

function headsIn(db: Db) {
  return db
    .selectFrom('kit_runbook as r')
    .innerJoin('kit_runbook_version as v', (join) =>
      join.onRef('v.runbook_id', '=', 'r.id').onRef('v.version', '=', 'r.version'),
    )
    .leftJoin('person as p', 'p.id', 'r.owner_id')
    .selectAll('r')
    .select(['v.steps', 'p.name as owner_name'])
}

type HeadRow = Row<'kit_runbook'> & {
  readonly steps: number | null
  readonly body: string | null
  readonly owner_name: string | null
}

function toHead(row: HeadRow): Head {
  return {
    id: row.id,
    teamId: row.team_id,
    serviceId: row.service_id,
    title: row.title,
    tags: row.tags,
    owner: ownerOf(row),
    version: row.version,
    steps: row.steps ?? stepsOf(row.body ?? '').length,
    verified: verifiedOf(row),
    changedBy: row.changed_by_name,
    changedAt: row.changed_at,
  }
}

export async function countRunbooks(tx: Db, teamId: string): Promise<number> {
  const row = await tx
    .selectFrom('kit_runbook')
    .select((where) => where.fn.countAll<number>().as('count'))
    .where('team_id', '=', teamId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Holds a runbook until the end of the transaction; null when there is none. */
export async function lockRunbook(tx: Db, id: number): Promise<Row<'kit_runbook'> | null> {
  return (await tx.selectFrom('kit_runbook').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
}

export async function insertRunbook(tx: Db, row: NewRow<'kit_runbook'>, body: string): Promise<number> {
  const { id } = await tx.insertInto('kit_runbook').values(row).returning('id').executeTakeFirstOrThrow()
  await insertVersion(tx, {
    runbook_id: id,
    version: 1,
    title: row.title,
    body,
    by_name: row.changed_by_name,
    at: row.changed_at,
    restored_from: null,
  })
  return id
}

/** A version never changes, so its steps are counted once. */
export async function insertVersion(tx: Db, row: Omit<NewRow<'kit_runbook_version'>, 'steps'>): Promise<void> {
  await tx
    .insertInto('kit_runbook_version')
    .values({ ...row, steps: stepsOf(row.body).length })
    .execute()
}

/** Counts the steps of versions from before they were counted; how many there were. */
export async function countOldSteps(db: Db, atOnce = 50): Promise<number> {
  const rows = await db
    .selectFrom('kit_runbook_version')
    .select(['runbook_id', 'version', 'body'])
    .where('steps', 'is', null)
    .limit(atOnce)
    .execute()
  for (const { runbook_id, version, body } of rows)
    await db
      .updateTable('kit_runbook_version')
      .set({ steps: stepsOf(body).length })
      .where('runbook_id', '=', runbook_id)
      .where('version', '=', version)
      .execute()
  return rows.length < atOnce ? rows.length : rows.length + (await countOldSteps(db, atOnce))
}

export async function updateRunbook(tx: Db, id: number, change: Partial<NewRow<'kit_runbook'>>): Promise<void> {
  await tx.updateTable('kit_runbook').set(change).where('id', '=', id).execute()
}

export async function findVersion(db: Db, id: number, version: number): Promise<Row<'kit_runbook_version'> | null> {
  const row = await db
    .selectFrom('kit_runbook_version')
    .selectAll()
    .where('runbook_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row ?? null
}

/** Who wrote which, the newest first. */
export function findVersions(db: Db, id: number) {
  return db
    .selectFrom('kit_runbook_version')
    .select(['version', 'title', 'by_name', 'at', 'restored_from'])
    .where('runbook_id', '=', id)
    .orderBy('version', 'desc')
    .limit(mostShown)
    .execute()
}

const mostShown = 200

/** With what calls of the runbooks of this team are signed; null until somebody made it. */
export async function sealedSecretOf(db: Db, teamId: string): Promise<string | null> {
  const row = await db.selectFrom('kit_secret').select('sealed').where('team_id', '=', teamId).executeTakeFirst()
  return row?.sealed ?? null
}

export async function putSecret(tx: Db, teamId: string, sealed: string): Promise<void> {
  await tx
    .insertInto('kit_secret')
    .values({ team_id: teamId, sealed })
    .onConflict((on) => on.column('team_id').doUpdateSet({ sealed }))
    .execute()
}

/** Where a sealed secret belongs. */
export function kitSeal(teamId: string): string {
  return `kit:${teamId}`
}
