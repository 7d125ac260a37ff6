// The polite checker: asks once a day whether an address of the kit still answers, one request at a time to each host.
import { afterLinkCheck, isThere, type LinkAnswer } from '../../domain/kit/link-check.ts'
import type { Topic } from '../../domain/topics.ts'
import { entry } from '../commit.ts'
import { isAway, type Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { Egress } from '../egress/egress.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries } from '../log/store.ts'
import { claimLinks, namersOf, noteLink, postponeLinks, type ClaimedLink } from './check-store.ts'

export type LinkCheckParts = {
  readonly db: Db
  readonly node: string
  readonly egress: Pick<Egress, 'probe'>
  /** A demo calls nobody, and whoever runs Baton may not want it to. */
  readonly isOff: boolean
  readonly diagnostics: Diagnostics
  readonly announce: (topics: readonly Topic[]) => void
  /** How long one request may take, in milliseconds. */
  readonly withinMs?: number
}

const mostAtOnce = 4
const leaseSeconds = 60
const usuallyWithinMs = 10_000

export class LinkChecks {
  readonly #parts: LinkCheckParts
  readonly #running = new Set<Promise<void>>()

  constructor(parts: LinkCheckParts) {
    this.#parts = parts
  }

  /** The engine's part: it claims and goes on, because a page must not wait for a foreign server. */
  kind(): Kind {
    return { name: 'links', batch: mostAtOnce, step: () => this.#claimDue() }
  }

  /** Settles when nothing is being asked any more. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  async #claimDue(): Promise<number> {
    if (this.#parts.isOff) return postponeLinks(this.#parts.db)
    const room = mostAtOnce - this.#running.size
    if (room <= 0) return 0
    const claimed = await claimLinks(this.#parts.db, room, leaseSeconds)
    for (const one of claimed) {
      const run = this.#check(one)
        .catch((error: unknown) => {
          if (!isAway(error)) this.#parts.diagnostics.error({ err: error, host: one.host }, 'a link was not checked')
        })
        .finally(() => this.#running.delete(run))
      this.#running.add(run)
    }
    return claimed.length
  }

  async #check(claimed: ClaimedLink): Promise<void> {
    const answer = await this.#ask(claimed.url)
    const found = afterLinkCheck(claimed, answer, claimed.now, (claimed.digest[0] ?? 0) / 255)
    const isNews = await this.#parts.db.transaction().execute(async (tx) => {
      if (!(await noteLink(tx, claimed, found))) return false
      if (found.turned !== null) await addEntries(tx, await this.#told(tx, claimed, found.turned, found.detail))
      return true
    })
    if (isNews) this.#parts.announce(found.turned === null ? ['kit'] : ['kit', 'log'])
  }

  /** HEAD first, which costs the other side least; whoever answers that badly is asked as a browser would. */
  async #ask(url: string): Promise<LinkAnswer> {
    const { egress, withinMs = usuallyWithinMs } = this.#parts
    const headers = { 'user-agent': 'Baton (checks links of an on-call kit once a day)', accept: '*/*' }
    const head = await egress.probe({ method: 'HEAD', url, headers }, AbortSignal.timeout(withinMs))
    if (head.kind === 'refused' || (head.kind === 'answered' && isThere(head.status))) return head
    return egress.probe({ method: 'GET', url, headers }, AbortSignal.timeout(withinMs))
  }

  async #told(tx: Db, claimed: ClaimedLink, turned: 'died' | 'came_back', detail: string) {
    const engine = { actor: { kind: 'engine', node: this.#parts.node }, now: claimed.now } as const
    const namers = await namersOf(tx, claimed.url)
    return namers.map(({ team_id: teamId, name, subject }) => {
      const facts = { name, address: claimed.url.slice(0, 500) }
      return turned === 'died'
        ? entry(engine, 'link_died', { ...facts, detail }, { teamId, subject })
        : entry(engine, 'link_answers', facts, { teamId, subject })
    })
  }
}
