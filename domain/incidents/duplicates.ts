// Is what is about to be declared known already? Shown before declaring, never forbidden.
import { gramsOf } from '../log/grams.ts'

export type Known = {
  readonly id: number
  readonly title: string
  readonly serviceIds: readonly string[]
}

/** Why one may be the same: their words are alike, they suspect one service, or both. */
export type Alike = { readonly id: number; readonly because: 'words' | 'service' | 'both'; readonly likeness: number }

/** From this share of common pairs of letters on, two titles speak of one thing. */
const alikeFrom = 0.4
const mostAlike = 5

/** Which of the incidents that are under way may be the same, the likeliest first? */
export function alikeTo(
  draft: { readonly title: string; readonly serviceIds: readonly string[] },
  known: readonly Known[],
): readonly Alike[] {
  const own = new Set(gramsOf(draft.title))
  return known
    .flatMap(({ id, title, serviceIds }): Alike[] => {
      const likeness = share(own, gramsOf(title))
      const sharesService = serviceIds.some((each) => draft.serviceIds.includes(each))
      const sharesWords = likeness >= alikeFrom
      if (!sharesService && !sharesWords) return []
      const because = sharesService ? (sharesWords ? 'both' : 'service') : 'words'
      return [{ id, because, likeness }]
    })
    .toSorted((a, b) => weight(b) - weight(a) || b.id - a.id)
    .slice(0, mostAlike)
}

/** What both have of what the shorter has: "Checkout fails" is all in "Checkout fails in Seoul since noon". */
function share(own: ReadonlySet<string>, other: readonly string[]): number {
  const least = Math.min(own.size, other.length)
  return least === 0 ? 0 : other.filter((gram) => own.has(gram)).length / least
}

function weight({ because, likeness }: Alike): number {
  return likeness + (because === 'words' ? 0 : 0.5)
}
