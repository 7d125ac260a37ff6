/** The first change is told at once; while changes keep coming they are told together, at most this often. */
const leastMs = 250
const mostMs = 2_000

/**
 * Gathers what comes in floods: `tell` is called at once after a quiet time, and then after growing waits, each time with all that has
 * come since. Nothing is held back for longer than two seconds.
 */
export function gathering<Item>(
  tell: (items: readonly Item[]) => void,
  { now, later }: { readonly now: () => number; readonly later: (run: () => void, ms: number) => unknown },
): (items: readonly Item[]) => void {
  let gathered: Item[] = []
  let isWaiting = false
  let waitMs = leastMs
  let toldAt = -Infinity
  const tellNow = () => {
    const items = gathered
    gathered = []
    isWaiting = false
    toldAt = now()
    tell(items)
  }
  return (items) => {
    gathered.push(...items)
    if (isWaiting) return
    const quietMs = now() - toldAt
    if (quietMs >= mostMs) waitMs = leastMs
    if (quietMs >= waitMs) return tellNow()
    isWaiting = true
    later(tellNow, waitMs - quietMs)
    waitMs = Math.min(mostMs, waitMs * 2)
  }
}
