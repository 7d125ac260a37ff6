// Pushover (https://pushover.net/api): a push that for P1 rings until somebody confirms it there, and gives a receipt.
import type { Message } from '../../domain/paging/message.ts'
import type { Priority } from '../../domain/paging/message-facts.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { cutUnits, shortWords } from '../../domain/paging/short-message.ts'
import type { Instant } from '../../domain/time.ts'
import type { Egress } from '../egress/egress.ts'
import { attempt, because, type Channel } from './channel.ts'
import { chatOutcome, jsonHeaders, type Json } from './chat-outcome.ts'

export type PushoverSettings = { readonly url: string; readonly token: string }

export function pushoverChannel(egress: Egress, settings: PushoverSettings, clock: () => Instant): Channel {
  return {
    kind: 'pushover',
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        if (!/^[A-Za-z0-9]{30}$/.test(to.address)) return { giveUp: because('chat_address', 'enter a user key') }
        const url = `${settings.url.replace(/\/+$/, '')}/1/messages.json`
        const body = JSON.stringify({ token: settings.token, user: to.address, ...pushoverMessage(message) })
        return chatOutcome(await egress.post({ url, headers: jsonHeaders, body }, deadline), clock(), told)
      }),
    // https://pushover.net/api/receipts#cancel: only what rings until it is confirmed has a receipt, and goes on ringing.
    change: (_, reference, __, deadline) =>
      attempt(deadline, async () => {
        if (!/^[A-Za-z0-9]{30}$/.test(reference)) return { sent: reference }
        const url = `${settings.url.replace(/\/+$/, '')}/1/receipts/${reference}/cancel.json`
        const body = JSON.stringify({ token: settings.token })
        return chatOutcome(await egress.post({ url, headers: jsonHeaders, body }, deadline), clock(), told)
      }),
    close: () => Promise.resolve(),
  }
}

// 2 rings until it is confirmed or expires: half an hour, in which the page has long gone on to others.
const urgency = { P1: 2, P2: 1, P3: 0, P4: -1 } satisfies Record<Priority, number>

function pushoverMessage(message: Message) {
  const { title, body } = shortWords(message)
  const words = messageWords[message.language]
  const priority = message.priority === null ? -1 : urgency[message.priority]
  return {
    title: cutUnits(title, 250),
    message: cutUnits(body || title, 1_024),
    priority,
    ...(priority === 2 ? { retry: 60, expire: 1_800 } : {}),
    url: message.answerUrl ?? message.openUrl,
    url_title: message.answerUrl === null ? words.open : words.answer,
  }
}

function told({ status, receipt, request }: Json): Outcome | null {
  if (status === 1) {
    const reference = [receipt, request].find((each) => typeof each === 'string')
    return { sent: reference?.slice(0, 64) ?? 'accepted' }
  }
  return status === 0 ? { giveUp: because('chat_refused', 'Pushover did not take it') } : null
}
