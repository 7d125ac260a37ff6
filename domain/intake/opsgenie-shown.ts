// An alert, and who is on call, as Opsgenie's clients read them.
import type { AlertState } from '../alerts/states.ts'
import { kinds, type Kind } from '../log/entry.ts'
import type { Instant } from '../time.ts'
import type { Priority } from './event.ts'
import { aliasOf, idOf } from './opsgenie-id.ts'
import type { Kept } from './opsgenie-kept.ts'
import { priorityOf } from './severity.ts'

/** What is read of an alert to show it. Mails stand for people, as Opsgenie's user names do. */
export type OwnAlert = {
  readonly id: number
  readonly key: string
  readonly state: AlertState
  readonly priority: Priority
  readonly summary: string
  readonly count: number
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly ackedAt: Instant | null
  readonly ackedBy: string | null
  readonly snoozedUntil: Instant | null
  readonly closedAt: Instant | null
  readonly closedBy: string | null
  readonly kept: Kept
}

export type Integration = { readonly id: string; readonly name: string }

/** The alert in a list. */
export function shortlyShown(alert: OwnAlert, by: Integration) {
  const { kept, state } = alert
  const closeTime = alert.closedAt ? msBetween(alert.firstAt, alert.closedAt) : undefined
  const ackTime = alert.ackedAt ? msBetween(alert.firstAt, alert.ackedAt) : undefined
  return {
    id: idOf(alert),
    tinyId: String(alert.id),
    alias: aliasOf(alert),
    message: alert.summary,
    status: state === 'closed' ? 'closed' : 'open',
    acknowledged: isAcknowledged(alert),
    isSeen: alert.ackedAt !== null,
    tags: kept.tags,
    snoozed: state === 'snoozed',
    ...(state === 'snoozed' && alert.snoozedUntil ? { snoozedUntil: written(alert.snoozedUntil) } : {}),
    count: alert.count,
    lastOccurredAt: written(alert.lastAt),
    createdAt: written(alert.firstAt),
    updatedAt: written(updatedAt(alert)),
    source: kept.source,
    owner: isAcknowledged(alert) ? (alert.ackedBy ?? '') : '',
    priority: priorityShown(alert),
    responders: kept.responders,
    integration: { id: by.id, name: by.name, type: 'API' },
    report: {
      ...(ackTime === undefined ? {} : { ackTime, acknowledgedBy: alert.ackedBy ?? by.name }),
      ...(closeTime === undefined ? {} : { closeTime, closedBy: alert.closedBy ?? by.name }),
    },
  }
}

/** One alert with all that is kept of it. */
export function shown(alert: OwnAlert, by: Integration) {
  const { actions, entity, description, details } = alert.kept
  return { ...shortlyShown(alert, by), actions, entity, description, details }
}

/** Somebody has it; one that is only quiet for a while was acknowledged by whoever said so. */
export function isAcknowledged({ state, ackedAt }: Pick<OwnAlert, 'state' | 'ackedAt'>): boolean {
  return state === 'acknowledged' || (state === 'closed' && ackedAt !== null)
}

export function updatedAt({ lastAt, ackedAt, closedAt }: OwnAlert): Instant {
  return [ackedAt, closedAt].reduce<Instant>(
    (latest, at) => (at !== null && at.epochNanoseconds > latest.epochNanoseconds ? at : latest),
    lastAt,
  )
}

/** As it was sent while that means the same: Opsgenie's P5 is a P4 here. */
export function priorityShown({ kept, priority }: Pick<OwnAlert, 'kept' | 'priority'>): string {
  return /^P[1-5]$/.test(kept.priority) && priorityOf(kept.priority) === priority ? kept.priority : priority
}

/** An instant as Opsgenie writes it. */
export function written(at: Instant): string {
  return at.toString({ smallestUnit: 'millisecond' })
}

/** What a source reads of the log of its alerts: what was done to them and who was paged, but never anybody's address. */
export const toldToSources: readonly Kind[] = kinds.filter((kind) =>
  /^(alert_|promise_|looks_at$|reason_given$|target_declined$|people_paged$|next_people_paged$|nobody_|page_|snooze_ended$|note_written$|source_edited$|source_asked|source_acted_for$)/.test(
    kind,
  ),
)

export type OnCallSchedule = { readonly id: string; readonly name: string; readonly people: readonly OnCallPerson[] }
export type OnCallPerson = { readonly id: string; readonly name: string; readonly email: string | null }

/** Who is on call, as participants of the schedule or, flat, as their mails. */
export function onCallShown(of: OnCallSchedule, how: { readonly isFlat: boolean; readonly isNext: boolean }) {
  const parent = { id: of.id, name: of.name, enabled: true }
  const names = of.people.map(({ email, name }) => email ?? name)
  const participants = of.people.map(({ id, name, email }) => ({ id, name: email ?? name, type: 'user' }))
  if (how.isNext) {
    return how.isFlat
      ? { _parent: parent, exactNextOnCallRecipients: names, nextOnCallRecipients: names }
      : { _parent: parent, exactNextOnCallParticipants: participants, nextOnCallParticipants: participants }
  }
  return how.isFlat
    ? { _parent: parent, onCallRecipients: names }
    : { _parent: parent, onCallParticipants: participants }
}

function msBetween(from: Instant, to: Instant): number {
  return Math.max(0, to.epochMilliseconds - from.epochMilliseconds)
}
