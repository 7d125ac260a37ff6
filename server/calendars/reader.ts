// Reads the calendars of others when they are due, on whichever node has time: fetched outside of any transaction, written in one.
import type { Instant } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import { isAway, type Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { Egress } from '../egress/egress.ts'
import type { Kind } from '../engine/engine.ts'
import type { Sealer } from '../secrets.ts'
import { asAddress, fetchCalendar } from './fetch-calendar.ts'
import { readCalendar } from './read-in-thread.ts'
import { claimSources, lockSource, type Claimed, type SourceRow } from './source-store.ts'
import { attemptOf, takeAttempt, type Attempt, type Taken } from './take-reading.ts'

/** What follows from a look at a source, in its transaction: whoever uses its events decides by them, and tells it. */
export type Follow = (tx: Db, source: SourceRow, taken: Taken, now: Instant) => Promise<readonly Topic[]>

export type ReaderParts = {
  readonly db: Db
  readonly egress: Egress
  readonly sealer: Sealer
  /** A demo calls nobody. */
  readonly isDemo: boolean
  readonly diagnostics: Diagnostics
  readonly announce: (topics: readonly Topic[]) => void
  readonly follow: Follow
}

const mostAtOnce = 4
const leaseMinutes = 2
/** The window moves on, so what has not changed is read again now and then too. */
const wholeEveryHours = 12

export class CalendarReader {
  readonly #parts: ReaderParts
  readonly #running = new Set<Promise<void>>()

  constructor(parts: ReaderParts) {
    this.#parts = parts
  }

  /** The engine's part: it claims and goes on, because a page must not wait for a foreign server. */
  kind(): Kind {
    return { name: 'calendars', batch: mostAtOnce, step: () => this.#claimDue() }
  }

  /** Reads what was given a moment ago, without keeping anything of it. */
  async look(
    at: { readonly url: string } | { readonly bytes: Uint8Array },
    { now, zone }: { readonly now: Instant; readonly zone: string },
    known = { etag: null as string | null, lastModified: null as string | null },
  ): Promise<Attempt> {
    if ('bytes' in at) {
      return attemptOf(await readCalendar(at.bytes, now, zone), at.bytes, { etag: null, lastModified: null })
    }
    if (this.#parts.isDemo) return demoCallsNobody
    const fetched = await fetchCalendar(this.#parts.egress, asAddress(at.url), known)
    if (fetched.kind !== 'fetched') return fetched
    return attemptOf(await readCalendar(fetched.bytes, now, zone), fetched.bytes, fetched)
  }

  /** What follows from a reading, for whoever has read by hand. */
  get follow(): Follow {
    return this.#parts.follow
  }

  /** Settles when nothing is being read any more. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  async #claimDue(): Promise<number> {
    const room = mostAtOnce - this.#running.size
    if (room <= 0) return 0
    const claimed = await claimSources(this.#parts.db, room, leaseMinutes)
    for (const source of claimed) {
      const run = this.#readOne(source)
        .catch((error: unknown) => {
          if (!isAway(error))
            this.#parts.diagnostics.error({ err: error, source: source.id }, 'a calendar was not read')
        })
        .finally(() => this.#running.delete(run))
      this.#running.add(run)
    }
    return claimed.length
  }

  async #readOne(source: Claimed): Promise<void> {
    const attempt = await this.#attempt(source)
    const topics = await this.#parts.db.transaction().execute(async (tx) => {
      const still = await lockSource(tx, source.id)
      // Removed, moved, or taken over by another node meanwhile: what was read is not of this source any more.
      if (!still || still.epoch !== source.epoch) return []
      const taken = await takeAttempt(tx, still, attempt, { now: source.now })
      return this.#parts.follow(tx, still, taken, source.now)
    })
    if (topics.length > 0) this.#parts.announce(topics)
  }

  async #attempt(source: Claimed): Promise<Attempt> {
    if (source.sealed_url === null) return { kind: 'same' }
    const { now, zone, etag, last_modified: lastModified, expanded_at: wholeAt } = source
    const url = this.#parts.sealer.open(source.sealed_url, sealedFor(source.id))
    const isFresh = wholeAt !== null && Temporal.Instant.compare(now, wholeAt.add({ hours: wholeEveryHours })) < 0
    const attempt = await this.look({ url }, { now, zone }, isFresh ? { etag, lastModified } : undefined)
    return attempt
  }
}

/** Where a sealed address belongs. */
export function sealedFor(sourceId: string): string {
  return `calendar:${sourceId}`
}

const demoCallsNobody: Attempt = {
  kind: 'failed',
  failure: { because: 'demo_calls_nobody', detail: '' },
}
