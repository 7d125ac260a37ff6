// Nodes that found nothing due and poll every second. Polls that would find nothing again are not played: years pass in minutes.

export const pollMs = 1_000

export type Sleeper = {
  /** Where it sleeps: nothing there wakes while it stands still. */
  readonly place: { readonly pausedUntil: number }
  readonly wakeAt: number
  readonly wake: () => void
}

export class Sleepers {
  #asleep: Sleeper[] = []

  add(sleeper: Sleeper): void {
    this.#asleep.push(sleeper)
  }

  remove(sleeper: Sleeper): void {
    const at = this.#asleep.indexOf(sleeper)
    if (at >= 0) this.#asleep.splice(at, 1)
  }

  /** Whoever slept here is no more. */
  forget(place: Sleeper['place']): void {
    this.#asleep = this.#asleep.filter((one) => one.place !== place)
  }

  /** The first poll that could find something, and when; null when nothing waits for time. */
  next(dueAt: () => number, now: number): { readonly one: Sleeper; readonly at: number } | null {
    if (this.#asleep.length === 0) return null
    const due = dueAt()
    let next: { one: Sleeper; at: number } | null = null
    for (const one of this.#asleep) {
      const wanted = Math.max(due, now, one.place.pausedUntil)
      if (wanted === Infinity) continue
      const at = one.wakeAt + Math.max(0, Math.ceil((wanted - one.wakeAt) / pollMs)) * pollMs
      if (!next || at < next.at) next = { one, at }
    }
    return next
  }
}
