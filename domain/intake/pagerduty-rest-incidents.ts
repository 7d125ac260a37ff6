// Alerts as the incidents of PagerDuty's REST API: one alert is one incident with one alert in it.
import type * as z from 'zod'
import type { Alert, AlertDetail } from '../alerts/alert.ts'
import type { AlertState } from '../alerts/states.ts'
import type { Instant } from '../time.ts'
import { isObject } from './json.ts'
import { numberIdOf, idOf } from './pagerduty-rest-ids.ts'
import { momentText, priorityOf, reference, urgencyOf, type Here, type Names } from './pagerduty-rest-objects.ts'

export type IncidentStatus = 'triggered' | 'acknowledged' | 'resolved'

/** PagerDuty has no word for a snooze but that nobody is paged meanwhile. */
export const statusOf = {
  triggered: 'triggered',
  acknowledged: 'acknowledged',
  snoozed: 'acknowledged',
  closed: 'resolved',
} as const satisfies Record<AlertState, IncidentStatus>

/** What stands beside an alert in its incident. */
export type Beside = {
  readonly names: Readonly<Record<'people' | 'services' | 'policies' | 'teams', Names>>
  /** The policy that pages it: its own, or that of its service. */
  readonly policyId: string | null
  /** Whom its page has reached so far. */
  readonly reached: readonly { readonly personId: string; readonly at: Instant }[]
  readonly firstEntryId: number | null
}

export function incidentOf(here: Here, alert: Alert, { names, policyId, reached, firstEntryId }: Beside) {
  const status = statusOf[alert.state]
  const { acknowledgedById: holder } = alert
  const user = (id: string) => reference(here, 'user', id, names.people.nameOf(id))
  const acknowledgedAt = alert.acknowledgedAt ?? alert.lastAt
  const held = holder === null ? reached : [{ personId: holder, at: acknowledgedAt }]
  const team = reference(here, 'team', alert.teamId, names.teams.nameOf(alert.teamId))
  const service =
    alert.serviceId === null
      ? null
      : reference(here, 'service', alert.serviceId, alert.serviceName ?? names.services.nameOf(alert.serviceId))
  const changedBy = status === 'triggered' ? (service ?? team) : holder === null ? (service ?? team) : user(holder)
  const isHeld = status === 'acknowledged'
  return {
    ...incidentHead(here, alert),
    incident_number: alert.id,
    title: alert.summary,
    description: alert.summary,
    status,
    urgency: urgencyOf(alert.priority),
    priority: priorityOf(here, alert.priority),
    incident_key: alert.key,
    created_at: momentText(alert.firstAt),
    updated_at: momentText(alert.closedAt ?? alert.lastAt),
    resolved_at: alert.closedAt && momentText(alert.closedAt),
    service: service as object | null,
    escalation_policy: (policyId === null
      ? null
      : reference(here, 'escalation_policy', policyId, names.policies.nameOf(policyId))) as object | null,
    teams: [team] as object[],
    assigned_via: 'escalation_policy',
    assignments:
      status === 'resolved'
        ? []
        : held.map(({ personId, at }) => ({ at: momentText(at), assignee: user(personId) as object })),
    acknowledgements:
      isHeld && holder !== null
        ? [{ at: momentText(acknowledgedAt), acknowledger: user(holder) as object }]
        : isHeld
          ? [{ at: momentText(acknowledgedAt), acknowledger: (service ?? team) as object }]
          : [],
    pending_actions: pendingOf(alert),
    last_status_change_at: momentText(alert.closedAt ?? (isHeld ? acknowledgedAt : alert.firstAt)),
    last_status_change_by: changedBy,
    first_trigger_log_entry:
      firstEntryId === null
        ? null
        : {
            id: numberIdOf(firstEntryId, 'R'),
            type: 'trigger_log_entry_reference',
            summary: `Triggered: ${alert.summary}`,
            self: null,
            html_url: null,
          },
    alert_counts: { all: 1, triggered: status === 'resolved' ? 0 : 1, resolved: status === 'resolved' ? 1 : 0 },
    is_mergeable: false,
    resolve_reason: null,
    alert_grouping: null,
    incidents_responders: [],
    responder_requests: [],
    subscriber_requests: [],
    conference_bridge: null,
  }
}

/** When a snooze ends, or an acknowledgement comes back. */
function pendingOf(alert: Alert): object[] {
  const isQuiet = alert.state === 'snoozed' || alert.state === 'acknowledged'
  return isQuiet && alert.pageDueAt ? [{ type: 'unacknowledge', at: momentText(alert.pageDueAt) }] : []
}

