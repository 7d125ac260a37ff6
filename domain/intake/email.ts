// Alerts by mail: a mail that was taken apart, and the rules of its source, become one event, or a reason why it is none.
import type { Link, Note, Priority, ReceivedEvent } from './event.ts'
import { detailsText } from './json.ts'
import { addLink, bounded, noLabels } from './labels.ts'
import { withoutSecret } from './mail-address.ts'
import type { WhyIgnored } from './mail-ignored.ts'
import { firstFound, readyRules, type Found, type ReadyRules } from './mail-patterns.ts'
import type { MailRules } from './mail-rules.ts'
import { subjectSays, type SubjectSays } from './mail-subject.ts'
import { UNSAID } from './severity.ts'
import { cutTo, keyFrom, note, titleOf, type Notes } from './text.ts'
import { momentOf } from './timestamps.ts'

/** A mail for a source. Header names are small letters; those that come twice are joined by commas. */
export type AlertMail = {
  /** The sender of the envelope: '' is none, null that it came without one. */
  readonly envelopeFrom: string | null
  readonly headers: Readonly<Record<string, string>>
  /** The same whenever the same mail comes again. */
  readonly ref: string
  readonly subject: string
  readonly from: string
  /** As text, also where it was HTML. */
  readonly body: string
  readonly date: string | null
  readonly attachments: readonly string[]
  /** What stood behind the plus of the address. */
  readonly tag: string | null
}

export type HeardMail = { readonly event: ReceivedEvent } | { readonly ignored: WhyIgnored }

export type MailPlace = {
  /** Baton's mail domain; null where mail only comes over HTTP. */
  readonly domain: string | null
  /** The key in the address: a secret that stands in the mail's own headers, and must not stand in an alert. */
  readonly secret: string
}

const noRules: MailRules = {}

/** What does this mail say? One event, or why it never is one. */
export function readAlertMail(mail: AlertMail, rules: MailRules | null, place: MailPlace): HeardMail {
  const by = rules ?? noRules
  const ignored = whyIgnored(mail, by, place)
  if (ignored) return { ignored }
  const notes: Note[] = []
  const hide = (text: string) => withoutSecret(text, place.secret)
  const subject = titleOf(hide(mail.subject), notes)
  const body = hide(mail.body)
  const ready = readyRules(by)
  const searched = { subject, body }
  const { action, found } = actionOf(searched, by, ready)
  // What a pattern took for the state is no part of what the mail is about.
  const left = found?.in === 'subject' ? subject.replace(found.whole, () => '') : subject
  const labels = noLabels()
  labels['from'] = mail.from
  const tag = mail.tag === null ? null : titleOf(mail.tag, notes)
  if (tag) labels['tag'] = tag
  return {
    event: {
      action,
      key: keyFrom(keyOf({ mail, searched, left, tag }, by, ready, notes), notes),
      summary: subject === '' ? summaryWithout(mail, body, notes) : subject,
      priority: firstPriority(searched, ready) ?? saidPriority(mail.headers) ?? UNSAID,
      from: cutTo(1_024, mail.from, notes, 'label_cut'),
      labels: bounded(labels, notes),
      links: linksIn(body, notes),
      details: detailsOf({ mail, subject, body, hide }, notes),
      startsAt: momentOf(mail.date ?? undefined, notes)?.text ?? null,
      endsAt: null,
      groupKey: null,
      notes,
    },
  }
}

/** Which mails never raise anything, whatever they say: two programs that write to each other would never end. */
export function whyIgnored(
  mail: AlertMail,
  rules: MailRules,
  { domain }: Pick<MailPlace, 'domain'>,
): WhyIgnored | null {
  const { headers } = mail
  const said = (name: string) => headers[name]?.trim().toLowerCase() ?? ''
  if (/^multipart\/report\b/.test(said('content-type')) || headers['x-failed-recipients'] !== undefined) return 'report'
  const thread = [headers['message-id'], headers['in-reply-to'], headers['references']].join(' ')
  // As the channel writes them: of each delivery and each page. See server/channels/email.ts.
  if (/<(?:delivery\.[0-9a-f]{40}|page\.\d{1,19}\.[0-9a-f]{12})@/.test(thread)) return 'own'
  const loop = said('x-loop')
  if (loop !== '' && (loop.includes('baton') || (domain !== null && loop.includes(domain)))) return 'own'
  if (mail.envelopeFrom === '' || /^<\s*>$/.test(said('return-path'))) return 'no_sender'
  const submitted = /^[a-z-]*/.exec(said('auto-submitted'))?.[0] ?? ''
  const precedence = said('precedence')
  const isGenerated = submitted === 'auto-generated'
  if (submitted !== '' && submitted !== 'no' && !(rules.takesAutomatic && isGenerated)) return 'automatic'
  if (/\b(?:auto_reply|junk)\b/.test(precedence)) return 'bulk'
  return /\b(?:bulk|list)\b/.test(precedence) && !rules.takesAutomatic ? 'bulk' : null
}

