// What a sender hears where its vendor has no words of its own: one line of plain text that says what to do.
import type { Answer } from './event.ts'
import type { Unreadable } from './json.ts'

export type Unheard = Unreadable['unreadable'] | 'too_many'

export function said(status: number, why: string): Answer {
  return { status, body: why, contentType: 'text/plain' }
}

export function saidJson(status: number, body: object | string): Answer {
  return { status, body: JSON.stringify(body), contentType: 'application/json' }
}

/** 200 without a body: most senders look no further than at the status. */
export function accepted(): Answer {
  return said(200, '')
}

export function unknownKey(): Answer {
  return said(401, 'unknown source key: check the address of this webhook')
}

export function tooLarge(): Answer {
  return said(413, 'too large: send at most 1 MiB and 10,000 events in one request')
}

export function unavailable(retryAfterSeconds: number): Answer {
  return later(said(503, 'not stored, try again'), retryAfterSeconds)
}

/** An answer that asks to come again. */
export function later(answer: Answer, retryAfterSeconds: number): Answer {
  return { ...answer, headers: { 'retry-after': String(retryAfterSeconds) } }
}

/** Why a body gave nothing, as a status and a sentence. */
export function whyUnheard(unheard: Unheard): { readonly status: number; readonly why: string } {
  return { status: unheard === 'too_many' ? 413 : 400, why: reasons[unheard] }
}

export function refusal(unheard: Unheard): Answer {
  const { status, why } = whyUnheard(unheard)
  return said(status, why)
}

const reasons: Readonly<Record<Unheard, string>> = {
  empty: 'the body is empty',
  not_json: 'the body is neither JSON nor a form',
  too_deep: 'the JSON is nested deeper than 64 levels',
  too_many: 'more than 10,000 events in one request',
}
