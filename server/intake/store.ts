import { sql } from 'kysely'
import type { Source } from '../../domain/intake/source.ts'
import type { ChangeEvent } from '../../domain/intake/event.ts'
import type { Mapping } from '../../domain/intake/mapping.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import type { KnownSource } from './sources.ts'

export async function findSources(db: Db, id?: string): Promise<Source[]> {
  let select = db
    .selectFrom('source')
    .innerJoin('service', 'service.id', 'source.service_id')
    .selectAll('source')
    .select('service.team_id')
    .select((each) =>
      each
        .selectFrom('source_key')
        .select('hint')
        .whereRef('source_key.source_id', '=', 'source.id')
        .where('revoked_at', 'is', null)
        .where(sql<boolean>`(expires_at is null or expires_at > baton_now())`)
        .orderBy('source_key.created_at', 'desc')
        .orderBy('source_key.id', 'desc')
        .limit(1)
        .as('newest_hint'),
    )
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
    keyHint: row.newest_hint ?? '',
    mapping: row.mapping as Mapping | null,
    mailRules: row.mail_rules,
    floodLimit: row.flood_limit,
    isEnabled: row.disabled_at === null,
    createdAt: row.created_at,
    usedAt: row.used_at,
  }))
}

/** The source with this id; refuses when there is none. */
export async function oneSource(db: Db, id: string): Promise<Source> {
  const [source] = await findSources(db, id)
  return source ?? refuse('not_found')
}

/** What the log says a change of this source is about. */
export function aboutSource(source: Pick<Source, 'id' | 'teamId'>) {
  return { teamId: source.teamId, subject: `source:${source.id}` }
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

/** The number of the open alert that this source knows by this key. */
export async function findOpenAlert(db: Db, source: KnownSource, key: string): Promise<number | null> {
  const row = await db
    .selectFrom('alert')
    .select('id')
    .where('source_id', '=', source.id)
    .where('key', '=', key)
    .where('state', '<>', 'closed')
    .executeTakeFirst()
  return row?.id ?? null
}
