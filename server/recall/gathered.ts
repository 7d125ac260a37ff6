// A past case on its way into the index.
import { markOf, signs as signsOf } from '../../domain/recall/marks.ts'
import { sayingsOf, termsOf } from '../../domain/recall/terms.ts'
import type { NewRow } from '../db/tables.ts'

/** A row of the index but for its terms, which are still words. */
export type Gathered = Omit<NewRow<'recall_case'>, 'marks' | 'helped' | 'did_not'> & {
  /** Everything that is said of it, its title first. */
  readonly says: readonly string[]
  /** What else it is found by: its key, its rule, its services (`signs`). */
  readonly signs: readonly string[]
}

const longestTitle = 300
const longestText = 2_000

/** The row as it is kept, its texts cut and its terms as numbers. */
export function toRow({ says, signs, ...row }: Gathered): NewRow<'recall_case'> {
  const terms = [
    ...termsOf(says.filter(Boolean).join('\n')),
    ...signs,
    signsOf.team(row.team_id),
    signsOf.month(row.at),
  ]
  return {
    ...row,
    title: cut(row.title, longestTitle),
    text: cut(row.text ?? '', longestText),
    fixed: cut(row.fixed ?? '', longestText),
    marks: [...new Set(terms.map(markOf))],
  }
}

/** The English words of this text as somebody may begin to write them, each with the term that finds it. */
export function wordsBegun(text: string): readonly (readonly [word: string, mark: number])[] {
  return sayingsOf(text)
    .flatMap((saying) => saying.words?.flatMap(sayingsOf) ?? [saying])
    .flatMap(({ shown, ways }) => {
      const [way] = ways
      return way && /^[a-z][a-z0-9]{2,39}$/.test(shown) ? [[shown, markOf(way.term)] as const] : []
    })
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
