// What others think an incident is worth: counted, never decided by. Whoever leads decides.
import { priorities, type PriorityName } from '../paging/priority.ts'

export type RatingAnswer = { readonly priority: PriorityName | null }

export type RatingCount = { readonly priority: PriorityName; readonly count: number }

/** How many of those who answered say which priority, the most first and of as many the most urgent? */
export function countRatings(answers: readonly RatingAnswer[]): {
  readonly asked: number
  readonly answered: number
  readonly counts: readonly RatingCount[]
} {
  const counts = priorities
    .map((priority) => ({ priority, count: answers.filter((answer) => answer.priority === priority).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
  const answered = counts.reduce((sum, { count }) => sum + count, 0)
  return { asked: answers.length, answered, counts }
}
