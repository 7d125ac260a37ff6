// Mails that a machine wrote: none of them is an answer, and none of them is answered, or two machines would write for ever.

/** What tells it. Header names are small letters; `envelopeFrom` is null where no envelope came with the mail. */
export type MailSigns = {
  readonly envelopeFrom: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly subject: string
  readonly from: string
}

export type AutomaticSign = 'no_sender' | 'says_so' | 'bulk' | 'own' | 'report' | 'out_of_office'

/**
 * Did a machine write this mail, and by what is that seen? Null: take it for a person's. `ownAddress` is what Baton writes from where
 * it is in a domain of Baton's own; elsewhere it may be a person's mailbox too (null), and what Baton wrote is known by its headers.
 */
export function automaticSign(mail: MailSigns, ownAddress: string | null): AutomaticSign | null {
  const { headers, subject } = mail
  const has = (name: string) => headers[name] !== undefined
  if (/^multipart\/report\b/i.test(headers['content-type'] ?? '') || has('x-failed-recipients')) return 'report'
  // Every mail of Baton is made so; one that comes back has gone in a circle.
  const isOwn = mail.from.toLowerCase() === ownAddress?.toLowerCase()
  if (isOwn || /^\s*<delivery\.[0-9a-f]{40}@/.test(headers['message-id'] ?? '')) return 'own'
  if (mail.envelopeFrom === '' || /^\s*<\s*>\s*$/.test(headers['return-path'] ?? '')) return 'no_sender'
  // RFC 3834: `no` is what a person's mail may say.
  const submitted = (headers['auto-submitted'] ?? 'no').trim().toLowerCase()
  if (!/^no\b/.test(submitted)) return 'says_so'
  if (saying.some(has)) return 'says_so'
  if (/\b(?:bulk|junk|list|auto_reply)\b/i.test(headers['precedence'] ?? '') || has('list-id')) return 'bulk'
  return absent.test(subject.replace(/^(?:\s*(?:re|aw|sv|회신|답장)\s?[:：])+/i, '').trim()) ? 'out_of_office' : null
}

const saying = ['x-auto-response-suppress', 'x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply'] as const

/** How programs title what they write for somebody who is away. */
const absent = new RegExp(
  `^\\[?(?:${[
    'auto(?:matic|mated)?[ -]?(?:reply|response)',
    'out[ -]of[ -](?:the[ -])?office',
    'on (?:vacation|leave)',
    '자동\\s?(?:회신|응답|답장)',
    '부재\\s?중',
    '휴가\\s?중',
    '自動(?:返信|応答|回覆)',
    '不在(?:通知|のお知らせ)',
    '自动(?:回复|答复)',
    'automatische antwort',
    'abwesenheit',
    'réponse automatique',
    'absence du bureau',
    'respuesta automática',
    'fuera de la oficina',
    'risposta automatica',
    'fuori sede',
    'resposta automática',
    'automatisch antwoord',
    'автоответ',
  ].join('|')})`,
  'iu',
)
