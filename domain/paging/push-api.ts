import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { instant, nothing } from '../shapes.ts'
import { Contact } from './contact.ts'

/** As base64url; whether it is a key is asked when it is used. */
const key = z.string().min(1).max(200)

export const pushApi = {
  startTelegram: endpoint({
    method: 'GET',
    path: '/api/me/telegram',
    does: 'By which link do I begin a chat with the bot, so that it becomes a contact of mine? Null without a bot.',
    permission: 'self',
    input: nothing,
    output: z.object({ link: z.string().nullable(), endsAt: instant.nullable() }),
    errors: ['not_allowed'],
  }),
  getPushKey: endpoint({
    method: 'GET',
    path: '/api/me/push',
    does: 'With which public key does a browser subscribe to pages of this installation?',
    permission: 'self',
    input: nothing,
    output: z.object({ publicKey: z.string() }),
    errors: [],
  }),
  subscribePush: endpoint({
    method: 'POST',
    path: '/api/me/push',
    does: 'Page me on this device. Doing it again renews the contact; ending the session removes it.',
    permission: 'self',
    input: z.object({
      label: z.string().max(100).default(''),
      /** As the browser's push service gave them (https://www.w3.org/TR/push-api/#pushsubscription-interface). */
      endpoint: z.string().min(1).max(2000),
      p256dh: key,
      auth: key,
    }),
    output: Contact,
    errors: ['not_allowed', 'contact_unreachable'],
  }),
}
