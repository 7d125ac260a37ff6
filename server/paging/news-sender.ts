// Says where messages stand what became of their page: after the commit, beside the pages, and never in their way.
import { isCarrier } from '../../domain/paging/channels.ts'
import { headingOf } from '../../domain/paging/message-paragraphs.ts'
import { howToTell, newsHours, newsIn, newsLine, newsRetry, type Retold } from '../../domain/paging/news.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { isBefore } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { Kind } from '../engine/engine.ts'
import type { Sealer } from '../secrets.ts'
import { claimNews, endNews, type ClaimedNews } from './news-store.ts'
import type { Channels } from './sender-parts.ts'
import { channelSeal } from './team-channel-store.ts'

export type NewsParts = {
  readonly db: Db
  readonly channels: Channels
  readonly sealer: Sealer
  readonly url: string
  readonly diagnostics: Diagnostics
}

const mostAtOnce = 16
const deadlineMs = 10_000

export class NewsSender {
  readonly #parts: NewsParts
  readonly #running = new Set<Promise<void>>()

  constructor(parts: NewsParts) {
    this.#parts = parts
  }

  /** The engine's part: news that are due, as many as may be on their way at once. */
  kind(): Kind {
    return { name: 'news', batch: mostAtOnce, step: () => this.#claimDue() }
  }

  /** Resolves when everything taken so far has its outcome written down. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running)
  }

  async #claimDue(): Promise<number> {
    const free = mostAtOnce - this.#running.size
    if (free <= 0) return 0
    const claimed = await claimNews(this.#parts.db, free)
    for (const one of claimed) {
      const run = this.#tell(one)
        .catch((error: unknown) => this.#parts.diagnostics.error({ err: error, delivery: one.id }, 'news broke'))
        .finally(() => this.#running.delete(run))
      this.#running.add(run)
    }
    return claimed.length
  }

  async #tell(claimed: ClaimedNews): Promise<void> {
    const { db, diagnostics } = this.#parts
    const isOld = isBefore(claimed.sentAt.add({ hours: newsHours }), claimed.now)
    const outcome = isOld ? null : await this.#reach(claimed)
    if (outcome === null || 'sent' in outcome) return endNews(db, claimed, null)
    const again = 'tryAgain' in outcome ? newsRetry(claimed.tries) : null
    if (again === null) {
      const because = 'tryAgain' in outcome ? outcome.tryAgain : outcome.giveUp
      diagnostics.warn({ delivery: claimed.id, because }, 'a message could not be told what became of its page')
    }
    return endNews(db, claimed, again)
  }

  /** Null when there is nothing to do there. */
  async #reach(claimed: ClaimedNews): Promise<Outcome | null> {
    const { channels, sealer } = this.#parts
    const { channelId, contactId, state, language, zone, sealedSecret, address, reference } = claimed
    const channel = isCarrier(claimed.channel) ? channels[claimed.channel] : null
    if (!channel) return null
    const how = howToTell({ ...claimed, canChange: channel.change !== undefined, isRoom: channelId !== null })
    if (how === 'nothing') return null
    const seal = channelId === null ? `contact:${contactId}` : channelSeal(channelId)
    const to = { address, ...(sealedSecret === null ? {} : { secret: sealer.open(sealedSecret, seal) }) }
    const retold = { ...this.#retold(claimed), says: newsIn(claimed, language, zone) }
    const deadline = AbortSignal.timeout(deadlineMs)
    if (how === 'change') return (await channel.change?.(to, reference, retold, deadline)) ?? null
    const key = `${claimed.pageId}/${claimed.turn}/${channelId}/${state}`
    return channel.reach(to, newsLine(retold, { key, state, sentAt: claimed.now }), deadline)
  }

  #retold(claimed: ClaimedNews): Omit<Retold, 'says'> {
    const { language, pageId, alertId, summary, service } = claimed
    const of = { language, isTest: claimed.isTest, priority: asPriority(claimed.priority) }
    return {
      subject: headingOf(of, summary, service),
      openUrl: `${this.#parts.url}/alerts/${alertId}`,
      language,
      pageId,
    }
  }
}
