// A mail for a source, on its way to an alert: read, judged by the rules of the source, accepted, remembered.
import { readAlertMail, type AlertMail } from '../../domain/intake/email.ts'
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import type { WhyIgnored } from '../../domain/intake/mail-ignored.ts'
import { isWelcome, withoutSecret } from '../../domain/intake/mail-address.ts'
import type { Db } from '../db/connect.ts'
import { SourceGone } from '../intake/accept.ts'
import type { Batches } from '../intake/batches.ts'
import type { Received } from '../intake/received.ts'
import type { KnownSource, KnownSources } from '../intake/sources.ts'
import type { Metrics } from '../metrics.ts'
import type { MailReader } from './read-in-thread.ts'
import { headersOnly, type ReadMail } from './read-mail.ts'
import { keepTaken, wasTaken } from './source-mails.ts'

/** The intake that mails go into, asked when a mail is there: the node puts it together later than this door. */
export type MailIntake = {
  readonly sources: KnownSources
  readonly batches: Pick<Batches, 'accept'>
  readonly received: Received
}

export type AlertParts = {
  readonly db: Db
  /** Null where mail only comes over HTTP. */
  readonly domain: string | null
  readonly metrics: Metrics
  readonly intake: () => MailIntake
}

/** Whom a mail is for. `key`: as it stood in the address. */
export type Addressee = { readonly source: KnownSource; readonly key: string; readonly tag: string | null }

type Understood = Extract<ReadMail, { isRead: true }>
export type Parted = Pick<Understood, 'ref' | 'headers' | 'subject' | 'from' | 'body' | 'date' | 'attachments'>

/** What is too much to read still says what it is about by its headers; null when not even that. */
export async function readOrHeaders(reader: MailReader, raw: Uint8Array): Promise<Parted | null> {
  const mail = await reader.read(raw)
  if (mail.isRead) return mail
  const head = headersOnly(raw)
  const rest = head && (await reader.read(head))
  return rest?.isRead ? { ...rest, body: '(The text of this mail could not be read.)' } : null
}

/** `events`: how many it raised or moved. */
type AlertAnswer = { readonly how: 'taken'; readonly events: 0 | 1 } | NotWelcome
type NotWelcome = { readonly how: 'refused'; readonly say: string }

/** Taken when the event, or the reason why there is none, is kept. Throws when it must come again. */
export async function takeAlert(
  parts: AlertParts,
  to: Addressee,
  mail: { readonly parted: Parted; readonly sender: string | null; readonly raw: Uint8Array },
): Promise<AlertAnswer> {
  const { source, key, tag } = to
  const { batches, sources } = parts.intake()
  const rules = source.mailRules ?? null
  const allowed = rules?.senders ?? []
  const stranger = [mail.sender, mail.parted.from].find(
    (each) => each !== null && each !== '' && !isWelcome(each, allowed),
  )
  const isNameless = allowed.length > 0 && mail.parted.from === ''
  if (stranger !== undefined || isNameless) {
    parts.metrics.mail('not_welcome')
    return notWelcome(stranger ?? '')
  }
  const arrived: AlertMail = { ...mail.parted, envelopeFrom: mail.sender, tag }
  const heard = readAlertMail(arrived, rules, { domain: parts.domain, secret: key })
  if ('ignored' in heard) {
    parts.metrics.mail('ignored')
    const reason = JSON.stringify({ ignored: heard.ignored, say: ignoredBecause[heard.ignored] })
    keepCame(parts, to, { status: 250, answer: reason, raw: mail.raw })
    return { how: 'taken', events: 0 }
  }
  if (await wasTaken(parts.db, source.id, arrived.ref)) {
    parts.metrics.mail('repeated')
    return { how: 'taken', events: 0 }
  }
  try {
    await batches.accept(source, [heard.event])
  } catch (error) {
    if (error instanceof SourceGone) sources.forget()
    throw error
  }
  await keepTaken(parts.db, source.id, arrived.ref)
  parts.metrics.mail('alert')
  keepCame(parts, to, { status: 250, answer: '', raw: mail.raw, events: [heard.event] })
  return { how: 'taken', events: 1 }
}

export function notWelcome(sender: string): NotWelcome {
  const who = sender === '' ? 'a mail without a sender' : sender.replace(/[^\x20-\x7e]/g, '?').slice(0, 200)
  return { how: 'refused', say: `This source takes no mail from ${who}. Its rules for mail say who may send.` }
}

/** Beside what else came by a source, without the key. */
export function keepCame(
  { intake }: AlertParts,
  { source, key, tag }: Addressee,
  of: {
    readonly status: number
    readonly answer: string
    readonly raw: Uint8Array
    readonly events?: readonly ReceivedEvent[]
  },
): void {
  const head = Buffer.from(of.raw.buffer, of.raw.byteOffset, Math.min(of.raw.length, 20_000)).toString('utf8')
  intake().received.add({
    sourceId: source.id,
    path: tag === null ? 'mail' : `mail +${tag}`,
    address: '',
    status: of.status,
    because: null,
    answer: of.answer,
    events: of.events ?? [],
    changes: [],
    body: Buffer.from(withoutSecret(head, key)),
  })
}

const ignoredBecause: Readonly<Record<WhyIgnored, string>> = {
  no_sender:
    'Taken and not made an alert: its envelope has no sender, as that of delivery reports and automatic answers.',
  report: 'Taken and not made an alert: it is a report of a mail server on a mail that was sent.',
  own: 'Taken and not made an alert: Baton itself sent it, or it answers a mail of Baton.',
  automatic:
    'Taken and not made an alert: its header Auto-Submitted says that a program wrote it. The rules of the source can let auto-generated mails in.',
  bulk: 'Taken and not made an alert: its header Precedence says that it went to many. The rules of the source can let bulk and list in.',
}
