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
  /** The method was looked at on one part alone; the second was kept for the end, and the third written when it was done. */
  readonly part: 'looked_at' | 'held_out' | 'written_later'
}

export const setCases: readonly SetCase[] = [
  ...rowsOf('cases-english.md'),
  ...rowsOf('cases-korean.md'),
  ...rowsOf('cases-later.md'),
].map(([name = '', , service = '', , key = '', title = '', text = '', fixed = '']) => ({
  name,
  service,
  key,
  title,
  text,
  fixed,
}))

export const questions: readonly Question[] = [...rowsOf('questions.md'), ...rowsOf('questions-later.md')].map(
  ([name = '', , service = '', , title = '', details = '', right = '']) => ({
    name,
    service,
    title,
    details,
    right: right === '-' ? [] : right.split(' '),
    part: name.startsWith('y') ? 'written_later' : Number(name.slice(1)) % 2 === 1 ? 'looked_at' : 'held_out',
  }),
)

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

/** How well are the questions of one part, or of all, answered? */
export async function scoreOf(answer: Answerer, part?: Question['part']): Promise<Score> {
  const score = { asked: 0, first: 0, inThree: 0, reciprocal: 0, nothing: 0, nothingRight: 0 }
  for (const question of questions.filter((one) => part === undefined || one.part === part)) {
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
  const candidates = setCases.map(({ service, title, text, fixed }, id): Candidate => {
    const terms = [...termsOf(`${title}\n${text}\n${fixed}`), signs.service(service)]
    const at = Temporal.Instant.from('2026-01-01T00:00:00Z')
    return { id, marks: new Set(terms.map(markOf)), isVerified: true, helped: 0, didNot: 0, at }
  })
  const frequencies = frequenciesOf(candidates)
  return ({ title, details, service }) =>
    rankCases({ title, details, serviceIds: [service], alerts: [] }, candidates, frequencies, 10).map(
      ({ id }) => setCases[id]?.name ?? '',
    )
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
