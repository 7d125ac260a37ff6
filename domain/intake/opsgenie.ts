// Opsgenie's Alert API: what a create says (contracts 4). The rest of the API is in the files beside this one.
import type { Priority, ReceivedEvent } from './event.ts'
import { detailsText, isObject, own, readBody, type Raw } from './json.ts'
import { keptFrom, keptNames, keptText, labelsOf, linksOf, type Kept } from './opsgenie-kept.ts'
import { madeKeyPrefix } from './opsgenie-id.ts'
import { priorityOf, UNSAID } from './severity.ts'
import { cutTo, keyFrom, note, scalarText, titleOf, type Notes } from './text.ts'

/** Opsgenie's limit of a message: what is longer stays readable in the details. */
const MAX_MESSAGE = 130

/** What Opsgenie gives an alert whose priority is not said. */
const UNSAID_BY_OPSGENIE: Priority = 'P3'

/** Why a body cannot be taken: `errors` by field, as Opsgenie tells them; null when it is no JSON at all. */
export type Unprocessable = { readonly errors: Readonly<Record<string, string>> | null }

export type Created = { readonly event: ReceivedEvent; readonly kept: Kept }

/** The body of a request as an object; one that is empty says nothing. */
export function readObject(
  raw: Raw,
): { readonly sent: Readonly<Record<string, unknown>>; notes: Notes } | Unprocessable {
  const body = readBody(raw, 'exact')
  if ('unreadable' in body) return body.unreadable === 'empty' ? { sent: {}, notes: [] } : { errors: null }
  if (!isObject(body.value)) return { errors: { body: 'Request body must be a JSON object.' } }
  return { sent: body.value, notes: [...body.notes] }
}

/**
 * The alert that a create raises. Whatever is too long is cut, an unknown responder or priority loses nothing, and a message that
 * rendered to nothing takes its text from another field; only without any text there is no alert.
 */
export function readCreate(raw: Raw, made: { readonly newKey: () => string }): Created | Unprocessable {
  const body = readObject(raw)
  if ('errors' in body) return body
  const { sent, notes } = body
  const kept = keptFrom(sent, notes)
  const alias = scalarText(own(sent, 'alias')) ?? ''
  const summary = summaryOf(own(sent, 'message'), kept, alias, notes)
  if (summary === null) return { errors: { message: 'Message can not be empty.' } }
  if (alias === '') note(notes, 'key_made')
  return {
    kept,
    event: {
      action: 'trigger',
      key: alias === '' ? `${madeKeyPrefix}${made.newKey()}` : keyFrom(alias, notes),
      summary,
      priority: priorityIn(kept.priority, notes),
      from: kept.source,
      labels: labelsOf(kept, notes),
      links: linksOf(kept, own(sent, 'source'), notes),
      details: detailsText(keptText(kept, othersIn(sent), notes), notes),
      startsAt: null,
      endsAt: null,
      groupKey: null,
      notes,
    },
  }
}

/** The title of an alert from a message; '' when it holds none. */
export function messageOf(message: string, notes: Notes): string {
  const title = titleOf(message, notes)
  return title.length > MAX_MESSAGE ? cutTo(MAX_MESSAGE, title, notes, 'summary_cut').trimEnd() : title
}

function summaryOf(message: unknown, kept: Kept, alias: string, notes: Notes): string | null {
  const said = messageOf(kept.message, notes)
  if (said !== '') return said
  // Whoever leaves the field out has not read the manual and should hear so; a template that rendered to nothing is a page.
  if (message === undefined) return null
  note(notes, 'summary_made')
  return messageOf(kept.description, notes) || messageOf(kept.entity || alias, notes) || null
}

function priorityIn(word: string, notes: Notes): Priority {
  if (word === '') return UNSAID_BY_OPSGENIE
  const known = priorityOf(word)
  if (known === null) note(notes, 'severity_unknown')
  return known ?? UNSAID
}

/** What the sender wrote beside the fields that are kept; without its key, which is a secret. */
function othersIn(sent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !known.has(name)))
}

const known = new Set(['apiKey', 'teams', 'recipients', ...keptNames])
