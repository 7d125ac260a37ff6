// Concurrent events share a commit: a flush takes what is waiting when the last one ends, and nobody is answered before it.
import { isAway, type Database } from '../db/connect.ts'
import type { FreshAlert } from '../alerts/waiting.ts'
import type { Metrics } from '../metrics.ts'
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import { acceptArrivals, type Arrival, type Deciding } from './accept.ts'
import type { KnownSource } from './sources.ts'

type Waiting = {
  readonly source: KnownSource
  readonly events: readonly ReceivedEvent[]
  readonly done: (failure: unknown) => void
}

const mostEvents = 1_000
/** Beyond this many events in memory new ones are turned away with "try again": memory stays bounded whatever comes. */
const mostWaiting = 50_000

export class Batches {
  readonly #database: Database
  readonly #deciding: Deciding
  readonly #metrics: Metrics
  readonly #onAccepted: (unpaged: readonly FreshAlert[]) => void
  #waiting: Waiting[] = []
  #waitingEvents = 0
  #flushing: Promise<void> | null = null

  constructor(
    database: Database,
    deciding: Deciding,
    metrics: Metrics,
    onAccepted: (unpaged: readonly FreshAlert[]) => void,
  ) {
    this.#database = database
    this.#deciding = deciding
    this.#metrics = metrics
    this.#onAccepted = onAccepted
  }

  /** Resolves when the events are durable; rejects when they are not, and then none of this request is. */
  accept(source: KnownSource, events: readonly ReceivedEvent[]): Promise<void> {
    if (events.length === 0) return Promise.resolve()
    if (this.#waitingEvents + events.length > mostWaiting) return Promise.reject(new Overloaded())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ source, events, done: (failure) => (failure === null ? resolve() : reject(failure)) })
      this.#waitingEvents += events.length
      this.#flushing ??= this.#flush()
    })
  }

  /** Resolves when everything accepted so far is answered. */
  async drained(): Promise<void> {
    await this.#flushing
  }

  async #flush(): Promise<void> {
    // Requests that arrived in the same turn of the event loop join the first batch.
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const batch = this.#take()
      const began = performance.now()
      try {
        const unpaged = await acceptArrivals(this.#database, this.#deciding, batch.arrivals)
        this.#metrics.committed(batch.arrivals.length, (performance.now() - began) / 1000)
        for (const waiting of batch.members) waiting.done(null)
        this.#onAccepted(unpaged)
      } catch (error) {
        await this.#acceptOneByOne(batch.members, error)
      }
    }
    this.#flushing = null
  }

  /** One poisoned event must not fail its neighbours; a database that is away fails them all at once. */
  async #acceptOneByOne(members: readonly Waiting[], failure: unknown): Promise<void> {
    for (const waiting of members) {
      if (isAway(failure) || members.length === 1) waiting.done(failure)
      else {
        try {
          const unpaged = await acceptInOrder(this.#database, this.#deciding, waiting)
          waiting.done(null)
          this.#onAccepted(unpaged)
        } catch (error) {
          waiting.done(error)
        }
      }
    }
  }

  /**
   * The next requests in the order they came, whole, with repeats of a key folded into one arrival. It ends before a request
   * that says something else of a key already taken: what was said first must happen first.
   */
  #take(): { members: Waiting[]; arrivals: Arrival[] } {
    const arrivals = new Map<string, Arrival>()
    let taken = 0
    for (const waiting of this.#waiting) {
      if (taken > 0 && (arrivals.size + waiting.events.length > mostEvents || contradicts(waiting, arrivals))) break
      fold(waiting, arrivals)
      taken++
    }
    const members = this.#waiting.splice(0, taken)
    for (const member of members) this.#waitingEvents -= member.events.length
    return { members, arrivals: [...arrivals.values()] }
  }
}

/** Too much is waiting already: the sender is asked to come again. */
export class Overloaded extends Error {}

async function acceptInOrder(database: Database, deciding: Deciding, waiting: Waiting): Promise<readonly FreshAlert[]> {
  const arrivals = new Map<string, Arrival>()
  fold(waiting, arrivals)
  return acceptArrivals(database, deciding, [...arrivals.values()])
}

function contradicts(waiting: Waiting, arrivals: ReadonlyMap<string, Arrival>): boolean {
  return waiting.events.some((event) => {
    const earlier = arrivals.get(keyOf(waiting.source, event))
    return earlier !== undefined && earlier.event.action !== event.action
  })
}

/** Within one request the last word on a key counts; repeats only add to the count. */
function fold(waiting: Waiting, arrivals: Map<string, Arrival>): void {
  for (const event of waiting.events) {
    const key = keyOf(waiting.source, event)
    const count = (arrivals.get(key)?.count ?? 0) + 1
    arrivals.set(key, { source: waiting.source, event: moreUrgent(arrivals.get(key)?.event, event), count })
  }
}

function moreUrgent(earlier: ReceivedEvent | undefined, later: ReceivedEvent): ReceivedEvent {
  if (!earlier || earlier.priority >= later.priority) return later
  return { ...later, priority: earlier.priority }
}

function keyOf(source: KnownSource, event: ReceivedEvent): string {
  return `${source.id}\n${event.key}`
}
