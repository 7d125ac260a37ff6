// Matchers as Alertmanager writes them, `alertname="DiskFull"`, `instance=~"web-.*"`: read from text and written as text.
// What they match is in matching.ts, which browsers need not load.

/** `isEqual` false is a matcher of everything else: `!=`, or `!~` with a pattern. */
export type Matcher = {
  readonly name: string
  readonly value: string
  readonly isRegex: boolean
  readonly isEqual: boolean
}

/**
 * The fields of an alert that can be matched beside its labels. They carry a prefix that no label has by chance, and stand
 * before a label of that name: were it plainly `service`, one matcher would mean a label for one monitor and Baton's service
 * for the next, and a silence would mute what its author never thought of. Every version of amtool can write these names.
 */
export const alertFields = ['baton_service', 'baton_source', 'baton_summary', 'baton_priority', 'baton_key'] as const
export type AlertField = (typeof alertFields)[number]

export const mostMatchers = 32
export const longestMatcherText = 4096

export type MatchersRead =
  | { readonly matchers: readonly Matcher[] }
  | { readonly wrong: MatcherFault; /** Counted in characters. */ readonly at: number }

export type MatcherFault =
  | 'empty'
  | 'name_missing'
  | 'operator_missing'
  | 'quote_open'
  | 'quote_stray'
  | 'comma_missing'
  | 'brace_open'
  | 'too_many'

/**
 * What does this text match? One or more matchers with commas between, in braces or without; names and values may stand in
 * double quotes, in which `\"`, `\\` and `\n` mean what they say and any other backslash stays (`"web\d+"` is a pattern).
 */
export function readMatchers(text: string): MatchersRead {
  const reader = new Reader(text)
  const isBraced = reader.take('{')
  const matchers: Matcher[] = []
  while (!reader.isAtEnd(isBraced)) {
    const matcher = readOne(reader)
    if ('wrong' in matcher) return matcher
    if (matchers.length === mostMatchers) return reader.fault('too_many')
    matchers.push(matcher)
    if (!reader.isAtEnd(isBraced) && !reader.take(',')) return reader.fault('comma_missing')
  }
  if (isBraced && !reader.take('}')) return reader.fault('brace_open')
  if (!reader.isAtEnd(false)) return reader.fault('comma_missing')
  return matchers.length === 0 ? reader.fault('empty') : { matchers }
}

/** One matcher as text that `readMatchers` reads back. */
export function writeMatcher({ name, value, isRegex, isEqual }: Matcher): string {
  const operator = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!='
  return `${name !== '' && !stopsName.test(name) ? name : quoted(name)}${operator}${quoted(value)}`
}

export function writeMatchers(matchers: readonly Matcher[]): string {
  return matchers.map(writeMatcher).join(', ')
}

/** Baton's own: no text from outside becomes a pattern. */
const stopsName = /[\s{}!=~,\\"'`]/

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}

type Fault = Extract<MatchersRead, { wrong: MatcherFault }>

function readOne(reader: Reader): Matcher | Fault {
  const name = reader.word((mark) => stopsName.test(mark))
  if (typeof name !== 'string') return name
  if (name === '') return reader.fault('name_missing')
  const operator = (['=~', '!~', '!=', '='] as const).find((each) => reader.take(each))
  if (!operator) return reader.fault('operator_missing')
  const value = reader.word((mark) => mark === ',' || mark === '}' || mark === '"')
  if (typeof value !== 'string') return value
  return { name, value, isRegex: operator.endsWith('~'), isEqual: operator.startsWith('=') }
}

/** Where in the text we are. */
class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
    this.#skipSpace()
  }

  fault(wrong: MatcherFault): Fault {
    return { wrong, at: this.#at }
  }

  isAtEnd(isBraced: boolean): boolean {
    return this.#at >= this.#text.length || (isBraced && this.#text[this.#at] === '}')
  }

  take(mark: string): boolean {
    if (!this.#text.startsWith(mark, this.#at)) return false
    this.#at += mark.length
    this.#skipSpace()
    return true
  }

  /** In quotes, or up to what ends it. */
  word(isEnd: (mark: string) => boolean): string | Fault {
    if (this.#text[this.#at] === '"') return this.#inQuotes()
    const from = this.#at
    while (this.#at < this.#text.length && !isEnd(this.#text[this.#at] ?? '')) this.#at++
    const word = this.#text.slice(from, this.#at).trimEnd()
    if (this.#text[this.#at] === '"') return this.fault('quote_stray')
    this.#skipSpace()
    return word
  }

  #inQuotes(): string | Fault {
    const opened = this.#at++
    let word = ''
    for (;;) {
      const mark = this.#text[this.#at++]
      if (mark === undefined) {
        this.#at = opened
        return this.fault('quote_open')
      }
      if (mark === '"') break
      const next = this.#text[this.#at]
      const meant = mark === '\\' && next !== undefined ? escapes.get(next) : undefined
      if (meant !== undefined) this.#at++
      word += meant ?? mark
    }
    this.#skipSpace()
    return word
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['n', '\n'],
])
