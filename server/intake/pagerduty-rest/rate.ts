// PagerDuty's clients slow down by headers that say how much is left; counted on this node, for each token by itself.

const everyMs = 60_000
const most = 960
const mostCallers = 10_000

export type Left = { readonly isAllowed: boolean; readonly headers: Readonly<Record<string, string>> }

export class Rate {
  readonly #clockMs: () => number
  readonly #counts = new Map<string, number>()
  #endsAtMs = 0

  constructor(clockMs: () => number = () => performance.now()) {
    this.#clockMs = clockMs
  }

  /** Counts one more question of this caller, and says how many are left and in how many seconds they are counted anew. */
  ask(who: string): Left {
    const now = this.#clockMs()
    if (now >= this.#endsAtMs) {
      this.#counts.clear()
      this.#endsAtMs = now + everyMs
    }
    const count = (this.#counts.get(who) ?? 0) + 1
    if (count > 1 || this.#counts.size < mostCallers) this.#counts.set(who, count)
    const isAllowed = count <= most
    const seconds = String(Math.max(1, Math.ceil((this.#endsAtMs - now) / 1_000)))
    const headers = {
      'ratelimit-limit': String(most),
      'ratelimit-remaining': String(Math.max(0, most - count)),
      'ratelimit-reset': seconds,
    }
    return { isAllowed, headers: isAllowed ? headers : { ...headers, 'retry-after': seconds } }
  }
}
