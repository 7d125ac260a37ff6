// The brief as it was accepted, kept as JSON: its moments are RFC 3339 text. It was written for whoever accepted it, and others read it too.
import * as z from 'zod'
import { briefOf, openItems, type BriefFacts } from './brief.ts'
import { BriefPart } from './handover.ts'

/** `restOf`: what is only counted and is of an incident, each with where it is counted, so that whoever may not know of that one reads nothing of it. */
const KeptPart = BriefPart.extend({
  restOf: z
    .array(z.object({ incidentId: z.int(), place: z.string() }))
    .readonly()
    .default([]),
})
export type KeptPart = z.output<typeof KeptPart>
export type KeptBrief = readonly z.input<typeof KeptPart>[]

/** What is kept of it? */
export function briefToKeep(facts: BriefFacts): KeptBrief {
  const items = openItems(facts)
  return briefOf(facts).map((part) => {
    const restOf = items[part.section].slice(part.items.length).flatMap(({ path, place }) => {
      const incidentId = incidentIn(path)
      return incidentId === null ? [] : [{ incidentId, place }]
    })
    return KeptPart.encode({ ...part, restOf })
  })
}

/** What was kept, as it was. */
export function keptBrief(brief: KeptBrief): readonly KeptPart[] {
  return z.array(KeptPart).parse(brief)
}

/** Of which incidents does it tell, or count something? */
export function incidentsKept(parts: readonly KeptPart[]): readonly number[] {
  const ids = parts.flatMap(({ items, restOf }) => [
    ...items.flatMap(({ path }) => incidentIn(path) ?? []),
    ...restOf.map(({ incidentId }) => incidentId),
  ])
  return [...new Set(ids)]
}

/** What does somebody read of it who may know of these incidents? */
export function keptFor(parts: readonly KeptPart[], seen: ReadonlySet<number>): readonly z.output<typeof BriefPart>[] {
  return parts
    .map(({ restOf, ...part }) => {
      const items = part.items.filter(({ path }) => {
        const id = incidentIn(path)
        return id === null || seen.has(id)
      })
      const hidden = restOf.filter(({ incidentId }) => !seen.has(incidentId))
      const rest = part.rest
        .map(({ place, count }) => ({ place, count: count - hidden.filter((one) => one.place === place).length }))
        .filter(({ count }) => count > 0)
      return { ...part, items, rest, total: part.total - (part.items.length - items.length) - hidden.length }
    })
    .filter(({ total }) => total > 0)
}

function incidentIn(path: string): number | null {
  const found = /^\/incidents\/(\d+)$/.exec(path)?.[1]
  return found === undefined ? null : Number(found)
}
