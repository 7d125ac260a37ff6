// What stands on what. Arrows to nothing, to oneself and twice are no arrows; circles are allowed everywhere.

export type Dependent = { readonly id: string; readonly dependsOn: readonly string[] }

/** For each service, what it needs directly, and who needs it directly; both in the order in which services were given. */
export type Graph = {
  readonly needs: ReadonlyMap<string, readonly string[]>
  readonly neededBy: ReadonlyMap<string, readonly string[]>
}

/** One service that is reached from another: how far it is, and over which ones; the path begins and ends with the two. */
export type Reached = { readonly id: string; readonly distance: number; readonly path: readonly string[] }

/** How do these services stand on each other? */
export function graphOf(services: readonly Dependent[]): Graph {
  const needs = new Map<string, string[]>(services.map(({ id }) => [id, []]))
  const neededBy = new Map<string, string[]>(services.map(({ id }) => [id, []]))
  for (const { id, dependsOn } of services) {
    for (const on of new Set(dependsOn)) {
      if (on === id || !needs.has(on)) continue
      needs.get(id)?.push(on)
      neededBy.get(on)?.push(id)
    }
  }
  return { needs, neededBy }
}

/** What is reached from here over these arrows, the nearest first, each by a shortest path? The start itself is not among it. */
export function reachedFrom(
  arrows: Graph['needs'],
  start: string,
  depth = Number.POSITIVE_INFINITY,
): readonly Reached[] {
  const seen = new Set([start])
  const found: Reached[] = []
  let edge: readonly Reached[] = [{ id: start, distance: 0, path: [start] }]
  while (edge.length > 0 && (edge[0]?.distance ?? 0) < depth) {
    const next: Reached[] = []
    for (const at of edge) {
      for (const id of arrows.get(at.id) ?? []) {
        if (seen.has(id)) continue
        seen.add(id)
        next.push({ id, distance: at.distance + 1, path: [...at.path, id] })
      }
    }
    found.push(...next)
    edge = next
  }
  return found
}

/** Which services can be the reason of what is seen here: itself, and all that it stands on? */
export function standsOn(graph: Graph, id: string): ReadonlySet<string> {
  return new Set([id, ...reachedFrom(graph.needs, id).map((each) => each.id)])
}
