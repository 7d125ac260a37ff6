// The newest requests of each source, for people who connect a tool. Remembered in memory as they come, written about once a second.
import type { ChangeEvent, ReceivedEvent } from '../../domain/intake/event.ts'
import type { Unwelcome } from '../../domain/intake/unwelcome.ts'

/** What is remembered of one request. `body` is what it came with, or its first 16 KiB. */
export type Came = {
  readonly sourceId: string
  /** On the steady clock of this node, in milliseconds. */
  readonly cameAt: number
  readonly path: string
  readonly address: string
  readonly status: number
  readonly because: Unwelcome | null
  readonly answer: string
  readonly events: readonly Became[]
  readonly eventCount: number
  readonly body: Buffer
  readonly bytes: number
}

export type Became = {
  readonly action: ReceivedEvent['action'] | 'change'
  readonly key: string
  readonly summary: string
  readonly priority: ReceivedEvent['priority'] | null
  readonly notes: readonly string[]
}

export const keptBodyBytes = 16_384
/** Of each source, as many taken ones and as many refused ones. */
export const keptEach = 20
const keptEvents = 20
/** What waits to be written is bounded over all sources too: what comes beyond it is not remembered. */
const mostSources = 2_000
const mostBytes = 4 * 1_048_576
/** Written in pieces, so that putting them into words never holds up the answers to senders for long. */
const pieceBytes = 262_144
const pieceCount = 500
/** A source that sends more than is kept is written this seldom. */
const floodEveryMs = 10_000

type Ring = { readonly came: Came[]; count: number; writtenAt: number }

/** The place of a request that is about to be answered: cut and counted here, so that callers hand over what they have. */
export type Arriving = Omit<Came, 'events' | 'eventCount' | 'bytes' | 'cameAt'> & {
  readonly events: readonly ReceivedEvent[]
  readonly changes: readonly ChangeEvent[]
}

export class Received {
  readonly #write: (came: readonly Came[]) => Promise<unknown>
  readonly #onFailure: (failure: unknown) => void
  readonly #rings = new Map<string, Ring>()
  #bytes = 0
  #flushing: Promise<void> = Promise.resolve()

  constructor(write: (came: readonly Came[]) => Promise<unknown>, onFailure: (failure: unknown) => void) {
    this.#write = write
    this.#onFailure = onFailure
  }

  /** Remembers a request, in the place of the oldest of its source that was not written yet. */
  add(arriving: Arriving): void {
    const { sourceId, status, body } = arriving
    // Refused ones are kept apart: a flood of good events must not carry the reason away.
    const ring = this.#ringOf(status >= 400 ? `${sourceId} refused` : sourceId)
    if (!ring) return
    const at = ring.count % keptEach
    const kept = Math.min(body.length, keptBodyBytes)
    const before = ring.came[at]?.body.length ?? 0
    if (this.#bytes + kept - before > mostBytes) return
    this.#bytes += kept - before
    ring.count++
    ring.came[at] = {
      sourceId,
      cameAt: performance.now(),
      path: arriving.path,
      address: arriving.address,
      status,
      because: arriving.because,
      answer: arriving.answer,
      events: becameOf(arriving),
      eventCount: arriving.events.length + arriving.changes.length,
      body: body.length > keptBodyBytes ? Buffer.from(body.subarray(0, keptBodyBytes)) : body,
      bytes: body.length,
    }
  }

  /** Writes what came since the last time, one call at a time; `isLast` does not wait for sources that flood. */
  flush(isLast = false): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#writeNext(isLast))
    return this.#flushing
  }

  async #writeNext(isLast: boolean): Promise<void> {
    const now = performance.now()
    const due: Came[] = []
    for (const [name, ring] of this.#rings) {
      if (ring.count > keptEach && now - ring.writtenAt < floodEveryMs && !isLast) continue
      if (ring.count === 0) {
        if (now - ring.writtenAt >= floodEveryMs) this.#rings.delete(name)
        continue
      }
      due.push(...ring.came)
      for (const { body } of ring.came) this.#bytes -= body.length
      ring.came.length = 0
      ring.count = 0
      ring.writtenAt = now
    }
    if (due.length === 0) return
    try {
      for (const piece of piecesOf(due.toSorted((a, b) => a.cameAt - b.cameAt))) await this.#write(piece)
    } catch (error) {
      // Kept for people to look at only, and the senders have been answered: what cannot be written is let go.
      this.#onFailure(error)
    }
  }

  #ringOf(name: string): Ring | null {
    const known = this.#rings.get(name)
    if (known) return known
    if (this.#rings.size >= mostSources) return null
    const ring: Ring = { came: [], count: 0, writtenAt: -Infinity }
    this.#rings.set(name, ring)
    return ring
  }
}

function* piecesOf(came: readonly Came[]): Iterable<readonly Came[]> {
  let piece: Came[] = []
  let bytes = 0
  for (const each of came) {
    if (piece.length > 0 && (piece.length === pieceCount || bytes + each.body.length > pieceBytes)) {
      yield piece
      piece = []
      bytes = 0
    }
    piece.push(each)
    bytes += each.body.length
  }
  if (piece.length > 0) yield piece
}

function becameOf({ events, changes }: Arriving): readonly Became[] {
  const became: Became[] = []
  for (const { action, key, summary, priority, notes } of events) {
    if (became.length === keptEvents) return became
    became.push({ action, key, summary, priority, notes })
  }
  for (const { summary, notes } of changes) {
    if (became.length === keptEvents) return became
    became.push({ action: 'change', key: '', summary, priority: null, notes })
  }
  return became
}
