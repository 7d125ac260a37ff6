// Slack (https://docs.slack.dev/reference/methods/chat.postMessage): to a member, who can answer by a button, or to a channel.
import { answerKinds } from '../../domain/paging/answer.ts'
import { cutUnits, shortWords } from '../../domain/paging/short-message.ts'
import { slackText } from '../../domain/paging/chat-text.ts'
import type { Message } from '../../domain/paging/message.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Instant } from '../../domain/time.ts'
import type { Egress } from '../egress/egress.ts'
import { answerTokenIn } from './answer-token-in.ts'
import { attempt, because, type Channel } from './channel.ts'
import { chatOutcome, jsonHeaders, type Json } from './chat-outcome.ts'

/** `canAnswer`: interactions reach Baton and can be verified; otherwise the button is a link. */
export type SlackSettings = { readonly url: string; readonly token: string; readonly canAnswer: boolean }

export function slackChannel(egress: Egress, settings: SlackSettings, clock: () => Instant): Channel {
  return {
    kind: 'slack',
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        if (!isSlackId(to.address)) return { giveUp: because('chat_address', 'enter the id of a member or channel') }
        const body = JSON.stringify(slackMessage(to.address, message, settings.canAnswer))
        const headers = { ...jsonHeaders, authorization: `Bearer ${settings.token}` }
        const url = `${settings.url.replace(/\/+$/, '')}/chat.postMessage`
        return chatOutcome(await egress.post({ url, headers, body }, deadline), clock(), told)
      }),
    close: () => Promise.resolve(),
  }
}

export function isSlackId(text: string): boolean {
  return /^[UWCGD][A-Z0-9]{5,20}$/.test(text)
}

/** A member answers for themself. In a channel anybody could press the button: there it leads to the screen of the link. */
function slackMessage(channel: string, message: Message, canAnswer: boolean) {
  const { title, body } = shortWords(message)
  const words = messageWords[message.language]
  const token = canAnswer && /^[UW]/.test(channel) ? answerTokenIn(message) : null
  const answer =
    token === null
      ? message.answerUrl === null
        ? []
        : [button(words.answer, { style: 'primary', url: message.answerUrl, action_id: 'answer' })]
      : answerKinds.map((kind) =>
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
  const { ok, ts, error } = body
  if (ok === true) return { sent: typeof ts === 'string' ? ts.slice(0, 64) : 'accepted' }
  if (typeof error !== 'string') return null
  if (mayPass.has(error)) return { tryAgain: because('http_busy', error) }
  return { giveUp: because('chat_refused', error) }
}
