// Alerts as the rules of incidents meet them.
import { sql } from 'kysely'
import { labelsOf } from '../../domain/alerts/label-filter.ts'
import type { AlertState } from '../../domain/alerts/states.ts'
import type { AlertStanding, Candidate } from '../../domain/incidents/declaring.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** Of monitors, or raised by hand: no test, no call into an incident, not Baton's page to itself. `a` is the alert. */
export const isOfRules = sql<boolean>`(a.source_id is not null and a.key not like 'baton-test:%' or a.key like 'hand:%')`

export type RuleAlert = Candidate & {
  readonly id: number
  readonly teamId: string
  readonly standing: AlertStanding
  readonly serviceName: string
  readonly firstAt: Instant
  readonly policyId: string | null
  readonly pageId: number | null
  readonly answeredBy: string | null
}

/** Those of these alerts that rules speak of and that belong to no incident yet, in their order. */
export async function findRuleAlerts(tx: Db, ids: readonly number[]): Promise<readonly RuleAlert[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{
    id: number
    team_id: string
    service_id: string | null
    source_id: string | null
    key: string
    labels: string
    summary: string
    priority: number
    state: AlertState
    first_at: Instant
    page_id: number | null
    policy_id: string | null
    acknowledged_by: string | null
    is_muted: boolean
    service: string | null
    service_name: string | null
    source: string | null
  }>`
    select a.id, a.team_id, a.service_id, a.source_id, a.key, a.labels, a.summary, a.priority, a.state, a.first_at, a.page_id,
      a.policy_id, a.acknowledged_by, a.muted_by is not null as is_muted, v.slug as service, v.name as service_name, s.slug as source
    from alert a left join service v on v.id = a.service_id left join source s on s.id = a.source_id
    where a.id = any(${ids}::bigint[]) and ${isOfRules}
      and not exists (select from incident_alert m where m.alert_id = a.id)
    order by a.id`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    teamId: row.team_id,
    serviceId: row.service_id,
    sourceId: row.source_id,
    key: row.key,
    labels: labelsOf(row.labels),
    summary: row.summary,
    priority: asPriority(row.priority),
    service: row.service,
    serviceName: row.service_name ?? '',
    source: row.source,
    standing: standingOf(row),
    firstAt: row.first_at,
    policyId: row.policy_id,
    pageId: row.page_id,
    answeredBy: row.acknowledged_by,
  }))
}

/** It is open for a rule only when it pages: whether something mutes it has been decided by then. */
function standingOf(row: {
  readonly state: AlertState
  readonly page_id: number | null
  readonly is_muted: boolean
}): AlertStanding {
  if (row.state === 'closed') return 'closed'
  if (row.is_muted) return 'muted'
  if (row.state !== 'triggered') return 'answered'
  return row.page_id === null ? 'waits_for_page' : 'unanswered'
}
