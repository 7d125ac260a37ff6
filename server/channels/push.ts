// Web push (RFC 8030): straight to the service of the person's browser, sealed so that the service cannot read it.
import type { Message } from '../../domain/paging/message.ts'
import type { Retold } from '../../domain/paging/news.ts'
import { shortWords } from '../../domain/paging/short-message.ts'
import { messageWords } from '../../domain/paging/message-words.ts'
import { cutBytes } from '../../domain/foreign-text.ts'
import type { Instant } from '../../domain/time.ts'
import type { Egress } from '../egress/egress.ts'
import { attempt, because, type Channel, type Destination } from './channel.ts'
import { outcomeOf } from './http-outcome.ts'
import { areBrowserKeys, sealForBrowser, vapidHeader, type BrowserKeys, type KeyPair } from './push-encryption.ts'

/** `keys` are the installation's own, the same on every node; `subject` is where a push service finds the operator. */
export type PushParts = {
  readonly keys: () => Promise<KeyPair>
  readonly subject: string
  readonly clock: () => Instant
}

/** Pushes to a browser: the contact's address is its endpoint, the secret its two keys, `p256dh.auth`. */
export function pushChannel(egress: Egress, { keys, subject, clock }: PushParts): Channel {
  const push = (to: Destination, shown: Shown, deadline: AbortSignal) =>
    attempt(deadline, async () => {
      const browser = browserKeys(to.secret ?? '')
      if (browser === null || !URL.canParse(to.address)) {
        return { giveUp: because('push_keys', 'allow it again on the device') }
      }
      const { origin } = new URL(to.address)
      const headers = {
        'content-type': 'application/octet-stream',
        'content-encoding': 'aes128gcm',
        'user-agent': 'Baton',
        ttl: String(shown.ttl),
        urgency: shown.urgency,
        authorization: vapidHeader(await keys(), { origin, subject, now: clock() }),
      }
      const body = sealForBrowser(shown.payload, browser)
      const answer = await egress.post({ url: to.address, headers, body }, deadline)
      if (answer.kind === 'answered' && (answer.status === 404 || answer.status === 410)) {
        return { giveUp: because('push_gone', `HTTP ${answer.status}`), ends: 'gone' }
      }
      return outcomeOf(answer, clock(), () => 'accepted')
    })
  return {
    kind: 'push',
    reach: (to, message, deadline) =>
      push(
        to,
        {
          ttl: message.priority === null ? aDay : aPage,
          urgency: message.priority === null || message.priority === 'P4' ? 'normal' : 'high',
          payload: pushed(message),
        },
        deadline,
      ),
    change: (to, _, retold, deadline) =>
      push(to, { ttl: aPage, urgency: 'normal', payload: pushedInPlace(retold) }, deadline),
    close: () => Promise.resolve(),
  }
}

// A phone that was off for longer should not ring for a page that has long gone on to somebody else.
const aPage = 30 * 60
const aDay = 24 * 60 * 60

type Shown = { readonly ttl: number; readonly urgency: 'normal' | 'high'; readonly payload: string }

/** Takes the place of what is shown for the page, without a sound and without a button that answers. */
function pushedInPlace({ subject, says, openUrl, language, pageId }: Retold): string {
  return JSON.stringify({
    title: cutBytes(subject, 400),
    body: cutBytes(says, 400),
    tag: `page-${pageId}`,
    isUrgent: false,
    isQuiet: true,
    language,
    openPath: pathOf(openUrl),
    answerPath: null,
    words: { open: messageWords[language].open },
  })
}

/** What the service worker shows: with the delivery's own proof, and in the reader's language. */
function pushed(message: Message): string {
  const { title, body } = shortWords(message)
  const words = messageWords[message.language]
  return JSON.stringify({
    title: cutBytes(title, 400),
    body: cutBytes(body, 1_200),
    tag: message.pageId === null || message.carries ? message.deliveryKey : `page-${message.pageId}`,
    isUrgent: message.priority === 'P1' || message.priority === 'P2',
    language: message.language,
    openPath: pathOf(message.openUrl),
    answerPath: message.answerUrl === null ? null : pathOf(message.answerUrl),
    words: {
      acknowledge: words.acknowledge,
      decline: words.decline,
      escalate: words.escalate,
      close: words.close,
      open: words.open,
      // A worker of an earlier release, which a browser may still run, tells by these two.
      taken: words.taken('{name}'),
      over: words.over,
      failed: words.notAnswered,
    },
  })
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '/'
}

function browserKeys(secret: string): BrowserKeys | null {
  const [p256dh = '', auth = ''] = secret.split('.')
  return areBrowserKeys({ p256dh, auth }) ? { p256dh, auth } : null
}
