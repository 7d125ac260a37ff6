// Rules for mail as a form holds them: patterns one a line, and an example that they are tried on.
import { readAlertMail, type HeardMail } from '../../domain/intake/email.ts'
import { areSmallTogether, whyNoMailPattern } from '../../domain/intake/mail-patterns.ts'
import { priorities } from '../../domain/paging/priority.ts'
import type { EndpointOutput } from '../api.ts'

export type MailRules = NonNullable<EndpointOutput<'getSource'>['source']['mailRules']>
type MailPattern = NonNullable<MailRules['key']>
type MailPriority = NonNullable<MailRules['priorities']>[number]

export const alertBys = ['subject', 'mail', 'key'] as const
/** What is written as lines. */
const lineFields = ['resolveWhen', 'acknowledgeWhen', 'priorities', 'senders'] as const
export type LineField = (typeof lineFields)[number]

/** `subject: ^OK`, or `body: state: up`; the subject where nothing is said. Priorities stand in front: `P1 subject: disk`. */
export type MailRulesText = Readonly<Record<LineField | 'key', string>> & {
  readonly alertBy: (typeof alertBys)[number]
  readonly usualWords: boolean
  readonly takesAutomatic: boolean
}
export type MailField = LineField | 'key'
export type MailFault = 'not_a_pattern' | 'no_key' | 'not_a_priority' | 'not_a_sender' | 'too_many' | 'too_large'

export function textOf(rules: MailRules | null): MailRulesText {
  return {
    alertBy: rules?.alertBy ?? 'subject',
    key: rules?.key ? lineOf(rules.key) : '',
    resolveWhen: (rules?.resolveWhen ?? []).map(lineOf).join('\n'),
    acknowledgeWhen: (rules?.acknowledgeWhen ?? []).map(lineOf).join('\n'),
    priorities: (rules?.priorities ?? []).map((each) => `${each.priority} ${lineOf(each)}`).join('\n'),
    senders: (rules?.senders ?? []).join('\n'),
    usualWords: rules?.usualWords ?? true,
    takesAutomatic: rules?.takesAutomatic ?? false,
  }
}

/** The rules that the text says; null when they are what holds anyway. */
export function rulesOf(text: MailRulesText): MailRules | null {
  const closes = text.alertBy === 'mail' ? [] : linesOf(text.resolveWhen).map(patternOf)
  const acknowledges = text.alertBy === 'mail' ? [] : linesOf(text.acknowledgeWhen).map(patternOf)
  const urgent = linesOf(text.priorities).flatMap(asPriority)
  const senders = linesOf(text.senders)
  const rules: MailRules = {
    ...(text.alertBy === 'subject' ? {} : { alertBy: text.alertBy }),
    ...(text.alertBy === 'key' && text.key.trim() !== '' ? { key: patternOf(text.key.trim()) } : {}),
    ...(closes.length > 0 ? { resolveWhen: closes } : {}),
    ...(acknowledges.length > 0 ? { acknowledgeWhen: acknowledges } : {}),
    ...(urgent.length > 0 ? { priorities: urgent } : {}),
    ...(senders.length > 0 ? { senders } : {}),
    ...(text.usualWords ? {} : { usualWords: false }),
    ...(text.takesAutomatic ? { takesAutomatic: true } : {}),
  }
  return Object.keys(rules).length > 0 ? rules : null
}

