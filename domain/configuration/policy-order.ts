// Policies that name each other: which of a file's have to be there before the others, and which lead back to themselves.
import type { Configuration, Text } from './document.ts'
import type { Problem } from './read.ts'
import type { Whole, WholeConfiguration } from './whole.ts'

/** Those that others name come first; the order of the rest stays. */
export function namedFirst<T>(policies: readonly T[], wholeOf: (policy: T) => Whole<'policies'>): readonly T[] {
  const bySlug = new Map(policies.map((policy) => [wholeOf(policy).slug, policy]))
  const ordered = new Set<T>()
  const visit = (policy: T, path: ReadonlySet<T>) => {
    if (ordered.has(policy) || path.has(policy)) return
    for (const slug of namedIn(wholeOf(policy).steps)) {
      const named = bySlug.get(slug)
      if (named) visit(named, new Set([...path, policy]))
    }
    ordered.add(policy)
  }
  for (const policy of policies) visit(policy, new Set())
  return [...ordered]
}

/** Steps by which a policy of this file would lead back to itself, once the file is applied to what is there. */
export function circleProblems({ policies }: Configuration, there: WholeConfiguration): readonly Problem[] {
  const written = new Map(policies.map(({ text }) => [text.slug, text.steps]))
  const named = (slug: string) => namedIn(written.get(slug) ?? there.policies.get(slug)?.steps ?? [])
  return policies.flatMap(({ at, text }) =>
    text.steps.flatMap((step, i) =>
      namedIn([step]).flatMap((slug) =>
        leadsTo(text.slug, slug, named)
          ? [
              {
                path: ['policies', at, 'steps', i, 'targets', 0, 'policy'],
                say: `"${slug}" leads back to "${text.slug}"`,
              },
            ]
          : [],
      ),
    ),
  )
}

function leadsTo(goal: string, from: string, named: (slug: string) => readonly string[]): boolean {
  const seen = new Set<string>()
  const waiting = [from]
  for (let slug = waiting.pop(); slug !== undefined; slug = waiting.pop()) {
    if (slug === goal) return true
    if (seen.has(slug)) continue
    seen.add(slug)
    waiting.push(...named(slug))
  }
  return false
}

type Target =
  Text<'policies'>['steps'][number]['targets'][number] | Whole<'policies'>['steps'][number]['targets'][number]

function namedIn(steps: readonly { readonly targets: readonly Target[] }[]): readonly string[] {
  return steps.flatMap(({ targets }) =>
    targets.flatMap((target) => ('policy' in target && target.policy !== undefined ? [target.policy] : [])),
  )
}
