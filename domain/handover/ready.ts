// Is whoever comes next ready: can they be reached, have they shown it, are they there, and is what they will open?
import type { Instant } from '../time.ts'

export const readyChecks = ['active', 'reachable', 'tested', 'leave', 'links'] as const
export type ReadyCheck = (typeof readyChecks)[number]

/**
 * `bad`: paging would miss them. `soon`: nothing shows that it works, or something else does not.
 * `detail` is a number of contacts or of days, an interval of ISO 8601 for a leave, or the names of links.
 */
export type ReadyFound = { readonly check: ReadyCheck; readonly is: 'good' | 'soon' | 'bad'; readonly detail: string }

export type ReadyFacts = {
  readonly isActive: boolean
  /** Verified contacts that are switched on, an open browser left out. */
  readonly ways: number
  /** When a page, a test or a code last reached them and was answered, in days; null: never. */
  readonly answeredDaysAgo: number | null
  /** The leave that lies in the shift. */
  readonly leave: { readonly startsAt: Instant; readonly endsAt: Instant } | null
  /** What the team keeps for whoever is on call, and what of it is dead, by name. */
  readonly links: { readonly kept: number; readonly dead: readonly string[] }
}

/** After so many days an answer shows nothing any more. */
export const testedWithinDays = 30

/** What of it is in order, and what is not? */
export function readyFor({ isActive, ways, answeredDaysAgo, leave, links }: ReadyFacts): readonly ReadyFound[] {
  const isTested = answeredDaysAgo !== null && answeredDaysAgo <= testedWithinDays
  return [
    { check: 'active', is: isActive ? 'good' : 'bad', detail: '' },
    { check: 'reachable', is: ways === 0 ? 'bad' : ways === 1 ? 'soon' : 'good', detail: String(ways) },
    {
      check: 'tested',
      is: isTested ? 'good' : 'soon',
      detail: answeredDaysAgo === null ? '' : String(answeredDaysAgo),
    },
    { check: 'leave', is: leave ? 'bad' : 'good', detail: leave ? intervalOf(leave) : '' },
    // Whoever keeps no links has none that could be dead.
    ...(links.kept === 0
      ? []
      : [{ check: 'links', is: links.dead.length > 0 ? 'soon' : 'good', detail: named(links.dead) } as const]),
  ]
}

const mostNamed = 3

function named(dead: readonly string[]): string {
  const more = dead.length - mostNamed
  return [...dead.slice(0, mostNamed), ...(more > 0 ? [`+${more}`] : [])].join(', ')
}

function intervalOf({ startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant }): string {
  return `${startsAt.toString()}/${endsAt.toString()}`
}

/** When does the leave of such a detail begin and end? */
export function leaveIn(detail: string): { readonly startsAt: Instant; readonly endsAt: Instant } {
  const [startsAt = '', endsAt = ''] = detail.split('/')
  return { startsAt: Temporal.Instant.from(startsAt), endsAt: Temporal.Instant.from(endsAt) }
}

/** Does the manager have to hear of it before the shift begins? */
export function isNotReady(found: readonly ReadyFound[]): boolean {
  return found.some(({ is }) => is === 'bad')
}
