// What PagerDuty's senders expect to hear: go-pagerduty and Zabbix want exactly 202 and `"status":"success"`.
import type { Answer } from './event.ts'
import type { Unreadable } from './json.ts'

/** The event is durable; `dedupKey` lets the sender resolve it later. */
export function accepted(dedupKey: string): Answer {
  const body = `{"status":"success","message":"Event processed","dedup_key":${JSON.stringify(dedupKey)}}`
  return { status: 202, body, contentType: 'application/json' }
}

export function changeAccepted(): Answer {
  return {
    status: 202,
    body: '{"status":"success","message":"Change event processed"}',
    contentType: 'application/json',
  }
}

export function unknownKey(): Answer {
  return invalid(['Invalid routing key'])
}

export function invalid(errors: readonly string[]): Answer {
  return answer(400, 'invalid event', 'Event object is invalid', errors)
}

export function unrecognized(why: Unreadable['unreadable'] | 'not_object'): Answer {
  return answer(400, 'Unrecognized object', 'Event object format is unrecognized', [reasons[why]])
}

export function tooLarge(): Answer {
  return answer(413, 'invalid event', 'Event object is too large', ['Send at most 1 MiB in one request'])
}

/** The sender should try again: nothing was stored. */
export function unavailable(retryAfterSeconds: number): Answer {
  const said = answer(503, 'unavailable', 'Event was not stored', ['Try again in a few seconds'])
  return { ...said, headers: { 'retry-after': String(retryAfterSeconds) } }
}

const reasons = {
  empty: 'JSON parse error',
  not_json: 'JSON parse error',
  too_deep: 'JSON is nested deeper than 64 levels',
  not_object: 'Event must be a JSON object',
}

function answer(status: number, word: string, message: string, errors: readonly string[]): Answer {
  return { status, body: JSON.stringify({ status: word, message, errors }), contentType: 'application/json' }
}
