// What Opsgenie's clients expect to hear: each answer carries how long it took and the id of the request.
import type { Answer } from './event.ts'

/** An answer before it is stamped. */
export type Reply = {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

export type Stamp = { readonly requestId: string; readonly tookSeconds: number }

/** The answer as it goes out. */
export function stamped(reply: Reply, { requestId, tookSeconds }: Stamp): Answer {
  const took = Math.round(tookSeconds * 1_000) / 1_000
  return {
    status: reply.status,
    headers: {
      'x-request-id': requestId,
      'x-response-time': String(took),
      'x-ratelimit-state': 'OK',
      ...reply.headers,
    },
    body: JSON.stringify({ ...reply.body, took, requestId }),
    contentType: 'application/json',
  }
}

/** Done, and asked about at `requests/{requestId}`. */
export const willBeProcessed: Reply = { status: 202, body: { result: 'Request will be processed' } }

export function found(data: unknown, more: Readonly<Record<string, unknown>> = {}): Reply {
  return { status: 200, body: { data, ...more } }
}

/** The body is no JSON. */
export const unreadable: Reply = { status: 400, body: { message: 'Body is not a valid JSON object.' } }

export const unknownKey: Reply = { status: 401, body: { message: 'Could not authenticate' } }

export const notAllowed: Reply = {
  status: 403,
  body: { message: 'The key of a source may not do this; it is done in Baton itself.', code: 40301 },
}

export function unprocessable(errors: Readonly<Record<string, string>>): Reply {
  return { status: 422, body: { message: 'Request body is not processable. Please check the errors.', errors } }
}

export function notFound(message: string): Reply {
  return { status: 404, body: { message } }
}

export const tooLarge: Reply = { status: 413, body: { message: 'Request body is too large. Send at most 1 MiB.' } }

export function unavailable(retryAfterSeconds: number): Reply {
  return {
    status: 503,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: { message: 'Nothing was stored. Try again in a few seconds.' },
  }
}

/** What an answered write came to, in the words that clients look for. */
export type Settled = { readonly action: string; readonly isSuccess: boolean; readonly status: string }

export const statuses = {
  created: 'Created alert',
  /** Zabbix stops asking at these words, and at "Alert is already". */
  none: 'There is no open alert',
  closed: 'Alert is already closed',
  acknowledged: 'Alert is already acknowledged',
  notAcknowledged: 'Alert is not acknowledged',
  peopleMustAnswer: 'Alert is answered by people: its page needs several of them',
  snoozeInPast: 'endTime is in the past',
  kept: 'Written down as a note: Baton pages by the policy of the service, and runs no action',
  deleted: 'Closed alert: Baton keeps what happened',
} as const

/** How Opsgenie calls the action of each act, and the status of its success. */
export const said = {
  create: ['Create', statuses.created],
  close: ['Close', 'Closed alert'],
  acknowledge: ['Acknowledge', 'Acknowledged alert'],
  unacknowledge: ['UnAcknowledge', 'Unacknowledged alert'],
  notes: ['AddNote', 'Added note'],
  snooze: ['Snooze', 'Snoozed alert'],
  escalate: ['EscalateToNext', 'Escalated alert to the next step of its policy'],
  assign: ['Assign', statuses.kept],
  teams: ['AddTeam', statuses.kept],
  responders: ['AddResponder', statuses.kept],
  tags: ['AddTags', 'Added tags'],
  details: ['AddDetails', 'Added details'],
  actions: ['ExecuteCustomAction', statuses.kept],
  message: ['UpdateMessage', 'Updated message'],
  description: ['UpdateDescription', 'Updated description'],
  priority: ['UpdatePriority', 'Updated priority'],
  delete: ['Delete', statuses.deleted],
  untag: ['RemoveTags', 'Removed tags'],
  undetail: ['RemoveDetails', 'Removed details'],
} as const satisfies Readonly<Record<string, readonly [action: string, success: string]>>
