// What is different this time: the first question of whoever reads that it was seen before.
import { isVague } from './concepts.ts'
import { sayingsOf, type Saying } from './terms.ts'

const mostWords = 3

/** Which words of each has the other not, in any of their forms? What says something first, at most a few. */
export function differentWords(now: string, before: string): { readonly now: string[]; readonly before: string[] } {
  const [ofNow, ofThen] = [sayingsOf(now), sayingsOf(before)]
  return { now: only(ofNow, ofThen), before: only(ofThen, ofNow) }
}

function only(some: readonly Saying[], others: readonly Saying[]): string[] {
  const known = new Set(others.flatMap(({ ways }) => ways.map(({ term }) => term)))
  const words = some
    .filter(({ ways }) => !ways.some(({ term }) => known.has(term)) && !ways.some(({ term }) => saysLittle(term)))
    .map(({ shown }) => shown)
  return [...new Set(words)].slice(0, mostWords)
}

function saysLittle(term: string): boolean {
  return term.startsWith('~') && isVague(term.slice(1))
}
