// Slack (https://docs.slack.dev/reference/methods/chat.postMessage): to a member, who can answer by a button, or to a channel.
import { answersOffered } from '../../domain/paging/answer.ts'
import { cutUnits, shortWords } from '../../domain/paging/short-message.ts'
import { slackText } from '../../domain/paging/chat-text.ts'
import type { Message } from '../../domain/paging/message.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import type { Retold } from '../../domain/paging/news.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Instant } from '../../domain/time.ts'
import type { Egress } from '../egress/egress.ts'
import { answerTokenIn } from './answer-token-in.ts'
import { attempt, because, type Channel } from './channel.ts'
import { chatOutcome, jsonHeaders, type Json } from './chat-outcome.ts'

/** `canAnswer`: interactions reach Baton and can be verified; otherwise the button is a link. */
export type SlackSettings = { readonly url: string; readonly token: string; readonly canAnswer: boolean }

export function slackChannel(egress: Egress, settings: SlackSettings, clock: () => Instant): Channel {
  const call = async (method: string, message: object, deadline: AbortSignal) => {
    const headers = { ...jsonHeaders, authorization: `Bearer ${settings.token}` }
    const url = `${settings.url.replace(/\/+$/, '')}/${method}`
    return chatOutcome(await egress.post({ url, headers, body: JSON.stringify(message) }, deadline), clock(), told)
  }
  return {
    kind: 'slack',
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        if (!isSlackId(to.address)) return { giveUp: because('chat_address', 'enter the id of a member or channel') }
        const post = slackMessage(to.address, message, settings.canAnswer)
        const thread = threadOf(message)
        if (thread === null) return call('chat.postMessage', post, deadline)
        const told = await call('chat.postMessage', { ...post, thread_ts: thread }, deadline)
        // What it follows was deleted: it is said all the same.
        return 'giveUp' in told && isThreadGone(told.giveUp) ? call('chat.postMessage', post, deadline) : told
      }),
    change: (_, reference, retold, deadline) =>
      attempt(deadline, async () => {
        const [channel, ts] = reference.split(' ')
        if (!channel || !ts) return { giveUp: because('chat_refused', 'where the message stands is not known') }
        return call('chat.update', { channel, ts, ...slackRetold(retold) }, deadline)
      }),
    close: () => Promise.resolve(),
  }
}

/** Under which message does it stand? Null: under none. */
function threadOf({ thread }: Message): string | null {
  return thread?.follows['slack']?.split(' ')[1] ?? null
}

function isThreadGone(because: string): boolean {
  return /\b(?:thread_not_found|invalid_thread_ts|message_not_found|cannot_reply_to_message)\b/.test(because)
}

export function isSlackId(text: string): boolean {
  return /^[UWCGD][A-Z0-9]{5,20}$/.test(text)
}

/**
 * A member answers for themself, and in a team's channel whoever presses. A person's contact that is a channel has no button, which
 * anybody could press: there it leads to the screen of the link.
 */
function slackMessage(channel: string, message: Message, canAnswer: boolean) {
  const { title, body } = shortWords(message)
  const words = messageWords[message.language]
  const isTheirs = message.buttonToken !== undefined || /^[UW]/.test(channel)
  const token = canAnswer && isTheirs ? answerTokenIn(message) : null
  const answer =
    token === null
      ? message.answerUrl === null
        ? []
        : [button(words.answer, { style: 'primary', url: message.answerUrl, action_id: 'answer' })]
      : answersOffered(message).map((kind) =>
          button(words[kind], {
            ...(kind === 'acknowledge' ? { style: 'primary' } : {}),
            value: token,
            action_id: kind,
          }),
        )
  return {
    channel,
    text: cutUnits(slackText(cutUnits(title, 1_000)), 3_000),
    // Plain text is neither read for mentions nor for links.
    blocks: [
      { type: 'section', text: plain(cutUnits(title, 3_000)) },
      ...(body === '' ? [] : [{ type: 'section', text: plain(cutUnits(body, 3_000)) }]),
      { type: 'actions', elements: [...answer, button(words.open, { url: message.openUrl, action_id: 'open' })] },
    ],
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  }
}

/** https://docs.slack.dev/reference/methods/chat.update: blocks replace blocks, and with them the button. */
function slackRetold({ subject, says, openUrl, language }: Retold) {
  return {
    text: slackText(cutUnits(`${subject} ${says}`, 3_000)),
    blocks: [
      { type: 'section', text: plain(cutUnits(subject, 3_000)) },
      { type: 'section', text: plain(cutUnits(says, 1_000)) },
      { type: 'actions', elements: [button(messageWords[language].open, { url: openUrl, action_id: 'open' })] },
    ],
    parse: 'none',
    link_names: false,
  }
}

function plain(text: string) {
  return { type: 'plain_text', text, emoji: false }
}

function button(text: string, rest: object) {
  return { type: 'button', text: plain(text), ...rest }
}

const mayPass = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
])

function told(body: Json): Outcome | null {
  const { ok, ts, channel, error } = body
  // Both are needed to change it later; a member's id is not the channel that it was opened in.
  if (ok === true && typeof ts === 'string' && typeof channel === 'string')
    return { sent: `${channel} ${ts}`.slice(0, 64) }
  if (ok === true) return { sent: typeof ts === 'string' ? ts.slice(0, 64) : 'accepted' }
  if (typeof error !== 'string') return null
  if (mayPass.has(error)) return { tryAgain: because('http_busy', error) }
  return { giveUp: because('chat_refused', error) }
}
