// The doors for chats: a pressed button answers a page, as the link in the message does, for whom the message was sent to and
// for nobody else. Who calls is proved first, by what each chat has for it; the button carries the proof of its delivery.
import { buffer } from 'node:stream/consumers'
import { Transform, type Readable } from 'node:stream'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fenced, slackText, telegramText } from '../../domain/paging/chat-text.ts'
import { oneLine } from '../../domain/foreign-text.ts'
import { answerKinds, plainAnswer, type AnswerKind } from '../../domain/paging/answer.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import { answerByProof } from '../alerts/pages.ts'
import { answerInRoom, type RoomAnswer, type RoomPress } from '../alerts/room-answers.ts'
import { isJson, jsonHeaders, jsonIn, type Json } from '../channels/chat-outcome.ts'
import { pressedOf, telegramUrl } from '../channels/telegram.ts'
import type { Context } from '../context.ts'
import type { Egress } from '../egress/egress.ts'
import { deliveryIn } from '../paging/answer-link.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { addTelegram, personOfCode } from '../paging/chat-start.ts'
import { findCarried } from '../paging/contact-store.ts'
import { identify } from '../people/session.ts'
import { Refusal } from '../refusal.ts'
import { newId, sameText } from '../secrets.ts'
import type { ApiParts } from './api.ts'
import { isFromSlack } from './chat-signatures.ts'
import { problemOf } from './problems.ts'

export type ChatParts = Pick<ApiParts, 'db' | 'settings' | 'sealer' | 'announce' | 'diagnostics'> & {
  /** To change the message whose button was pressed. */
  readonly egress: Egress
  readonly paging: PagingDoors
}

export type ChatDoor = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>

const mostBytes = 64 * 1_024

/** Answers `/chat/slack`, `/chat/telegram` and `/chat/mattermost`. */
export function chatDoor(parts: ChatParts): ChatDoor {
  const doors: Readonly<Record<string, (call: Call) => Promise<Reply>>> = {
    '/chat/slack': (call) => fromSlack(parts, call),
    '/chat/telegram': (call) => fromTelegram(parts, call),
    '/chat/mattermost': (call) => fromMattermost(parts, call),
  }
  return async (request, response, path) => {
    const door = doors[path]
    if (!door) return send(response, { status: 404 })
    if (request.method !== 'POST') return send(response, { status: 405 })
    try {
      const body = await bounded(request)
      if (body === null) return send(response, { status: 413 })
      const ctx: Context = {
        ...parts,
        actor: { kind: 'nobody' },
        now: (await identify(parts.db, parts.settings, {})).now,
        newId,
        request: { address: '', agent: '', sessionId: null, byToken: false },
      }
      send(response, await door({ ctx, body, header: (name) => String(request.headers[name] ?? '') }))
    } catch (error) {
      // The chat tries again, or tells the person that it did not work.
      send(response, { status: problemOf(error, parts.diagnostics, 'chat').status })
    }
  }
}

type Call = { readonly ctx: Context; readonly body: Buffer; readonly header: (name: string) => string }
type Reply = { readonly status: number; readonly body?: Json }

const understood: Reply = { status: 200 }

async function fromSlack(parts: ChatParts, { ctx, body, header }: Call): Promise<Reply> {
  const secret = ctx.settings.slackSigningSecret
  if (!secret) return { status: 404 }
  const signed = { timestamp: header('x-slack-request-timestamp'), signature: header('x-slack-signature'), body }
  if (!isFromSlack(signed, secret, ctx.now)) return { status: 401 }
  const payload = jsonIn(new URLSearchParams(body.toString()).get('payload') ?? '')
  const { type, user, actions, response_url: responseUrl } = payload ?? {}
  const pressed: unknown = Array.isArray(actions) ? actions[0] : null
  // A button that is a link tells of itself too: nothing is to be done.
  if (type !== 'block_actions' || !isJson(pressed)) return understood
  const kind = answerKinds.find((each) => each === pressed['action_id'])
  if (!kind) return understood
  const who = isJson(user) ? String(user['id']) : ''
  const answered = await press(parts, ctx, {
    token: String(pressed['value']),
    by: { channel: 'slack', member: who },
    kind,
    isTheirs: ({ channel, address }) => channel === 'slack' && /^[UW]/.test(address) && address === who,
  })
  if (typeof responseUrl === 'string' && answered) {
    const text = `${slackText(answered.title)}\n${slackText(answered.says)}`.trim()
    const change = { replace_original: answered.isDone, response_type: 'ephemeral', text, parse: 'none' }
    void tell(parts, responseUrl, change)
  }
  return understood
}

