// By which terms a text is found: its words, what they mean, and pieces of them, each kind with its own mark.
import { isCommon } from './everyday-words.ts'
import {
  conceptsNear,
  conceptsOf,
  conceptsSounding,
  hangulConceptsAt,
  isExpression,
  isVague,
  longestExpression,
  nearTo,
  partedConceptsOf,
  type Concept,
} from './concepts.ts'
import { soundOfHangul, soundsOfLatin } from './sound.ts'
import { hangulStemOf, stemOf } from './stem.ts'
import { isSilent, wordsOf, type Word } from './words.ts'

/** One way in which another text may say the same, and how much that is worth. */
export type Way = {
  readonly term: string
  readonly worth: number
  /** It is looked for, and a text is not kept by it: two kinds of one thing are not the thing itself. */
  readonly isAskedOnly?: true
  /** It counts where something else has found the text, and nothing is looked for by it. */
  readonly isAside?: true
}

/** One thing that a text says. Of its ways the best one counts; of its pairs of syllables as many as are found. */
export type Saying = {
  /** As it is shown to people. */
  readonly shown: string
  readonly ways: readonly Way[]
  readonly pairs: readonly string[]
  /** It only says that something is wrong. */
  readonly isVague?: boolean
  /** Of an expression its words, where each of them says something alone. */
  readonly words?: readonly string[]
}

/** Counted up when a text has other terms than before: whatever is kept is then made anew. */
export const termsMethod = 3

const mostSayings = 120

/** What does this text say? Each thing once, in its order. */
export function sayingsOf(text: string): readonly Saying[] {
  const found = new Map<string, Saying>()
  for (const saying of eachSaying(wordsOf(text))) {
    const key = saying.ways[0]?.term ?? saying.pairs.join(' ')
    if (!found.has(key)) found.set(key, saying)
    if (found.size === mostSayings) break
  }
  return [...found.values()]
}

/** The terms that a text is kept by: what a question with the same sayings finds. */
export function termsOf(text: string): readonly string[] {
  return [...new Set(sayingsOf(text).flatMap(termsOfSaying))]
}

function termsOfSaying({ ways, pairs }: Saying): readonly string[] {
  return [...ways.filter(({ isAskedOnly }) => !isAskedOnly).map(({ term }) => term), ...pairs]
}

function* eachSaying(words: readonly Word[]): Generator<Saying> {
  for (let at = 0; at < words.length;) {
    const word = words[at]
    if (word?.script === 'hangul') {
      yield* hangulSayings(word.text)
      at++
      continue
    }
    const stretch = words.slice(at, at + longestExpression)
    const end = stretch.findIndex(({ script }) => script !== 'latin')
    const latin = (end < 0 ? stretch : stretch.slice(0, end)).map(({ text }) => text)
    const { saying, length } = latinSaying(latin)
    if (saying) yield saying
    at += length
  }
}

/** The longest expression that these words begin with; else the first word alone, where it says anything. */
function latinSaying(words: readonly string[]): { readonly saying: Saying | null; readonly length: number } {
  const stems = words.map(stemOf)
  for (let length = words.length; length > 1; length--) {
    const concepts = conceptsOf(stems.slice(0, length))
    if (concepts.length > 0) {
      const shown = words.slice(0, length)
      const saying = conceptSaying(shown.join(' '), concepts, stems.slice(0, length).join(' '))
      return { saying: withParts(saying, shown.map(latinPart)), length }
    }
  }
  const [word = ''] = words
  const [stem = ''] = stems
  const parted = partedConceptsOf(stems)
  if (parted.length > 0) return { saying: conceptSaying(word, parted, stem), length: 1 }
  if (isSilent(word)) return { saying: null, length: 1 }
  const concepts = conceptsOf([stem])
  if (concepts.length > 0) return { saying: conceptSaying(word, concepts, stem), length: 1 }
  return { saying: unknownLatin(word, stem), length: 1 }
}

/** The table does not know the word: it may be written with a mistake, or in the letters of the other language. */
function unknownLatin(word: string, stem: string): Saying {
  if (isCommon(stem)) return commonSaying(word, stem)
  const start = stem.length > 5 && /^[a-z]+$/.test(stem) ? [{ term: `<${stem.slice(0, 5)}`, worth: 0.6 }] : []
  const sounds = soundsOfLatin(word).slice(0, mostSounds)
  const ways = [
    { term: `=${stem}`, worth: 1 },
    ...conceptsNear(word).map(({ name }) => ({ term: `~${name}`, worth: nearWorth })),
    ...start,
    ...sounds.map((sound) => ({ term: `?${sound}`, worth: soundWorth })),
  ]
  return { shown: word, ways, pairs: [] }
}

/** It is found by itself, and makes nothing alike alone. */
function commonSaying(shown: string, stem: string): Saying {
  return { shown, ways: [{ term: `=${stem}`, worth: commonWorth }], pairs: [], isVague: true }
}

const commonWorth = 0.35
const mostSounds = 2
const soundWorth = 0.6
/** What the table knows by its sound, or with a mistake in it. */
const nearWorth = 0.6

/** The table knows the word: whoever says it otherwise, or in the other language, is found too. */
function conceptSaying(shown: string, concepts: readonly Concept[], stem: string): Saying {
  const saysLittle = concepts.every(({ name }) => isVague(name))
  // A word of several meanings says less of each.
  const least = (saysLittle ? 0.35 : 1) * (concepts.length > 1 ? 0.8 : 1)
  const ways = [
    { term: `=${stem}`, worth: saysLittle ? 0.35 : 1 },
    ...concepts.flatMap((concept) => waysOf(concept, least)),
    ...(saysLittle ? [] : nearWays(concepts, least)),
  ]
  return { shown, ways, pairs: [], isVague: saysLittle }
}

