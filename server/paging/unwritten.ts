// What was sent and could not be written down, as while the disk of the database is full: the node that sent it does not send it again.
import type { Claimed, SentOne } from './deliveries.ts'

/** Only a memory: what is lost from it, or claimed by another node, goes out once more, as after a death. */
const mostKept = 10_000

export class Unwritten {
  readonly #kept = new Map<number, SentOne>()

  keep(sent: readonly SentOne[]): void {
    for (const one of sent) if (one.state === 'sent') this.#kept.set(one.id, one)
    for (const id of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) return
      this.#kept.delete(id)
    }
  }

  /** Was this sent already by a claim before this one? Then as an outcome of this one, which can still be written; told once. */
  take({ id, epoch, attempt }: Claimed): SentOne | null {
    const sent = this.#kept.get(id)
    this.#kept.delete(id)
    return sent ? { ...sent, epoch, attempt } : null
  }
}
