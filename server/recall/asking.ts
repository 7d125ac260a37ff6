// What is asked when an alert or an incident asks whether it was seen before.
import { sql } from 'kysely'
import type { Asked } from '../../domain/recall/rank.ts'
import { asPriority, type PriorityName } from '../../domain/paging/priority.ts'
import type { Db } from '../db/connect.ts'
import { detailWords, labelWords } from './gather-alerts.ts'

/** What asks, and as what it stands in the index itself: it is no past case of its own. */
export type Question = {
  readonly asked: Asked
  /** What people say of it: that is held against the past, and not what its labels are. */
  readonly told: string
  readonly priority: PriorityName | null
  readonly itself: {
    readonly incidentId: number | null
    readonly alertIds: readonly number[]
  }
}

const mostAlerts = 20

/** The question of one alert; null when there is none. */
export async function questionOfAlert(db: Db, alertId: number): Promise<Question | null> {
  const { rows } = await sql<AlertRow & { incident_id: number | null; details: string; labels: string }>`
    select ${alertColumns}, left(a.details, 2000) as details, left(a.labels, 4000) as labels,
      (select incident_id from incident_alert where alert_id = a.id) as incident_id
    from alert a where a.id = ${alertId}`.execute(db)
  const [row] = rows
  if (!row) return null
  return {
    told: row.summary,
    asked: {
      title: row.summary,
      details: `${detailWords(row.details)}\n${labelWords(row.labels)}`,
      serviceIds: row.service_id ? [row.service_id] : [],
      alerts: [{ sourceId: row.source_id, key: row.key, rule: row.rule }],
    },
    priority: asPriority(row.priority),
    itself: { incidentId: row.incident_id, alertIds: [row.id] },
  }
}

/** The question of one incident; null when there is none. */
export async function questionOfIncident(db: Db, incidentId: number): Promise<Question | null> {
  const { rows } = await sql<{
    title: string
    what: string
    impact: string
    priority: number
    services: string[]
    causes: string[]
  }>`
    select title, what, impact, priority, array(select service_id from incident_service where incident_id = i.id limit 50) as services,
      array(select text from incident_hypothesis where incident_id = i.id and outcome <> 'refuted' order by id limit 5) as causes
    from incident i where id = ${incidentId}`.execute(db)
  const [row] = rows
  if (!row) return null
  const { rows: alerts } = await sql<AlertRow>`
    select ${alertColumns} from incident_alert ia join alert a on a.id = ia.alert_id
    where ia.incident_id = ${incidentId} order by a.id limit ${mostAlerts}`.execute(db)
  const summaries = [...new Set(alerts.map(({ summary }) => summary))]
  return {
    told: `${row.title}\n${row.what}`,
    asked: {
      title: row.title,
      details: [row.what, row.impact, ...row.causes, ...summaries].join('\n'),
      serviceIds: [...new Set([...row.services, ...alerts.flatMap(({ service_id: id }) => id ?? [])])],
      alerts: alerts.map(({ source_id: sourceId, key, rule }) => ({ sourceId, key, rule })),
    },
    priority: asPriority(row.priority),
    itself: {
      incidentId,
      alertIds: alerts.map(({ id }) => id),
    },
  }
}

type AlertRow = {
  readonly id: number
  readonly service_id: string | null
  readonly source_id: string | null
  readonly key: string
  readonly summary: string
  readonly priority: number
  readonly rule: string | null
}

const alertColumns = sql`a.id, a.service_id, a.source_id, left(a.key, 1000) as key, left(a.summary, 1000) as summary, a.priority,
  (select r.name from rule_alert ra join alert_rule r on r.id = ra.rule_id where ra.alert_id = a.id limit 1) as rule`
