import { sql } from 'kysely'
import type { Entry } from '../../domain/log/api.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import { quietKinds, type Kind } from '../../domain/log/entry.ts'
import { gramsOf } from '../../domain/log/grams.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { isTold } from './private.ts'

export type NewEntry = {
  readonly at: Instant
  readonly kind: Kind
  readonly facts: Readonly<Record<string, unknown>>
  readonly says: string
  readonly actorKind: Row<'log_entry'>['actor_kind']
  readonly actorId: string | null
  readonly actorName: string
  readonly teamId: string | null
  readonly alertId: number | null
  readonly pageId: number | null
  readonly subject: string | null
  readonly incidentId?: number | null
  readonly happenedAt?: Instant | null
}

/** Writes entries in the transaction of the change they tell. */
export async function addEntries(db: Db, entries: readonly NewEntry[]): Promise<number[]> {
  if (entries.length === 0) return []
  const rows = await db
    .insertInto('log_entry')
    .values(
      entries.map((entry) => ({
        at: entry.at,
        team_id: entry.teamId,
        kind: entry.kind,
        actor_kind: entry.actorKind,
        actor_id: entry.actorId,
        actor_name: entry.actorName,
        alert_id: entry.alertId,
        page_id: entry.pageId,
        subject: entry.subject,
        incident_id: entry.incidentId ?? null,
        happened_at: entry.happenedAt ?? null,
        facts: JSON.stringify(entry.facts),
        says: entry.says,
      })),
    )
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Writes one entry and reads it back. `onceFor`: the same subject again in this incident writes nothing more. */
export async function writeEntry(
  tx: Db,
  entry: NewEntry,
  { onceFor }: { readonly onceFor?: number } = {},
): Promise<Row<'log_entry'>> {
  if (onceFor !== undefined && entry.subject !== null) {
    const before = await tx
      .selectFrom('log_entry')
      .selectAll()
      .where('incident_id', '=', onceFor)
      .where('subject', '=', entry.subject)
      .executeTakeFirst()
    if (before) return before
  }
  const [id] = await addEntries(tx, [entry])
  return tx
    .selectFrom('log_entry')
    .selectAll()
    .where('id', '=', id ?? 0)
    .executeTakeFirstOrThrow()
}

/** Holds an entry for this transaction; null when there is none. */
export async function lockEntry(tx: Db, id: number): Promise<Row<'log_entry'> | null> {
  return (await tx.selectFrom('log_entry').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
}

/** Says from now on what it is corrected to. What it said before is kept by the database, and the search finds the new words. */
export function correctEntry(
  tx: Db,
  { id, version, facts }: Row<'log_entry'>,
  to: { readonly text: string; readonly happenedAt: Instant | null; readonly says: string },
  by: { readonly name: string; readonly now: Instant },
): Promise<Row<'log_entry'>> {
  return tx
    .updateTable('log_entry')
    .set({
      facts: JSON.stringify({ ...facts, text: to.text }),
      says: to.says,
      happened_at: to.happenedAt,
      version: version + 1,
      corrected_by_name: by.name,
      corrected_at: by.now,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** What an entry said before, the newest first. */
export function findWordings(db: Db, entryId: number): Promise<Row<'log_wording'>[]> {
  return db
    .selectFrom('log_wording')
    .selectAll()
    .where('entry_id', '=', entryId)
    .orderBy('version', 'desc')
    .limit(mostWordings)
    .execute()
}

const mostWordings = 200

export type LogQuery = {
  readonly teamId?: string | undefined
  readonly alertId?: number | undefined
  readonly subject?: string | undefined
  readonly search?: string | undefined
  readonly from?: Instant | undefined
  readonly until?: Instant | undefined
  readonly before?: number | undefined
  readonly limit: number
}

/** Entries, newest first. A search finds every word, anywhere inside words, also in entries of the last second. */
export async function findEntries(db: Db, query: LogQuery, actor: Actor): Promise<Row<'log_entry'>[]> {
  let select = db
    .selectFrom('log_entry')
    .selectAll('log_entry')
    .where(isTold(actor))
    .orderBy('log_entry.id', 'desc')
    .limit(query.limit)
  if (query.teamId) select = select.where('log_entry.team_id', '=', query.teamId)
  if (query.alertId) select = select.where(ofAlert(query.alertId))
  if (query.subject) select = select.where('log_entry.subject', '=', query.subject)
  else if (!query.alertId) select = select.where('log_entry.kind', 'not in', quietKinds)
  if (query.from) select = select.where('log_entry.at', '>=', query.from)
  if (query.until) select = select.where('log_entry.at', '<', query.until)
  if (query.before) select = select.where('log_entry.id', '<', query.before)
  const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  for (const word of words) select = select.where(sql`lower(log_entry.says)`, 'like', `%${escapeLike(word)}%`)
  const grams = words.flatMap((word) => gramsOf(word)).filter((gram) => gram.length === 2)
  if (grams.length > 0) {
    const unindexed = sql<boolean>`log_entry.tx >= (select indexed_before from log_search_progress)`
    const indexed = sql<boolean>`log_entry.id in (select entry_id from log_search where grams @> ${grams}::text[])`
    select = select.where((where) => where.or([indexed, unindexed]))
  }
  return select.execute()
}

/** What is told of this alert, and what is told of the page it joined under the alert that opened that one. */
function ofAlert(alertId: number) {
  const ofOther = [
    'alert_closed',
    'alert_closed_by_source',
    'alert_closed_no_action',
    'alert_ended',
    'alert_rose',
    ...quietKinds,
  ]
  return sql<boolean>`(log_entry.alert_id = ${alertId} or (
    log_entry.alert_id = (select p.alert_id from alert a join page p on p.id = a.page_id where a.id = ${alertId})
    and log_entry.page_id = (select page_id from alert where id = ${alertId})
    and not log_entry.kind = any(${ofOther}::text[])))`
}

/** Takes the next entries of transactions that have ended into the search index; how many. */
export async function indexEntries(db: Db): Promise<number> {
  return db.transaction().execute(async (tx) => {
    // One node at a time; another that finds it busy leaves it to that one.
    const progress = await sql<{ indexed_before: number; horizon: number }>`
      select indexed_before, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon
      from log_search_progress for update skip locked`.execute(tx)
    const row = progress.rows[0]
    if (!row || row.horizon <= row.indexed_before) return 0
    const entries = await tx
      .selectFrom('log_entry')
      .select(['id', 'tx', 'says'])
      .where('tx', '>=', row.indexed_before)
      .where('tx', '<', row.horizon)
      .orderBy('tx')
      .limit(mostIndexed + 1)
      .execute()
    // A transaction is taken whole or left for the next time, unless it alone is larger than the limit.
    const cut = entries.length > mostIndexed ? entries.at(-1)?.tx : undefined
    const whole = cut === undefined ? entries : entries.filter((one) => one.tx < cut)
    const taken = whole.length > 0 || cut === undefined ? whole : await wholeTransaction(tx, cut)
    if (taken.length > 0) {
      await sql`
        insert into log_search (entry_id, grams)
        select id, string_to_array(grams, ' ')
        from unnest(${taken.map((one) => one.id)}::bigint[], ${taken.map((one) => gramsOf(one.says).join(' '))}::text[]) as t(id, grams)
        on conflict (entry_id) do update set grams = excluded.grams`.execute(tx)
    }
    const indexedBefore = cut === undefined ? row.horizon : whole.length > 0 ? cut : cut + 1
    await tx.updateTable('log_search_progress').set({ indexed_before: indexedBefore }).execute()
    return taken.length
  })
}

const mostIndexed = 1_000

function wholeTransaction(db: Db, tx: number) {
  return db.selectFrom('log_entry').select(['id', 'tx', 'says']).where('tx', '=', tx).execute()
}

/** The text as `like` finds it: without what stands for other text. */
export function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, (mark) => `\\${mark}`)
}

/** An entry as it is answered. */
export function toEntry(row: Row<'log_entry'>): Entry {
  return {
    id: row.id,
    at: row.at,
    teamId: row.team_id,
    kind: row.kind,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    personId: row.actor_kind === 'person' ? row.actor_id : null,
    alertId: row.alert_id,
    pageId: row.page_id,
    subject: row.subject,
    incidentId: row.incident_id,
    happenedAt: row.happened_at,
    facts: row.facts,
    says: row.says,
    version: row.version,
    correctedBy: row.corrected_by_name,
    correctedAt: row.corrected_at,
  }
}
