// What the same thing is called by others and in the other language: a table of what on-call people speak of.
import { moreWords } from './concepts-more.ts'
import { parts } from './concepts-parts.ts'
import { signs } from './concepts-signs.ts'
import { plainWords } from './concepts-words.ts'
import { stemOf } from './stem.ts'

export type Concept = {
  readonly name: string
  /** What it is a kind of; null when nothing wider is worth a match. */
  readonly wider: string | null
}

/** These say that something is wrong, and nearly every case says it: alone they make nothing alike. */
const vague: ReadonlySet<string> = new Set(
  'failure high low missing unavailable user request microservice host api message website process all_of new old change wrong count start same'.split(
    ' ',
  ),
)

/** Does this concept say so little that it counts for less? */
export function isVague(concept: string): boolean {
  return vague.has(concept)
}

const rows = `${parts}\n${signs}\n${plainWords}\n${moreWords}`.split('\n').flatMap((line) => {
  const [head = '', words = ''] = splitOnce(line, ': ')
  const [name = '', wider = null] = head.split(' < ')
  if (name === '') return []
  const [english = '', korean = ''] = splitOnce(words, ' ;')
  return [{ concept: { name, wider }, english: wordsOf(english), korean: wordsOf(korean) }]
})

const byStems = new Map<string, readonly Concept[]>()
const byHangul = new Map<string, readonly Concept[]>()
for (const { concept, english, korean } of rows) {
  for (const word of english) keep(byStems, word.split(/[_-]/).map(stemOf).join(' '), concept)
  for (const word of korean) {
    keep(byHangul, word.replaceAll('_', ' '), concept)
    keep(byHangul, word.replaceAll('_', ''), concept)
  }
}

/** The longest expression of the table in words, and the longest Korean one in characters. */
export const longestExpression = longest(byStems, (key) => key.split(' ').length)
const longestHangul = longest(byHangul, (key) => key.length)

/** Which concepts may these neighbouring stems name together? */
export function conceptsOf(stems: readonly string[]): readonly Concept[] {
  return byStems.get(stems.join(' ')) ?? []
}

/** Which concepts may the Korean text begin with at this place, and with how many characters? The longest wins. */
export function hangulConceptsAt(
  text: string,
  at: number,
): { readonly concepts: readonly Concept[]; readonly length: number } | null {
  for (let length = Math.min(longestHangul, text.length - at); length >= 1; length--) {
    const concepts = byHangul.get(text.slice(at, at + length))
    if (concepts && (length > 1 || isAlone(text, at))) return { concepts, length }
  }
  return null
}

/** One syllable is a word only where nothing but a particle follows it. */
function isAlone(text: string, at: number): boolean {
  const before = at === 0 ? ' ' : (text[at - 1] ?? ' ')
  const rest = text.slice(at + 1).split(' ', 1)[0] ?? ''
  return before === ' ' && (rest === '' || /^(?:이|가|은|는|을|를|에|의|도|로|와|과|에서|으로)$/u.test(rest))
}

function keep(into: Map<string, readonly Concept[]>, key: string, concept: Concept): void {
  const known = into.get(key) ?? []
  if (key !== '' && !known.includes(concept)) into.set(key, [...known, concept])
}

function wordsOf(text: string): readonly string[] {
  return text.split(' ').filter(Boolean)
}

function splitOnce(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)]
}

function longest(of: ReadonlyMap<string, unknown>, lengthOf: (key: string) => number): number {
  return Math.max(...[...of.keys()].map(lengthOf))
}
