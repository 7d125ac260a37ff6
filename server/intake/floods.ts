// Floods: counted by each node for itself, told once for all, and folded so that neither people nor the disk drown.
import { FloodCount, windowSeconds } from '../../domain/intake/flood-counting.ts'
import type { ServerIntakeRules } from './rules.ts'
import { usualFloodLimit } from '../../domain/intake/source.ts'

export type FloodSubject = { readonly kind: 'service' | 'source'; readonly id: string }
/** What is to be written down about a flood: it began, or so many more alerts came. */
export type FloodNews = FloodSubject & { readonly alerts: number }

/** New alerts in ten minutes of each service and source that this node heard of. */
export class Floods {
  readonly #counts = { service: new Map<string, FloodCount>(), source: new Map<string, FloodCount>() }
  readonly #news = new Map<string, FloodNews>()
  readonly #seconds: () => number

  constructor(seconds: () => number = () => performance.now() / 1_000) {
    this.#seconds = seconds
  }

  /** So many alerts of these sources and services are new. */
  saw(rules: ServerIntakeRules, counts: readonly (readonly [string, string | null, number])[]): void {
    for (const [sourceId, serviceId, alerts] of counts) {
      this.#add({ kind: 'source', id: sourceId, alerts }, sourceLimit(rules, sourceId))
      if (serviceId) this.#add({ kind: 'service', id: serviceId, alerts }, rules.serviceFloodLimits.get(serviceId) ?? 0)
    }
  }

  /** Are the alerts of this service so many that they share one page, whatever else its grouping is? */
  isFlooding(rules: ServerIntakeRules, serviceId: string): boolean {
    return this.#isOver('service', serviceId, rules.serviceFloodLimits.get(serviceId) ?? 0)
  }

  /** Are the alerts of this source so many that further keys are folded into one alert? */
  isFolding(rules: ServerIntakeRules, sourceId: string): boolean {
    return this.#isOver('source', sourceId, sourceLimit(rules, sourceId))
  }

  /** What happened since it was last taken. */
  takeNews(): readonly FloodNews[] {
    const news = [...this.#news.values()]
    this.#news.clear()
    return news
  }

  /** Counts of what has been quiet for the whole window are dropped. */
  forgetQuiet(): void {
    for (const counts of Object.values(this.#counts)) {
      for (const [id, count] of counts) if (count.sum(this.#seconds()) === 0) counts.delete(id)
    }
  }

  #isOver(kind: FloodSubject['kind'], id: string, limit: number): boolean {
    const count = limit > 0 ? this.#counts[kind].get(id) : undefined
    return count !== undefined && count.sum(this.#seconds()) >= limit
  }

  #add({ kind, id, alerts }: FloodNews, limit: number): void {
    if (limit === 0) return
    const counts = this.#counts[kind]
    const count = counts.get(id) ?? new FloodCount()
    counts.set(id, count)
    const now = this.#seconds()
    count.add(alerts, now)
    if (count.sum(now) < limit) return
    const key = `${kind} ${id}`
    this.#news.set(key, { kind, id, alerts: (this.#news.get(key)?.alerts ?? 0) + alerts })
  }
}

function sourceLimit(rules: ServerIntakeRules, sourceId: string): number {
  return rules.sourceFloodLimits.get(sourceId) ?? usualFloodLimit
}

/** A flood is over when for half the window nothing more was told of it. */
export const overAfterSeconds = windowSeconds / 2
