// Virtual time: what is to happen, in order. Nothing sleeps; the next moment simply comes.

type Entry = { readonly at: number; readonly nth: number; readonly run: () => void | Promise<void> }

export class Timeline {
  /** Milliseconds since the simulation began. */
  now = 0
  readonly #heap: Entry[] = []
  #count = 0

  at(time: number, run: () => void | Promise<void>): void {
    const entry = { at: Math.max(time, this.now), nth: this.#count++, run }
    const heap = this.#heap
    let i = heap.push(entry) - 1
    while (i > 0) {
      const above = (i - 1) >> 1
      const parent = heap[above] as Entry
      if (!isEarlier(entry, parent)) break
      heap[i] = parent
      i = above
    }
    heap[i] = entry
  }

  after(milliseconds: number, run: () => void | Promise<void>): void {
    this.at(this.now + milliseconds, run)
  }

  /** When the next thing happens; Infinity when nothing will. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Infinity
  }

  /** Takes the next thing; the clock is then at its moment. */
  take(): Entry {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last) throw new Error('nothing is to happen any more')
    if (heap.length > 0) {
      let i = 0
      for (;;) {
        let below = 2 * i + 1
        if (below >= heap.length) break
        if (below + 1 < heap.length && isEarlier(heap[below + 1] as Entry, heap[below] as Entry)) below++
        if (!isEarlier(heap[below] as Entry, last)) break
        heap[i] = heap[below] as Entry
        i = below
      }
      heap[i] = last
    }
    this.now = first.at
    return first
  }
}

function isEarlier(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.nth < b.nth)
}
