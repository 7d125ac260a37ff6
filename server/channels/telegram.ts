// Telegram (https://core.telegram.org/bots/api#sendmessage): to a private chat that began with a start code.
import { answerKinds, answersOffered, type AnswerKind } from '../../domain/paging/answer.ts'
import { telegramText } from '../../domain/paging/chat-text.ts'
import type { Message } from '../../domain/paging/message.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import type { Retold } from '../../domain/paging/news.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { cutUnits, shortWords } from '../../domain/paging/short-message.ts'
import type { Instant } from '../../domain/time.ts'
import type { Egress } from '../egress/egress.ts'
import { answerTokenIn } from './answer-token-in.ts'
import { attempt, because, type Channel } from './channel.ts'
import { chatOutcome, isJson, jsonHeaders, jsonIn, type Json } from './chat-outcome.ts'

export type TelegramSettings = { readonly url: string; readonly token: string }

export function telegramChannel(egress: Egress, settings: TelegramSettings, clock: () => Instant): Channel {
  return {
    kind: 'telegram',
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        if (!/^-?\d{1,20}$/.test(to.address)) return { giveUp: because('chat_address', 'this is no chat of Telegram') }
        const post = {
          url: telegramUrl(settings, 'sendMessage'),
          headers: jsonHeaders,
          body: JSON.stringify(telegramMessage(to.address, message)),
        }
        const answer = await egress.post(post, deadline)
        // The same answer tells of a blocked bot and of a person who left: nothing will arrive here until they start it again.
        if (answer.kind === 'answered' && answer.status === 403 && jsonIn(answer.body)?.['ok'] === false) {
          return { giveUp: because('chat_gone', saidIn(jsonIn(answer.body))), ends: 'gone' }
        }
        if (answer.kind === 'answered' && answer.status === 429) {
          return { tryAgain: because('http_busy', 'HTTP 429'), ...secondsIn(jsonIn(answer.body)) }
        }
        return chatOutcome(answer, clock(), told)
      }),
    change: (to, reference, retold, deadline) =>
      attempt(deadline, async () => {
        const messageId = /^message (\d{1,20})$/.exec(reference)?.[1]
        if (messageId === undefined) return { giveUp: because('chat_refused', 'which message it was is not known') }
        const post = {
          url: telegramUrl(settings, 'editMessageText'),
          headers: jsonHeaders,
          body: JSON.stringify({ chat_id: to.address, message_id: Number(messageId), ...telegramRetold(retold) }),
        }
        const answer = await egress.post(post, deadline)
        // Whoever pressed the button has changed it already.
        const isSame = answer.kind === 'answered' && answer.body.includes('message is not modified')
        return isSame ? { sent: reference } : chatOutcome(answer, clock(), told)
      }),
    close: () => Promise.resolve(),
  }
}

export function telegramUrl({ url, token }: TelegramSettings, method: string): string {
  return `${url.replace(/\/+$/, '')}/bot${token}/${method}`
}

/** Clients look for names and addresses in plain text, but not in code: there the alert's text is only shown. */
function telegramMessage(chatId: string, message: Message) {
  const { title, body } = shortWords(message)
  const words = messageWords[message.language]
  const token = answerTokenIn(message)
  // Telegram refuses buttons that lead to an address without https.
  const open = message.openUrl.startsWith('https:') ? [{ text: words.open, url: message.openUrl }] : []
  const offered = answersOffered(message)
  const press = (kind: AnswerKind) =>
    token === null || !offered.includes(kind) ? [] : [{ text: words[kind], callback_data: pressOf(kind, token) }]
  return {
    chat_id: chatId,
    text: [
      `<code>${telegramText(cutUnits(title, 600))}</code>`,
      ...(body === '' ? [] : [`<pre>${telegramText(cutUnits(body, 3_000))}</pre>`]),
    ].join('\n\n'),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...replyTo(message),
    reply_markup: {
      inline_keyboard: [
        [...press('acknowledge'), ...press('decline')],
        [...press('escalate'), ...press('close'), ...open],
      ].filter((row) => row.length > 0),
    },
  }
}

/** https://core.telegram.org/bots/api#replyparameters: what it follows may have been deleted. */
function replyTo({ thread }: Message) {
  const messageId = /^message (\d{1,20})$/.exec(thread?.follows['telegram'] ?? '')?.[1]
  if (messageId === undefined) return {}
  return { reply_parameters: { message_id: Number(messageId), allow_sending_without_reply: true } }
}

/** What a button carries, in the 64 bytes that Telegram gives it; the proof alone acknowledges. */
function pressOf(kind: AnswerKind, token: string): string {
  return kind === 'acknowledge' ? token : `${kind[0]}:${token}`
}

/** Which answer was pressed, with which proof? */
export function pressedOf(data: string): { readonly kind: AnswerKind; readonly token: string } {
  const [, letter, token = data] = /^([a-z]):(.*)$/s.exec(data) ?? []
  return { kind: answerKinds.find((kind) => kind[0] === letter) ?? 'acknowledge', token }
}

/** The text says who has it, and of the buttons the one that opens it is left. */
function telegramRetold({ subject, says, openUrl, language }: Retold) {
  return {
    text: `<code>${telegramText(cutUnits(subject, 600))}</code>\n\n<code>${telegramText(cutUnits(says, 600))}</code>`,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: {
      inline_keyboard: openUrl.startsWith('https:') ? [[{ text: messageWords[language].open, url: openUrl }]] : [],
    },
  }
}

function told({ ok, result, description }: Json): Outcome | null {
  if (ok === true) return { sent: isJson(result) ? `message ${String(result['message_id'])}`.slice(0, 64) : 'accepted' }
  return ok === false ? { giveUp: because('chat_refused', typeof description === 'string' ? description : '') } : null
}

function saidIn(body: Json | null): string {
  return typeof body?.['description'] === 'string' ? body['description'] : 'HTTP 403'
}

function secondsIn(body: Json | null): { readonly afterSeconds?: number } {
  const parameters = body?.['parameters']
  const seconds = isJson(parameters) ? parameters['retry_after'] : null
  return typeof seconds === 'number' && seconds > 0 ? { afterSeconds: Math.min(Math.ceil(seconds), 600) } : {}
}
