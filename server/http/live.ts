// Live events to open browsers: which topics changed, and rings. Nothing private travels: topics make the screen ask again.
import type { ServerResponse } from 'node:http'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Signal, Signals, Ring } from '../engine/signals.ts'
import type { Metrics } from '../metrics.ts'
import type { Claimed } from '../paging/deliveries.ts'
import type { Browser } from '../paging/sender-parts.ts'
import type { Topic } from '../../domain/topics.ts'

const beatMs = 15_000
/** Changes within this span are told once. */
const gatherMs = 40
const mostStreams = 2_000
const mostPerPerson = 20

/** Who listens, and whether they still may: a session that was revoked must not go on hearing rings. */
export type Listener = { readonly personId: string | null; readonly mayListen: () => Promise<boolean> }

type Stream = Listener & { readonly response: ServerResponse }

export class Live {
  readonly #signals: Signals
  readonly #metrics: Metrics
  readonly #streams = new Set<Stream>()
  readonly #gathered = new Set<Topic>()
  #gathering: NodeJS.Timeout | null = null
  #id = 0
  #checked = Promise.resolve()
  readonly #beat: NodeJS.Timeout
  readonly #unlisten: () => void

  constructor(signals: Signals, metrics: Metrics) {
    this.#signals = signals
    this.#metrics = metrics
    this.#unlisten = signals.listen((signal) => this.#heard(signal))
    this.#beat = setInterval(() => this.#write('event: beat\ndata: {}\n\n'), beatMs).unref()
  }

  /** Keeps this response open as a stream of events; false when there are too many already. */
  open(listener: Listener, response: ServerResponse): boolean {
    const ofPerson = [...this.#streams].filter((stream) => stream.personId === listener.personId).length
    if (this.#streams.size >= mostStreams || ofPerson >= mostPerPerson) return false
    const stream = { ...listener, response }
    this.#streams.add(stream)
    this.#metrics.streams(this.#streams.size)
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    response.write('retry: 2000\n\n')
    response.on('close', () => {
      this.#streams.delete(stream)
      this.#metrics.streams(this.#streams.size)
    })
    return true
  }

  close(): void {
    clearInterval(this.#beat)
    if (this.#gathering) clearTimeout(this.#gathering)
    this.#unlisten()
    for (const { response } of this.#streams) response.end()
  }

  #heard(signal: Signal): void {
    if (signal.kind === 'changed') {
      for (const topic of signal.topics) this.#gathered.add(topic)
      this.#gathering ??= setTimeout(() => this.#tellChanged(), gatherMs).unref()
    }
    if (signal.kind === 'ring') this.#ring(signal.personId, signal.ring)
  }

  #tellChanged(): void {
    this.#gathering = null
    const changed = [...this.#gathered]
    this.#gathered.clear()
    this.#write(eventText(++this.#id, 'changed', { topics: changed }))
    if (changed.includes('people')) this.#checked = this.#checked.then(() => this.#endThoseWhoMayNot())
  }

  /** Sessions end, tokens are revoked and people leave under the topic "people". One check after the other. */
  async #endThoseWhoMayNot(): Promise<void> {
    for (const { response, mayListen } of this.#streams) {
      // While the database is away nobody is cut off: the next page must ring.
      if (!(await mayListen().catch(() => true))) response.end()
    }
  }

  #ring(personId: string, ring: Ring): void {
    const text = eventText(++this.#id, 'ring', ring)
    for (const stream of this.#streams) if (stream.personId === personId) stream.response.write(text)
  }

  #write(text: string): void {
    for (const { response } of this.#streams) response.write(text)
  }

  /** The browser as a channel: it counts as reached when it says that it showed the page. */
  browser(): Browser {
    return {
      ring: (claimed, deadline) =>
        new Promise<Outcome>((resolve) => {
          const end = (outcome: Outcome) => {
            unlisten()
            resolve(outcome)
          }
          const unlisten = this.#signals.listen((signal) => {
            if (signal.kind === 'received' && signal.deliveryId === claimed.id)
              end({ sent: 'shown in an open browser' })
          })
          deadline.addEventListener('abort', () => end({ giveUp: 'browser_closed: no open browser showed it' }), {
            once: true,
          })
          const { personId } = claimed
          if (personId === null) return end({ giveUp: 'browser_closed: a channel has no browser' })
          this.#signals.publish({ kind: 'ring', personId, ring: asRing(claimed) })
        }),
    }
  }
}

function asRing(claimed: Claimed): Ring {
  return {
    deliveryId: claimed.id,
    alertId: claimed.alert.id,
    summary: claimed.alert.summary.slice(0, 300),
    priority: `P${claimed.priority}`,
    serviceName: null,
    isTest: claimed.alert.isTest,
  }
}

function eventText(id: number, event: string, data: unknown): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
