// The open alerts of one source, as a reader of Alertmanager's API sees them.
import { sql } from 'kysely'
import { fingerprintOf, type KeptAlert } from '../../domain/intake/alertmanager-alerts.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

type Row = {
  readonly id: number
  readonly key: string
  readonly summary: string
  readonly labels: string
  readonly details: string
  readonly first_at: Instant
  readonly last_at: Instant
  readonly ends_at: Instant | null
  readonly receiver: string
  readonly muted_kind: string | null
  readonly muted_id: string | null
  readonly cause_key: string | null
}

/** In the order of the keys, some hundred at a time: what a sender wrote may be long, and who reads wants few of them. */
export async function* openAlertsOf(db: Db, source: { readonly id: string }): AsyncGenerator<KeptAlert> {
  for (let after = ''; ;) {
    const { rows } = await sql<Row>`
      select a.id, a.key, a.summary, a.labels, a.details, a.first_at, a.last_at, a.ends_at, coalesce(v.slug, '') as receiver,
        a.muted_by ->> 'kind' as muted_kind, a.muted_by ->> 'id' as muted_id, c.key as cause_key
      from alert a left join service v on v.id = a.service_id left join alert c on c.id = (a.muted_by ->> 'causeId')::bigint
      where a.source_id = ${source.id}::uuid and a.state <> 'closed' and a.key > ${after}
      order by a.key limit ${perRead}`.execute(db)
    for (const row of rows) yield asKept(row)
    const last = rows.at(-1)
    if (!last || rows.length < perRead) return
    after = last.key
  }
}

/** The short names of the services that this source's alerts belong to; its own first. */
export async function receiversOf(
  db: Db,
  source: { readonly id: string; readonly serviceId: string },
): Promise<string[]> {
  const { rows } = await sql<{ slug: string }>`
    select v.slug from service v
    where v.id = ${source.serviceId}::uuid
      or v.id in (select a.service_id from alert a where a.source_id = ${source.id}::uuid and a.state <> 'closed')
    order by v.id <> ${source.serviceId}::uuid, v.slug`.execute(db)
  return rows.map(({ slug }) => slug)
}

/** The silences that keep an open alert of this source from paging now. */
export async function mutingNow(db: Db, source: { readonly id: string }): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct muted_by ->> 'id' as id from alert
    where source_id = ${source.id}::uuid and state <> 'closed' and muted_by is not null`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

export async function serviceSlugs(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('service').select(['id', 'slug']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, slug }) => [id, slug]))
}

const perRead = 500

function asKept(row: Row): KeptAlert {
  return {
    id: row.id,
    key: row.key,
    summary: row.summary,
    labels: JSON.parse(row.labels) as Record<string, string>,
    details: row.details,
    firstAt: row.first_at,
    lastAt: row.last_at,
    endsAt: row.ends_at,
    receiver: row.receiver,
    silencedBy: row.muted_id !== null && row.muted_kind !== 'inhibition' ? [row.muted_id] : [],
    inhibitedBy: row.muted_kind === 'inhibition' ? [fingerprintOf(row.cause_key ?? row.muted_id ?? '')] : [],
  }
}
