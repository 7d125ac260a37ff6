// What somebody wrote in a mail, apart from what their program put around it: the quoted page, headers, a signature.

const mostLetters = 20_000

/** Which line is the answer? The first that the person wrote, above the quoted text or below it; '' when there is none. */
export function answerLine(mail: { readonly text: string; readonly html: string }): string {
  const text = mail.text.trim() === '' ? textOfHtml(mail.html) : mail.text
  const lines = text
    .slice(0, mostLetters)
    .split(/\r\n|\n|\r|\u2028/)
    .map((line) => line.replace(/[\p{Cf}\p{Cc}]/gu, ' ').trim())
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (isEnd(line)) return ''
    const skipped = attributionLines(lines, at)
    if (skipped > 0) at += skipped - 1
    else if (line !== '' && !isQuoted(line)) return line
  }
  return ''
}

/** Is this a line of what is answered, as programs mark it? */
export function isQuoted(line: string): boolean {
  return /^[>|＞]/u.test(line)
}

/** Below this line stands nothing of the person's own: a signature, or the mail that is answered with its headers. */
function isEnd(line: string): boolean {
  return line === '--' || ruleLine.test(line) || titledRule.test(line) || headerLine.test(line)
}

// Outlook draws underscores, others dashes, some with a title between: `-----Original Message-----`, `----- 원본 메시지 -----`.
export const ruleLine = /^[_]{8,}$|^[-]{10,}$/
const titledRule = /^-{2,}\s?\S[^-]{0,60}-{2,}$/u
export const headerLine =
  /^\*?(?:from|von|de|da|van|fra|från|보낸\s?사람|보낸\s?이|발신|差出人|发件人|寄件者)\s?\*?\s?[:：]\*?\s?\S/iu

/** How many lines from here say that somebody wrote what follows? Long ones are wrapped by some programs. */
export function attributionLines(lines: readonly string[], at: number): number {
  if (!attributionBegins.test(lines[at] ?? '')) return 0
  let joined = ''
  for (let count = 1; count <= 3; count++) {
    const line = lines[at + count - 1] ?? ''
    if (line === '' || isQuoted(line)) return 0
    joined = `${joined} ${line}`
    if (attributionEnds.test(joined)) return count
  }
  return 0
}

const attributionBegins =
  /^(?:(?:on|am|le|el|il|em|op|den|в)\s|\d{4}\s?[-./年년]|\d{1,2}[./]\d|"?[^"<]{1,60}"?\s?<[^>]+@)/iu
const attributionEnds =
  /(?:wrote|writes|작성|씀|쓴\s?글|쓰셨습니다|보냄|보낸\s?메일|schrieb|a\s?écrit|escribió|ha\s?scritto|escreveu|schreef|skrev|написал|のメール|写道|寫道)[^:：]{0,120}[:：]$/iu

/**
 * The text of an HTML mail in one pass over it: blocks end lines, and what is quoted, styled or hidden in the head is left out.
 * `whole`: with what is quoted, to its end, and with where links lead. `links`: with these alone.
 */
export function textOfHtml(html: string, of: { readonly whole?: boolean; readonly links?: boolean } = {}): string {
  const { whole = false, links = whole } = of
  const omitted = whole ? omittedAlways : omittedFromAnswers
  let text = ''
  const left: string[] = []
  let at = 0
  while (at < html.length && text.length < mostLetters) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    if (left.length === 0) text += unescaped(html.slice(at, open))
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open)
      at = end < 0 ? html.length : end + 3
      continue
    }
    const close = html.indexOf('>', open)
    if (close < 0) return text
    const tag = tagIn(html.slice(open + 1, Math.min(close, open + 200)))
    at = close + 1
    if (!tag) continue
    // A head that was never closed must not swallow the mail.
    if (tag.name === 'body') left.length = 0
    if (omitted.has(tag.name)) {
      if (!tag.isEnd) left.push(tag.name)
      else if (left.includes(tag.name)) while (left.pop() !== tag.name);
    }
    if (left.length > 0) continue
    if (!whole && endsAnswer(tag)) return text
    if (links && tag.name === 'a') text += linkIn(html.slice(open, Math.min(close, open + 2_100)))
    if (blocks.has(tag.name)) text += '\n'
  }
  return left.length === 0 && at < html.length ? text + unescaped(html.slice(at, at + mostLetters)) : text
}

type Tag = { readonly name: string; readonly isEnd: boolean; readonly rest: string }

function tagIn(inside: string): Tag | null {
  const found = /^(\/?)([a-zA-Z][a-zA-Z0-9:]*)/.exec(inside)
  return found
    ? { name: (found[2] ?? '').toLowerCase(), isEnd: found[1] === '/', rest: inside.slice(found[0].length) }
    : null
}

/** Where Outlook begins the mail that is answered. */
function endsAnswer({ name, isEnd, rest }: Tag): boolean {
  return !isEnd && (name === 'hr' || /\bid\s?=\s?["']?(?:divRplyFwdMsg|appendonsend|x_divRplyFwdMsg)\b/i.test(rest))
}

/** ` <https://...> ` of a tag that leads somewhere. */
function linkIn(tag: string): string {
  const href = /\shref\s?=\s?["']?(https?:\/\/[^\s"'<>]{1,2000})/i.exec(tag)?.[1]
  return href ? ` <${unescaped(href)}> ` : ''
}

const omittedAlways: ReadonlySet<string> = new Set(['head', 'style', 'script', 'title'])
const omittedFromAnswers: ReadonlySet<string> = new Set([...omittedAlways, 'blockquote'])
const blocks: ReadonlySet<string> = new Set('br p div li ul ol tr table td h1 h2 h3 h4 pre body html'.split(' '))

function unescaped(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(
      /&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi,
      (whole, name: string) => letterOf(name.toLowerCase()) ?? whole,
    )
}

function letterOf(name: string): string | null {
  if (!name.startsWith('#')) return named.get(name) ?? null
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null
}

const named: ReadonlyMap<string, string> = new Map([
  ['nbsp', ' '],
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])
