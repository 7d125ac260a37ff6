// Which provider is asked first. A breaker never forbids: it decides the order, so that the last way to reach somebody stays open.
import { isBefore, latest, type Instant } from '../time.ts'

/** How one provider has fared lately, as one node saw it. */
export type Breaker = {
  /** Failures in a row. */
  readonly failures: number
  /** Until then others are asked before it; null: it is well. */
  readonly restsUntil: Instant | null
}

/** `served`: it answered, be it that a number is wrong. `failed`: it did not, or not in time. `busy`: it asks to be left alone. */
export type Fared =
  { readonly how: 'served' } | { readonly how: 'failed' } | { readonly how: 'busy'; readonly forSeconds: number }

export const wellBreaker: Breaker = { failures: 0, restsUntil: null }

const failuresBorne = 3
const firstRestSeconds = 30
const longestRestSeconds = 300

/** What does this call say of its provider? Three failures in a row let it rest, each further one for twice as long. */
export function afterCall(before: Breaker, fared: Fared, now: Instant): Breaker {
  switch (fared.how) {
    case 'served':
      return wellBreaker
    case 'busy': {
      const until = now.add({ seconds: Math.min(fared.forSeconds, longestRestSeconds) })
      return { failures: before.failures, restsUntil: before.restsUntil ? latest(before.restsUntil, until) : until }
    }
    case 'failed': {
      const failures = before.failures + 1
      if (failures < failuresBorne) return { failures, restsUntil: before.restsUntil }
      const seconds = Math.min(firstRestSeconds * 2 ** Math.min(failures - failuresBorne, 10), longestRestSeconds)
      return { failures, restsUntil: now.add({ seconds }) }
    }
  }
}

export function isResting({ restsUntil }: Breaker, now: Instant): boolean {
  return restsUntil !== null && isBefore(now, restsUntil)
}

/** In which order are providers asked? Those that are well as they stand in the settings, then those that rest, the soonest first. */
export function inOrder<P>(providers: readonly P[], breakerOf: (provider: P) => Breaker, now: Instant): readonly P[] {
  const rest = (provider: P) => {
    const breaker = breakerOf(provider)
    return isResting(breaker, now) ? (breaker.restsUntil?.epochMilliseconds ?? 0) : 0
  }
  return providers.toSorted((a, b) => rest(a) - rest(b))
}
