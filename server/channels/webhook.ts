// Outgoing webhooks after Standard Webhooks 1.0 (https://www.standardwebhooks.com): signed JSON, the same id on every repeat.
import { createHmac } from 'node:crypto'
import type { Message } from '../../domain/paging/message.ts'
import type { Instant } from '../../domain/time.ts'
import { attempt, because, type Channel } from './channel.ts'
import type { Egress } from '../egress/egress.ts'
import { outcomeOf } from './http-outcome.ts'

/** Posts the page's event to the contact's URL, signed with each of its secrets (`whsec_...`, spaces between them). */
export function webhookChannel(egress: Egress, clock: () => Instant): Channel {
  return {
    kind: 'webhook',
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        const keys = signingKeys(to.secret ?? '')
        if (keys === null) {
          return {
            giveUp: because('webhook_secret', 'the signing secret is missing or is not whsec_ and 24 to 64 bytes'),
          }
        }
        const body = JSON.stringify(message.event)
        const headers = signedHeaders(webhookId(message), body, keys, clock())
        const answer = await egress.post({ url: to.address, headers, body }, deadline)
        return outcomeOf(answer, clock(), () => headers['webhook-id'])
      }),
    close: () => Promise.resolve(),
  }
}

/** The headers of Standard Webhooks for this body, signed with each key. The id holds no dot, and fits a header. */
export function signedHeaders(id: string, body: string, keys: readonly Buffer[], at: Instant) {
  const seconds = Math.floor(at.epochMilliseconds / 1_000)
  const signatures = keys.map((key) => createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64'))
  return {
    'content-type': 'application/json',
    'user-agent': 'Baton',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.map((signature) => `v1,${signature}`).join(' '),
  }
}

/** The keys in these secrets, null when one is none. Several at once, so that a receiver can change over without missing a page. */
export function signingKeys(secrets: string): readonly Buffer[] | null {
  const written = secrets.split(' ').filter((secret) => secret !== '')
  const keys = written
    .filter((secret) => /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret))
    .map((secret) => Buffer.from(secret.slice('whsec_'.length), 'base64'))
  const areAllUsable = keys.length === written.length && keys.every((key) => key.length >= 24 && key.length <= 64)
  return keys.length > 0 && areAllUsable ? keys : null
}

// The id is signed as part of `id.timestamp.body`, so it holds no dot, and it must fit a header.
function webhookId(message: Message): string {
  return encodeURIComponent(message.deliveryKey.toWellFormed()).replaceAll('%2F', '/').replaceAll('.', '%2E')
}
