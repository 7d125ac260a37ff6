// Mail as services post it to a source: as it came, as JSON (Postmark), or as a form (Mailgun, SendGrid, others).
import { isObject, own, readBody } from './json.ts'
import { textOfHtml } from '../mail-text.ts'

/** `raw`: a whole mail, to be taken apart as any. `parts`: the service has done so. */
export type PostedMail =
  | { readonly raw: string | Uint8Array }
  | {
      readonly parts: {
        readonly messageId: string
        readonly headers: Readonly<Record<string, string>>
        readonly subject: string
        readonly from: string
        readonly body: string
        readonly date: string | null
        readonly attachments: readonly string[]
        /** The address it came to, for its tag. */
        readonly recipient: string
        /** Of the envelope; null where the service does not say. */
        readonly sender: string | null
      }
    }

/** What was posted? Null when it is no mail in any of these forms. `fields` are those of a form, where it was one. */
export function readPostedMail(body: Uint8Array, fields: ReadonlyMap<string, string> | null): PostedMail | null {
  if (fields) return fromForm(fields)
  const read = readBody(body)
  if ('value' in read) return isObject(read.value) ? fromPostmark(read.value) : null
  const start = String.fromCharCode(...body.subarray(0, 100))
  return /^(?:From |[A-Za-z][A-Za-z0-9-]{0,75}:)/.test(start) ? { raw: body } : null
}

// https://postmarkapp.com/developer/webhooks/inbound-webhook
function fromPostmark(json: Readonly<Record<string, unknown>>): PostedMail | null {
  const said = (name: string) => textOf(own(json, name))
  const raw = said('RawEmail')
  if (raw !== '') return { raw }
  const fromFull = own(json, 'FromFull')
  const from = (isObject(fromFull) && textOf(own(fromFull, 'Email'))) || addressIn(said('From'))
  if (from === '' && said('Subject') === '') return null
  const headers = headersOf(pairsIn(own(json, 'Headers')), { from: said('From'), to: said('To') })
  const attached = own(json, 'Attachments')
  const names = Array.isArray(attached) ? attached.map((each) => (isObject(each) ? textOf(own(each, 'Name')) : '')) : []
  return {
    parts: {
      messageId: headers['message-id'] ?? said('MessageID'),
      headers,
      subject: said('Subject'),
      from,
      body: bodyOf(said('TextBody'), said('HtmlBody')),
      date: said('Date') || null,
      attachments: names.filter((name) => name !== '').slice(0, 20),
      recipient: said('OriginalRecipient'),
      sender: null,
    },
  }
}

// https://documentation.mailgun.com/docs/mailgun/user-manual/receive-forward-store, and the like of it.
function fromForm(fields: ReadonlyMap<string, string>): PostedMail | null {
  const said = (...names: readonly string[]) =>
    names.map((name) => fields.get(name) ?? '').find((text) => text !== '') ?? ''
  const raw = said('body-mime', 'email')
  if (raw !== '') return { raw }
  const from = addressIn(said('from', 'From', 'sender'))
  const subject = said('subject', 'Subject')
  if (from === '' && subject === '') return null
  const read = readBody(said('message-headers') || '[]')
  const headers = headersOf('value' in read ? pairsIn(read.value) : [], {
    from: said('from', 'From'),
    to: said('To', 'to', 'recipient'),
  })
  return {
    parts: {
      messageId: headers['message-id'] ?? said('Message-Id'),
      headers,
      subject,
      from,
      body: bodyOf(said('body-plain', 'text'), said('body-html', 'html')),
      date: headers['date'] ?? null,
      attachments: [],
      recipient: said('recipient'),
      sender: fields.get('sender') ?? null,
    },
  }
}

/** `[[name, value]]` as Mailgun writes headers, `[{Name, Value}]` as Postmark does. */
function pairsIn(list: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(list)) return []
  return list.slice(0, mostHeaders).map((each: unknown) => {
    const pair = Array.isArray(each) ? each : isObject(each) ? [own(each, 'Name'), own(each, 'Value')] : []
    return [textOf(pair[0]).toLowerCase(), textOf(pair[1])] as const
  })
}

function headersOf(
  pairs: readonly (readonly [string, string])[],
  also: { readonly from: string; readonly to: string },
): Readonly<Record<string, string>> {
  const all = new Map<string, string>(Object.entries(also).filter(([, value]) => value !== ''))
  for (const [name, value] of pairs) {
    const before = name in also ? undefined : all.get(name)
    if (name !== '') all.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(all)
}

const mostHeaders = 200
const mostBody = 20_000

function bodyOf(text: string, html: string): string {
  return (text.trim() === '' ? textOfHtml(html, { whole: true }) : text).slice(0, mostBody)
}

function addressIn(text: string): string {
  return /<([^<>\s]{1,320})>\s*$/.exec(text.slice(0, 2_000))?.[1] ?? text.slice(0, 320).trim()
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
