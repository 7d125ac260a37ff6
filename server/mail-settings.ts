// The settings of mail that comes in: replies to pages, and alerts. Off unless a domain and a door are given.
import * as z from 'zod'

const file = z.string().min(1).optional()

export const mailRows = {
  mailDomain: {
    variable: 'BATON_MAIL_DOMAIN',
    says: 'The domain of the addresses that pages by mail are answered at (reply+...@domain) and that alerts by mail go to (<key>@domain), and lines for logs of teams (log+<key>@domain). Its mail must come to Baton.',
    shape: z
      .string()
      .max(190)
      .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/, {
        error: 'it is a domain such as baton.example.com',
      })
      .optional(),
    defaultSays:
      'none: pages by mail are answered by their link alone, and neither alerts nor lines of a log come by mail',
  },
  mailListen: {
    variable: 'BATON_MAIL_LISTEN',
    says: 'The address and port on which this node takes mail over SMTP, such as 0.0.0.0:25 or 127.0.0.1:2525.',
    shape: z
      .string()
      .regex(/^(?:\[[0-9A-Fa-f:.]+\]|[^\s:[\]]+):\d{1,5}$/, 'it is an address and a port such as 127.0.0.1:2525')
      .refine((text) => Number(text.split(':').at(-1)) <= 65_535, 'its port is at most 65535')
      .optional(),
    defaultSays: 'none: nothing listens for mail',
  },
  mailTlsCert: {
    variable: 'BATON_MAIL_TLS_CERT',
    says: 'A file with the certificate for STARTTLS, and those above it. Read when Baton starts.',
    shape: file,
    defaultSays: 'none: mail is taken without encryption',
  },
  mailTlsKey: {
    variable: 'BATON_MAIL_TLS_KEY',
    says: 'A file with the key of that certificate.',
    shape: file,
    defaultSays: 'none',
  },
  mailKey: {
    variable: 'BATON_MAIL_KEY',
    says: 'Opens POST /in/mail/<key>, where a mail service that somebody else runs hands over mail as it came.',
    shape: z
      .string()
      .regex(/^[A-Za-z0-9_-]{20,128}$/, 'it has 20 to 128 letters, digits, - and _')
      .optional(),
    isSecret: true,
    defaultSays: 'none: that door is closed',
  },
} as const

type MailIn = {
  readonly mailDomain?: string | undefined
  readonly mailListen?: string | undefined
  readonly mailTlsCert?: string | undefined
  readonly mailTlsKey?: string | undefined
  readonly mailKey?: string | undefined
}

/** Where replies come in; null when no door leads there, and then no mail asks for any. */
export function replyDomainOf({ mailDomain, mailListen, mailKey }: MailIn): string | null {
  return mailDomain && (mailListen || mailKey) ? mailDomain.toLowerCase() : null
}

/** Which of these settings cannot be alone? A sentence for whoever starts Baton, or null. */
export function whyMailIsHalfSet(settings: MailIn): string | null {
  const { mailDomain, mailListen, mailKey, mailTlsCert, mailTlsKey } = settings
  if (mailListen && !mailDomain) return 'BATON_MAIL_LISTEN needs BATON_MAIL_DOMAIN: without it no mail is for Baton.'
  if (mailKey && !mailDomain) return 'BATON_MAIL_KEY needs BATON_MAIL_DOMAIN: without it no mail is for Baton.'
  if (Boolean(mailTlsCert) !== Boolean(mailTlsKey)) return 'BATON_MAIL_TLS_CERT and BATON_MAIL_TLS_KEY go together.'
  return null
}
