/**
 * What can be reached along these pairs of (service, what it depends on), near or far, without the service itself? A ring of
 * dependencies ends where it began.
 */
export function reachableFrom(pairs: readonly (readonly [string, string])[]): (id: string) => readonly string[] {
  const next = Map.groupBy(pairs, ([from]) => from)
  return (id) => {
    const reached = new Set<string>()
    const waiting = [id]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const [, to] of next.get(at) ?? []) {
        if (to === id || reached.has(to)) continue
        reached.add(to)
        waiting.push(to)
      }
    }
    return [...reached]
  }
}
