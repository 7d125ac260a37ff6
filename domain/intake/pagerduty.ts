// PagerDuty Events API v2, as its senders speak it: POST /v2/enqueue and /v2/change/enqueue (contracts 1).
// Checked by hand because this is the busiest door; `pagerduty.schema.ts` says the same as a schema, and tests hold them together.
import type { ChangeEvent, Link, Priority, ReceivedEvent, Refused } from './event.ts'
import { detailsText, isObject, own, readBody, type Body, type Raw } from './json.ts'
import { keyOf, type FoundKey, type KeyPlaces } from './keys.ts'
import { addLink, bounded, noLabels, type Labels } from './labels.ts'
import { invalid, unrecognized } from './pagerduty-answers.ts'
import { priorityOf, UNSAID } from './severity.ts'
import { cutTo, keyFrom, note, scalarText, titleOf, type Notes } from './text.ts'
import { momentOf } from './timestamps.ts'

export type EnqueueContext = KeyPlaces & {
  /** Makes the dedup key of a trigger that has none: 32 hex digits, as the sender expects. */
  readonly newKey: () => string
  readonly unsaidPriority?: Priority
}

export type Enqueued = { readonly source: FoundKey; readonly events: readonly [ReceivedEvent] }
export type ChangeEnqueued = { readonly source: FoundKey; readonly changes: readonly [ChangeEvent] }

/** What one Events v2 request says, or the 400 that its sender understands. */
export function readEnqueue(raw: Raw, context: EnqueueContext): Enqueued | Refused {
  const body = readBody(raw)
  if ('unreadable' in body) return { refused: unrecognized(body.unreadable) }
  const sent = body.value
  if (!isObject(sent)) return { refused: unrecognized('not_object') }

  const errors: string[] = []
  const source = sourceOf(sent, context, errors)
  const action = actionOf(sent.event_action, errors)
  const dedupKey = dedupKeyOf(sent.dedup_key, action, errors)
  const payload = isObject(sent.payload) ? sent.payload : {}
  if (action === 'trigger') checkPayload(sent.payload, payload, errors)
  if (errors.length > 0 || !source || !action) return { refused: invalid(errors) }

  const notes: Notes = [...body.notes]
  const key = keyFrom(dedupKey === '' ? context.newKey() : dedupKey, notes)
  const event: ReceivedEvent = {
    action,
    key,
    summary: summaryOf(payload, action, key, notes),
    priority: priorityIn(payload.severity, context.unsaidPriority, notes),
    from: textOf(payload.source, notes),
    labels: labelsOf(sent.client, payload, notes),
    links: linksOf(sent, notes),
    details: detailsWithout('routing_key', body, sent, notes),
    startsAt: action === 'trigger' ? (momentOf(payload.timestamp, notes)?.text ?? null) : null,
    endsAt: null,
    groupKey: null,
    notes,
  }
  return { source, events: [event] }
}

/** What one change event says; an empty body is refused, which is how Ansible's check mode tests the door. */
export function readChange(raw: Raw, places: KeyPlaces): ChangeEnqueued | Refused {
  const body = readBody(raw)
  if ('unreadable' in body) return { refused: unrecognized(body.unreadable) }
  const sent = body.value
  if (!isObject(sent)) return { refused: unrecognized('not_object') }

  const errors: string[] = []
  const source = sourceOf(sent, places, errors)
  const payload = isObject(sent.payload) ? sent.payload : {}
  if (!isObject(sent.payload)) errors.push(missing('payload'))
  else if (!isSaid(payload.summary)) errors.push(missing('payload.summary'))
  if (errors.length > 0 || !source) return { refused: invalid(errors) }

  const notes: Notes = [...body.notes]
  const change: ChangeEvent = {
    summary: titleOf(String(payload.summary), notes),
    from: textOf(payload.source, notes),
    changedAt: momentOf(payload.timestamp, notes)?.text ?? null,
    labels: labelsOf(null, payload, notes),
    links: linksOf(sent, notes),
    details: detailsWithout('routing_key', body, sent, notes),
    notes,
  }
  return { source, changes: [change] }
}

/** What was sent, without the key in this field: details are for everyone to read, the key is a secret. */
export function detailsWithout(field: string, body: Body, sent: Sent, notes: Notes): string {
  const secret = own(sent, field)
  if (body.shape === 'json' && typeof secret === 'string' && canMask(secret) && body.text.includes(secret)) {
    return detailsText(body.text.replaceAll(secret, '*'.repeat(8)), notes)
  }
  if (body.shape === 'json' && secret === undefined) return detailsText(body.text, notes)
  return detailsText(JSON.stringify({ ...sent, [field]: undefined }), notes)
}

type Sent = Readonly<Record<string, unknown>>
type Action = ReceivedEvent['action']

