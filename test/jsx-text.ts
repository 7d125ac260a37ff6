/** A piece of text that a person would read, written straight into a component. */
export type Found = { readonly line: number; readonly text: string }

/** Attributes whose text reaches a person's eyes or ears. */
const spoken = new Set(
  'aria-label aria-description title placeholder label alt about hint error say why unavailable documentTitle'.split(
    ' ',
  ),
)

/** Every text in the JSX of a TSX source that was not taken from the words: children and spoken attributes. */
export function textsOf(source: string): Found[] {
  const found: Found[] = []
  readCode({ source, at: 0, found }, '')
  return found
}

type Reader = { readonly source: string; at: number; readonly found: Found[] }

/** Reads code up to the closing brace of the container it stands in, or to the end of the file. */
function readCode(reader: Reader, closing: '}' | ''): void {
  const { source } = reader
  while (reader.at < source.length) {
    const here = source.slice(reader.at, reader.at + 2)
    const before = source.slice(0, reader.at).trimEnd()
    if (here[0] === closing) return
    if (here === '//') skipPast(reader, '\n')
    else if (here === '/*') skipPast(reader, '*/')
    else if (here[0] === "'" || here[0] === '"') readString(reader)
    else if (here[0] === '`') readTemplate(reader)
    else if (here[0] === '{') readBraces(reader)
    else if (here[0] === '/' && /(^|[(,=:[!&|?{};>])$/.test(before)) readRegex(reader)
    else if (/^<[A-Za-z>]/.test(here) && isExpressionNext(before)) readElement(reader)
    else reader.at += 1
  }
}

/** `a<b>` is a type or a comparison; after an operator or `return` it can only be an element. */
function isExpressionNext(before: string): boolean {
  return /\b(return|default)$/.test(before) || !/[\w$)\]]$/.test(before)
}

function readElement(reader: Reader): void {
  reader.at += 1
  readAttributes(reader)
  if (reader.source.startsWith('/>', reader.at)) {
    reader.at += 2
    return
  }
  reader.at += 1
  while (reader.at < reader.source.length) {
    readText(reader)
    if (reader.source.startsWith('</', reader.at)) return skipPast(reader, '>')
    if (reader.source[reader.at] === '<') readElement(reader)
    else readContainer(reader, null)
  }
}

/** Reads to the `>` or `/>` that ends the opening tag. */
function readAttributes(reader: Reader): void {
  const { source } = reader
  while (reader.at < source.length && source[reader.at] !== '>' && !source.startsWith('/>', reader.at)) {
    const attribute = /^([\w-]+)=(["'{])/.exec(source.slice(reader.at, reader.at + 80))
    if (attribute) {
      const [, name = '', opening] = attribute
      reader.at += attribute[0].length - 1
      if (opening === '{') readContainer(reader, name)
      else {
        const start = reader.at
        const text = readString(reader)
        if (spoken.has(name)) note(reader, start, text)
      }
    } else if (source[reader.at] === '{') readBraces(reader)
    else reader.at += 1
  }
}

/** `{…}` as a child (attribute null) or as the value of an attribute; a bare string in it is text like any other. */
function readContainer(reader: Reader, attribute: string | null): void {
  const start = reader.at
  readBraces(reader)
  const literal = /^\{\s*(['"`])((?:(?!\1|\$\{).)*)\1\s*\}$/s.exec(reader.source.slice(start, reader.at))
  if (literal && (attribute === null || spoken.has(attribute))) note(reader, start, literal[2] ?? '')
}

function readText(reader: Reader): void {
  const start = reader.at
  while (reader.at < reader.source.length && !'<{'.includes(reader.source[reader.at] ?? '')) reader.at += 1
  note(reader, start, reader.source.slice(start, reader.at))
}

function readBraces(reader: Reader): void {
  reader.at += 1
  readCode(reader, '}')
  reader.at += 1
}

function readString(reader: Reader): string {
  const { source } = reader
  const start = reader.at
  const quote = source[start]
  reader.at += 1
  while (reader.at < source.length && source[reader.at] !== quote) reader.at += source[reader.at] === '\\' ? 2 : 1
  reader.at += 1
  return source.slice(start + 1, reader.at - 1)
}

function readTemplate(reader: Reader): void {
  const { source } = reader
  reader.at += 1
  while (reader.at < source.length && source[reader.at] !== '`') {
    if (source.startsWith('${', reader.at)) {
      reader.at += 1
      readBraces(reader)
    } else reader.at += source[reader.at] === '\\' ? 2 : 1
  }
  reader.at += 1
}

function readRegex(reader: Reader): void {
  const whole = /^\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+\/[a-z]*/.exec(reader.source.slice(reader.at))
  reader.at += whole?.[0].length ?? 1
}

function skipPast(reader: Reader, end: string): void {
  const at = reader.source.indexOf(end, reader.at)
  reader.at = at < 0 ? reader.source.length : at + end.length
}

function note(reader: Reader, at: number, text: string): void {
  if (!/\p{L}/u.test(text)) return
  const lead = text.length - text.trimStart().length
  reader.found.push({ line: reader.source.slice(0, at + lead).split('\n').length, text: text.trim() })
}
