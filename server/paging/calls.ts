// The calls that one node has under way: how many to each address and each place, and what may begin beside them.
import { hostOf, type Capacity } from '../../domain/paging/capacity.ts'
import type { Claimed } from './deliveries.ts'

const mostAtOnce = 256
const mostPerAddress = 16

export class Calls {
  readonly #running = new Map<number, Promise<void>>()
  readonly #perAddress = new Counts()
  readonly #perHost = new Counts()

  get capacity(): Capacity {
    return { free: Math.max(0, mostAtOnce - this.#running.size), running: this.#perHost.all }
  }

  /** Addresses to which no more may go at this moment. */
  get busy(): string[] {
    return [...this.#perAddress.all].filter(([, running]) => running >= mostPerAddress).map(([address]) => address)
  }

  get underWay(): readonly Promise<void>[] {
    return [...this.#running.values()]
  }

  /** Counts this call until it has ended, however it ends. */
  begin(claimed: Claimed, call: () => Promise<void>): void {
    const host = hostOf(claimed)
    this.#perAddress.up(claimed.address)
    this.#perHost.up(host)
    const run = call().finally(() => {
      this.#running.delete(claimed.id)
      this.#perAddress.down(claimed.address)
      this.#perHost.down(host)
    })
    this.#running.set(claimed.id, run)
  }
}

class Counts {
  readonly all = new Map<string, number>()

  up(of: string): void {
    this.all.set(of, (this.all.get(of) ?? 0) + 1)
  }

  down(of: string): void {
    const left = (this.all.get(of) ?? 1) - 1
    if (left > 0) this.all.set(of, left)
    else this.all.delete(of)
  }
}
