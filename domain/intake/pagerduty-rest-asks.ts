// What the bodies of PagerDuty's REST API ask for. Unknown fields are normal; what a field must be is said in the refusal.
import type { PriorityName } from '../paging/priority.ts'
import { priorities } from '../paging/priority.ts'
import { isObject, own, readBody, type Raw } from './json.ts'
import { invalid, type Reply } from './pagerduty-rest-answers.ts'
import { uuidIn } from './pagerduty-rest-ids.ts'
import { storable, titleOf } from './text.ts'

export type Fields = Readonly<Record<string, unknown>>
export type RefusedReply = { readonly refused: Reply }

/** The object under this name in a JSON body. */
export function fieldsIn(raw: Raw, name: string): { readonly fields: Fields } | RefusedReply {
  const body = wholeBody(raw)
  if ('refused' in body) return body
  const fields = own(body.fields, name)
  if (!isObject(fields)) return { refused: invalid(`The body must be an object with the object "${name}" in it`) }
  return { fields }
}

export function wholeBody(raw: Raw): { readonly fields: Fields } | RefusedReply {
  const read = readBody(raw)
  if ('unreadable' in read) {
    const why = read.unreadable === 'too_deep' ? 'is nested deeper than 64 levels' : 'is not valid JSON'
    return { refused: invalid(`The body ${why}`) }
  }
  if (!isObject(read.value)) return { refused: invalid('The body must be a JSON object') }
  return { fields: read.value }
}

export function textIn(fields: Fields, name: string): string {
  const value = own(fields, name)
  return typeof value === 'string' ? storable(value) : ''
}

/** The id in a reference, whether it is written whole or by its id alone. */
export function referenceIn(fields: Fields, name: string): unknown {
  const value = own(fields, name)
  return isObject(value) ? own(value, 'id') : value
}

export type IncidentAsked = {
  readonly title: string
  readonly serviceId: string
  readonly policyId: string | null
  readonly priority: PriorityName
  readonly key: string | null
  readonly details: string
}

export function readIncident(raw: Raw): IncidentAsked | RefusedReply {
  const read = fieldsIn(raw, 'incident')
  if ('refused' in read) return read
  const { fields } = read
  const title = titleOf(textIn(fields, 'title'), [])
  const serviceId = uuidIn(referenceIn(fields, 'service'))
  const said = priorityIn(fields)
  const errors = [
    ...(title === '' ? ['Title must not be empty'] : []),
    ...(serviceId === null ? ['Service must be given by its id'] : []),
    ...(said === 'unknown' ? [`Priority must be one of ${priorities.join(', ')}`] : []),
    ...(isSet(own(fields, 'assignments'))
      ? ['Baton pages by a policy: give escalation_policy instead of assignments']
      : []),
  ]
  const policy = referenceIn(fields, 'escalation_policy')
  const policyId = isSet(policy) ? uuidIn(policy) : null
  if (isSet(policy) && policyId === null) errors.push('Escalation policy must be given by its id')
  if (errors.length > 0 || serviceId === null || said === 'unknown') return { refused: invalid(...errors) }
  const key = textIn(fields, 'incident_key')
  const urgency = own(fields, 'urgency') === 'low' ? 'P3' : 'P2'
  const body = own(fields, 'body')
  const details = isObject(body) ? detailsOf(own(body, 'details')) : ''
  return { title, serviceId, policyId, priority: said ?? urgency, key: key === '' ? null : key.slice(0, 255), details }
}

function detailsOf(value: unknown): string {
  const text = typeof value === 'string' ? value : isSet(value) ? JSON.stringify(value, null, 2) : ''
  return storable(text).slice(0, 20_000).toWellFormed()
}

export type UpdateAsked = {
  /** `triggered` is how it came back from a list, and changes nothing. */
  readonly status: 'triggered' | 'acknowledged' | 'resolved' | null
  readonly escalates: boolean
  readonly resolution: string
  /** Whom it is to be given to; null in it is somebody who cannot be named so. */
  readonly assignees: readonly (string | null)[]
  readonly title: string
  /** The policy that is to page it; the text of an id that is none names no policy. */
  readonly policyId: string | null
  readonly priority: PriorityName | null
  readonly urgency: 'high' | 'low' | null
}

export function readUpdate(fields: Fields): UpdateAsked | RefusedReply {
  const status = own(fields, 'status')
  const errors: string[] = []
  const known = (['triggered', 'acknowledged', 'resolved'] as const).find((one) => one === status) ?? null
  if (isSet(status) && known === null) errors.push('Status must be acknowledged or resolved')
  const policy = referenceIn(fields, 'escalation_policy')
  const priority = priorityIn(fields)
  if (priority === 'unknown') errors.push(`Priority must be one of ${priorities.join(', ')}`)
  if (errors.length > 0 || priority === 'unknown') return { refused: invalid(...errors) }
  const assignments = own(fields, 'assignments')
  const urgency = own(fields, 'urgency')
  return {
    status: known,
    policyId: isSet(policy) ? (uuidIn(policy) ?? '') : null,
    escalates: isSet(own(fields, 'escalation_level')),
    resolution: textIn(fields, 'resolution').slice(0, 4_000).toWellFormed(),
    assignees: Array.isArray(assignments)
      ? assignments.slice(0, 50).map((one) => (isObject(one) ? uuidIn(referenceIn(one, 'assignee')) : null))
      : [],
    title: textIn(fields, 'title'),
    priority,
    urgency: urgency === 'high' || urgency === 'low' ? urgency : null,
  }
}

function priorityIn(fields: Fields): PriorityName | null | 'unknown' {
  const said = referenceIn(fields, 'priority')
  if (!isSet(said)) return null
  return priorities.find((name) => name === said) ?? 'unknown'
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}
