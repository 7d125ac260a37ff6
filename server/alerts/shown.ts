import type { Alert, AlertDetail } from '../../domain/alerts/alert.ts'
import { labelsOf } from '../../domain/alerts/label-filter.ts'
import { groupText } from '../../domain/services/grouping.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type * as z from 'zod'
import type { Actor } from '../../domain/permissions.ts'
import type { Db } from '../db/connect.ts'
import { isSeen } from '../log/private.ts'
import { findDeclines } from '../paging/declines.ts'
import type { ListedAlert } from './list.ts'
import type { AlertRow } from './store.ts'

/** An alert as the API shows it. */
export function toAlert(row: ListedAlert): Alert {
  return {
    id: row.id,
    teamId: row.team_id,
    serviceId: row.service_id,
    serviceName: row.service_name,
    // A closed alert remembers a source that was removed since; nobody can go there any more.
    sourceId: row.source_name === null ? null : row.source_id,
    sourceName: row.source_name,
    key: row.key,
    state: row.state,
    priority: asPriority(row.priority),
    summary: row.summary,
    origin: row.origin,
    count: row.count,
    firstAt: row.first_at,
    lastAt: row.last_at,
    acknowledgedBy: row.acknowledged_by_name,
    acknowledgedById: row.acknowledged_by,
    acknowledgedAt: row.acknowledged_at,
    closedAt: row.closed_at,
    closedBecause: row.closed_because,
    closedBy: row.closed_by_name,
    outcome: outcomeSaid(row),
    promise: promiseOf(row),
    pageState: row.page_state,
    pageDueAt: row.page_due_at,
    heldUntil: row.held_until,
    answers: answersOf(row),
    reopens: row.reopens.length,
    group: row.page_group === null ? null : groupText(row.page_group),
    isTest: row.is_test ?? false,
    muted: row.muted_by && { ...row.muted_by, until: Temporal.Instant.from(row.muted_by.until) },
  }
}

/** Who has answered, where one answer is not enough. */
export function answersOf(row: Pick<AlertRow, 'page_needs' | 'answered_by'>): Alert['answers'] {
  return row.page_needs !== null && row.page_needs > 1 ? { needed: row.page_needs, by: row.answered_by } : null
}

function outcomeSaid(row: ListedAlert): Alert['outcome'] {
  if (row.outcome === null || row.outcome_at === null) return null
  const { outcome, outcome_reason: reason, outcome_note: note, outcome_by_name: by, outcome_at: at } = row
  return { is: outcome, reason, note: note ?? '', by, at }
}

/** What whoever has it, or had it last, said. */
export function promiseOf(
  row: Pick<AlertRow, 'promised_by' | 'promised_by_name' | 'looking_at' | 'back_at'>,
): Alert['promise'] {
  const { promised_by: byId, promised_by_name: by, looking_at, back_at: backAt } = row
  return byId === null || by === null ? null : { byId, by, lookingInto: looking_at ?? '', backAt }
}

/** With what its sender wrote, and the changes on its service in the day before it. */
export async function toAlertDetail(db: Db, actor: Actor, row: AlertRow): Promise<z.output<typeof AlertDetail>> {
  const changes = row.service_id
    ? await db
        .selectFrom('change_event')
        .select(['at', 'summary', 'origin'])
        .where('service_id', '=', row.service_id)
        .where('at', '>', row.first_at.subtract({ hours: 24 }))
        .where('at', '<=', (row.closed_at ?? row.last_at).add({ hours: 1 }))
        .orderBy('at', 'desc')
        .limit(20)
        .execute()
    : []
  const incident = await db
    .selectFrom('incident_alert')
    .innerJoin('incident', 'incident.id', 'incident_alert.incident_id')
    .select(['incident.id', 'incident.title', 'incident.state'])
    .where('alert_id', '=', row.id)
    .where(isSeen(actor))
    .executeTakeFirst()
  const declines = row.page_id === null ? [] : ((await findDeclines(db, [row.page_id])).get(row.page_id) ?? [])
  return {
    ...toAlert(row),
    labels: labelsOf(row.labels),
    links: linksOf(row.links),
    details: row.details,
    groupKey: row.group_key,
    endsAt: row.ends_at,
    declinedBy: declines
      .filter(({ holds }) => holds)
      .map(({ personId, personName }) => ({ personId, name: personName })),
    incident: incident ?? null,
    changes,
  }
}

/** The links that a sender wrote, as the database keeps them. */
export function linksOf(text: string): { href: string; text: string }[] {
  return JSON.parse(text) as { href: string; text: string }[]
}
