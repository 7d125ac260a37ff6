// Alerts of the past as a rule would have met them.
import { sql } from 'kysely'
import { labelsOf } from '../../domain/alerts/label-filter.ts'
import type { PastAlert } from '../../domain/incidents/rehearsal.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { isOfRules } from './rule-alerts.ts'

/** Of so many at most the preview of a rule tells. */
export const mostLooked = 20_000

/** The newest alerts of a team within so many days, the oldest first. */
export async function findPastAlerts(
  db: Db,
  { teamId, days, before }: { readonly teamId: string; readonly days: number; readonly before: Instant },
): Promise<readonly PastAlert[]> {
  const { rows } = await sql<{
    id: number
    key: string
    summary: string
    priority: number
    labels: string
    first_at: Instant
    acknowledged_at: Instant | null
    closed_at: Instant | null
    service_id: string | null
    source_id: string | null
    service: string | null
    service_name: string | null
    source: string | null
    was_muted: boolean
  }>`
    select a.id, a.key, a.summary, a.priority, a.labels, a.first_at, a.acknowledged_at, a.closed_at, a.service_id, a.source_id,
      v.slug as service, v.name as service_name, s.slug as source,
      a.inhibited_at is not null or a.muted_by is not null or exists (select from silenced m where m.alert_id = a.id) as was_muted
    from alert a left join service v on v.id = a.service_id left join source s on s.id = a.source_id
    where a.team_id = ${teamId} and a.first_at > ${before}::timestamptz - ${days} * interval '1 day' and ${isOfRules}
    order by a.id desc limit ${mostLooked}`.execute(db)
  return rows.toReversed().map((row) => ({
    id: row.id,
    key: row.key,
    summary: row.summary,
    priority: asPriority(row.priority),
    labels: labelsOf(row.labels),
    firstAt: row.first_at,
    answeredAt: row.acknowledged_at,
    closedAt: row.closed_at,
    serviceId: row.service_id,
    sourceId: row.source_id,
    service: row.service,
    serviceName: row.service_name ?? '',
    source: row.source,
    wasMuted: row.was_muted,
  }))
}
