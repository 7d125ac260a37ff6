// What the same thing is called by others and in the other language: a table of what on-call people speak of.
import { deniedFormsOf, formsOf } from './bent.ts'
import { near } from './concepts-near.ts'
import { moreWords } from './concepts-more.ts'
import { parts } from './concepts-parts.ts'
import { signs } from './concepts-signs.ts'
import { phrases } from './concepts-phrases.ts'
import { platform } from './concepts-platform.ts'
import { systems } from './concepts-systems.ts'
import { products } from './concepts-products.ts'
import { runtimes } from './concepts-runtimes.ts'
import { plainWords } from './concepts-words.ts'
import { soundOfHangul, soundsOfLatin } from './sound.ts'
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

/** A concept may stand in several rows; the first says what it is a kind of. */
const named = new Map<string, Concept>()
const rows =
  `${parts}\n${signs}\n${plainWords}\n${moreWords}\n${phrases}\n${systems}\n${platform}\n${products}\n${runtimes}`
    .split('\n')
    .flatMap((line) => {
      const [head = '', words = ''] = splitOnce(line, ': ')
      const [name = '', wider = null] = head.split(' < ')
      if (name === '') return []
      const concept = named.get(name) ?? { name, wider }
      named.set(name, concept)
      const [english = '', korean = ''] = splitOnce(words, ' ;')
      return [{ concept, english: wordsOf(english), korean: wordsOf(korean) }]
    })

const byStems = new Map<string, readonly Concept[]>()
const byHangul = new Map<string, readonly Concept[]>()
/** Korean expressions of several words, with and without their spaces. */
const expressions = new Set<string>()
/** Expressions with others' words inside them, by the stem that they begin with: "turn * away". */
const parted = new Map<string, readonly { readonly end: string; readonly concepts: readonly Concept[] }[]>()
for (const { concept, english, korean } of rows) {
  for (const word of english) {
    const [begin = '', end] = word.split('_*_').map((one) => one.split(/[_-]/).map(stemOf).join(' '))
    if (end === undefined) keep(byStems, begin, concept)
    else parted.set(begin, [...(parted.get(begin) ?? []), { end, concepts: [concept] }])
  }
  for (const word of korean.flatMap(shapesOf)) {
    const joined = word.replaceAll(' ', '')
    keep(byHangul, word, concept)
    keep(byHangul, joined, concept)
    if (joined !== word) expressions.add(joined).add(word)
  }
}

/** A verb stands in the table as in a dictionary, and with a dash before it where it is denied. */
function shapesOf(word: string): readonly string[] {
  const plain = word.replaceAll('_', ' ')
  return plain.startsWith('-') ? deniedFormsOf(plain.slice(1)) : formsOf(plain)
}

const neighbours = new Map<string, readonly string[]>()
for (const line of near.split('\n')) {
  const [name = '', ...others] = wordsOf(line)
  for (const other of others) {
    neighbours.set(name, [...(neighbours.get(name) ?? []), other])
    neighbours.set(other, [...(neighbours.get(other) ?? []), name])
  }
}

/** Which concepts go together with this one, so that whoever speaks of it may mean them? */
export function nearTo(concept: string): readonly string[] {
  return neighbours.get(concept) ?? []
}

/** Does the table have a concept of this name? */
export function isConcept(name: string): boolean {
  return named.has(name)
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

/** Is this Korean word of the table one of several words, though it may be written without spaces? */
export function isExpression(hangul: string): boolean {
  return expressions.has(hangul)
}

/** Which concepts may these stems name that begin and end an expression, with a few words of others between? */
export function partedConceptsOf(stems: readonly string[]): readonly Concept[] {
  const [begin = '', , ...rest] = stems
  return (parted.get(begin) ?? []).find(({ end }) => rest.slice(0, mostBetween).includes(end))?.concepts ?? []
}

const mostBetween = 3

/** Which concepts does a borrowed word name that the table only knows in its own language, or spelt otherwise? */
export function conceptsSounding(hangul: string): readonly Concept[] {
  const sound = soundOfHangul(hangul)
  if (sound === null) return []
  bySound ??= soundsOfTable()
  const named = bySound.get(sound) ?? []
  return sound.length < leastSound || named.length > 2 ? [] : named
}

/** With fewer consonants too much sounds like something. */
const leastSound = 4
let bySound: ReadonlyMap<string, readonly Concept[]> | undefined

function soundsOfTable(): ReadonlyMap<string, readonly Concept[]> {
  const sounds = new Map<string, readonly Concept[]>()
  for (const { concept, english, korean } of rows) {
    for (const word of english) for (const sound of soundsOfLatin(word)) keep(sounds, sound, concept)
    for (const word of korean) keep(sounds, soundOfHangul(word) ?? '', concept)
  }
  return sounds
}

/** Which concepts does an English word name that is written with one mistake? */
export function conceptsNear(word: string): readonly Concept[] {
  if (word.length < leastMistaken || !/^[a-z]+$/.test(word)) return []
  byGap ??= gapsOfTable()
  for (const gap of gapsOf(word))
    for (const [known, concept] of byGap.get(gap) ?? []) if (isOneMistake(known, word)) return [concept]
  return []
}

const leastMistaken = 7
let byGap: ReadonlyMap<string, readonly (readonly [string, Concept])[]> | undefined

function gapsOfTable(): ReadonlyMap<string, readonly (readonly [string, Concept])[]> {
  const gaps = new Map<string, (readonly [string, Concept])[]>()
  for (const { concept, english } of rows)
    for (const word of english)
      if (word.length >= leastMistaken && /^[a-z]+$/.test(word))
        for (const gap of gapsOf(word)) {
          const there = gaps.get(gap)
          if (there) there.push([word, concept])
          else gaps.set(gap, [[word, concept]])
        }
  return gaps
}

/** The word, and the word without each of its letters but the first. */
function gapsOf(word: string): readonly string[] {
  return [word, ...Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at + 1) + word.slice(at + 2))]
}

/** One letter too many, too few or another one, or two neighbours that changed places. */
function isOneMistake(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  let at = 0
  while (at < short.length && long[at] === short[at]) at++
  const rest = long.slice(at + 1)
  if (long.length > short.length) return rest === short.slice(at)
  return (
    rest === short.slice(at + 1) ||
    (long[at] === short[at + 1] && long[at + 1] === short[at] && long.slice(at + 2) === short.slice(at + 2))
  )
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
