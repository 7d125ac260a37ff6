// ntfy (https://docs.ntfy.sh/publish/#publish-as-json): a push to a phone that subscribed to a topic, self-hosted or not.
import type { Message } from '../../domain/paging/message.ts'
import { ntfyWords } from '../../domain/paging/message.ts'
import type { Priority } from '../../domain/paging/message-facts.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import type { Instant } from '../../domain/time.ts'
import { attempt, because, type Channel, type Destination } from './channel.ts'
import type { Egress } from '../egress/egress.ts'
import { outcomeOf } from './http-outcome.ts'

/** `server` is where a bare topic lives; `token` signs in there and is sent nowhere else. */
export type NtfySettings = { readonly server: string; readonly token?: string }

/** Publishes to `topic` on the set server, or to `https://any.server/topic`. A contact's secret is a token or `user:password`. */
export function ntfyChannel(egress: Egress, settings: NtfySettings, clock: () => Instant): Channel {
  return {
    kind: 'ntfy',
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        const place = placeOf(to.address, settings)
        if (place === null) return { giveUp: because('ntfy_topic', 'enter a topic or the address of one') }
        const authorization = signIn(to, place.url, settings)
        if (authorization === null)
          return { giveUp: because('ntfy_sign_in', 'the token has signs a token cannot have') }
        const headers = { 'content-type': 'application/json', 'user-agent': 'Baton', ...authorization }
        const body = JSON.stringify(publication(place.topic, message))
        return outcomeOf(await egress.post({ url: place.url, headers, body }, deadline), clock(), publishedId)
      }),
    close: () => Promise.resolve(),
  }
}

function publication(topic: string, message: Message) {
  const { title, body } = ntfyWords(message)
  return {
    topic,
    title,
    message: body,
    click: message.openUrl,
    ...(message.priority === null
      ? { priority: quiet, tags: ['calendar'] }
      : {
          priority: urgency[message.priority],
          tags: [...(message.priority === 'P1' ? ['rotating_light'] : []), message.priority, `page-${message.pageId}`],
        }),
    ...(message.answerUrl === null
      ? {}
      : { actions: [{ action: 'view', label: messageWords[message.language].answer, url: message.answerUrl }] }),
  }
}

/** A notice can wait: no sound, no light. */
const quiet = 2

// 5 rings through "do not disturb" where the phone allows it; 2 makes no sound.
const urgency = { P1: 5, P2: 4, P3: 3, P4: 2 } satisfies Record<Priority, number>

function placeOf(address: string, settings: NtfySettings): { readonly url: string; readonly topic: string } | null {
  const server = settings.server.replace(/\/*$/, '/')
  if (isTopic(address)) return { url: server, topic: address }
  const cut = address.lastIndexOf('/') + 1
  const topic = address.slice(cut)
  return /^https?:\/\/[^/]+\//i.test(address) && isTopic(topic) ? { url: address.slice(0, cut), topic } : null
}

function isTopic(text: string): boolean {
  return /^[-_A-Za-z0-9]{1,64}$/.test(text)
}

function signIn(to: Destination, url: string, settings: NtfySettings): Readonly<Record<string, string>> | null {
  const isHome =
    URL.canParse(url) && URL.canParse(settings.server) && new URL(url).origin === new URL(settings.server).origin
  const secret = to.secret ?? (isHome ? settings.token : undefined)
  if (secret === undefined || secret === '') return {}
  if (secret.includes(':')) return { authorization: `Basic ${Buffer.from(secret).toString('base64')}` }
  return /^[\x21-\x7e]+$/.test(secret) ? { authorization: `Bearer ${secret}` } : null
}

function publishedId(body: string): string {
  return /"id"\s*:\s*"([A-Za-z0-9_-]{1,64})"/.exec(body)?.[1] ?? 'accepted'
}
