// The last events of a team's sources, as far as alerts remember them.
import { sql } from 'kysely'
import type { PlacedSource } from '../../domain/intake/placing.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type PastEvent = {
  readonly id: number
  readonly key: string
  readonly summary: string
  /** What its sender said, before any route: 1 to 4. */
  readonly said: number
  readonly labels: Readonly<Record<string, string>>
  readonly firstAt: Instant
  readonly source: PlacedSource & { readonly name: string }
}

/** The newest 100, among the newest 20,000 of all teams: a team that has been quiet for long has none. */
export async function findEventsOfTeam(db: Db, teamId: string): Promise<PastEvent[]> {
  const { rows } = await sql<{
    id: number
    key: string
    summary: string
    said: number
    labels: string
    first_at: Instant
    source_id: string
    slug: string
    name: string
    service_id: string
  }>`
    select a.id, a.key, a.summary, coalesce(a.said_priority, a.priority) as said, a.labels, a.first_at, s.id as source_id, s.slug, s.name,
      s.service_id
    from (select id, key, summary, said_priority, priority, labels, first_at, source_id from alert order by id desc limit 20000) a
    join source s on s.id = a.source_id join service v on v.id = s.service_id
    where v.team_id = ${teamId} order by a.id desc limit 100`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    summary: row.summary,
    said: row.said,
    labels: JSON.parse(row.labels) as Record<string, string>,
    firstAt: row.first_at,
    source: { id: row.source_id, slug: row.slug, name: row.name, serviceId: row.service_id, teamId },
  }))
}
