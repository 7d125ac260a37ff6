import { sql } from 'kysely'
import { endAfter, keyStateAt, type KeyForm, type Overlap } from '../../domain/intake/key-life.ts'
import type { SourceKey, SourceSigning } from '../../domain/intake/keys-api.ts'
import type { Instant } from '../../domain/time.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Db } from '../db/connect.ts'
import { newId, newSourceKey, newSourceUuid, tokenHash } from '../secrets.ts'
import { asSigning } from './signatures.ts'

const mostValid = 20

/** A new key of the source, in the clear this once; null when it has as many as one can have. */
export async function addKey(tx: Db, of: NewKey): Promise<string | null> {
  const key = of.form === 'uuid' ? newSourceUuid() : newSourceKey()
  const held = await tx
    .selectFrom('source_key')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('source_id', '=', of.sourceId)
    .where('revoked_at', 'is', null)
    .where((each) => each.or([each('expires_at', 'is', null), each('expires_at', '>', of.now)]))
    .executeTakeFirstOrThrow()
  if (held.count >= mostValid) return null
  await tx
    .insertInto('source_key')
    .values({
      id: newId(),
      source_id: of.sourceId,
      hash: tokenHash(key),
      hint: key.slice(-4),
      created_by: of.by.kind === 'person' ? of.by.id : null,
      created_at: of.now,
    })
    .execute()
  return key
}

/** The keys that a source has now end as the overlap says, none of them later than it would have. */
export async function endKeys(tx: Db, sourceId: string, overlap: Overlap, now: Instant): Promise<void> {
  const keys = await tx
    .selectFrom('source_key')
    .select(['id', 'expires_at'])
    .where('source_id', '=', sourceId)
    .where('revoked_at', 'is', null)
    .execute()
  for (const key of keys) {
    const ends = overlap === 'none' ? { revoked_at: now } : { expires_at: endAfter(overlap, key.expires_at, now) }
    await tx.updateTable('source_key').set(ends).where('id', '=', key.id).where('revoked_at', 'is', null).execute()
  }
}

/** Ends one key that still holds; its hint, or undefined when it did not any more. */
export async function revokeKey(tx: Db, ref: { readonly sourceId: string; readonly keyId: string }, now: Instant) {
  return tx
    .updateTable('source_key')
    .set({ revoked_at: now })
    .where('id', '=', ref.keyId)
    .where('source_id', '=', ref.sourceId)
    .where('revoked_at', 'is', null)
    .where((each) => each.or([each('expires_at', 'is', null), each('expires_at', '>', now)]))
    .returning('hint')
    .executeTakeFirst()
}

/** The keys of a source, those that hold first and the newest of them before the others. Of the ended, the last thirty. */
export async function findKeys(db: Db, sourceId: string): Promise<SourceKey[]> {
  const { rows } = await sql<Omit<SourceKey, 'state'> & { readonly now: Instant }>`
    select k.id, k.hint, p.name as "createdBy", k.created_at as "createdAt", k.used_at as "usedAt",
      k.expires_at as "expiresAt", k.revoked_at as "revokedAt", baton_now() as now
    from source_key k left join person p on p.id = k.created_by
    where k.source_id = ${sourceId}
    order by (k.revoked_at is null and (k.expires_at is null or k.expires_at > baton_now())) desc, k.created_at desc, k.id desc
    limit ${mostValid + 30}`.execute(db)
  return rows.map(({ now, ...key }) => ({ ...key, state: keyStateAt(key, now) }))
}

/** Notes that these keys were used, once a minute each at most. */
export async function touchKeys(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update source_key set used_at = baton_now() where id = any(${ids}::uuid[])
      and (used_at is null or used_at < baton_now() - interval '1 minute')`.execute(db)
}

export async function findSigning(db: Db, sourceId: string): Promise<SourceSigning | null> {
  const { rows } = await sql<SigningRow>`
    select signing, changed_at, secret_before_until as until,
      secret_before is not null and (secret_before_until is null or secret_before_until > baton_now()) as has_before
    from source_signing where source_id = ${sourceId}`.execute(db)
  const row = rows[0]
  if (!row) return null
  const before = row.has_before ? { until: row.until } : null
  return { signing: asSigning(row.signing), changedAt: row.changed_at, before }
}

type SigningRow = {
  readonly signing: unknown
  readonly changed_at: Instant
  readonly until: Instant | null
  readonly has_before: boolean
}

type NewKey = {
  readonly sourceId: string
  readonly form: KeyForm
  readonly by: Actor
  readonly now: Instant
}
