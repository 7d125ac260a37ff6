import { sql } from 'kysely'
import type { Source } from '../../domain/intake/source.ts'
import type { ChangeEvent } from '../../domain/intake/event.ts'
import type { Mapping } from '../../domain/intake/mapping.ts'
import { scrub } from '../diagnostics.ts'
import type { Db } from '../db/connect.ts'
import type { KnownSource } from './sources.ts'
import type { Rejected } from './http.ts'

export async function findSources(db: Db, id?: string): Promise<Source[]> {
  let select = db
    .selectFrom('source')
    .innerJoin('service', 'service.id', 'source.service_id')
    .selectAll('source')
    .select('service.team_id')
    .orderBy('source.name')
  if (id) select = select.where('source.id', '=', id)
  const rows = await select.execute()
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    serviceId: row.service_id,
    teamId: row.team_id,
    dialect: row.dialect,
    keyHint: row.key_hint,
    mapping: row.mapping as Mapping | null,
    mailRules: row.mail_rules,
    isEnabled: row.disabled_at === null,
    createdAt: row.created_at,
    usedAt: row.used_at,
  }))
}

/** Remembers when sources were last used, at most once a minute each. */
export async function touchSources(db: Db): Promise<number> {
  const touched = await sql`
    update source s set used_at = latest.at
    from (select source_id, max(last_at) as at from alert where last_at > baton_now() - interval '10 minutes' group by source_id) latest
    where s.id = latest.source_id and (s.used_at is null or s.used_at < latest.at - interval '1 minute')`.execute(db)
  return Number(touched.numAffectedRows ?? 0)
}

export async function addChanges(db: Db, source: KnownSource, changes: readonly ChangeEvent[]): Promise<void> {
  for (const change of changes) {
    await sql`
      with change as (
        insert into change_event (source_id, service_id, at, summary, origin, links, details)
        values (${source.id}, ${source.serviceId}, coalesce(${change.changedAt}::timestamptz, baton_now()), ${change.summary},
          ${change.from}, ${JSON.stringify(change.links)}, ${change.details})
        returning at, summary
      )
      insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, subject, facts, says)
      select baton_now(), v.team_id, 'change_received', 'source', ${source.id}, ${source.name}, 'service:' || v.id,
        jsonb_build_object('summary', change.summary, 'service', v.name), 'Change on ' || v.name || ': ' || change.summary
      from change, service v where v.id = ${source.serviceId}`.execute(db)
  }
}

const keptBodyBytes = 16_384

export async function addRejection(db: Db, rejected: Rejected): Promise<void> {
  // A key in the body is a secret, also when it was refused.
  const body = scrub(rejected.body.subarray(0, keptBodyBytes).toString('utf8')).replaceAll('\u0000', '\ufffd')
  await db
    .insertInto('rejection')
    .values({
      at: sql`baton_now()`,
      source_id: rejected.sourceId,
      path: rejected.path.slice(0, 500),
      address: rejected.address,
      status: rejected.status,
      reason: rejected.reason.slice(0, 2_000),
      body,
    })
    .execute()
}

/** Keeps the newest thousand rejections. */
export async function forgetOldRejections(db: Db): Promise<void> {
  await sql`delete from rejection where id <= (select id from rejection order by id desc offset 1000 limit 1)`.execute(
    db,
  )
}

export function findRejections(db: Db, sourceId: string) {
  return db
    .selectFrom('rejection')
    .select(['at', 'path', 'status', 'reason', 'body'])
    .where('source_id', '=', sourceId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}
