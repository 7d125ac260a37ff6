// Which link of the chain is the broken one (product E4)? Each answer halves what is left.
import { graphOf, standsOn, type Dependent } from './graph.ts'

export const halvingAnswers = ['fine', 'broken', 'unknown'] as const
export type HalvingAnswer = (typeof halvingAnswers)[number]

/** Somebody looked at a service. Fine: it does what it should, and so does all that it stands on. Broken: the fault is in it or below. */
export type Looked = { readonly serviceId: string; readonly answer: HalvingAnswer }

/** `left`: in which services the fault can still be. */
export type Halving =
  | {
      readonly do: 'test'
      readonly serviceId: string
      readonly left: readonly string[]
      /** How many are left when it is fine, and when it is broken. */
      readonly ifFine: number
      readonly ifBroken: number
    }
  /** `below`: so many services that it stands on are fine; with none, it stands on nothing. */
  | { readonly do: 'found'; readonly serviceId: string; readonly left: readonly string[]; readonly below: number }
  /** They stand on each other, or nobody can tell: no answer would halve them. */
  | { readonly do: 'one_by_one'; readonly left: readonly string[] }
  /** Everything is fine: what is broken is not on this map, or an answer is wrong. */
  | { readonly do: 'elsewhere'; readonly left: readonly [] }

/**
 * Which service should be looked at next, to find the one behind the trouble of `hurt`? One fault is assumed, so it is in what all
 * of them stand on; where they have nothing in common, in what any of them does. The service that leaves least in the worse
 * case is next; of equal ones the one given first.
 */
export function nextToTest(
  services: readonly Dependent[],
  hurt: readonly string[],
  looked: readonly Looked[],
): Halving {
  const graph = graphOf(services)
  const known = hurt.filter((id) => graph.needs.has(id))
  const below = new Map([...graph.needs.keys()].map((id) => [id, standsOn(graph, id)]))
  const answers = new Map(
    looked.filter(({ serviceId }) => below.has(serviceId)).map((each) => [each.serviceId, each.answer]),
  )
  let left = suspects(known, below)
  for (const [id, answer] of answers) {
    const chain = below.get(id) ?? new Set()
    if (answer === 'fine') left = left.difference(chain)
    if (answer === 'broken') left = left.intersection(chain)
  }
  const inOrder = [...graph.needs.keys()].filter((id) => left.has(id))
  const [only] = inOrder
  if (only === undefined) return { do: 'elsewhere', left: [] }
  if (inOrder.length === 1)
    return { do: 'found', serviceId: only, left: inOrder, below: (below.get(only)?.size ?? 1) - 1 }
  const tests = inOrder
    .filter((id) => !answers.has(id))
    .map((serviceId) => {
      const ifBroken = left.intersection(below.get(serviceId) ?? new Set()).size
      return { serviceId, ifBroken, ifFine: inOrder.length - ifBroken }
    })
    .filter(({ ifFine }) => ifFine > 0)
    .toSorted((a, b) => Math.max(a.ifBroken, a.ifFine) - Math.max(b.ifBroken, b.ifFine))
  const [best] = tests
  return best ? { do: 'test', ...best, left: inOrder } : { do: 'one_by_one', left: inOrder }
}

function suspects(hurt: readonly string[], below: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const chains = hurt.map((id) => below.get(id) ?? new Set<string>())
  const [first = new Set<string>(), ...others] = chains
  const common = others.reduce<ReadonlySet<string>>((all, chain) => all.intersection(chain), first)
  return common.size > 0 ? common : chains.reduce<ReadonlySet<string>>((all, chain) => all.union(chain), new Set())
}
