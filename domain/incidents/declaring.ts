// When an alert becomes an incident by itself: what a rule matches, what belongs together, and what follows from how things stand.
import type { Matcher } from '../alerts/matchers.ts'
import { compile, type Matchable, type Matches } from '../alerts/matching.ts'
import { hashOf } from '../fingerprint.ts'
import { priorityNumber, type PriorityName } from '../paging/priority.ts'
import { isAfter, isBefore, plusMinutes, type Instant } from '../time.ts'
import { watchMinutes } from './watch.ts'
import { isAcute, type IncidentState } from './stages.ts'

export type RuleText = {
  readonly id: string
  readonly teamId: string
  readonly name: string
  readonly when: {
    readonly matchers: readonly Matcher[]
    readonly serviceId: string | null
    readonly sourceId: string | null
    readonly atLeast: PriorityName | null
    readonly afterAlerts: number
    readonly withinMinutes: number
    readonly unacknowledgedMinutes: number
  }
  readonly does: 'declare' | 'join'
  readonly groupLabels: readonly string[]
  readonly declares: {
    readonly title: string
    readonly priority: PriorityName | null
    readonly isPrivate: boolean
    readonly calls: 'nobody' | 'on_call' | 'policy'
    readonly policyId: string | null
    readonly mostPerHour: number
  }
  readonly isEnabled: boolean
}

/** A rule whose patterns are compiled. */
export type ReadyRule = RuleText & { readonly matches: Matches }

/** What a rule asks of an alert. */
export type Candidate = Matchable & { readonly serviceId: string | null; readonly sourceId: string | null }

/** Rules in their order, ready to be asked; those that are switched off are left out. */
export function readyRules(rules: readonly RuleText[]): readonly ReadyRule[] {
  return rules.filter(({ isEnabled }) => isEnabled).map((rule) => ({ ...rule, matches: compile(rule.when.matchers) }))
}

/** Is this alert one that the rule speaks of, whatever it then waits for? */
export function isMeant({ when, matches }: ReadyRule, alert: Candidate): boolean {
  if (when.serviceId !== null && when.serviceId !== alert.serviceId) return false
  if (when.sourceId !== null && when.sourceId !== alert.sourceId) return false
  if (when.atLeast !== null && priorityNumber(alert.priority) > priorityNumber(when.atLeast)) return false
  return matches(alert)
}

/** Which alerts belong together by this rule: those for which this is the same text. */
export function groupOf(
  { groupLabels }: Pick<RuleText, 'groupLabels'>,
  alert: Pick<Candidate, 'serviceId' | 'labels'>,
): string {
  if (groupLabels.length === 0) return `service ${alert.serviceId ?? ''}`
  const text = JSON.stringify(
    groupLabels.map((name) => [name, Object.hasOwn(alert.labels, name) ? alert.labels[name] : '']),
  )
  // Indexes hold it: a long one goes by the name of its text.
  return text.length > longestGroup ? `long ${hashOf(text)}` : text
}

const longestGroup = 500

/** How the alert stands that a rule speaks of. */
export type AlertStanding = 'closed' | 'muted' | 'waits_for_page' | 'unanswered' | 'answered'

/** The incident that the rule declared last for what belongs together. */
export type LastDeclared = {
  readonly state: IncidentState
  readonly watchUntil: Instant | null
  readonly endedAt: Instant | null
}

export type DeclareStep =
  /** Muted, or over, or answered where the rule waits for silence, or said to be nothing a moment ago. */
  | { readonly do: 'nothing'; readonly because: 'closed' | 'muted' | 'answered' | 'dismissed' }
  | { readonly do: 'wait'; readonly for: 'page' | 'answer' | 'others'; readonly until: Instant }
  | { readonly do: 'join' }
  | { readonly do: 'limit' }
  | { readonly do: 'declare' }

/** So long it is looked again whether an alert that is neither paged nor muted has become either. */
const pageAgainSeconds = 5

/**
 * What does a rule that declares do now about an alert that it means? `since`: from when on it is open and nobody has answered;
 * `alike`: how many that belong together, it among them, are that far; `lately`: incidents that the rule declared within an hour.
 */
export function declareStep(
  rule: Pick<RuleText, 'when' | 'declares'>,
  of: {
    readonly standing: AlertStanding
    readonly since: Instant
    readonly last: LastDeclared | null
    readonly alike: number
    readonly lately: number
  },
  now: Instant,
): DeclareStep {
  if (of.standing === 'closed' || of.standing === 'muted') return { do: 'nothing', because: of.standing }
  if (of.standing === 'waits_for_page')
    return { do: 'wait', for: 'page', until: now.add({ seconds: pageAgainSeconds }) }
  if (of.last && isJoinable(of.last, now)) return { do: 'join' }
  if (of.last && wasJustDismissed(of.last, now)) return { do: 'nothing', because: 'dismissed' }
  const { unacknowledgedMinutes, afterAlerts, withinMinutes } = rule.when
  if (unacknowledgedMinutes > 0) {
    if (of.standing === 'answered') return { do: 'nothing', because: 'answered' }
    const until = plusMinutes(of.since, unacknowledgedMinutes)
    if (isAfter(until, now)) return { do: 'wait', for: 'answer', until }
  }
  if (of.alike < afterAlerts) return { do: 'wait', for: 'others', until: plusMinutes(now, withinMinutes) }
  return of.lately >= rule.declares.mostPerHour ? { do: 'limit' } : { do: 'declare' }
}

/** Does an alert that comes now still belong to it: while it hurts, and while it is watched? */
export function isJoinable({ state, watchUntil }: Pick<LastDeclared, 'state' | 'watchUntil'>, now: Instant): boolean {
  return isAcute(state) || (watchUntil !== null && isBefore(now, watchUntil))
}

/** People said that it was nothing: for a while the same is not declared again. */
function wasJustDismissed({ state, endedAt }: LastDeclared, now: Instant): boolean {
  return state === 'dismissed' && endedAt !== null && isBefore(now, plusMinutes(endedAt, watchMinutes))
}
