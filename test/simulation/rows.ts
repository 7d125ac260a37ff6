// Rows of the real database as the judge knows them.
import { turnKey } from '../../domain/escalation/turns.ts'
import type {
  AlertRow,
  AnswerRow,
  AttemptRow,
  BundleRow,
  Change,
  DeclineRow,
  DeliveryRow,
  EntryRow,
  PageRow,
  RosterRow,
  SilencedRow,
  SilenceRow,
  TurnRow,
} from './facts.ts'
import { beginsAt, serviceOf } from './team.ts'

/** A row as `to_jsonb` writes it. */
export type Raw = Readonly<Record<string, unknown>>

/** What changed, in the words of the judge; null for a table that it does not watch. */
export function changeOf(what: string, old: Raw | null, now: Raw | null): Change | null {
  const both = <T>(read: (row: Raw) => T) => ({ old: old && read(old), now: now && read(now) })
  switch (what) {
    case 'alert':
      return { what, ...both(alertOf) }
    case 'page':
      return { what, ...both(pageOf) }
    case 'delivery':
      return { what, ...both(deliveryOf) }
    case 'delivery_bundle':
      return { what: 'bundle', ...both(bundleOf) }
    case 'delivery_attempt':
      return { what: 'attempt', ...both(attemptOf) }
    case 'page_decline':
      return { what: 'decline', ...both(declineOf) }
    case 'log_entry':
      return { what: 'entry', ...both(entryOf) }
    case 'step_turn':
      return { what: 'turn', ...both(turnOf) }
    case 'page_answer':
      return { what: 'answer', ...both(answerOf) }
    case 'silence':
      return { what, ...both(silenceOf) }
    case 'silenced':
      return { what, ...both(silencedOf) }
    case 'roster_version':
      return { what: 'roster', ...both(rosterOf) }
    default:
      return null
  }
}

function alertOf(row: Raw): AlertRow {
  return {
    id: row['id'] as number,
    monitorId: row['source_id'] as string | null,
    serviceId: row['service_id'] as string | null,
    key: row['key'] as string,
    state: row['state'] as AlertRow['state'],
    priority: row['priority'] as number,
    count: row['count'] as number,
    pageId: row['page_id'] as number | null,
    pagingDueAt: momentOf(row['paging_due_at']),
    endsAt: momentOf(row['ends_at']),
    acknowledgedBy: row['acknowledged_by'] as string | null,
    backAt: momentOf(row['back_at']),
    muted: mutedOf(row),
  }
}

function mutedOf(row: Raw): AlertRow['muted'] {
  const by = row['muted_by'] as (Pick<NonNullable<AlertRow['muted']>, 'kind' | 'id'> & { until: string }) | null
  if (!by) return null
  const { kind, id, until } = by
  const at = momentOf(row['muted_at']) ?? 0
  return { kind, id, at, until: momentOf(until) ?? 0, version: row['muted_version'] as number }
}

function pageOf(row: Raw): PageRow {
  return {
    id: row['id'] as number,
    alertId: row['alert_id'] as number,
    serviceId: row['service_id'] as string | null,
    teamId: row['team_id'] as string,
    plan: row['plan'] as PageRow['plan'],
    policyId: row['policy_id'] as string | null,
    personId: row['person_id'] as string | null,
    priority: row['priority'] as number,
    state: row['state'] as PageRow['state'],
    loop: row['loop'] as number,
    step: row['step'] as number,
    dueAt: momentOf(row['due_at']),
    version: row['version'] as number,
    openedAt: momentOf(row['opened_at']) ?? 0,
    acknowledgedAt: momentOf(row['acknowledged_at']),
    alarmPageId: row['alarm_page_id'] as number | null,
    needs: row['needs'] as number,
    heldSince: momentOf(row['held_since']),
    heldUntil: momentOf(row['held_until']),
    heldVersion: row['held_version'] as number | null,
  }
}

function deliveryOf(row: Raw): DeliveryRow {
  return {
    id: row['id'] as number,
    pageId: row['page_id'] as number,
    turn: row['turn'] as number,
    personId: row['person_id'] as string | null,
    contactId: row['contact_id'] as string | null,
    channelId: row['channel_id'] as string | null,
    channel: row['channel'] as string,
    address: row['address'] as string,
    isCopy: ['shadow', 'told'].includes((row['reason'] as { kind: string }).kind),
    state: row['state'] as DeliveryRow['state'],
    dueAt: momentOf(row['due_at']),
    attempts: row['attempts'] as number,
    epoch: row['epoch'] as number,
    node: row['node'] as string | null,
    createdAt: momentOf(row['created_at']) ?? 0,
    isGathered: row['is_gathered'] as boolean,
  }
}

function bundleOf(row: Raw): BundleRow {
  return { bundle: row['bundle'] as number, deliveryId: row['delivery_id'] as number }
}

function attemptOf(row: Raw): AttemptRow {
  return { deliveryId: row['delivery_id'] as number, number: row['number'] as number, node: row['node'] as string }
}

function declineOf(row: Raw): DeclineRow {
  return { pageId: row['page_id'] as number, personId: row['person_id'] as string, holds: row['holds'] as boolean }
}

function entryOf(row: Raw): EntryRow {
  return {
    kind: row['kind'] as string,
    alertId: row['alert_id'] as number | null,
    pageId: row['page_id'] as number | null,
  }
}

function turnOf(row: Raw): TurnRow {
  const step = { policyId: row['policy_id'] as string, position: row['position'] as number }
  return { key: turnKey(step), people: row['people'] as string[] }
}

function answerOf(row: Raw): AnswerRow {
  return { pageId: row['page_id'] as number, personId: row['person_id'] as string }
}

function silenceOf(row: Raw): SilenceRow {
  const matchers = row['matchers'] as readonly { readonly value: string }[]
  return {
    id: row['id'] as string,
    serviceIds: [...(row['service_ids'] as string[]), ...matchers.map(({ value }) => serviceOf(value))],
    startsAt: momentOf(row['starts_at']) ?? 0,
    endsAt: momentOf(row['ends_at']) ?? 0,
    dueAt: momentOf(row['due_at']) ?? 0,
  }
}

function silencedOf(row: Raw): SilencedRow {
  return { silenceId: row['silence_id'] as string, alertId: row['alert_id'] as number }
}

function rosterOf(row: Raw): RosterRow {
  return { unmutingVersion: row['unmuting_version'] as number }
}

function momentOf(text: unknown): number | null {
  return typeof text === 'string' ? Date.parse(text) - beginsAt : null
}
