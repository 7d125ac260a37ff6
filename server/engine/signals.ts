// Hints between nodes over LISTEN/NOTIFY. A hint may be lost: every reader also polls, and a dead connection is found by its own echo.
import { setTimeout as pause } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'
import type { Topic } from '../../domain/topics.ts'
import type { Diagnostics } from '../diagnostics.ts'

export type Signal =
  | { readonly kind: 'changed'; readonly topics: readonly Topic[] }
  | { readonly kind: 'ring'; readonly personId: string; readonly ring: Ring }
  | { readonly kind: 'received'; readonly deliveryId: number }

/** What an open browser shows when it rings. */
export type Ring = {
  readonly deliveryId: number
  readonly alertId: number
  readonly summary: string
  readonly priority: string
  readonly serviceName: string | null
  readonly isTest: boolean
}

type Listener = (signal: Signal) => void

const channel = 'baton'
const echoEveryMs = 2_500
const reconnectAfterMs = 250
const gatherMs = 20
/** Below PostgreSQL's limit of 8,000 bytes for one notification. */
const longestPayload = 7_500

export class Signals {
  readonly #config: ClientConfig
  readonly #node: string
  readonly #diagnostics: Diagnostics
  readonly #onSilence: () => void
  readonly #listeners = new Set<Listener>()
  #client: Client | null = null
  #pending: Signal[] = []
  #isFlushing = false
  #isEchoDue = false
  #isReconnecting = false
  #isStopped = false
  #lastEcho = 0
  #lastCheck = 0
  #beat: NodeJS.Timeout | undefined

  /** `onSilence`: the connection was found dead though nobody ended it, and others may be too. */
  constructor(config: ClientConfig, node: string, diagnostics: Diagnostics, onSilence: () => void = () => {}) {
    this.#config = config
    this.#node = node
    this.#diagnostics = diagnostics
    this.#onSilence = onSilence
  }

  async start(): Promise<void> {
    await this.#connect()
    this.#lastCheck = performance.now()
    this.#beat = setInterval(() => this.#checkEcho(), echoEveryMs)
    this.#beat.unref()
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells this node at once and the others soon: what gathers while a notification is under way goes out with the next. */
  publish(signal: Signal): void {
    this.#tell(signal)
    this.#pending.push(signal)
    if (!this.#isFlushing && this.#pending.length === 1) setImmediate(() => void this.#flush())
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#beat)
    await this.#client?.end().catch(() => {})
  }

  async #connect(): Promise<void> {
    const client = new Client(this.#config)
    client.on('notification', (notification) => this.#heard(notification.payload ?? ''))
    client.on('error', () => {}) // `end` follows
    client.once('end', () => {
      if (this.#client !== client) return
      this.#client = null
      void this.#reconnect()
    })
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch (error) {
      client.end().catch(() => {})
      throw error
    }
    this.#client = client
    this.#lastEcho = performance.now()
  }

  /** One try at a time: tries that start further tries would take every connection of a database that comes back. */
  async #reconnect(): Promise<void> {
    if (this.#isReconnecting) return
    this.#isReconnecting = true
    while (!this.#isStopped && !this.#client) {
      await pause(reconnectAfterMs, undefined, { ref: false })
      await this.#connect().catch(() => {})
    }
    this.#isReconnecting = false
    if (this.#isStopped) return void this.#client?.end().catch(() => {})
    // Whatever was said meanwhile was missed: everybody asks again.
    this.#tell({
      kind: 'changed',
      topics: ['alerts', 'pages', 'log', 'people', 'schedules', 'policies', 'services', 'sources'],
    })
  }

  #checkEcho(): void {
    const sleptMs = performance.now() - this.#lastCheck - echoEveryMs
    this.#lastCheck = performance.now()
    // Whoever stood still has not listened either: what was said meanwhile is heard after this.
    if (sleptMs > echoEveryMs) this.#lastEcho = this.#lastCheck
    const client = this.#client
    if (!client) return
    if (performance.now() - this.#lastEcho > 3 * echoEveryMs) {
      this.#diagnostics.warn('the notification connection is silent; connecting again')
      this.#client = null
      client.end().catch(() => {})
      this.#onSilence()
      void this.#reconnect()
      return
    }
    this.#isEchoDue = true
    if (!this.#isFlushing) void this.#flush()
  }

  async #flush(): Promise<void> {
    if (this.#isFlushing) return
    this.#isFlushing = true
    while (this.#pending.length > 0 || this.#isEchoDue) {
      const payload = this.#isEchoDue ? JSON.stringify({ echo: this.#node }) : this.#nextPayload()
      this.#isEchoDue = false
      try {
        await this.#client?.query('select pg_notify($1, $2)', [channel, payload])
      } catch {
        // A lost hint costs the others one poll.
      }
      // This node knows already; the others lose nothing by hearing many changes as one.
      await new Promise((resolve) => setTimeout(resolve, gatherMs).unref())
    }
    this.#isFlushing = false
  }

  /** As many waiting signals as fit; topics are said once. */
  #nextPayload(): string {
    const topics = new Set<Topic>()
    const others: Signal[] = []
    let size = 200
    while (this.#pending.length > 0) {
      const signal = this.#pending[0]
      if (!signal) break
      if (signal.kind === 'changed') for (const topic of signal.topics) topics.add(topic)
      else {
        size += Buffer.byteLength(JSON.stringify(signal))
        if (size > longestPayload && others.length > 0) break
        others.push(signal)
      }
      this.#pending.shift()
    }
    const signals = topics.size > 0 ? [...others, { kind: 'changed', topics: [...topics] }] : others
    return JSON.stringify({ from: this.#node, signals })
  }

  #heard(payload: string): void {
    const message = JSON.parse(payload) as { echo?: string; from?: string; signals?: Signal[] }
    if (message.echo === this.#node) this.#lastEcho = performance.now()
    if (message.from === undefined || message.from === this.#node) return
    for (const signal of message.signals ?? []) this.#tell(signal)
  }

  #tell(signal: Signal): void {
    for (const listener of this.#listeners) listener(signal)
  }
}
