// The wire between one Baton and its PostgreSQL: a proxy that loses, holds, delays and cuts what is said over it.
import net, { type Socket } from 'node:net'
import type { Connection } from '../../database.ts'
import { freePort } from '../program.ts'

type Pair = { readonly near: Socket; readonly far: Socket; isLost: boolean; saysCommit: boolean }

/** Where the next words about a commit are cut: before PostgreSQL hears them, or when its answer is on the way. */
export type CutAt = 'asking' | 'answering'

export class Wire {
  readonly url: string
  readonly #server: net.Server
  readonly #to: Connection
  readonly #pairs = new Set<Pair>()
  #isHeld = false
  #cuts: CutAt[] = []
  /** Each word takes so long, in each direction. */
  delayMs = 0

  private constructor(server: net.Server, port: number, to: Connection) {
    this.#server = server
    this.#to = to
    this.url = `postgres://${to.user}@127.0.0.1:${port}/${to.database}`
  }

  static async to(database: Connection): Promise<Wire> {
    const port = await freePort()
    const server = net.createServer((near) => wire.#join(near))
    const wire = new Wire(server, port, database)
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    return wire
  }

  /** Every connection ends at once, as when a firewall resets them. */
  drop(): void {
    for (const pair of this.#pairs) this.#cut(pair)
  }

  /** Nothing passes any more, and nobody is told. What was said meanwhile arrives when it goes on. */
  hold(): void {
    this.#isHeld = true
    for (const pair of this.#pairs) setFlow(pair, false)
  }

  goOn(): void {
    this.#isHeld = false
    for (const pair of this.#pairs) if (!pair.isLost) setFlow(pair, true)
  }

  /** The connections that are open now lead nowhere for ever, as when a firewall forgets them; new ones work. */
  forget(): void {
    for (const pair of this.#pairs) {
      pair.isLost = true
      setFlow(pair, false)
    }
  }

  /** The next commits break off at these places. */
  cutCommits(at: readonly CutAt[]): void {
    this.#cuts.push(...at)
  }

  get cutsLeft(): number {
    return this.#cuts.length
  }

  noCuts(): void {
    this.#cuts = []
  }

  close(): void {
    this.#server.close()
    this.drop()
  }

  #join(near: Socket): void {
    const { host, port } = this.#to
    const far = host.startsWith('/') ? net.connect(`${host}/.s.PGSQL.${port}`) : net.connect({ host, port })
    far.setNoDelay(true)
    near.setNoDelay(true)
    const pair: Pair = { near, far, isLost: false, saysCommit: false }
    this.#pairs.add(pair)
    near.on('data', (words: Buffer) => {
      if (isCommit(words)) {
        if (this.#cuts[0] === 'asking') return this.#cutNext(pair)
        pair.saysCommit = true
      }
      this.#pass(far, words)
    })
    far.on('data', (words: Buffer) => {
      const wasCommit = pair.saysCommit
      pair.saysCommit = false
      if (wasCommit && this.#cuts[0] === 'answering') return this.#cutNext(pair)
      this.#pass(near, words)
    })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {}) // `close` follows
      one.on('close', () => {
        if (pair.isLost) return // the other end hears nothing of it
        this.#pairs.delete(pair)
        other.destroy()
      })
    }
    if (this.#isHeld) setFlow(pair, false)
  }

  #pass(to: Socket, words: Buffer): void {
    if (this.delayMs === 0) to.write(words)
    else setTimeout(() => to.write(words), this.delayMs)
  }

  #cutNext(pair: Pair): void {
    this.#cuts.shift()
    this.#cut(pair)
  }

  #cut(pair: Pair): void {
    this.#pairs.delete(pair)
    pair.near.resetAndDestroy()
    pair.far.destroy()
  }
}

function setFlow({ near, far }: Pair, isFlowing: boolean): void {
  for (const socket of [near, far])
    if (isFlowing) socket.resume()
    else socket.pause()
}

/** The end of a transaction, or an acceptance, which commits by itself (the statement of server/intake/accept.ts). */
function isCommit(words: Buffer): boolean {
  return words.includes('commit\0') || words.includes('\0raise\0')
}
