// What came of an alert: somebody acted, no action was needed, or it closed by itself (docs/decisions, no action needed).
import type { Instant } from '../time.ts'
import type { AlertState } from './states.ts'

/** What whoever closes an alert may say of it. */
export const outcomes = ['acted', 'no_action'] as const
export type Outcome = (typeof outcomes)[number]

/** Why no action was needed. */
export const noActionReasons = [
  'false_alarm',
  'resolved_itself',
  'duplicate',
  'expected',
  'not_urgent',
  'too_tight',
  'other',
] as const
export type NoActionReason = (typeof noActionReasons)[number]

/** For so long after it was closed may somebody still say what came of an alert. */
export const outcomeDays = 30

/** May somebody still say what came of an alert that was closed then? Browsers without Temporal ask it as well. */
export function canStillSay(closedAt: Moment, now: Moment): boolean {
  return now.epochMilliseconds - closedAt.epochMilliseconds <= outcomeDays * 86_400_000
}
type Moment = Pick<Instant, 'epochMilliseconds'>

/** Where an alert is counted: in exactly one of these. */
export const fates = ['acted', 'no_action', 'by_itself', 'open', 'muted_only'] as const
export type Fate = (typeof fates)[number]

export type Lived = {
  readonly state: AlertState
  /** What somebody said came of it; null where nobody did. */
  readonly outcome: Outcome | null
  /** A person, or a program on behalf of one, acknowledged, took or snoozed it; its monitor does not count. */
  readonly wasAnswered: boolean
  readonly wasMuted: boolean
  /** How many pages it opened. */
  readonly pages: number
}

/** What came of this alert? What was said comes first; else whether anybody answered; else it closed by itself. */
export function fateOf({ state, outcome, wasAnswered, wasMuted, pages }: Lived): Fate {
  if (state !== 'closed') return 'open'
  if (outcome !== null) return outcome
  if (wasAnswered) return 'acted'
  return wasMuted && pages === 0 ? 'muted_only' : 'by_itself'
}
