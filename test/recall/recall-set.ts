// The recall set: past cases and questions with their right answers, in two languages; and how the ranking does on it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { markOf, signs } from '../../domain/recall/marks.ts'
import { rankCases, type Candidate, type Frequencies } from '../../domain/recall/rank.ts'
import { termsOf } from '../../domain/recall/terms.ts'

export type SetCase = {
  readonly name: string
  readonly service: string
  readonly key: string
  readonly title: string
  readonly text: string
  readonly fixed: string
}

export type Question = {
  readonly name: string
  readonly service: string
  readonly title: string
  readonly details: string
  /** None: nothing is similar. */
  readonly right: readonly string[]
  readonly part: (typeof parts)[number]
}

/**
 * The method was looked at on one part alone; the second was kept for the end, and the third written when it was done. The fresh ones were
 * written before the tables were read, with cases of their own: one half was looked at, the other measured once, at the end.
 */
export const parts = ['looked_at', 'held_out', 'written_later', 'fresh_looked_at', 'fresh_held_out'] as const

/** Cases that are asked together: the fresh ones stand alone. */
export type CaseSet = 'first' | 'fresh'

/** Among which cases is a question of this part asked? */
export function caseSetOf(part: Question['part']): CaseSet {
  return part.startsWith('fresh') ? 'fresh' : 'first'
}

export const setCases: Readonly<Record<CaseSet, readonly SetCase[]>> = {
  first: ['cases-english.md', 'cases-korean.md', 'cases-later.md'].flatMap(rowsOf).map(caseOf),
  fresh: rowsOf('cases-fresh.md').map(caseOf),
}

export const questions: readonly Question[] = ['questions.md', 'questions-later.md', 'questions-fresh.md']
  .flatMap(rowsOf)
  .map(([name = '', , service = '', , title = '', details = '', right = '']) => ({
    name,
    service,
    title,
    details,
    right: right === '-' ? [] : right.split(' '),
    part: partOf(name),
  }))

function caseOf([
  name = '',
  ,
  service = '',
  ,
  key = '',
  title = '',
  text = '',
  fixed = '',
]: readonly string[]): SetCase {
  return { name, service, key, title, text, fixed }
}

function partOf(name: string): Question['part'] {
  const isOdd = Number(name.slice(1)) % 2 === 1
  if (name.startsWith('y')) return 'written_later'
  if (name.startsWith('z')) return isOdd ? 'fresh_held_out' : 'fresh_looked_at'
  return isOdd ? 'looked_at' : 'held_out'
}

/** Whatever answers a question with the names of cases, the likest first; none where nothing is similar. */
export type Answerer = (question: Question) => Promise<readonly string[]> | readonly string[]

export type Score = {
  readonly asked: number
  readonly first: number
  readonly inThree: number
  /** The mean of one over the place of the first right answer, of ten. */
  readonly reciprocal: number
  readonly nothing: number
  readonly nothingRight: number
}

/** How well are the questions of these parts answered? */
export async function scoreOf(answer: Answerer, ...of: readonly Question['part'][]): Promise<Score> {
  const score = { asked: 0, first: 0, inThree: 0, reciprocal: 0, nothing: 0, nothingRight: 0 }
  for (const question of questions.filter(({ part }) => of.includes(part))) {
    const answers = (await answer(question)).slice(0, 10)
    if (question.right.length === 0) {
      score.nothing++
      if (answers.length === 0) score.nothingRight++
      continue
    }
    const place = answers.findIndex((name) => question.right.includes(name))
    score.asked++
    if (place === 0) score.first++
    if (place >= 0 && place < 3) score.inThree++
    if (place >= 0) score.reciprocal += 1 / (place + 1)
  }
  return { ...score, reciprocal: score.reciprocal / Math.max(1, score.asked) }
}

/** The ranking alone, with all cases in memory. */
export function rankedInMemory(): Answerer {
  const sets = { first: inMemory(setCases.first), fresh: inMemory(setCases.fresh) }
  return ({ title, details, service, part }) => {
    const set = caseSetOf(part)
    const { candidates, frequencies } = sets[set]
    return rankCases({ title, details, serviceIds: [service], alerts: [] }, candidates, frequencies, 10).map(
      ({ id }) => setCases[set][id]?.name ?? '',
    )
  }
}

function inMemory(cases: readonly SetCase[]) {
  const candidates = cases.map(({ service, title, text, fixed }, id): Candidate => {
    const terms = [...termsOf(`${title}\n${text}\n${fixed}`), signs.service(service)]
    const at = Temporal.Instant.from('2026-01-01T00:00:00Z')
    return { id, marks: new Set(terms.map(markOf)), isVerified: true, helped: 0, didNot: 0, at }
  })
  return { candidates, frequencies: frequenciesOf(candidates) }
}

/** In how many of these a term occurs. */
export function frequenciesOf(candidates: readonly Candidate[]): Frequencies {
  const counts = new Map<number, number>()
  for (const { marks } of candidates) for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  return { total: candidates.length, of: (mark) => counts.get(mark) ?? 0 }
}

function rowsOf(file: string): string[][] {
  return readFileSync(path.join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.split('|').slice(1, -1))
    .map((parts) => parts.map((part) => part.trim()))
}
