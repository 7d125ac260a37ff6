// Whose call may begin now? A provider that hangs keeps every call that it is given until the deadline: it must not be given all.

/** The calls of one node: how many more may run at a time, and how many run to each place. */
export type Capacity = { readonly free: number; readonly running: ReadonlyMap<string, number> }

/**
 * Where does a call to this contact go? What goes to one place hangs together: the host of an address that names one, else the
 * provider of the channel. (`claimDeliveries` says the same in SQL.)
 */
export function hostOf({ channel, address }: { readonly channel: string; readonly address: string }): string {
  return /^https?:\/\/([^/?#]+)/i.exec(address)?.[1]?.toLowerCase() ?? channel
}

type Way = Parameters<typeof hostOf>[0]

/**
 * Which of these may begin at once, in their order? No place may hold more calls than stay free for all others: one that hangs
 * gets half of them, two a third each, and whoever is reached by another way waits for neither.
 */
export function begins<Call>(calls: readonly Call[], wayOf: (call: Call) => Way, capacity: Capacity): readonly Call[] {
  const counted = new Map(capacity.running)
  let { free } = capacity
  return calls.filter((call) => {
    const host = hostOf(wayOf(call))
    const there = counted.get(host) ?? 0
    if (there >= free) return false
    counted.set(host, there + 1)
    free -= 1
    return true
  })
}

/** What is left beside these calls. */
export function besides({ free, running }: Capacity, ways: readonly Way[]): Capacity {
  const counted = new Map(running)
  for (const host of ways.map(hostOf)) counted.set(host, (counted.get(host) ?? 0) + 1)
  return { free: free - ways.length, running: counted }
}

/** Places that have almost all the calls they may have are left out of a claim, so that it need not be small for their sake. */
const almost = 16

/** From which places may a claim not take, and how many may it take, wherever they go? */
export function claimable({ free, running }: Capacity): { readonly limit: number; readonly full: readonly string[] } {
  const full = [...running].filter(([, there]) => there > 0 && free - there < almost).map(([place]) => place)
  const most = Math.max(0, ...[...running].filter(([place]) => !full.includes(place)).map(([, there]) => there))
  return { limit: Math.ceil((free - most) / 2), full }
}
