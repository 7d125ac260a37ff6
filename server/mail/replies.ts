// The door for what comes back to the mails of pages: replies of people, reports of mail servers, and machines that are not heard.
import { automaticSign } from '../../domain/paging/automatic-mail.ts'
import { answerByMail } from '../alerts/mail-answers.ts'
import { because } from '../channels/channel.ts'
import type { Context } from '../context.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import type { Metrics } from '../metrics.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { carriedBeside } from '../paging/bundles.ts'
import { findMailed, markBounced } from '../paging/mail-store.ts'
import { deliveryAt, isReplyProof, replyAddressesIn } from '../paging/reply-address.ts'
import { newId } from '../secrets.ts'
import type { ArrivedMail, MailAnswer, MailDoor } from './door.ts'
import { MailReader } from './read-in-thread.ts'
import type { ReadMail } from './read-mail.ts'

export type ReplyParts = Pick<Context, 'db' | 'settings' | 'sealer' | 'announce'> & {
  readonly domain: string
  readonly paging: PagingDoors
  readonly clock: DatabaseClock
  readonly metrics: Metrics
  /** A mail came back: its receipt is due now. */
  readonly onLost: () => void
}

/** A mail that goes to more of Baton's addresses than this was not written by somebody who answers a page. */
const mostMeant = 3

type Understood = Extract<ReadMail, { isRead: true }>

export function replyDoor(parts: ReplyParts): MailDoor {
  const reader = new MailReader()
  const ownAddress = addressIn(parts.settings.mailFrom)
  const isOurs = ownAddress.toLowerCase().endsWith(`@${parts.domain}`)
  return {
    mostBytes: 256 * 1_024,
    async knows(recipient, sender) {
      // Where pages are sent from, reports of mail servers come back to, and nothing else is read.
      if (isOurs && recipient.toLowerCase() === ownAddress.toLowerCase()) return sender === ''
      return (await meant(parts, [recipient])).length > 0
    },
    async take(arrived) {
      const mail = await reader.read(arrived.raw)
      if (!mail.isRead) {
        parts.metrics.mail('unreadable')
        return { how: 'refused', say: 'This mail could not be read.' }
      }
      const signs = { envelopeFrom: arrived.sender, headers: mail.headers, subject: mail.subject, from: mail.from }
      const sign = automaticSign(signs, isOurs ? ownAddress : null)
      if (sign === 'report') return takeReport(parts, arrived, mail)
      if (sign !== null) {
        parts.metrics.mail('automatic')
        return taken
      }
      return takeReply(parts, arrived, mail)
    },
  }
}

const taken: MailAnswer = { how: 'taken' }

async function takeReply(parts: ReplyParts, arrived: ArrivedMail, mail: Understood): Promise<MailAnswer> {
  const deliveries = await meant(parts, arrived.recipients ?? replyAddressesIn(mail.named, parts.domain, mostMeant))
  if (deliveries.length === 0) {
    parts.metrics.mail('unknown')
    return { how: 'refused', say: 'This is for no address of Baton.' }
  }
  const ctx = await context(parts)
  for (const { id, bundle } of deliveries) {
    const of = { deliveryId: id, bundle, ref: mail.ref, messageId: mail.messageId, line: mail.line }
    parts.metrics.mail(await answerByMail(ctx, parts.paging, of))
  }
  return taken
}

/** A report is about the mail that it returns, whose address is in it; what it says of a mail that was not given up is not heard. */
async function takeReport(parts: ReplyParts, arrived: ArrivedMail, mail: Understood): Promise<MailAnswer> {
  const addresses = [...(arrived.recipients ?? []), ...replyAddressesIn(mail.named, parts.domain, mostMeant)]
  const [about] = mail.failure === null ? [] : await meant(parts, addresses)
  if (!about || mail.failure === null) {
    parts.metrics.mail('automatic')
    return taken
  }
  const { now } = await context(parts)
  let isLost = false
  for (const id of [about.id, ...(await carriedBeside(parts.db, about.bundle, about.id))]) {
    const known = await markBounced(parts.db, { id, because: because('email_bounced', mail.failure), now })
    if (known === null) {
      parts.metrics.mail('early')
      return { how: 'later', say: 'It is not yet known that this was sent.' }
    }
    isLost ||= known
  }
  parts.metrics.mail('bounced')
  if (isLost) parts.onLost()
  return taken
}

/** The deliveries that these addresses name and prove, each once. */
async function meant({ db, sealer, domain }: ReplyParts, addresses: readonly string[]) {
  const found = []
  for (const address of new Set(addresses.slice(0, mostMeant * 2))) {
    const named = deliveryAt(address, domain)
    const delivery = named ? await findMailed(db, named.id) : undefined
    if (named && delivery && isReplyProof(sealer, named, delivery)) found.push({ ...delivery, bundle: named.bundle })
  }
  return found.slice(0, mostMeant)
}

async function context(parts: ReplyParts): Promise<Context> {
  const { db, settings, sealer, announce, clock } = parts
  const request = { address: '', agent: 'mail', sessionId: null, byToken: false }
  return { db, settings, sealer, announce, now: await clock.read(db), newId, actor: { kind: 'nobody' }, request }
}

/** The address alone, of `Baton <baton@example.com>`. */
function addressIn(from: string): string {
  return /[^\s<>"]+@[^\s<>"]+/.exec(from)?.[0] ?? from
}
