// What can be asked of an alert in a search, and whether it holds.
import { aliasOf, idOf } from './opsgenie-id.ts'
import { isAcknowledged, priorityShown, updatedAt, type OwnAlert } from './opsgenie-shown.ts'
import { readMoment } from './timestamps.ts'

export type Operator = 'is' | 'is_not' | 'over' | 'at_least' | 'under' | 'at_most'

/** Names as they are kept here; `text` is a word that stands alone. */
const fields = {
  status: 'word',
  acknowledged: 'yes',
  isseen: 'yes',
  snoozed: 'yes',
  id: 'word',
  tinyid: 'word',
  alias: 'word',
  priority: 'word',
  owner: 'word',
  source: 'word',
  entity: 'word',
  tag: 'word',
  responders: 'word',
  teams: 'word',
  message: 'words',
  description: 'words',
  'details.key': 'word',
  'details.value': 'words',
  text: 'words',
  count: 'number',
  createdat: 'moment',
  updatedat: 'moment',
  lastoccurredat: 'moment',
  snoozeduntil: 'moment',
  closedat: 'moment',
} as const
export type Field = keyof typeof fields

export type Condition = {
  readonly field: Field
  readonly operator: Exclude<Operator, 'is_not'>
  readonly value: string
}

/** The field of this name, however it is capitalised; null when there is none. */
export function fieldNamed(name: string): Field | null {
  const small = name.toLowerCase()
  const own = otherNames.get(small) ?? small
  return own !== 'text' && isField(own) ? own : null
}

/** Why this cannot be asked of the field; null when it can. */
export function whyBad({ field, operator, value }: Condition): string | null {
  const kind = fields[field]
  const isOrdered = kind === 'number' || kind === 'moment'
  if (operator !== 'is' && !isOrdered) return `"${field}" has no order: ask for it with a colon.`
  if (kind === 'number' && !/^-?\d{1,15}$/.test(value)) return `"${value}" is no number.`
  if (kind === 'moment' && momentMs(value) === null)
    return `"${value}" is no moment: write milliseconds since 1970, or a date and time.`
  if (kind === 'yes' && !/^(true|false)$/i.test(value)) return `"${field}" is true or false.`
  if (field === 'status' && !/^(open|closed)$/i.test(value)) return 'The status of an alert is open or closed.'
  return null
}

/** Does this hold of the alert? Text is compared without regard to capitals; `*` stands for any part of it. */
export function holdsOf(alert: OwnAlert, { field, operator, value }: Condition): boolean {
  switch (fields[field]) {
    case 'number':
      return compares(alert.count, operator, Number(value))
    case 'moment': {
      const at = momentOf(alert, field)
      const asked = momentMs(value)
      return at !== null && asked !== null && compares(at, operator, asked)
    }
    case 'yes':
      return isYes(alert, field) === (value.toLowerCase() === 'true')
    case 'word':
      return textsOf(alert, field).some((text) => fitsPattern(text, value))
    case 'words':
      return textsOf(alert, field).some((text) => fitsPattern(text, `*${value}*`))
  }
}

/** Milliseconds since 1970; null for what is no moment. */
export function momentMs(value: string): number | null {
  if (/^\d{1,15}$/.test(value)) return Number(value)
  const moment = readMoment(value)
  return typeof moment === 'string' ? null : moment.epochMilliseconds
}

/** Does the text fit, where each `*` stands for any characters? Takes time by their lengths alone, whatever the pattern. */
export function fitsPattern(text: string, pattern: string): boolean {
  const [inText, parts] = [text.toLowerCase(), pattern.toLowerCase().split('*')]
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  if (parts.length === 1) return inText === first
  if (!inText.startsWith(first) || !inText.endsWith(last) || inText.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = inText.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= inText.length - last.length
}

const otherNames: ReadonlyMap<string, string> = new Map([
  ['alertid', 'id'],
  ['tags', 'tag'],
  ['createdon', 'createdat'],
  ['responder', 'responders'],
  ['team', 'teams'],
  ['details', 'details.value'],
  ['detail', 'details.value'],
  ['seen', 'isseen'],
])

function isField(name: string): name is Field {
  return Object.hasOwn(fields, name)
}

function compares(own: number, operator: Condition['operator'], asked: number): boolean {
  switch (operator) {
    case 'is':
      return own === asked
    case 'over':
      return own > asked
    case 'at_least':
      return own >= asked
    case 'under':
      return own < asked
    case 'at_most':
      return own <= asked
  }
}

function isYes(alert: OwnAlert, field: Field): boolean {
  if (field === 'snoozed') return alert.state === 'snoozed'
  return field === 'isseen' ? alert.ackedAt !== null : isAcknowledged(alert)
}

function momentOf(alert: OwnAlert, field: Field): number | null {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are of the other kinds
  switch (field) {
    case 'createdat':
      return alert.firstAt.epochMilliseconds
    case 'lastoccurredat':
      return alert.lastAt.epochMilliseconds
    case 'updatedat':
      return updatedAt(alert).epochMilliseconds
    case 'snoozeduntil':
      return alert.state === 'snoozed' ? (alert.snoozedUntil?.epochMilliseconds ?? null) : null
    default:
      return alert.closedAt?.epochMilliseconds ?? null
  }
}

function textsOf(alert: OwnAlert, field: Field): readonly string[] {
  const { kept } = alert
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are of the other kinds
  switch (field) {
    case 'status':
      return [alert.state === 'closed' ? 'closed' : 'open']
    case 'id':
      return [idOf(alert)]
    case 'tinyid':
      return [String(alert.id)]
    case 'alias':
      return [aliasOf(alert)]
    case 'priority':
      return [priorityShown(alert), alert.priority]
    case 'owner':
      return [alert.ackedBy ?? '']
    case 'source':
      return [kept.source]
    case 'entity':
      return [kept.entity]
    case 'tag':
      return kept.tags
    case 'responders':
    case 'teams':
      return kept.responders
        .filter(({ type }) => field === 'responders' || type === 'team')
        .flatMap(({ id, name }) => [id ?? [], name ?? []].flat())
    case 'message':
      return [alert.summary, kept.message]
    case 'description':
      return [kept.description]
    case 'details.key':
      return Object.keys(kept.details)
    case 'details.value':
      return Object.values(kept.details)
    default:
      return [alert.summary, kept.message, aliasOf(alert), kept.description, kept.entity, kept.source, ...kept.tags]
  }
}
