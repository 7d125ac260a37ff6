// Runbooks and all of their versions as rows. All writes of them are here.
import type * as z from 'zod'
import type { RunbookHead } from '../../domain/kit/api.ts'
import { stepsOf } from '../../domain/kit/steps.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'
import { ofService, ownerOf, verifiedOf, type Whose } from './store.ts'

type Head = z.output<typeof RunbookHead>
type Shown = Head & { readonly body: string; readonly removedAt: Temporal.Instant | null }

/** Those that are offered, in the order of their titles. */
export async function findRunbooks(db: Db, whose: Whose): Promise<Head[]> {
  let select = runbooksIn(db).where('r.removed_at', 'is', null)
  if (whose.teamId !== undefined) select = select.where('r.team_id', '=', whose.teamId)
  if (whose.serviceId !== undefined) select = select.where(ofService('r', whose.serviceId))
  return (await select.orderBy('r.title').orderBy('r.id').execute()).map((row) => toHead(row))
}

/** Those that are offered, of a team or of all, with their texts, in the order in which they were written. */
export async function findRunbookTexts(db: Db, teamId?: string): Promise<(Head & { readonly body: string })[]> {
  let select = runbooksIn(db).where('r.removed_at', 'is', null).orderBy('r.id')
  if (teamId !== undefined) select = select.where('r.team_id', '=', teamId)
  const rows = await select.execute()
  return rows.map((row) => ({ ...toHead(row), body: row.body }))
}

/** One with its text, also when it was removed; null when there is none. */
export async function findRunbook(db: Db, id: number): Promise<Shown | null> {
  const row = await runbooksIn(db).where('r.id', '=', id).executeTakeFirst()
  return row ? { ...toHead(row), body: row.body, removedAt: row.removed_at } : null
}

function runbooksIn(db: Db) {
  return db
    .selectFrom('kit_runbook as r')
    .innerJoin('kit_runbook_version as v', (join) =>
      join.onRef('v.runbook_id', '=', 'r.id').onRef('v.version', '=', 'r.version'),
    )
    .leftJoin('person as p', 'p.id', 'r.owner_id')
    .selectAll('r')
    .select(['v.body', 'p.name as owner_name'])
}

function toHead(row: Row<'kit_runbook'> & { readonly body: string; readonly owner_name: string | null }): Head {
  return {
    id: row.id,
    teamId: row.team_id,
    serviceId: row.service_id,
    title: row.title,
    tags: row.tags,
    owner: ownerOf(row),
    version: row.version,
    steps: stepsOf(row.body).length,
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

export async function insertVersion(tx: Db, row: NewRow<'kit_runbook_version'>): Promise<void> {
  await tx.insertInto('kit_runbook_version').values(row).execute()
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
