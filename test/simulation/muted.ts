// P32, as the judge keeps it: what is muted is so on purpose, is counted, and pages when that ends; nothing else waits to be paged.
import type { AlertRow, SilencedRow, SilenceRow } from './facts.ts'

type Breaks = (promise: string, says: string) => void

export class Muted {
  readonly #silences = new Map<string, SilenceRow>()
  /** Since when, and until when at most, each silence was ever said to hold: one that is ended early held until then. */
  readonly #spans = new Map<string, { readonly from: number; readonly to: number }>()
  readonly #counted = new Set<string>()
  readonly #breaks: Breaks

  constructor(breaks: Breaks) {
    this.#breaks = breaks
  }

  /** When time does something to a silence next; Infinity where there is none. */
  get dueAt(): number {
    return Math.min(Infinity, ...[...this.#silences.values()].map(({ dueAt }) => dueAt))
  }

  silence(old: SilenceRow | null, now: SilenceRow | null): void {
    if (!now) return void this.#silences.delete(old?.id ?? '')
    const span = this.#spans.get(now.id) ?? { from: now.startsAt, to: now.endsAt }
    this.#spans.set(now.id, { from: Math.min(span.from, now.startsAt), to: Math.max(span.to, now.endsAt) })
    this.#silences.set(now.id, now)
  }

  counted({ silenceId, alertId }: SilencedRow): void {
    this.#counted.add(`${silenceId} ${alertId}`)
  }

  /** Is what mutes this alert a rule that has an end? Flapping is not: it is the alert's own. */
  isSilenced({ muted }: AlertRow): boolean {
    return muted !== null && (muted.kind === 'silence' || muted.kind === 'maintenance')
  }

  /** When what mutes this alert ends, as it is written now; null where nothing does. */
  endOf({ muted }: AlertRow): number | null {
    if (!muted) return null
    return Math.min(muted.until, this.#silences.get(muted.id)?.endsAt ?? Infinity)
  }

  /** After a commit in which this alert was changed. */
  lookAt(alert: AlertRow, databaseAt: number, latestMs: number): void {
    const { id, state, pageId, pagingDueAt, muted } = alert
    if (state === 'closed' || pageId !== null) return
    if (muted === null) {
      if (state === 'triggered' && (pagingDueAt ?? 0) > databaseAt + latestMs)
        this.#breaks('P32', `alert ${id} waits ${pagingDueAt} to be paged, and nothing mutes it`)
      return
    }
    if (state !== 'triggered' || pagingDueAt === null || pagingDueAt > muted.until)
      this.#breaks('P32', `alert ${id} (${state}) is muted until ${muted.until} and is to be paged at ${pagingDueAt}`)
    if (!this.isSilenced(alert)) return
    const silence = this.#silences.get(muted.id)
    const span = this.#spans.get(muted.id)
    if (!silence || !span || !silence.serviceIds.includes(alert.serviceId ?? ''))
      this.#breaks('P32', `alert ${id} is muted by ${muted.id}, which is not about it`)
    else if (muted.at < span.from || muted.at >= span.to)
      this.#breaks('P32', `alert ${id} was muted at ${muted.at} by what holds from ${span.from} to ${span.to}`)
    if (!this.#counted.has(`${muted.id} ${id}`))
      this.#breaks('P32', `alert ${id} is muted by ${muted.id} and not counted`)
  }
}
