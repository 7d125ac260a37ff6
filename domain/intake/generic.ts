// Baton's own generic JSON: the usual field names by first match, and a mapping for the rest (contracts 7).
import type { Answer, Link, Priority, ReceivedEvent } from './event.ts'
import { hashOf } from '../fingerprint.ts'
import { statusWord, tagLabels, usual, usualLinks } from './generic-fields.ts'
import { detailsText, isObject, readBody, type Body, type Raw, type Unreadable } from './json.ts'
import { addLink, bounded, noLabels, type Labels } from './labels.ts'
import { parsePath, parseRule, textBy, valueAt } from './mapping-rule.ts'
import type { Mapping } from './mapping.ts'
import { problemBody, type ProblemCode } from '../problems.ts'
import { priorityOf, UNSAID } from './severity.ts'
import { cutTo, keyFrom, note, scalarText, titleOf, type Notes } from './text.ts'
import { momentOf } from './timestamps.ts'

export type GenericContext = { readonly mapping?: Mapping | undefined; readonly unsaidPriority?: Priority }

export type Received = { readonly events: readonly ReceivedEvent[] }

/**
 * What any JSON (or form) says. Valid JSON is never refused: an unknown shape opens an alert that carries it whole;
 * `null` and `[]` say nothing and give no event.
 */
export function readGeneric(raw: Raw, context: GenericContext): Received | { readonly refused: Answer } {
  const body = readBody(raw, 'exact')
  if ('unreadable' in body) return { refused: unreadable(body) }
  const read = eventsIn(body, context)
  return 'refused' in read ? { refused: tooLarge() } : read
}

/** The events in a body that could be read; also for dialects whose senders may post a shape of their own. */
export function eventsIn(body: Body, context: GenericContext): Received | { readonly refused: 'too_many' } {
  const notes: Notes = [...body.notes]
  const sent = eventList(body.value, context.mapping, notes)
  if (sent.length > MAX_EVENTS) return { refused: 'too_many' }
  const isWhole = sent.length === 1 && sent[0] === body.value && body.shape === 'json'
  return {
    events: sent.map((value) => eventOf(value, isWhole ? body.text : JSON.stringify(value), context, [...notes])),
  }
}

/** All events are durable; the keys let the sender resolve them later. */
export function accepted(events: readonly ReceivedEvent[]): Answer {
  const body = { accepted: events.length, events: events.map(({ action, key, notes }) => ({ action, key, notes })) }
  return { status: 202, body: JSON.stringify(body), contentType: 'application/json' }
}

export function unreadable({ unreadable: why }: Unreadable): Answer {
  return refusal('bad_json', { why: reasons[why] })
}

export function unknownKey(): Answer {
  return refusal('unknown_source_key')
}

export function tooLarge(): Answer {
  return refusal('too_large', { maxBytes: 1_048_576, maxEvents: MAX_EVENTS })
}

export function unavailable(retryAfterSeconds: number): Answer {
  return { ...refusal('database_away'), headers: { 'retry-after': String(retryAfterSeconds) } }
}

const MAX_EVENTS = 10_000
const MAX_MADE_SUMMARY = 200

const reasons: Readonly<Record<Unreadable['unreadable'], string>> = {
  empty: 'The body is empty.',
  not_json: 'The body is neither JSON nor a form.',
  too_deep: 'The JSON is nested deeper than 64 levels.',
}

function refusal(code: ProblemCode, facts?: Readonly<Record<string, unknown>>): Answer {
  const body = problemBody(code, facts)
  return { status: body.status, body: JSON.stringify(body), contentType: 'application/json' }
}

/** One event for each object of a list; anything else is one event as a whole. */
function eventList(value: unknown, mapping: Mapping | undefined, notes: Notes): readonly unknown[] {
  if (value === null) return []
  const path = mapping?.each === undefined ? null : parsePath(mapping.each)
  if (path) {
    const list = valueAt(value, path)
    if (Array.isArray(list)) return list
    note(notes, 'mapping_missed')
  }
  return Array.isArray(value) && value.every(isObject) ? value : [value]
}