/** What is not well formed, by field. */
export function faultsOf(written: MailRulesText): Partial<Record<MailField, MailFault>> {
  const text = counting(written)
  const faults: Partial<Record<MailField, MailFault>> = {}
  if (text.alertBy === 'key') {
    if (text.key.trim() === '') faults.key = 'no_key'
    else if (!isPattern(patternOf(text.key.trim()))) faults.key = 'not_a_pattern'
  }
  for (const field of ['resolveWhen', 'acknowledgeWhen'] as const)
    if (!linesOf(text[field]).map(patternOf).every(isPattern)) faults[field] = 'not_a_pattern'
  const lines = linesOf(text.priorities)
  const urgent = lines.flatMap(asPriority)
  if (urgent.length < lines.length) faults.priorities = 'not_a_priority'
  else if (!urgent.every(isPattern)) faults.priorities = 'not_a_pattern'
  if (!linesOf(text.senders).every((line) => /^[^\s@<>]*@[^\s@<>]+$/.test(line))) faults.senders = 'not_a_sender'
  for (const field of lineFields)
    if (linesOf(text[field]).length > (field === 'senders' ? mostSenders : mostPatterns)) faults[field] = 'too_many'
  const all = [text.key, text.resolveWhen, text.acknowledgeWhen].flatMap(linesOf).map(patternOf)
  const isLarge = !areSmallTogether([...all, ...urgent].map(({ pattern }) => pattern))
  return isLarge && Object.keys(faults).length === 0 ? { resolveWhen: 'too_large' } : faults
}

/** Without what does not count for such alerts, and is not shown. */
function counting(text: MailRulesText): MailRulesText {
  const key = text.alertBy === 'key' ? text.key : ''
  return text.alertBy === 'mail' ? { ...text, key, resolveWhen: '', acknowledgeWhen: '' } : { ...text, key }
}

/**
 * What becomes of a mail that somebody pasted, by these rules? Its headers stand above an empty line; where there are none the first line is
 * the subject. Null when nothing is written.
 */
export function tried(pasted: string, rules: MailRules | null): HeardMail | null {
  if (pasted.trim() === '') return null
  const lines = pasted.trimStart().split(/\r?\n/)
  const end = lines.indexOf('')
  const head = headersIn(lines.slice(0, end < 0 ? lines.length : end))
  const headers = head ?? {}
  const subject = head ? (head['subject'] ?? '') : (lines[0] ?? '')
  const body = (head ? (end < 0 ? [] : lines.slice(end + 1)) : lines.slice(1)).join('\n')
  const from = /<([^<>]*)>/.exec(headers['from'] ?? '')?.[1] ?? headers['from'] ?? ''
  const mail = {
    envelopeFrom: null,
    ref: 'example',
    headers,
    subject,
    from,
    body,
    date: null,
    attachments: [],
    tag: null,
  }
  return readAlertMail(mail, rules, { domain: null, secret: '' })
}

const mostPatterns = 10
const mostSenders = 100

/** Null when these lines are no headers. */
function headersIn(lines: readonly string[]): Readonly<Record<string, string>> | null {
  const found = new Map<string, string>()
  let last = ''
  for (const line of lines) {
    const header = /^([A-Za-z][A-Za-z0-9-]{1,60}):\s?(.*)$/.exec(line)
    if (header) {
      last = (header[1] ?? '').toLowerCase()
      found.set(last, header[2] ?? '')
    } else if (/^[ \t]/.test(line) && last !== '') found.set(last, `${found.get(last) ?? ''} ${line.trim()}`)
    else return null
  }
  return found.has('subject') || found.has('from') ? Object.fromEntries(found) : null
}

function lineOf({ in: part, pattern }: MailPattern): string {
  return part === 'body' || /^(?:subject|body):/.test(pattern) ? `${part}: ${pattern}` : pattern
}

function patternOf(line: string): MailPattern {
  const found = /^(subject|body):\s*(.*)$/.exec(line)
  return { in: found?.[1] === 'body' ? 'body' : 'subject', pattern: found ? (found[2] ?? '') : line }
}

function isPattern({ pattern }: MailPattern): boolean {
  return pattern !== '' && pattern.length <= 300 && whyNoMailPattern(pattern) === null
}

function asPriority(line: string): readonly MailPriority[] {
  const found = /^(\S+)\s+(.+)$/.exec(line)
  const priority = priorities.find((each) => each === found?.[1]?.toUpperCase())
  return priority ? [{ ...patternOf(found?.[2] ?? ''), priority }] : []
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
