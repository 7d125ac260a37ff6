// A page of Baton to itself: what follows while it is under way, and how it ended.
import { isBefore, type Instant } from '../time.ts'

export type SelfPage = {
  readonly begunAt: Instant
  /** When its alert was accepted; null: no acceptance is known of. */
  readonly acceptedAt: Instant | null
  /** When a channel had taken its message. */
  readonly handedOverAt: Instant | null
}

export type SelfPageNext =
  /** Its event may have been lost with the node that had it in hand; a second one under the same key is the same alert. */
  | { readonly do: 'accept'; readonly lookAt: Instant }
  | { readonly do: 'wait'; readonly lookAt: Instant }
  | { readonly do: 'end'; readonly as: 'good' | 'late'; readonly because: null }
  | { readonly do: 'end'; readonly as: 'failed'; readonly because: 'not_accepted' | 'not_handed_over' }

const lookAgainSeconds = 1
/** For so long whoever began it has its event in hand. */
const acceptWithinSeconds = 15

/** What follows for a page to itself that is under way, when it counts as late after `lateSeconds`? */
export function afterSelfPage(page: SelfPage, lateSeconds: number, now: Instant): SelfPageNext {
  const lateAt = page.begunAt.add({ seconds: lateSeconds })
  if (page.handedOverAt) {
    return { do: 'end', as: isBefore(lateAt, page.handedOverAt) ? 'late' : 'good', because: null }
  }
  const lookAt = now.add({ seconds: lookAgainSeconds })
  if (isBefore(now, lateAt)) {
    const isLost = !page.acceptedAt && isBefore(page.begunAt.add({ seconds: acceptWithinSeconds }), now)
    return { do: isLost ? 'accept' : 'wait', lookAt }
  }
  return { do: 'end', as: 'failed', because: page.acceptedAt ? 'not_handed_over' : 'not_accepted' }
}