export function incidentHead({ url }: Here, { id, summary }: Pick<Alert, 'id' | 'summary'>) {
  return {
    id: numberIdOf(id),
    type: 'incident',
    summary: `[#${id}] ${summary}`,
    self: `${url}/incidents/${numberIdOf(id)}`,
    html_url: `${url}/alerts/${id}`,
  }
}

const severities = { P1: 'critical', P2: 'error', P3: 'warning', P4: 'info' } as const

/** The one alert of an incident, with what its sender wrote. */
export function alertOf(here: Here, alert: z.output<typeof AlertDetail>, names: Beside['names']) {
  const head = incidentHead(here, alert)
  const details = parsed(alert.details)
  return {
    ...head,
    type: 'alert',
    summary: alert.summary,
    self: `${head.self}/alerts/${head.id}`,
    created_at: momentText(alert.firstAt),
    updated_at: momentText(alert.closedAt ?? alert.lastAt),
    resolved_at: alert.closedAt && momentText(alert.closedAt),
    status: statusOf[alert.state] === 'resolved' ? 'resolved' : 'triggered',
    severity: severities[alert.priority],
    alert_key: alert.key,
    suppressed: false,
    service:
      alert.serviceId === null
        ? null
        : reference(here, 'service', alert.serviceId, alert.serviceName ?? names.services.nameOf(alert.serviceId)),
    incident: { ...head, type: 'incident_reference' },
    body: {
      type: 'alert_body',
      contexts: alert.links.map(({ href, text }) => ({ type: 'link', href, text })),
      details,
    },
    integration:
      alert.sourceId === null
        ? null
        : {
            id: idOf(alert.sourceId),
            type: 'events_api_v2_inbound_integration_reference',
            summary: alert.sourceName,
            self: null,
            html_url: `${here.url}/sources/${alert.sourceId}`,
          },
  }
}

/** An object, or the text in one: SDKs decode the details of an alert as an object. */
function parsed(details: string): object {
  try {
    const value: unknown = JSON.parse(details)
    return isObject(value) ? value : { details: value }
  } catch {
    return details === '' ? {} : { details }
  }
}

/** One entry of the log, as the API reads rows of it. */
export type EntryShown = {
  readonly id: number
  readonly at: Instant
  readonly kind: string
  readonly says: string
  readonly actorId: string | null
  readonly actorKind: string
  readonly actorName: string
  readonly facts: Readonly<Record<string, unknown>>
}

export function noteOf(here: Here, entry: EntryShown) {
  return {
    id: numberIdOf(entry.id),
    user: agentOf(here, entry),
    channel: { summary: 'Baton' },
    content: textOf(entry.facts['text']),
    created_at: momentText(entry.at),
  }
}

export function logEntryOf(here: Here, entry: EntryShown, alert: Pick<Alert, 'id' | 'summary'>) {
  return {
    id: numberIdOf(entry.id, 'R'),
    type: `${entryTypes[entry.kind] ?? 'other'}_log_entry`,
    summary: entry.says,
    self: null,
    html_url: `${here.url}/alerts/${alert.id}`,
    created_at: momentText(entry.at),
    agent: agentOf(here, entry),
    channel: {
      type: entry.kind === 'note_written' ? 'note' : 'auto',
      summary: entry.kind === 'note_written' ? textOf(entry.facts['text']) : entry.says,
    },
    incident: { ...incidentHead(here, alert), type: 'incident_reference' },
    teams: [],
    contexts: [],
  }
}

/** PagerDuty's words for what the log tells; what has none is of type `other_log_entry`, and its summary says it. */
const entryTypes: Readonly<Record<string, string>> = {
  alert_raised: 'trigger',
  alert_reopened: 'reopen',
  alert_reopened_by_hand: 'reopen',
  alert_rose: 'priority_change',
  alert_acknowledged: 'acknowledge',
  alert_acknowledged_for: 'acknowledge',
  alert_taken_over: 'assign',
  alert_snoozed: 'snooze',
  snooze_ended: 'unacknowledge',
  page_returned: 'unacknowledge',
  alert_escalated: 'escalate',
  next_people_paged: 'escalate',
  people_paged: 'notify',
  page_exhausted: 'exhaust_escalation_path',
  note_written: 'annotate',
  alert_closed: 'resolve',
  alert_closed_by_source: 'resolve',
  alert_ended: 'resolve',
}

function agentOf(here: Here, { actorKind, actorId, actorName }: EntryShown): object {
  if (actorKind === 'person' && actorId !== null) return reference(here, 'user', actorId, actorName)
  const id = actorKind === 'source' && actorId !== null ? idOf(actorId) : null
  return { id, type: actorKind === 'source' ? 'integration_reference' : 'api_key_reference', summary: actorName }
}

function textOf(fact: unknown): string {
  return typeof fact === 'string' ? fact : ''
}
