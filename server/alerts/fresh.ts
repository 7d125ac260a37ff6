// Alerts that this node has just accepted: the short cut from acceptance to the first page.
import type { FreshAlert } from './waiting.ts'

/**
 * Alerts that this node has accepted, kept for its next step so that it need not read them again. Only a short cut: whatever is
 * lost from here, or more than fits, waits in the database as it does for every other node.
 */
export class FreshAlerts {
  readonly #waiting = new Map<number, FreshAlert>()

  /**
   * An alert that is said again before it is paged is known by its last word. When there are too many all of them are left to
   * the database, which gives the most urgent first: one of the newest may be.
   */
  add(alerts: readonly FreshAlert[]): void {
    if (this.#waiting.size + alerts.length > mostFresh) return this.#waiting.clear()
    for (const alert of alerts) this.#waiting.set(alert.id, alert)
  }

  /** The most urgent of all first, as the database would give them: none waits behind a flood, and others may share its page. */
  take(most: number): readonly FreshAlert[] {
    const taken = [...this.#waiting.values()].sort((a, b) => a.priority - b.priority).slice(0, most)
    for (const { id } of taken) this.#waiting.delete(id)
    return taken
  }
}

const mostFresh = 10_000
