// What a search asks for: each of its words in one of its forms, all of them together; and where those stand in what was found.
import { isVague } from './concepts.ts'
import { markOf } from './marks.ts'
import { sayingsOf, termsOf } from './terms.ts'

/** One word of a search. Found by one of its terms, or, where the table knows none, by all of its pairs of syllables. */
export type Sought = {
  readonly word: string
  readonly oneOf: readonly number[]
  readonly allOf: readonly number[]
}

export type Search = {
  readonly words: readonly Sought[]
  /** Numbers and names with numbers in them are in no index: they are read in what was found. */
  readonly literally: readonly string[]
}

const mostWords = 8

/** What does this text ask for? */
export function searchFor(text: string): Search {
  const words = sayingsOf(text)
    // Whoever searches for two words wants both, though they are one expression.
    .flatMap((saying) => saying.words?.flatMap(sayingsOf) ?? [saying])
    .slice(0, mostWords)
    .map(({ shown, ways, pairs }) => {
      const named = ways.filter(({ term, isAskedOnly }) => !isAskedOnly && (term.startsWith('=') || means(term)))
      return { word: shown, oneOf: named.map(({ term }) => markOf(term)), allOf: pairs.map(markOf) }
    })
  const literally = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => /\d/.test(word))
    .slice(0, mostWords)
  return { words, literally }
}

/** Another word for the same counts, in either language; that something is wrong somewhere is no other word for anything. */
function means(term: string): boolean {
  return term.startsWith('~') && !isVague(term.slice(1))
}

/** Where the words of a search stand in this text: pairs of begin and end, in order, none over another. */
export function placesIn(text: string, { words, literally }: Search): number[] {
  const small = text.toLowerCase()
  const wanted = new Set(words.flatMap(({ oneOf, allOf }) => [...oneOf, ...allOf]))
  const begun = words.map(({ word }) => word.toLowerCase()).filter((word) => word.length > 1)
  const spans: (readonly [number, number])[] = []
  for (const found of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = found[0].toLowerCase()
    const isMeant =
      begun.some((one) => word.startsWith(one)) || termsOf(found[0]).some((term) => wanted.has(markOf(term)))
    if (isMeant) spans.push([found.index, found.index + found[0].length])
  }
  for (const word of [...begun, ...literally])
    for (let at = small.indexOf(word); at >= 0 && spans.length < mostSpans; at = small.indexOf(word, at + word.length))
      spans.push([at, at + word.length])
  return joined(spans.toSorted((a, b) => a[0] - b[0]))
}

const mostSpans = 200

function joined(spans: readonly (readonly [number, number])[]): number[] {
  const places: number[] = []
  for (const [begin, end] of spans) {
    const last = places.at(-1) ?? -1
    if (begin <= last) places[places.length - 1] = Math.max(last, end)
    else places.push(begin, end)
  }
  return places
}
