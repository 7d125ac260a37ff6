// What chats answer beside a status: a body that says whether it worked.
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Instant } from '../../domain/time.ts'
import type { EgressAnswer } from '../egress/egress.ts'
import { because } from './channel.ts'
import { outcomeOf } from './http-outcome.ts'

export type Json = Readonly<Record<string, unknown>>

/**
 * As `outcomeOf`; a 2xx is then read: `read` gives the outcome that its body tells, or null when that is no answer of this
 * chat, which may be a proxy on the way and is tried again.
 */
export function chatOutcome(answer: EgressAnswer, now: Instant, read: (body: Json) => Outcome | null): Outcome {
  const outcome = outcomeOf(answer, now, () => '')
  if (!('sent' in outcome) || answer.kind !== 'answered') return outcome
  const body = jsonIn(answer.body)
  const told = body === null ? null : read(body)
  return told ?? { tryAgain: because('chat_garbled', `HTTP ${answer.status} ${answer.body}`) }
}

/** The object that this text is, or null. */
export function jsonIn(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text)
    return isJson(value) ? value : null
  } catch {
    return null
  }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const jsonHeaders = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Baton' } as const