const KEY_LENGTH = 32
const MAX_DEDUP_KEY = 255
const MAX_LABELLED_DETAIL = 256
const MAX_LISTED = 64

function sourceOf(sent: Sent, places: KeyPlaces, errors: string[]): FoundKey | null {
  const found = keyOf('pagerduty', places, sent)
  if (!found) errors.push(missing('routing_key'))
  else if (found.place !== 'path') {
    if (found.key.length !== KEY_LENGTH) errors.push("Length of 'routing_key' is incorrect (should be 32 characters)")
    if (!/^[A-Za-z0-9]*$/.test(found.key)) errors.push("'routing_key' cannot contain non-alphanumeric characters.")
  }
  return found
}

function actionOf(word: unknown, errors: string[]): Action | null {
  if (word === 'trigger' || word === 'resolve' || word === 'acknowledge') return word
  errors.push(
    isSaid(word) ? "'event_action' is invalid (must be one of: trigger acknowledge resolve)" : missing('event_action'),
  )
  return null
}

/** The key as text, '' when there is none. Whole numbers pass, since scripts send their ids bare. */
function dedupKeyOf(sent: unknown, action: Action | null, errors: string[]): string {
  const key = typeof sent === 'number' && Number.isSafeInteger(sent) ? String(sent) : (sent ?? '')
  if (typeof key !== 'string') {
    errors.push("'dedup_key' must be a string")
    return ''
  }
  if (key.length > MAX_DEDUP_KEY && (key.length > 2 * MAX_DEDUP_KEY || Array.from(key).length > MAX_DEDUP_KEY)) {
    errors.push("'dedup_key' is too long (maximum is 255 characters)")
  }
  if (key === '' && action !== null && action !== 'trigger') errors.push(missing('dedup_key'))
  return key
}

/**
 * A blank source and any severity word are let through with a note: a template that rendered to nothing would otherwise
 * lose its page, and the sender would never try again.
 */
function checkPayload(sent: unknown, payload: Sent, errors: string[]): void {
  if (!isObject(sent)) {
    errors.push(missing('payload'))
    return
  }
  if (!isSaid(payload.summary)) errors.push(missing('payload.summary'))
  if (typeof payload.source !== 'string') errors.push(missing('payload.source'))
  if (typeof payload.severity !== 'string') errors.push(missing('payload.severity'))
}

function missing(field: string): string {
  return `'${field}' is missing or blank`
}

function isSaid(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}

function summaryOf(payload: Sent, action: Action, key: string, notes: Notes): string {
  const summary = typeof payload.summary === 'string' ? titleOf(payload.summary, notes) : ''
  if (summary !== '' || action !== 'trigger') return summary
  note(notes, 'summary_made')
  return titleOf(textOf(payload.source, notes), notes) || key
}

function priorityIn(severity: unknown, unsaid: Priority | undefined, notes: Notes): Priority {
  const said = typeof severity === 'string' ? priorityOf(severity) : null
  if (said === null && severity !== undefined) note(notes, 'severity_unknown')
  return said ?? unsaid ?? UNSAID
}

function textOf(value: unknown, notes: Notes): string {
  return typeof value === 'string' ? cutTo(1024, value, notes, 'label_cut') : ''
}

/** The fields routing rules ask for, and those custom details that are one short line. */
function labelsOf(client: unknown, payload: Sent, notes: Notes): Labels {
  const labels = noLabels()
  put(labels, 'source', payload.source)
  put(labels, 'severity', payload.severity)
  put(labels, 'component', payload.component)
  put(labels, 'group', payload.group)
  put(labels, 'class', payload.class)
  put(labels, 'client', client)
  const custom = payload.custom_details
  if (isObject(custom)) {
    for (const name of Object.keys(custom)) {
      const value = scalarText(custom[name])
      const isShort = value !== null && value !== '' && value.length <= MAX_LABELLED_DETAIL && !value.includes('\n')
      if (isShort && name !== '' && labels[name] === undefined) labels[name] = value
    }
  }
  return bounded(labels, notes)
}

function put(labels: Labels, name: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') labels[name] = value
}

function linksOf(sent: Sent, notes: Notes): Link[] {
  const links: Link[] = []
  addLink(links, sent.client_url, sent.client, notes)
  for (const link of listed(sent.links)) addLink(links, link.href, link.text, notes)
  for (const image of listed(sent.images)) addLink(links, image.href || image.src, image.alt, notes)
  return links
}

function listed(value: unknown): readonly Sent[] {
  return Array.isArray(value) ? value.slice(0, MAX_LISTED).filter(isObject) : []
}

/** Whether blanking the key in JSON text leaves JSON: it is long enough to occur only as itself, and no number. */
function canMask(secret: string): boolean {
  return secret.length === KEY_LENGTH && /^[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*$/.test(secret)
}
