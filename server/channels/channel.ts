// One way of reaching people. Outcomes are values, so that trying again is a decision of the paging step and not a catch.
import type { Carrier } from '../../domain/paging/channels.ts'
import { oneLine } from '../../domain/foreign-text.ts'
import type { Message } from '../../domain/paging/message.ts'
import type { Retold } from '../../domain/paging/news.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'

/** Where to: an e-mail address, a webhook URL, an ntfy topic or a number; `secret` signs the webhook or signs in to ntfy. */
export type Destination = { readonly address: string; readonly secret?: string }

/**
 * How is this person reached? `reach` never throws and has answered when `deadline` aborts. `sent`: the provider accepted
 * the message, under this reference. `tryAgain`: it may work later, not before `afterSeconds` when the provider asked for
 * that. `giveUp`: it will not work, use another way at once. `close` ends idle connections.
 */
export type Channel = {
  readonly kind: Carrier
  /** It tells whether a message arrived: one that has not after so many seconds counts as failed. */
  readonly receiptWithinSeconds?: number
  reach(to: Destination, message: Message, deadline: AbortSignal): Promise<Outcome>
  /** Says where a message stands what became of its page: `reference` is what `sent` named. Left out where none can be changed. */
  change?(to: Destination, reference: string, retold: Retold, deadline: AbortSignal): Promise<Outcome>
  close(): Promise<void>
}

/** What can go wrong on the way to a person; the page trail and its tests know these words. */
export type ReasonCode =
  | 'deadline'
  | 'channel_broke'
  | 'email_address'
  | 'email_sign_in'
  | 'email_tls'
  | 'email_unreachable'
  | 'email_refused_for_now'
  | 'email_refused'
  | 'email_bounced'
  | 'http_busy'
  | 'http_failing'
  | 'http_gone'
  | 'http_redirects'
  | 'http_refused'
  | 'http_unreachable'
  | 'egress_refused'
  | 'webhook_secret'
  | 'ntfy_topic'
  | 'ntfy_sign_in'
  | 'phone_number'
  | 'phone_account'
  | 'phone_opted_out'
  | 'phone_refused'
  | 'phone_undelivered'
  | 'no_receipt'
  | 'push_keys'
  | 'push_gone'
  | 'chat_address'
  | 'chat_gone'
  | 'chat_refused'
  | 'chat_garbled'
  | 'sink_refused'

/** A reason for the page trail, `code: detail`: what kind of thing happened, and the first words of what was said. No secrets. */
export function because(code: ReasonCode, detail = ''): string {
  const said = oneLine(detail, 200)
  return said === '' ? code : `${code}: ${said}`
}

/** Runs one attempt so that it answers by the deadline and never throws, whatever the provider's library does. */
export async function attempt(deadline: AbortSignal, work: () => Promise<Outcome>): Promise<Outcome> {
  const late: Outcome = { tryAgain: because('deadline', 'no answer in time') }
  if (deadline.aborted) return late
  const { promise: lateness, resolve } = Promise.withResolvers<Outcome>()
  const onAbort = () => resolve(late)
  deadline.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work(), lateness])
  } catch (error) {
    return { tryAgain: because('channel_broke', error instanceof Error ? error.message : String(error)) }
  } finally {
    deadline.removeEventListener('abort', onAbort)
  }
}
