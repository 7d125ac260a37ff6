// POST /in/<key>/email: mail for one source, handed over by a mail service. The key in the address is the proof.
import type { Answer } from '../../domain/intake/event.ts'
import { alertAddressAt } from '../../domain/intake/mail-address.ts'
import { readForm } from '../../domain/intake/form.ts'
import { readPostedMail, type PostedMail } from '../../domain/intake/posted-mail.ts'
import type { ApiCall, ForeignApi, Taken } from '../intake/foreign-api.ts'
import type { KnownSource } from '../intake/sources.ts'
import { MailReader, TooBusy } from './read-in-thread.ts'
import { refOf } from './read-mail.ts'
import { readOrHeaders, takeAlert, type AlertParts, type Parted } from './take-alert.ts'

export function mailApi(parts: AlertParts): ForeignApi {
  const reader = new MailReader()
  return {
    name: 'email',
    // Mailgun posts the mail as it came only where the address ends in `mime`.
    takes: ({ path, pathKey }) => pathKey !== null && (path === '/email' || path === '/email/mime'),
    serve: (call) => serve(parts, reader, call),
    tooLarge: () => says(413, 'This mail is too large: 1 MiB at most come in here.'),
    unavailable: (retryAfterSeconds) => ({
      ...says(503, 'This cannot be taken now. Come again later.'),
      headers: { 'retry-after': String(retryAfterSeconds) },
    }),
  }
}

async function serve(parts: AlertParts, reader: MailReader, call: ApiCall): Promise<Taken> {
  if (call.method !== 'POST') return refused(says(405, 'This address takes POST.'), null)
  const key = call.pathKey ?? ''
  const source = await parts.intake().sources.find(key, call)
  if (!source) return refused(says(401, 'No source has this key.'), null)
  const raw = Buffer.from(call.body)
  const posted = readPostedMail(raw, await fieldsIn(raw))
  if (!posted) return refused(says(422, 'This is no mail: post it as it came, or as Postmark or Mailgun do.'), source)
  try {
    const parted = 'raw' in posted ? await readOrHeaders(reader, bytesOf(posted.raw)) : partedOf(posted.parts)
    if (!parted) return refused(says(422, 'This mail could not be read.'), source)
    const { recipient, sender } = 'parts' in posted ? posted.parts : { recipient: '', sender: null }
    const tag = parts.domain === null ? null : (alertAddressAt(recipient, parts.domain)?.tag ?? null)
    const answer = await takeAlert(parts, { source, key, tag }, { parted, sender, raw })
    // What was taken is remembered already, with what it became.
    if (answer.how === 'taken') return { answer: says(200, 'Taken.'), source: null, accepted: answer.events }
    return refused(says(422, answer.say), source)
  } catch (error) {
    if (!(error instanceof TooBusy)) throw error
    return refused(
      { ...says(503, 'This cannot be taken now. Come again later.'), headers: { 'retry-after': '30' } },
      source,
    )
  }
}

/** The fields of a form, whatever its Content-Type says; null when it is none. */
async function fieldsIn(body: Buffer): Promise<ReadonlyMap<string, string> | null> {
  const boundary = /^--([^\r\n"]{1,200})\r?\n/.exec(body.subarray(0, 300).toString('latin1'))?.[1]
  if (boundary === undefined) {
    const form = readForm(body.toString('utf8'), String)
    return (
      form &&
      new Map(Object.entries(form).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]))
    )
  }
  const headers = { 'content-type': `multipart/form-data; boundary="${boundary.trimEnd()}"` }
  const form = await new Response(Uint8Array.from(body), { headers }).formData().catch(() => null)
  return (
    form && new Map([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])))
  )
}

function bytesOf(raw: string | Uint8Array): Uint8Array {
  return typeof raw === 'string' ? Buffer.from(raw) : raw
}

function partedOf({ messageId, ...mail }: PostedParts): Parted {
  const identity = messageId || [mail.date, mail.subject, mail.from, mail.body].join('\n')
  return { ...mail, ref: refOf(identity) }
}

type PostedParts = Extract<PostedMail, { parts: unknown }>['parts']

function refused(answer: Answer, source: KnownSource | null): Taken {
  return { answer, source, accepted: 0 }
}

function says(status: number, sentence: string): Answer {
  return { status, body: `${sentence}\n`, contentType: 'text/plain' }
}