async function fromTelegram(parts: ChatParts, { ctx, body, header }: Call): Promise<Reply> {
  const { telegramToken: token, telegramUrl: url } = ctx.settings
  if (!token) return { status: 404 }
  if (!sameText(header('x-telegram-bot-api-secret-token'), telegramSecret(ctx))) return { status: 401 }
  const update = jsonIn(body.toString()) ?? {}
  const query = update['callback_query']
  if (!isJson(query)) return isJson(update['message']) ? startChat(ctx, update['message']) : understood
  const { id, data, from, message } = query
  const chat = isJson(message) && isJson(message['chat']) ? message['chat'] : {}
  const who = isJson(from) ? String(from['id']) : ''
  const { kind, token: proof } = pressedOf(String(data))
  const answered = await press(parts, ctx, {
    token: proof,
    kind,
    by: { channel: 'telegram', member: who },
    isTheirs: ({ channel, address }) => channel === 'telegram' && address === who && String(chat['id']) === who,
  })
  if (answered?.isDone && isJson(message)) {
    void tell(parts, telegramUrl({ url, token }, 'editMessageText'), {
      chat_id: chat['id'],
      message_id: message['message_id'],
      text: `<code>${telegramText(answered.title)}</code>\n\n<code>${telegramText(answered.says)}</code>`,
      parse_mode: 'HTML',
    })
  }
  const says = answered?.says ?? ''
  // A refusal waits until it was read: 200 letters is the most that is shown.
  return replied('answerCallbackQuery', {
    callback_query_id: id,
    text: oneLine(says, 200),
    ...(answered?.isDone === false ? { show_alert: true } : {}),
  })
}

/**
 * `/start <code>` in a private chat makes it a contact of whose code it is. In a group `/id` is answered by the group's id, which a
 * manager writes down for the team's channel. Everything else is left alone.
 */
async function startChat(ctx: Context, { chat, text, from }: Json): Promise<Reply> {
  if (isJson(chat) && chat['type'] !== 'private' && typeof text === 'string' && /^\/id(@\w+)?$/.test(text.trim())) {
    return replied('sendMessage', { chat_id: chat['id'], text: `Baton: ${String(chat['id'])}` })
  }
  const code = /^\/start ([\w-]{1,64})$/.exec(typeof text === 'string' ? text : '')?.[1]
  if (!isJson(chat) || chat['type'] !== 'private' || code === undefined) return understood
  const personId = personOfCode(ctx.sealer, code, ctx.now)
  const name = isJson(from) && typeof from['username'] === 'string' ? `@${oneLine(from['username'], 64)}` : 'Telegram'
  const isAdded = personId !== null && (await addTelegram(ctx, { personId, chatId: String(chat['id']), label: name }))
  const says = isAdded
    ? 'Baton: pages reach you here from now on.\n이제 이 대화방으로 호출이 옵니다.'
    : 'Baton: this code no longer holds. Make a new one under "My profile".\n만료된 코드입니다. 내 프로필에서 새로 만드세요.'
  return replied('sendMessage', { chat_id: chat['id'], text: says })
}