type Searched = { readonly subject: string; readonly body: string }

function actionOf(mail: Searched, rules: MailRules, ready: ReadyRules): Acting {
  if (rules.alertBy === 'mail') return { action: 'trigger', found: null }
  const resolves = firstFound(ready.resolves, mail)
  if (resolves) return { action: 'resolve', found: resolves }
  const acknowledges = firstFound(ready.acknowledges, mail)
  if (acknowledges) return { action: 'acknowledge', found: acknowledges }
  const says = rules.usualWords === false ? null : subjectSays(mail.subject).says
  return { action: actions[says ?? 'opens'], found: null }
}

type Acting = { readonly action: ReceivedEvent['action']; readonly found: Found | null }

const actions = { opens: 'trigger', closes: 'resolve', acknowledges: 'acknowledge' } as const satisfies Record<
  NonNullable<SubjectSays['says']>,
  ReceivedEvent['action']
>

type Keyed = {
  readonly mail: AlertMail
  readonly searched: Searched
  readonly left: string
  readonly tag: string | null
}

function keyOf({ mail, searched, left, tag }: Keyed, rules: MailRules, ready: ReadyRules, notes: Notes): string {
  const one = `mail:${mail.ref}`
  if (rules.alertBy === 'mail') return one
  const found = ready.key?.(searched)?.group ?? ''
  if (rules.alertBy === 'key' && found === '') note(notes, 'mapping_missed')
  const about = found === '' ? subjectSays(left).about : found
  if (about === '') return tag ? `${tag}/` : one
  return tag ? `${tag}/${about}` : about
}

function firstPriority(mail: Searched, { priorities }: ReadyRules): Priority | null {
  return priorities.find(({ search }) => search(mail) !== null)?.priority ?? null
}

/** `X-Priority` (1 to 5), `Importance` (RFC 2156) and `Priority`: the most urgent of them; null when they say nothing special. */
function saidPriority(headers: AlertMail['headers']): Priority | null {
  const words = ['x-priority', 'importance', 'priority', 'x-msmail-priority'].map(
    (name) => /^[a-z1-5-]+/.exec(headers[name]?.trim().toLowerCase() ?? '')?.[0] ?? '',
  )
  return words.flatMap((word) => importance.get(word) ?? []).toSorted()[0] ?? null
}

const importance: ReadonlyMap<string, Priority> = new Map<string, Priority>([
  ['1', 'P1'],
  ['high', 'P1'],
  ['urgent', 'P1'],
  ['2', 'P2'],
  ['4', 'P3'],
  ['5', 'P4'],
  ['low', 'P3'],
  ['non-urgent', 'P3'],
])

function summaryWithout({ from }: AlertMail, body: string, notes: Notes): string {
  note(notes, 'summary_made')
  const line = titleOf(
    body
      .slice(0, 2_000)
      .split(/\r?\n/)
      .find((each) => each.trim() !== '') ?? '',
    notes,
  )
  return line === '' ? titleOf(`Mail from ${from || 'nobody'}`, notes) : line
}

function linksIn(body: string, notes: Notes): readonly Link[] {
  const links: Link[] = []
  for (const [found] of body.matchAll(/https?:\/\/[^\s<>"'()[\]{}\\]{1,2000}/gi)) {
    const href = found.replace(/[.,;:!?]+$/, '')
    if (links.length === mostLinks) break
    if (!links.some((link) => link.href === href)) addLink(links, href, '', notes)
  }
  return links
}

const mostLinks = 8
const mostBody = 16_000

type Detailed = Searched & { readonly mail: AlertMail; readonly hide: (text: string) => string }

function detailsOf({ mail, subject, body, hide }: Detailed, notes: Notes): string {
  const header = (name: string) => hide(mail.headers[name] ?? '').slice(0, 1_000)
  const told = {
    from: header('from') || mail.from.slice(0, 1_000),
    to: header('to'),
    subject,
    date: mail.date ?? header('date'),
    text: cutTo(mostBody, body.trim(), notes, 'details_truncated'),
    ...(mail.attachments.length > 0 ? { attachments: mail.attachments.map((name) => hide(name).slice(0, 200)) } : {}),
  }
  return detailsText(JSON.stringify(told), notes)
}
