// Does an address of the kit still answer? What a check says, and when the next one is.
import { isBefore, type Instant } from '../time.ts'

/** `refused`: it leads where Baton may not go, so nothing is known of it. */
export const linkStates = ['unknown', 'ok', 'failing', 'refused'] as const
export type LinkState = (typeof linkStates)[number]

/** What came of asking: a status, or why there is none. */
export type LinkAnswer =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'refused'; readonly because: string }
  | { readonly kind: 'failed'; readonly because: string }

export type LinkKnown = { readonly failures: number; readonly failingSince: Instant | null }

export type LinkFound = LinkKnown & {
  readonly state: LinkState
  readonly detail: string
  readonly dueAt: Instant
  /** It turned: from answering to dead, or back. */
  readonly turned: 'died' | 'came_back' | null
}

/** So often in a row it must fail before it is called dead: one night's maintenance is none. */
export const failuresToDie = 2

/**
 * What is known of an address after this answer? Whoever asks for a sign-in, or to be left alone, is there; so is what leads on.
 * `spread` (0 to 1) keeps addresses that were written together from being asked together for ever.
 */
export function afterLinkCheck(before: LinkKnown, answer: LinkAnswer, now: Instant, spread: number): LinkFound {
  const daily = now.add({ seconds: Math.round(daySeconds * (0.9 + 0.2 * spread)) })
  const wasDead = before.failures >= failuresToDie
  if (answer.kind === 'refused')
    return {
      state: 'refused',
      detail: answer.because,
      failures: 0,
      failingSince: null,
      dueAt: daily,
      turned: null,
    }
  if (answer.kind === 'answered' && isThere(answer.status))
    return {
      state: 'ok',
      detail: answer.status >= 400 ? `HTTP ${answer.status}` : '',
      failures: 0,
      failingSince: null,
      dueAt: daily,
      turned: wasDead ? 'came_back' : null,
    }
  // Somebody who looks may have it asked again at once: that is the same bad minute.
  const isSameMinute = before.failingSince !== null && isBefore(now, before.failingSince.add({ seconds: apartSeconds }))
  const failures = isSameMinute ? before.failures : Math.min(before.failures + 1, mostCounted)
  const waitSeconds = retrySeconds[failures - 1]
  return {
    state: failures >= failuresToDie ? 'failing' : 'unknown',
    detail: answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.because,
    failures,
    failingSince: before.failingSince ?? now,
    dueAt: waitSeconds === undefined ? daily : now.add({ seconds: waitSeconds }),
    turned: failures === failuresToDie && !wasDead ? 'died' : null,
  }
}

/** Is a page there when it answers so to a stranger? */
export function isThere(status: number): boolean {
  return (status >= 200 && status < 400) || [401, 403, 407, 429].includes(status)
}

const daySeconds = 86_400
const retrySeconds = [600, 3_600, 14_400] as const
const apartSeconds = 300
const mostCounted = 100
