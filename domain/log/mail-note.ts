// A mail to the log of a team becomes a note: its address, what it is about, and what it says.
import { neutral, oneLine } from '../foreign-text.ts'

const prefix = 'log+'

/** The key in the local part of an address, or null when it is of no log. Mail servers may change its case on the way. */
export function logKeyIn(localPart: string): string | null {
  const small = localPart.toLowerCase()
  return small.startsWith(prefix) && keyShape.test(small.slice(prefix.length)) ? small.slice(prefix.length) : null
}

const keyShape = /^[a-z0-9]{32}$/

/** Where mail for the log with this key goes. */
export function logAddressOf(key: string, domain: string): string {
  return `${prefix}${key}@${domain}`
}

/** As long as a note of the log may be, whoever writes it. */
export const longestNote = 4_000
const mostSubject = 300
const mostNames = 5

export type MailedNote = {
  readonly subject: string
  /** What the person wrote, without what is quoted. */
  readonly words: string
  /** The names of what hung on it: none of it is kept. */
  readonly files: readonly string[]
  readonly language: 'en' | 'ko'
}

/** The note that this mail is: its subject, then its text, and what of it is not there. Null when it says nothing. */
export function noteOfMail({ subject, words, files, language }: MailedNote): string | null {
  const title = oneLine(withoutMarks(subject), mostSubject)
  const body = neutral(words.replaceAll('\t', '    ')).trim()
  const repeats = title === '' || body === title || body.startsWith(`${title}\n`)
  const text = repeats ? body : body === '' ? title : `${title}\n\n${body}`
  if (text === '') return null
  const say = notKept[language]
  const shown = files.slice(0, mostNames).map((name) => oneLine(name, 80))
  const missing = files.length === 0 ? '' : `\n\n${say.files(shown.join(', '), files.length - shown.length)}`
  if (text.length + missing.length <= longestNote) return text + missing
  const room = longestNote - missing.length - mostCutWords
  // Half of a character that takes two would be none.
  const kept = text
    .slice(0, room)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trimEnd()
  return `${kept} …\n\n${say.cut(text.length - kept.length)}${missing}`
}

const mostCutWords = 80

type NotKept = {
  readonly cut: (letters: number) => string
  readonly files: (names: string, more: number) => string
}

const notKept: Readonly<Record<'en' | 'ko', NotKept>> = {
  en: {
    cut: (letters) => `(Cut here: the mail has ${letters} more letters.)`,
    files: (names, more) => `(Attachments are not kept: ${names}${more > 0 ? ` and ${more} more` : ''}.)`,
  },
  ko: {
    cut: (letters) => `(여기서 잘렸습니다. 메일에 ${letters}자가 더 있습니다.)`,
    files: (names, more) => `(첨부 파일은 보관하지 않습니다: ${names}${more > 0 ? ` 외 ${more}개` : ''})`,
  },
}

/** What does a subject say of its mail: does it answer one, or pass one on? */
export function markedAs(subject: string): { readonly isReply: boolean; readonly isForward: boolean } {
  const marks = leading.exec(subject.slice(0, 1_000))?.[0] ?? ''
  return { isForward: forwardMark.test(marks), isReply: marks !== '' && !forwardMark.test(marks) }
}

function withoutMarks(subject: string): string {
  return subject.slice(0, 1_000).replace(leading, '')
}

const leading =
  /^\s*(?:(?:re|fwd?|aw|wg|antw|sv|vs|tr|rv|res|enc|回复|转发|答复|返信|회신|답장|전달) ?(?:[[(]\d{1,3}[\])])? ?[:：]\s*)+/iu
const forwardMark = /(?:^|[\s:：])(?:fwd?|wg|tr|rv|enc|转发|전달) ?(?:[[(]\d{1,3}[\])])? ?[:：]/iu

export type Named = { readonly incidentId: number } | { readonly alertId: number }

/**
 * Of which incident or alert does a subject speak? `#12`, `Incident #12`, `INC-12`, `장애 12`; `Alert 12`, `ALERT-12`, `알림 12`. The first counts; null when it names none.
 */
export function namedIn(subject: string): Named | null {
  const found = naming.exec(subject.normalize('NFKC').slice(0, 1_000))
  if (!found) return null
  const { incident, alert } = found.groups ?? {}
  const number = Number(incident ?? alert)
  return incident === undefined ? { alertId: number } : { incidentId: number }
}

// The alert first: of "alert #12" the sign alone would be an incident.
const naming =
  /(?<![\p{L}\p{N}_/-])(?:(?:alert ?#?|alert-|알림 ?#?)(?<alert>[1-9]\d{0,14})|(?:incident ?#?|inc-|inc ?#|장애 ?#?|#)(?<incident>[1-9]\d{0,14}))(?![a-z\d_]|[.,-]\d)/iu
