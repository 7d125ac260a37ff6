/** How often may one caller ask in a stretch of time? Counted on this node alone: it spares work and guards no secret. */
export class Bound {
  readonly #counts = new Map<string, number>()
  #endsAtMs = 0
  readonly #of: { readonly most: number; readonly everyMs: number; readonly clockMs: () => number }

  constructor(of: { readonly most: number; readonly everyMs: number; readonly clockMs?: () => number }) {
    this.#of = { clockMs: () => performance.now(), ...of }
  }

  /** Counts this caller once more; false when that is too often. */
  admits(who: string): boolean {
    const { most, everyMs, clockMs } = this.#of
    if (clockMs() >= this.#endsAtMs) {
      this.#counts.clear()
      this.#endsAtMs = clockMs() + everyMs
    }
    const count = (this.#counts.get(who) ?? 0) + 1
    // Beyond so many callers nobody new is counted: memory is bounded too, and nobody is kept out for the others.
    if (count > 1 || this.#counts.size < mostCallers) this.#counts.set(who, count)
    return count <= most
  }
}

const mostCallers = 10_000
