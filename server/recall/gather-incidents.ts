// Incidents as past cases: what was wrong, what its alerts said, what was done, and what fixed it.
import { sql } from 'kysely'
import type { IncidentState } from '../../domain/incidents/stages.ts'
import type { Stands } from '../../domain/recall/kinds.ts'
import { signs } from '../../domain/recall/marks.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Gathered } from './gathered.ts'

type AlertOf = {
  source_id: string | null
  key: string
  rule: string | null
  summary: string
  service_id: string | null
}

/** The incidents with these ids as cases; those that went on as another one are none of their own. */
export async function gatherIncidents(db: Db, ids: readonly number[]): Promise<readonly Gathered[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{
    id: number
    team_id: string
    title: string
    what: string
    impact: string
    fix: string
    last_steps: string
    state: IncidentState
    priority: number
    began_at: Instant
    declared_by: string | null
    declared_by_name: string
    over_at: Instant | null
    resolved_at: Instant | null
    services: string[]
    alerts: AlertOf[]
    helped: string[]
    tried: string[]
    causes: string[]
    notes: string[]
    people: string[]
  }>`
    select i.id, i.team_id, i.title, i.what, i.impact, i.fix, i.last_steps, i.state, i.priority,
      coalesce(i.since, i.declared_at) as began_at, i.declared_by, i.declared_by_name, i.resolved_at,
      coalesce(i.resolved_at, i.mitigated_at, i.ended_at) as over_at,
      array(select service_id from incident_service where incident_id = i.id limit 50) as services,
      (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from (
        select a.source_id, left(a.key, 1000) as key, left(a.summary, 300) as summary, a.service_id,
          (select r.name from rule_alert ra join alert_rule r on r.id = ra.rule_id where ra.alert_id = a.id limit 1) as rule
        from incident_alert ia join alert a on a.id = ia.alert_id where ia.incident_id = i.id order by a.id limit 50) x) as alerts,
      array(select text from incident_action where incident_id = i.id and effect = 'helped' order by id limit 20) as helped,
      array(select text from incident_action where incident_id = i.id and state = 'done' and effect <> 'helped'
        order by id limit 20) as tried,
      array(select text || ' ' || note from incident_hypothesis where incident_id = i.id and outcome = 'confirmed'
        order by id limit 10) as causes,
      array(select left(facts ->> 'text', 600) from log_entry where incident_id = i.id and kind = 'note_written'
        order by id desc limit 20) as notes,
      array(select distinct person_id from incident_person where incident_id = i.id limit 50) as people
    from incident i where i.id = any(${ids}::bigint[]) and i.state <> 'merged'`.execute(db)
  return rows.map((row) => {
    const fixed = row.last_steps || row.fix || row.helped.join('\n')
    const services = [...new Set([...row.services, ...row.alerts.flatMap(({ service_id: id }) => id ?? [])])]
    const people = new Set([...row.people, ...(row.declared_by ? [row.declared_by] : [])])
    const summaries = [...new Set(row.alerts.map(({ summary }) => summary))].slice(0, 10)
    const standing = standsOf(row.state, row.resolved_at)
    return {
      kind: 'incident',
      subject: `incident:${row.id}`,
      incident_id: row.id,
      team_id: row.team_id,
      service_ids: services,
      title: row.title,
      text: [row.what, row.impact].filter(Boolean).join('\n') || (summaries[0] ?? ''),
      fixed,
      who: row.declared_by_name,
      priority: row.priority,
      stands: standing,
      is_verified: standing === 'over' && fixed !== '',
      at: row.began_at,
      ended_at: row.over_at,
      says: [
        row.title,
        row.what,
        fixed,
        row.impact,
        ...summaries,
        ...row.causes,
        row.fix,
        ...row.helped,
        ...row.tried,
        ...row.notes,
      ],
      signs: [
        signs.kind('incident'),
        ...services.map(signs.service),
        ...[...people].map(signs.person),
        ...row.alerts.flatMap(({ source_id, key, rule }) => [
          signs.key(source_id, key),
          ...(rule === null ? [] : [signs.rule(source_id, rule)]),
        ]),
      ],
    }
  })
}

function standsOf(state: IncidentState, resolvedAt: Instant | null): Stands {
  if (state === 'dismissed') return 'false_alarm'
  return state === 'closed' || resolvedAt !== null ? 'over' : 'open'
}
