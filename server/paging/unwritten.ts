// What was sent and could not be written down, as while the disk of the database is full: the node that sent it does not send it again.
import type { Claimed, SentOne } from './deliveries.ts'
import type { Parcel } from './paces.ts'

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

  /** What of a parcel was sent already by a claim before this one, and what is left to send. */
  among(parcel: Parcel): { readonly before: readonly SentOne[]; readonly left: Parcel | null } {
    if (this.#kept.size === 0) return { before: [], left: parcel }
    const before = parcel.flatMap((one) => this.#take(one) ?? [])
    const [lead, ...others] = parcel.filter(({ id }) => before.every((sent) => sent.id !== id))
    return { before, left: lead ? [lead, ...others] : null }
  }

  /** As an outcome of this claim, which can still be written; told once. */
  #take({ id, epoch, attempt }: Claimed): SentOne | null {
    const sent = this.#kept.get(id)
    this.#kept.delete(id)
    return sent ? { ...sent, epoch, attempt } : null
  }
}
