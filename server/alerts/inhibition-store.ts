// Inhibitions as rows. Every write of `inhibition` is here.
import { sql } from 'kysely'
import type { Inhibition } from '../../domain/alerts/inhibitions-api.ts'
import type { Matcher } from '../../domain/alerts/matchers.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type InhibitionText = {
  readonly name: string
  readonly sourceMatchers: readonly Matcher[]
  readonly targetMatchers: readonly Matcher[]
  readonly equal: readonly string[]
}

/** All of them or the one with this id, in the order of their names. */
export async function loadInhibitions(db: Db, id?: string): Promise<Inhibition[]> {
  const rows = await db
    .selectFrom('inhibition')
    .selectAll()
    .select(
      sql<number>`(select count(*)::int from alert where muted_by is not null and muted_by ->> 'id' = inhibition.id::text)`.as(
        'muted_now',
      ),
    )
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    teamId: row.team_id,
    sourceMatchers: [...row.source_matchers],
    targetMatchers: [...row.target_matchers],
    equal: row.equal,
    createdAt: row.created_at,
    mutedNow: row.muted_now,
  }))
}

export async function insertInhibition(
  tx: Db,
  rule: InhibitionText & { readonly id: string; readonly slug: string; readonly teamId: string },
  now: Instant,
): Promise<void> {
  await tx
    .insertInto('inhibition')
    .values({ id: rule.id, slug: rule.slug, team_id: rule.teamId, created_at: now, ...columnsOf(rule) })
    .execute()
}

export async function updateInhibition(
  tx: Db,
  id: string,
  rule: InhibitionText & { readonly teamId?: string },
): Promise<void> {
  const team = rule.teamId === undefined ? {} : { team_id: rule.teamId }
  await tx
    .updateTable('inhibition')
    .set({ ...columnsOf(rule), ...team })
    .where('id', '=', id)
    .execute()
}

export async function deleteInhibition(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('inhibition').where('id', '=', id).execute()
}

/** Holds a rule for this transaction. */
export async function lockInhibition(tx: Db, id: string): Promise<Inhibition | null> {
  await tx.selectFrom('inhibition').select('id').where('id', '=', id).forUpdate().execute()
  return (await loadInhibitions(tx, id))[0] ?? null
}

function columnsOf({ name, sourceMatchers, targetMatchers, equal }: InhibitionText) {
  return {
    name,
    source_matchers: JSON.stringify(sourceMatchers),
    target_matchers: JSON.stringify(targetMatchers),
    equal: [...equal],
  }
}
