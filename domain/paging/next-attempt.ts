// After a channel answered: try again, go another way, or hurry the page that asked.

export type Outcome =
  | { readonly sent: string }
  | { readonly tryAgain: string; readonly afterSeconds?: number }
  /** `ends`: nobody is at this address any more, or its person wants no messages there; the contact is switched off. */
  | { readonly giveUp: string; readonly ends?: 'gone' | 'stopped' }

/** What has happened to the other ways of the same person in the same firing of the step, and to the firing as a whole. */
export type Surroundings = {
  /** Ways of this person that wait for their turn. */
  readonly waiting: number
  /** Somebody in this firing was handed a message, or is still being tried. */
  readonly othersHopeful: boolean
}

export type NextAttempt =
  | { readonly do: 'rest'; readonly because: 'sent' }
  | { readonly do: 'retry'; readonly afterSeconds: number; readonly alsoHurryOtherWays: boolean }
  | { readonly do: 'give_up'; readonly because: string; readonly hurryOtherWays: boolean; readonly hurryPage: boolean }

const retryAfterSeconds = [5, 20, 60] as const
const longestWaitSeconds = 300

/**
 * What follows this outcome of attempt number `attempt` (1 is the first)?
 * The first failure already calls the person's other ways: a retry must not be what the person waits for.
 * A firing that reached nobody hurries its page to the next step.
 */
export function nextAttempt(outcome: Outcome, attempt: number, around: Surroundings): NextAttempt {
  if ('sent' in outcome) return { do: 'rest', because: 'sent' }
  const pause = retryAfterSeconds[attempt - 1]
  if ('tryAgain' in outcome && pause !== undefined) {
    const afterSeconds = Math.min(Math.max(pause, outcome.afterSeconds ?? 0), longestWaitSeconds)
    return { do: 'retry', afterSeconds, alsoHurryOtherWays: around.waiting > 0 }
  }
  const because = 'tryAgain' in outcome ? outcome.tryAgain : outcome.giveUp
  return {
    do: 'give_up',
    because,
    hurryOtherWays: around.waiting > 0,
    hurryPage: around.waiting === 0 && !around.othersHopeful,
  }
}
