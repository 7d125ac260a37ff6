// Alertmanager's webhook, version "4", on the receiving side (contracts 5).
import type { Answer, Priority, ReceivedEvent, Refused } from './event.ts'
import { fingerprint, hashOf } from '../fingerprint.ts'
import { eventsIn } from './generic.ts'
import { detailsText, isObject, readBody, type Body, type Raw, type Unreadable } from './json.ts'
import { bounded, noLabels } from './labels.ts'
import type { Mapping } from './mapping.ts'
import { alertLinks, alertPriority, alertSummary, labelSet } from './prometheus-alert.ts'
import { cutTo, keyFrom, note, type Notes } from './text.ts'
import type { Instant } from '../time.ts'
import { momentOf } from './timestamps.ts'

export type WebhookContext = {
  readonly now: Instant
  readonly unsaidPriority?: Priority
  /** For bodies that are a template of the sender's. */
  readonly mapping?: Mapping | undefined
}

export type Notified = {
  readonly events: readonly ReceivedEvent[]
  /** How many members the sender cut off (`max_alerts`); absent members are not resolved. */
  readonly truncatedAlerts: number
}

/**
 * What one webhook message says: one event for each member, which may be firing or resolved whatever the message as a whole is.
 * Since 0.30 the body can be a template of the sender's; a body without members is read as generic JSON.
 */
export function readWebhook(raw: Raw, context: WebhookContext): Notified | Refused {
  const body = readBody(raw, 'exact')
  return 'unreadable' in body ? { refused: refusal(400, unreadable[body.unreadable]) } : readMessage(body, context)
}

/** Is this a webhook message, of Alertmanager or of one of the many who speak like it? */
export function isMessage(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.alerts)) return false
  return value.alerts.length === 0 || value.alerts.some(isObject)
}

/** The same for a body that is read already. */
export function readMessage(body: Body, context: WebhookContext): Notified | Refused {
  const sent = body.value
  if (!isObject(sent) || !Array.isArray(sent.alerts)) {
    const events = eventsIn(body, context)
    return 'refused' in events ? { refused: tooLarge() } : { ...events, truncatedAlerts: 0 }
  }
  if (sent.alerts.length > MAX_MEMBERS) return { refused: tooLarge() }

  const members = sent.alerts.filter(isObject)
  if (members.length === 0 && sent.alerts.length > 0) return { refused: refusal(400, 'alerts must be objects') }
  const truncatedAlerts = Number.isSafeInteger(sent.truncatedAlerts) ? Math.max(0, Number(sent.truncatedAlerts)) : 0
  const notes: Notes = truncatedAlerts > 0 ? [...body.notes, 'group_truncated'] : [...body.notes]
  const message: Message = {
    status: sent.status,
    groupKey: typeof sent.groupKey === 'string' && sent.groupKey !== '' ? sent.groupKey : null,
    externalURL: sent.externalURL,
    frame: frameOf(sent, Math.min(MAX_FRAME, MAX_FRAMES / members.length), notes),
    notes,
  }
  return { events: members.map((member) => readMember(member, message, context)), truncatedAlerts }
}

/** Any 2xx with an empty body; only 5xx makes Alertmanager try again. */
export function accepted(): Answer {
  return { status: 200, body: '', contentType: 'text/plain' }
}

export function unknownKey(): Answer {
  return refusal(401, 'unknown source key: check the URL or http_config.authorization of this receiver')
}

export function tooLarge(): Answer {
  return refusal(413, 'too large: send at most 1 MiB, or set max_alerts for this receiver')
}

export function unavailable(retryAfterSeconds: number): Answer {
  return { ...refusal(503, 'not stored, try again'), headers: { 'retry-after': String(retryAfterSeconds) } }
}

const MAX_MEMBERS = 10_000
const MAX_FRAME = 16 * 1024
const MAX_FRAMES = 4 * 1024 * 1024 // in all members together

type Sent = Readonly<Record<string, unknown>>

type Message = {
  readonly status: unknown
  readonly groupKey: string | null
  readonly externalURL: unknown
  /** The message without its members, as JSON: every event carries it, so that nothing sent is lost. */
  readonly frame: string
  readonly notes: Readonly<Notes>
}

const unreadable: Readonly<Record<Unreadable['unreadable'], string>> = {
  empty: 'the body is empty: send a webhook message',
  not_json: 'the body is not valid JSON',
  too_deep: 'the JSON is nested deeper than 64 levels',
}

function refusal(status: number, why: string): Answer {
  return { status, body: why, contentType: 'text/plain' }
}

/** The message without its members, cut where many members would each repeat a long one. */
function frameOf(sent: Sent, limit: number, notes: Notes): string {
  const frame = JSON.stringify({ ...sent, alerts: undefined })
  if (frame.length <= limit) return frame
  note(notes, 'details_truncated')
  return JSON.stringify({ truncated: true, text: frame.slice(0, limit / 2).toWellFormed() })
}

function readMember(sent: Sent, message: Message, context: WebhookContext): ReceivedEvent {
  const notes: Notes = [...message.notes]
  const labels = labelSet(sent.labels, notes) ?? noLabels()
  const ends = momentOf(sent.endsAt, notes)
  const isOver = ends !== null && ends.epochMilliseconds <= context.now.epochMilliseconds
  const key = keyOfMember(sent, labels, message, notes)
  return {
    action: isResolved(sent.status ?? message.status, isOver) ? 'resolve' : 'trigger',
    key,
    summary: alertSummary(sent.annotations, labels, notes) || key,
    priority: alertPriority(labels, context.unsaidPriority, notes),
    from: fromOf(labels.instance ?? labels.job ?? message.externalURL, notes),
    labels: bounded(labels, notes),
    links: alertLinks(sent, notes),
    details: detailsText(withMember(message.frame, sent), notes),
    startsAt: momentOf(sent.startsAt, notes)?.text ?? null,
    endsAt: null, // Alertmanager itself says when it is over
    groupKey: message.groupKey === null ? null : keyFrom(message.groupKey, notes),
    notes,
  }
}

/** A member's own word counts, else that of the message, else whether its end has passed. */
function isResolved(status: unknown, isOver: boolean): boolean {
  return typeof status === 'string' && status !== '' ? status.toLowerCase() === 'resolved' : isOver
}

function keyOfMember(sent: Sent, labels: Readonly<Record<string, string>>, message: Message, notes: Notes): string {
  if (typeof sent.fingerprint === 'string' && sent.fingerprint !== '') return keyFrom(sent.fingerprint, notes)
  if (Object.keys(labels).length > 0) return fingerprint(labels)
  note(notes, 'key_made')
  return hashOf(message.groupKey ?? JSON.stringify(sent.annotations ?? null))
}

function fromOf(said: unknown, notes: Notes): string {
  return typeof said === 'string' ? cutTo(1024, said, notes, 'label_cut') : ''
}

/** `{"receiver":...,"alert":{...}}`, joined as text because the frame may be large and the members many. */
function withMember(frame: string, sent: Sent): string {
  const alert = `"alert":${JSON.stringify(sent)}}`
  return frame === '{}' ? `{${alert}` : `${frame.slice(0, -1)},${alert}`
}
