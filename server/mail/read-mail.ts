// A mail taken apart: what tells who or what wrote it, the one line that may be an answer, and what a delivery report says.
import { createHash } from 'node:crypto'
import PostalMime, { addressParser, type Address, type Email } from 'postal-mime'
import { failureIn } from '../../domain/paging/bounce.ts'
import { ownWords } from '../../domain/log/own-words.ts'
import { answerLine, textOfHtml } from '../../domain/mail-text.ts'

export type ReadMail =
  | {
      readonly isRead: true
      /** As it was written, `<...>`; null when there is none that could be answered to. */
      readonly messageId: string | null
      /** The same whenever the same mail comes again. */
      readonly ref: string
      /** Small letters; of those that come more than once, all, joined by commas. */
      readonly headers: Readonly<Record<string, string>>
      readonly subject: string
      readonly from: string
      /** All of its text, or of its HTML where it has none other; at most 100,000 characters. */
      readonly text: string
      /** What the person wrote first; '' when nothing. */
      readonly line: string
      /** All that the person wrote, without what is quoted; at most 100,000 characters. */
      readonly words: string
      /** Every address that it says to be from; mostly one. */
      readonly senders: readonly string[]
      /** The names of what was attached on purpose, a few more than are shown anywhere. */
      readonly files: readonly string[]
      /** Why the mail that this reports of was given up; null when it reports of none. */
      readonly failure: string | null
      /** Headers that name recipients, and for a report the mail that it returns: where reply addresses are looked for. */
      readonly named: string
      /** All that it says, as text; cut. */
      readonly body: string
      /** As it says itself, in UTC; null when it says none that can be read. */
      readonly date: string | null
      /** The names of what hangs on it, a few. */
      readonly attachments: readonly string[]
    }
  | { readonly isRead: false; readonly because: 'too_much' | 'garbled' }

const bounds = { maxNestingDepth: 20, maxHeadersSize: 64 * 1_024, forceRfc822Attachments: true } as const
const mostNamed = 100_000
const mostBody = 20_000

/** What does this mail say? Attachments are not unpacked and not looked into, but for the parts of a delivery report. */
export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const mail = await PostalMime.parse(raw, bounds).catch(() => null)
  if (!mail) return { isRead: false, because: 'garbled' }
  const headers = headersOf(mail)
  const isReport =
    /^multipart\/report\b/i.test(headers['content-type'] ?? '') || headers['x-failed-recipients'] !== undefined
  const text = fromIso2022Kr(mail.text ?? '')
  const returned = isReport ? mail.attachments.map(textOf) : []
  const messageId = /^\s*(<[^\s<>\p{Cc}]{1,250}>)/u.exec(headers['message-id'] ?? '')?.[1] ?? null
  const identity = messageId ?? [headers['date'], headers['subject'], headers['from'], text, mail.html].join('\n')
  return {
    isRead: true,
    messageId,
    ref: refOf(identity),
    headers,
    subject: mail.subject ?? '',
    from: mail.from?.address ?? '',
    text: (text.trim() === '' ? (mail.html ?? '') : text).slice(0, mostNamed),
    line: answerLine({ text, html: fromIso2022Kr(mail.html ?? '') }).slice(0, 500),
    words: ownWords({
      subject: mail.subject ?? '',
      text,
      html: fromIso2022Kr(mail.html ?? ''),
      isThreaded: headers['in-reply-to'] !== undefined || headers['references'] !== undefined,
    }),
    senders: addressParser(headers['from'] ?? '')
      .flatMap(addressesOf)
      .slice(0, 5),
    files: mail.attachments
      .filter(({ disposition, related }) => disposition !== 'inline' && !related)
      .slice(0, 20)
      .map(nameOf),
    failure: isReport ? failureOf(mail) : null,
    named: [...recipientHeaders.map((name) => headers[name] ?? ''), ...returned, ...(isReport ? [text] : [])]
      .join('\n')
      .slice(0, mostNamed),
    body: (text.trim() === '' ? textOfHtml(fromIso2022Kr(mail.html ?? ''), { whole: true }) : text).slice(0, mostBody),
    date: mail.date ?? null,
    attachments: mail.attachments.slice(0, 20).map(nameOf),
  }
}

/**
 * Of a mail that is too much to read: its headers alone, which still say what it is about. Null when they cannot be read either.
 */
export function headersOnly(raw: Uint8Array): Uint8Array | null {
  const head = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, bounds.maxHeadersSize)).toString('latin1')
  const end = /\r?\n\r?\n/.exec(head)
  if (!end) return null
  // What it says of its parts is left out: there are none to read.
  const lines = head.slice(0, end.index).replace(/^(?:content-|mime-)[^\n]*\n?(?:[ \t][^\n]*\n?)*/gim, '')
  return Buffer.from(`${lines.trimEnd()}\r\n\r\n`, 'latin1')
}

/** A name for what tells a mail from all others. */
export function refOf(identity: string): string {
  return createHash('sha256').update(identity).digest('hex').slice(0, 40)
}

const recipientHeaders = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-forwarded-to']

function headersOf(mail: Email): Readonly<Record<string, string>> {
  const all = new Map<string, string>()
  for (const { key, value } of mail.headers) {
    const before = all.get(key)
    all.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(all)
}

function addressesOf({ address, group }: Address): readonly string[] {
  return address ? [address] : (group ?? []).map((each) => each.address)
}

function nameOf({ filename, mimeType }: Email['attachments'][number]): string {
  return (filename ?? mimeType).slice(0, 200)
}

function failureOf(mail: Email): string | null {
  const report = mail.attachments.find(({ mimeType }) => mimeType === 'message/delivery-status')
  return report ? failureIn(textOf(report)) : null
}

function textOf({ content }: Email['attachments'][number]): string {
  if (typeof content === 'string') return content.slice(0, mostNamed)
  return Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : content)
    .toString('latin1')
    .slice(0, mostNamed)
}

/**
 * ISO-2022-KR (RFC 1557), which no decoder of the platform knows: between SO and SI stand the letters of EUC-KR without their eighth
 * bit. The signs that switch come through decoding as they are.
 */
function fromIso2022Kr(text: string): string {
  if (!text.includes(announced)) return text
  return text
    .replaceAll(announced, '')
    .split(shiftOut)
    .map((piece, at) => {
      if (at === 0) return piece
      const [shifted = '', ...plain] = piece.split(shiftIn)
      return eucKr.decode(Uint8Array.from(shifted, (sign) => sign.charCodeAt(0) | 0x80)) + plain.join('')
    })
    .join('')
}

const announced = '\u001b$)C'
const shiftOut = '\u000e'
const shiftIn = '\u000f'
const eucKr = new TextDecoder('euc-kr')