/** Mattermost signs nothing: what proves the call is the context, which its server keeps and only Baton could write. */
async function fromMattermost(parts: ChatParts, { ctx, body }: Call): Promise<Reply> {
  const { user_id: who, context } = jsonIn(body.toString()) ?? {}
  const answer = isJson(context) ? context['answer'] : undefined
  const answered = await press(parts, ctx, {
    token: isJson(context) ? String(context['token']) : '',
    by: { channel: 'mattermost', member: typeof who === 'string' ? who : '' },
    // The button of an earlier release says nothing of it.
    kind: answerKinds.find((each) => each === answer) ?? 'acknowledge',
    isTheirs: ({ channel, secret }) => channel === 'mattermost' && secret !== null && secret === who,
  })
  if (!answered) return { status: 401 }
  if (!answered.isDone) return { status: 200, body: { ephemeral_text: fenced(answered.says) } }
  const message = `${fenced(answered.title)}\n${fenced(answered.says)}`
  return { status: 200, body: { update: { message, props: { attachments: [] } } } }
}

type Carried = { readonly channel: string; readonly address: string; readonly secret: string | null }
type Answered = RoomAnswer

/**
 * Answers by the proof on the button: as the person it was sent to if they pressed it, and in a team's channel as whoever did;
 * null when it is no proof at all.
 */
async function press(
  { paging }: ChatParts,
  ctx: Context,
  {
    token,
    kind,
    by,
    isTheirs,
  }: {
    readonly token: string
    readonly kind: AnswerKind
    readonly by: Omit<RoomPress, 'token'>
    readonly isTheirs: (of: Carried) => boolean
  },
): Promise<Answered | null> {
  const deliveryId = deliveryIn(token)
  const carried = deliveryId === null ? undefined : await findCarried(ctx.db, deliveryId)
  if (!carried) return answerInRoom(ctx, { token, ...by })
  const { channel, address, contactId, sealedSecret } = carried
  const secret = sealedSecret && contactId ? ctx.sealer.open(sealedSecret, `contact:${contactId}`) : null
  const words = messageWords[carried.language]
  if (!isTheirs({ channel, address, secret })) return { title: '', says: words.notAnswered, isDone: false }
  try {
    const answer = plainAnswer(kind)
    const { outcome, acknowledgedBy, summary, says, held } = await answerByProof(ctx, paging, token, {
      answer,
      via: 'chat',
    })
    const title = oneLine(summary, 300)
    if (held > 1) return { title, says, isDone: true }
    // The message stays in the chat: it names who has it, for whoever reads it tomorrow.
    if (outcome.is === 'yours' || (outcome.is === 'theirs' && !outcome.isRefused))
      return { title, says: words.taken(oneLine(acknowledgedBy ?? '', 120)), isDone: true }
    // The message keeps its buttons for what else is open on its page.
    if (outcome.is === 'was_closed')
      return outcome.left > 0 ? { title, says, isDone: false } : { title, says: words.over, isDone: true }
    return { title, says, isDone: outcome.is !== 'theirs' }
  } catch (error) {
    if (error instanceof Refusal) return { title: '', says: words.notAnswered, isDone: false }
    throw error
  }
}

/** The header by which Telegram proves itself: told to it when the webhook is set, made from the installation's secret. */
export function telegramSecret({ sealer }: Pick<Context, 'sealer'>): string {
  return sealer.sign('webhook', 'telegram')
}

/** The answer is given; a message that could not be changed is only a message that looks open. */
async function tell({ egress, diagnostics }: ChatParts, url: string, body: Json): Promise<void> {
  const post = { url, headers: jsonHeaders, body: JSON.stringify(body) }
  const answer = await egress.post(post, AbortSignal.timeout(5_000))
  if (answer.kind !== 'answered' || answer.status >= 300) diagnostics.warn('a chat message could not be changed')
}

// Telegram takes a call as the answer to its own (https://core.telegram.org/bots/api#making-requests-when-getting-updates).
function replied(method: string, rest: Json): Reply {
  return { status: 200, body: { method, ...rest } }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(body ? JSON.stringify(body) : '')
}

/** All of the body as it came, or null when it is larger than a chat sends. */
async function bounded(request: Readable): Promise<Buffer | null> {
  let size = 0
  const counted = new Transform({
    transform(part: Buffer, _, done) {
      size += part.length
      done(null, size > mostBytes ? Buffer.of() : part)
    },
  })
  const body = await buffer(request.pipe(counted))
  return size > mostBytes ? null : body
}
