/**
 * Which of these stand in a circle: each needs another that, near or far, needs it? In one pass over all of them (Tarjan's
 * strongly connected components, without recursion), because a file that somebody sends may be large and tangled.
 */
export function inCircles(needs: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const found = new Set<string>()
  const enter = (id: string) => {
    order.set(id, order.size)
    low.set(id, order.size - 1)
    open.push(id)
    isOpen.add(id)
    return { id, next: (needs.get(id) ?? []).values() }
  }
  const lower = (id: string, to: number | undefined) => low.set(id, Math.min(low.get(id) ?? 0, to ?? 0))
  for (const start of needs.keys()) {
    if (order.has(start)) continue
    const path = [enter(start)]
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const step = at.next.next()
      if (!step.done) {
        if (!order.has(step.value)) path.push(enter(step.value))
        else if (isOpen.has(step.value)) lower(at.id, order.get(step.value))
        continue
      }
      path.pop()
      const above = path.at(-1)
      if (above) lower(above.id, low.get(at.id))
      if (low.get(at.id) !== order.get(at.id)) continue
      const together = open.splice(open.lastIndexOf(at.id))
      for (const id of together) {
        isOpen.delete(id)
        if (together.length > 1) found.add(id)
      }
    }
  }
  return found
}