function eventOf(sent: unknown, text: string, context: GenericContext, notes: Notes): ReceivedEvent {
  const { mapping } = context
  const mapped = (rule: string | undefined, needsAll = false) => ruleText(rule, sent, needsAll, notes)
  const summary = titleOf(mapped(mapping?.summary) ?? usual(sent, 'summary') ?? '', notes)
  const from = cutTo(1024, mapped(mapping?.from) ?? usual(sent, 'from') ?? '', notes, 'label_cut')
  const groupKey = mapped(mapping?.groupKey, true)
  return {
    action: actionOf(mapped(mapping?.status) ?? usual(sent, 'status') ?? '', mapping),
    key: keyOfEvent(
      mapped(mapping?.key, true) ?? usual(sent, 'key'),
      summary === '' ? text : `${from}\n${summary}`,
      notes,
    ),
    summary: summary === '' ? madeSummary(sent, text, notes) : summary,
    priority: priorityIn(mapped(mapping?.severity) ?? usual(sent, 'severity'), context, notes),
    from,
    labels: labelsOf(sent, mapping, notes),
    links: linksOf(sent, mapping, notes),
    details: detailsText(text, notes),
    startsAt: momentOf(mapped(mapping?.startsAt) ?? usual(sent, 'startsAt'), notes)?.text ?? null,
    endsAt: null,
    groupKey: groupKey === null ? null : keyFrom(groupKey, notes),
    notes,
  }
}

/** What the mapping's rule finds; null without a rule, and with a note when the rule finds nothing. */
function ruleText(rule: string | undefined, sent: unknown, needsAll: boolean, notes: Notes): string | null {
  const parsed = rule === undefined ? null : parseRule(rule)
  if (!parsed) return null
  const text = textBy(parsed, sent, needsAll)
  if (text === null) note(notes, 'mapping_missed')
  return text
}

function actionOf(status: string, mapping: Mapping | undefined): ReceivedEvent['action'] {
  const word = status.trim().toLowerCase()
  const isIn = (words: readonly string[] | undefined) => words?.some((said) => said.toLowerCase() === word) ?? false
  if (isIn(mapping?.resolveWhen)) return 'resolve'
  if (isIn(mapping?.acknowledgeWhen)) return 'acknowledge'
  return statusWord(word)
}

/** The sender's key, or a stable one from what the event says, so that the same event twice is one alert. */
function keyOfEvent(said: string | null, otherwise: string, notes: Notes): string {
  if (said !== null) return keyFrom(said, notes)
  note(notes, 'key_made')
  return hashOf(otherwise)
}

function madeSummary(sent: unknown, text: string, notes: Notes): string {
  note(notes, 'summary_made')
  const said = scalarText(sent)
  return titleOf(said ?? text.slice(0, MAX_MADE_SUMMARY).toWellFormed(), notes) || '""'
}

function priorityIn(said: string | null, { mapping, unsaidPriority }: GenericContext, notes: Notes): Priority {
  const word = said?.trim().toLowerCase() ?? ''
  for (const [name, priority] of Object.entries(mapping?.priorities ?? {})) {
    if (name.trim().toLowerCase() === word) return priority
  }
  const known = priorityOf(word)
  if (known === null) note(notes, 'severity_unknown')
  return known ?? unsaidPriority ?? UNSAID
}

function labelsOf(sent: unknown, mapping: Mapping | undefined, notes: Notes): Labels {
  const labels = noLabels()
  for (const [name, rule] of Object.entries(mapping?.labels ?? {})) {
    const text = ruleText(rule, sent, false, notes)
    if (text) labels[name] = text
  }
  for (const [name, text] of tagLabels(sent)) labels[name] ??= text
  return bounded(labels, notes)
}

function linksOf(sent: unknown, mapping: Mapping | undefined, notes: Notes): Link[] {
  const links: Link[] = []
  for (const link of mapping?.links ?? []) {
    addLink(links, ruleText(link.href, sent, true, notes), ruleText(link.text, sent, false, notes), notes)
  }
  for (const { href, text } of usualLinks(sent)) addLink(links, href, text, notes)
  return links
}
