// E-mail over SMTP: one thread per page, a button that answers only after a press on the screen it opens.
import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { oneLine } from '../../domain/foreign-text.ts'
import type { Message } from '../../domain/paging/message.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { attempt, because, type Channel } from './channel.ts'

export type EmailSettings = {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (port 465); otherwise STARTTLS is used where offered, and is a must once there is a password. */
  readonly secure: boolean
  readonly user?: string
  readonly password?: string
  /** `baton@example.com` or `Baton <baton@example.com>`. */
  readonly from: string
  /** Accept a certificate nobody vouches for. Off unless the operator says so. */
  readonly trustAnyCertificate?: boolean
}

const CONNECTIONS = 10
const PATIENCE_MS = 30_000

/** Sends pages through one SMTP server over a small pool of kept connections. Throws at once when `from` is no address. */
export function emailChannel(settings: EmailSettings): Channel {
  const from = senderOf(settings.from)
  const transport = createTransport({
    pool: true,
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: !settings.secure && settings.password !== undefined,
    tls: { rejectUnauthorized: settings.trustAnyCertificate !== true, minVersion: 'TLSv1.2' },
    ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: settings.password ?? '' } }),
    maxConnections: CONNECTIONS,
    maxRequeues: 1,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    kind: 'email',
    reach: (to, message, deadline) =>
      attempt(deadline, async () => {
        if (!isAddress(to.address)) return { giveUp: because('email_address', 'this is not one e-mail address') }
        try {
          const mail = await transport.sendMail({ ...mailOf(message, from, to.address), signal: deadline })
          return { sent: oneLine(`${mail.messageId} ${mail.response}`, 200) }
        } catch (error) {
          return refusalOf(error)
        }
      }),
    close: () => Promise.resolve(transport.close()),
  }
}

function mailOf(message: Message, from: Sender, address: string) {
  const thread =
    message.pageId === null
      ? message.thread
        ? `<${message.thread.name}.${fingerprint(originOf(message)).slice(0, 12)}@${from.domain}>`
        : (message.inReplyTo ?? null)
      : `<page.${message.pageId}.${fingerprint(originOf(message)).slice(0, 12)}@${from.domain}>`
  return {
    from: { name: from.name, address: from.address },
    // An object and an envelope of its own: the address is never parsed as a list.
    to: { name: '', address },
    envelope: { from: from.address, to: [address] },
    subject: oneLine(message.subject, 200),
    text: message.text,
    ...(message.html === '' ? {} : { html: message.html }),
    messageId: `<delivery.${fingerprint(`${originOf(message)} ${message.deliveryKey}`)}@${from.domain}>`,
    ...(thread === null ? {} : { inReplyTo: thread, references: [thread] }),
    ...(message.replyAddress ? { replyTo: { name: '', address: message.replyAddress } } : {}),
    ...(message.priority === 'P1' ? { priority: 'high' as const } : {}),
    xMailer: false as const,
    headers: {
      'Auto-Submitted': message.inReplyTo ? 'auto-replied' : 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(message.leaveUrl === undefined ? {} : leaveHeaders(message.leaveUrl)),
    },
  }
}

/** RFC 8058: the mail program's own button ends it by one POST. */
function leaveHeaders(url: string) {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

// Two installations may share a sender domain and count their pages alike.
function originOf(message: Message): string {
  return URL.canParse(message.openUrl) ? new URL(message.openUrl).origin : ''
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40)
}

/** SMTP replies (RFC 5321 4.2.1): 4yz may work later, 5yz will not; 421 and 503 speak of the connection, not of the mail. */
function refusalOf(error: unknown): Outcome {
  const { code, responseCode, message } = smtpError(error)
  const said = `${responseCode ?? code} ${message}`
  const isForGood = responseCode !== null && responseCode >= 500 && responseCode !== 503
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    const reason = because(
      'email_sign_in',
      `${responseCode ?? code}: the mail server did not accept the user and password`,
    )
    return isForGood ? { giveUp: reason } : { tryAgain: reason }
  }
  if (code === 'ETLS' || (responseCode === null && /certificate|TLS|SSL/i.test(message))) {
    return { tryAgain: because('email_tls', message) }
  }
  if (isForGood) return { giveUp: because('email_refused', said) }
  if (responseCode !== null) return { tryAgain: because('email_refused_for_now', said) }
  if (code === 'EENVELOPE') return { giveUp: because('email_address', message) }
  return { tryAgain: because('email_unreachable', said) }
}

function smtpError(error: unknown) {
  const has = (key: string): unknown => (error instanceof Error && key in error ? Reflect.get(error, key) : undefined)
  const [code, responseCode, response] = [has('code'), has('responseCode'), has('response')]
  return {
    code: typeof code === 'string' ? code : 'unknown',
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    message:
      typeof response === 'string' ? response.replace(/^\d{3}[ -]/, '') : error instanceof Error ? error.message : '',
  }
}

type Sender = { readonly name: string; readonly address: string; readonly domain: string }

function senderOf(written: string): Sender {
  const match = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>]+)>|([^<>\s]+))\s*$/.exec(written)
  const address = match?.[2] ?? match?.[3] ?? ''
  if (!isAddress(address))
    throw new Error(`the sender "${written}" is not an e-mail address such as Baton <baton@example.com>`)
  return { name: oneLine(match?.[1] ?? '', 100), address, domain: address.slice(address.lastIndexOf('@') + 1) }
}

/** Exactly one address: nothing that SMTP or a mail header could read as a second one, a command or a comment. */
function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s\p{Cc}\p{Cf}@<>()[\],;:\\"]{1,64}@[^\s\p{Cc}\p{Cf}@<>()[\],;:\\"]+$/u.test(text)
}
