// Is whoever comes next ready: can they be reached, have they shown it, and are they there?

export const readyChecks = ['active', 'reachable', 'tested', 'leave'] as const
export type ReadyCheck = (typeof readyChecks)[number]

/** `bad`: paging would miss them. `soon`: nothing shows that it works. */
export type ReadyFound = { readonly check: ReadyCheck; readonly is: 'good' | 'soon' | 'bad'; readonly detail: string }

export type ReadyFacts = {
  readonly isActive: boolean
  /** Verified contacts that are switched on, an open browser left out. */
  readonly ways: number
  /** When a page, a test or a code last reached them and was answered, in days; null: never. */
  readonly answeredDaysAgo: number | null
  /** The leave that lies in the shift, in words; empty: none. */
  readonly leave: string
}

/** After so many days an answer shows nothing any more. */
export const testedWithinDays = 30

/** What of it is in order, and what is not? */
export function readyFor({ isActive, ways, answeredDaysAgo, leave }: ReadyFacts): readonly ReadyFound[] {
  const isTested = answeredDaysAgo !== null && answeredDaysAgo <= testedWithinDays
  return [
    { check: 'active', is: isActive ? 'good' : 'bad', detail: '' },
    { check: 'reachable', is: ways === 0 ? 'bad' : ways === 1 ? 'soon' : 'good', detail: String(ways) },
    {
      check: 'tested',
      is: isTested ? 'good' : 'soon',
      detail: answeredDaysAgo === null ? '' : String(answeredDaysAgo),
    },
    { check: 'leave', is: leave === '' ? 'good' : 'bad', detail: leave },
  ]
}

/** Does the manager have to hear of it before the shift begins? */
export function isNotReady(found: readonly ReadyFound[]): boolean {
  return found.some(({ is }) => is === 'bad')
}
