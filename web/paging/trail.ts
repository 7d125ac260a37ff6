import type { EndpointOutput } from '../api.ts'

export type Page = EndpointOutput<'listPages'>['pages'][number]
export type Delivery = Page['deliveries'][number]

/** One firing of a page: a step at a moment, everybody it tried to reach, and the channels it told. */
export type Turn = {
  readonly turn: number
  readonly loop: number
  readonly step: number
  readonly at: string
  readonly people: readonly {
    readonly personId: string
    readonly name: string
    readonly reason: Delivery['reason']
    readonly deliveries: readonly Delivery[]
  }[]
  readonly told: readonly Delivery[]
}

/** The deliveries of a page as the firings that made them, in the order of time; within one, person by person. */
export function turnsOf(page: Pick<Page, 'deliveries'>): readonly Turn[] {
  const byTurn = Map.groupBy(page.deliveries, (delivery) => delivery.turn)
  return [...byTurn.entries()]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([turn, deliveries]) => {
      const first = deliveries[0]
      if (!first) return []
      const told = deliveries.filter(({ personId }) => personId === null)
      const toPeople = deliveries.flatMap((each) =>
        each.personId === null ? [] : [{ ...each, personId: each.personId }],
      )
      const byPerson = [...Map.groupBy(toPeople, (delivery) => delivery.personId).entries()]
      const people = byPerson.map(([personId, theirs]) => ({
        personId,
        name: theirs[0]?.personName ?? '',
        reason: theirs[0]?.reason ?? first.reason,
        deliveries: theirs.toSorted((a, b) => a.id - b.id),
      }))
      const at = deliveries.reduce((least, each) => (each.createdAt < least ? each.createdAt : least), first.createdAt)
      return [{ turn, loop: first.loop, step: first.step, at, people, told }]
    })
}
