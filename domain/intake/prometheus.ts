// Being an Alertmanager for Prometheus, vmalert, Thanos and the Mimir and Loki rulers: POST /api/v2/alerts (contracts 6).
import type { Answer, Priority, ReceivedEvent, Refused } from './event.ts'
import { fingerprint } from '../fingerprint.ts'
import { detailsText, isObject, readBody, type Raw, type Unreadable } from './json.ts'
import { bounded } from './labels.ts'
import { alertLinks, alertPriority, alertSummary, labelSet } from './prometheus-alert.ts'
import { cutTo, type Notes } from './text.ts'
import type { Instant } from '../time.ts'
import { momentOf } from './timestamps.ts'

export type AlertsContext = { readonly now: Instant; readonly unsaidPriority?: Priority }

/** The valid alerts of a batch, and why the others are not. Both come together: the valid ones must be stored. */
export type Posted = { readonly events: readonly ReceivedEvent[]; readonly reasons: readonly string[] }

export const MAX_ALERTS = 10_000

/**
 * What a batch of alerts says. An alert fires while `endsAt` lies after now. Where it was not set, `endsAt` is null and the
 * alert closes `resolve_timeout` (5 minutes) after the last post, which the caller adds.
 */
export function readAlerts(raw: Raw, context: AlertsContext): Posted | Refused {
  const body = readBody(raw)
  if ('unreadable' in body) return { refused: refusal(unreadable[body.unreadable]) }
  if (!Array.isArray(body.value)) return { refused: refusal('the body must be a JSON array of alerts') }
  if (body.value.length > MAX_ALERTS) return { refused: tooLarge() }

  const nowMilliseconds = context.now.epochMilliseconds
  const events: ReceivedEvent[] = []
  const reasons: string[] = []
  for (const sent of body.value) {
    const event = readAlert(sent, nowMilliseconds, context.unsaidPriority, [...body.notes])
    if (typeof event === 'string') reasons.push(`alert ${events.length + reasons.length}: ${event}`)
    else events.push(event)
  }
  return { events, reasons }
}

/** 200 without a body, or 400 with a JSON string when some alerts were invalid; the valid ones are durable in both cases. */
export function accepted(reasons: readonly string[]): Answer {
  if (reasons.length === 0) return { status: 200, body: '', contentType: 'application/json' }
  const more = reasons.length - MAX_REASONS
  return refusal([...reasons.slice(0, MAX_REASONS), ...(more > 0 ? [`and ${more} more`] : [])].join('; '))
}

export function unknownKey(): Answer {
  return said(401, 'unknown source key: check path_prefix, authorization or basic_auth')
}

export function tooLarge(): Answer {
  return said(413, `too large: send at most 1 MiB and ${MAX_ALERTS} alerts in one request`)
}

/** Prometheus does not retry, but sends every firing alert again within its resend delay. */
export function unavailable(retryAfterSeconds: number): Answer {
  return { ...said(503, 'not stored, try again'), headers: { 'retry-after': String(retryAfterSeconds) } }
}

const MAX_REASONS = 20

const unreadable: Readonly<Record<Unreadable['unreadable'], string>> = {
  empty: 'the body is empty: send a JSON array of alerts',
  not_json: 'the body is not valid JSON',
  too_deep: 'the JSON is nested deeper than 64 levels',
}

function refusal(why: string): Answer {
  return said(400, why)
}

function said(status: number, why: string): Answer {
  return { status, body: JSON.stringify(why), contentType: 'application/json' }
}

/** One alert of the batch, or the reason it is none. */
function readAlert(
  sent: unknown,
  nowMilliseconds: number,
  unsaid: Priority | undefined,
  notes: Notes,
): ReceivedEvent | string {
  if (!isObject(sent)) return 'must be an object'
  const labels = labelSet(sent.labels, notes)
  if (!labels) return 'at least one label pair required'

  const starts = momentOf(sent.startsAt, notes)
  const ends = momentOf(sent.endsAt, notes)
  const isFiring = ends === null || ends.epochMilliseconds > nowMilliseconds
  return {
    action: isFiring ? 'trigger' : 'resolve',
    key: fingerprint(labels),
    summary: alertSummary(sent.annotations, labels, notes),
    priority: alertPriority(labels, unsaid, notes),
    from: cutTo(1024, labels.instance ?? labels.job ?? '', notes, 'label_cut'),
    labels: bounded(labels, notes),
    links: alertLinks(sent, notes),
    details: detailsText(JSON.stringify(sent), notes),
    startsAt: starts?.text ?? (isFiring ? null : ends.text),
    endsAt: ends?.text ?? null,
    groupKey: null,
    notes,
  }
}
