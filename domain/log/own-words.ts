// All that somebody wrote in a mail, apart from what their program put around it. What a reply quotes is left out; in a mail that
// answers none, and in one that is passed on, a quotation is part of what is told.
import { attributionLines, headerLine, isQuoted, ruleLine, textOfHtml } from '../mail-text.ts'
import { markedAs } from './mail-note.ts'

type Mail = {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Does it say which mail it answers? */
  readonly isThreaded: boolean
}

/** What did the person write? Line by line as they wrote it, so that Markdown stays what it is; '' when nothing. */
export function ownWords(mail: Mail): string {
  const marks = markedAs(mail.subject)
  if (marks.isForward) return tidy(linesOf(mail, true))
  const isReply = mail.isThreaded || marks.isReply
  const lines = linesOf(mail, !isReply)
  const own: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = trimmed(lines[at])
    if (isSignature(lines, at) || (isReply && beginsAnswered(lines, at))) break
    const skipped = isReply ? attributionLines(lines.slice(at, at + 4).map(trimmed), 0) : 0
    if (skipped > 0) at += skipped - 1
    else if (!isReply || !isQuoted(line)) own.push(lines[at] ?? '')
  }
  return tidy(withoutFooter(own))
}

function linesOf({ text, html }: Mail, isWhole: boolean): readonly string[] {
  const all = text.trim() === '' ? fromHtml(html, isWhole) : text
  return all.slice(0, mostLetters).split(/\r\n|[\n\r\u2028]/)
}

const mostLetters = 100_000

/** Each block ends a line before and after it, so half as many ends of lines were meant. */
function fromHtml(html: string, isWhole: boolean): string {
  return textOfHtml(html, { whole: isWhole, links: true })
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n+/g, (ends) => '\n'.repeat(Math.min(2, Math.ceil(ends.length / 2))))
    .replace(/<(https?:\/\/[^<>\s]{1,2000})>\s*\1(?!\S)/g, '$1')
}

function trimmed(line = ''): string {
  return line.replace(/[\p{Cf}\p{Cc}]/gu, ' ').trim()
}

/** `-- ` (RFC 3676), also where a program has cut its space: but not below a line, where it makes a heading in Markdown. */
function isSignature(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  return line === '-- ' || (line.trim() === '--' && trimmed(lines[at - 1]) === '')
}

/** Does the mail that is answered begin here, with its headers or with a title that says so? A rule in Markdown does not. */
function beginsAnswered(lines: readonly string[], at: number): boolean {
  const line = trimmed(lines[at])
  if (originalTitle.test(line)) return true
  if (!ruleLine.test(line) && !headerLine.test(line)) return false
  const next = lines
    .slice(at, at + 10)
    .map(trimmed)
    .filter((each) => each !== '')
    .slice(0, 6)
  return next.some((each) => headerLine.test(each)) && next.some((each) => otherHeader.test(each))
}

const originalTitle =
  /^-{2,}\s?(?:original (?:message|appointment)|원본 (?:메시지|메일)|ursprüngliche nachricht|message d'origine|mensaje original)\s?-{2,}$/iu
const otherHeader =
  /^\*?(?:sent|date|to|subject|보낸\s?날짜|날짜|받는\s?사람|제목|gesendet|datum|an|betreff|envoyé|objet|送信日時|宛先|件名)\s?\*?\s?[:：]/iu

/** What phones put below everything. */
function withoutFooter(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => trimmed(line) !== '')
  return last >= 0 && footer.test(trimmed(lines[last])) ? withoutFooter(lines.slice(0, last)) : lines
}

const footer =
  /^(?:sent from (?:my |outlook|yahoo|mail for|proton|gmail).{0,60}|get outlook for .{1,40}|(?:나의|내)?\s?(?:iphone|ipad|galaxy|갤럭시|아이폰|아이패드|안드로이드|android|outlook|휴대폰|스마트폰).{0,30}에서 보(?:냄|냈습니다))\.?$/iu

function tidy(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
}