/** What goes together with it is looked for too. */
function nearWays(concepts: readonly Concept[], least: number): readonly Way[] {
  const names = new Set(concepts.flatMap(({ name }) => nearTo(name)))
  return [...names].map((name) => ({
    term: `~${name}`,
    worth: togetherWorth * least,
    isAskedOnly: true,
    isAside: true,
  }))
}

const togetherWorth = 0.2

type Part = { readonly text: string; readonly term: string | null; readonly concepts: readonly Concept[] }

/** An expression says something of what its words say each: "disk latency" is also a latency. */
function withParts(saying: Saying, parts: readonly Part[]): Saying {
  const known = new Set(saying.ways.map(({ term }) => term))
  const meant = parts.flatMap(({ concepts }) => concepts.filter(({ name }) => !isVague(name)))
  const terms = new Set([...meant.map(({ name }) => `~${name}`), ...parts.flatMap(({ term }) => term ?? [])])
  const more = [...terms]
    .filter((term) => !known.has(term))
    .map((term) => ({ term, worth: partWorth, isAside: true as const }))
  const isApart = parts.length > 1 && parts.every(({ concepts }) => concepts.length > 0)
  return { ...saying, ways: [...saying.ways, ...more], ...(isApart ? { words: parts.map(({ text }) => text) } : {}) }
}

const partWorth = 0.4

function latinPart(word: string): Part {
  const stem = stemOf(word)
  return { text: word, term: isSilent(word) || isCommon(stem) ? null : `=${stem}`, concepts: conceptsOf([stem]) }
}

/** What the table knows inside a Korean expression. */
function hangulParts(text: string): readonly Part[] {
  const parts: Part[] = []
  for (let at = 0; at < text.length - 1;) {
    const found = hangulConceptsAt(at === 0 ? text.slice(0, -1) : text, at)
    const length = found && found.length > 1 ? found.length : 1
    if (found && found.length > 1)
      parts.push({ text: text.slice(at, at + length), term: null, concepts: found.concepts })
    at += length
  }
  return parts
}

function waysOf({ name, wider }: Concept, least: number): readonly Way[] {
  const same = { term: `~${name}`, worth: 0.85 * least }
  if (wider === null) return [same, { term: `^${name}`, worth: 0.55 * least, isAskedOnly: true }]
  return [
    same,
    { term: `^${wider}`, worth: 0.4 * least },
    { term: `~${wider}`, worth: 0.55 * least, isAskedOnly: true },
  ]
}

/** Korean joins words as it likes: what the table knows is cut out wherever it stands, and the rest is read word by word. */
function* hangulSayings(text: string): Generator<Saying> {
  let rest = ''
  for (let at = 0; at < text.length;) {
    const found = hangulConceptsAt(text, at)
    if (!found) {
      rest += text[at] ?? ''
      at++
      continue
    }
    yield* unknownHangul(rest)
    rest = ''
    const shown = text.slice(at, at + found.length)
    const saying = conceptSaying(shown, found.concepts, shown)
    yield isExpression(shown) ? withParts(saying, hangulParts(shown)) : saying
    at += found.length
  }
  yield* unknownHangul(rest)
}

function* unknownHangul(text: string): Generator<Saying> {
  for (const piece of text.split(' ')) {
    const stem = hangulStemOf(piece)
    if (stem.length < 2 || silentHangul.has(stem)) continue
    if (isCommon(stem)) {
      yield commonSaying(stem, stem)
      continue
    }
    const parts = soundedParts(stem)
    for (const part of parts) yield unknownPart(part)
  }
}

function unknownPart(part: string): Saying {
  const pairs = Array.from({ length: part.length - 1 }, (_, at) => `#${part.slice(at, at + 2)}`)
  const sound = soundOfHangul(part)
  const ways = [
    { term: `=${part}`, worth: 1 },
    ...conceptsSounding(part).map(({ name }) => ({ term: `~${name}`, worth: nearWorth })),
    ...(sound === null ? [] : [{ term: `?${sound}`, worth: soundWorth }]),
  ]
  return { shown: part, ways, pairs: [...new Set(pairs)] }
}

/** "스냅샷스케줄러" is two borrowed words: cut where both of them sound known, else left whole. */
function soundedParts(word: string): readonly string[] {
  for (let length = word.length - 2; length >= 2; length--) {
    const parts = [word.slice(0, length), word.slice(length)]
    if (parts.every((part) => conceptsSounding(part).length > 0)) return parts
  }
  return [word]
}

const silentHangul: ReadonlySet<string> = new Set(
  `않음 않는 않고 않아 않습니다 못합니다 모두 그리고 그래서 하지만 그런데 때문 현재 지금 오늘 어제 다시 계속 갑자기 발생 확인 경우 관련 대한 대해 위해 통해 있습니다 있음 있다 있어요 있는 있었
   같습니다 같은 같아요 합니다 했습니다 됩니다 됐습니다 보입니다 입니다 에서 으로 까지 부터 알림 경고 긴급 심각 모든 일부 여러 매우 너무 조금 약간
   저희 우리 이후 이전 동안 중입니다 하는 되는 하고 되고 하면 되면 습니다 에서만 만에 분간 시간째 정도 이상 이하`.split(
    /\s+/,
  ),
)
