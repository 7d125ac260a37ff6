// What a rule would have done with alerts of the past: the same decision, asked of each as it stood then.
import { asPriority, priorityNumber, type PriorityName } from '../paging/priority.ts'
import { isAfter, isBefore, latest, plusMinutes, type Instant } from '../time.ts'
import { declareStep, groupOf, isMeant, type AlertStanding, type Candidate, type ReadyRule } from './declaring.ts'
import { titleFrom } from './rule-title.ts'
import { watchMinutes } from './watch.ts'

export type PastAlert = Candidate & {
  readonly id: number
  readonly serviceName: string
  readonly firstAt: Instant
  readonly answeredAt: Instant | null
  readonly closedAt: Instant | null
  readonly wasMuted: boolean
}

export type Rehearsed = {
  readonly meant: number
  readonly passed: number
  readonly incidents: number
  readonly limited: number
  readonly examples: readonly {
    readonly at: Instant
    readonly title: string
    readonly priority: PriorityName
    readonly alerts: number
    readonly alertId: number
  }[]
}

const mostExamples = 10

type Would = { at: Instant; until: Instant; title: string; priority: PriorityName; alerts: number; alertId: number }

/**
 * What would this rule have declared of these alerts, the oldest first? Nobody knows how long its incidents would have lasted: each
 * is taken to last until its last alert closed, and then to be watched.
 */
export function rehearse(rule: ReadyRule, alerts: readonly PastAlert[], now: Instant): Rehearsed {
  const declared: Would[] = []
  const lastOf = new Map<string, Would>()
  const waiting = new Map<string, { readonly alert: PastAlert; readonly at: Instant }[]>()
  let meant = 0
  let limited = 0
  for (const alert of alerts) {
    if (!isMeant(rule, alert)) continue
    meant++
    // Which incidents people had declared by then is not looked up: it would join one, or the next rule would be asked.
    if (rule.does === 'join') continue
    const group = groupOf(rule, alert)
    const at = plusMinutes(alert.firstAt, rule.when.unacknowledgedMinutes)
    const last = lastOf.get(group)
    const isWatched = last !== undefined && isBefore(alert.firstAt, last.until)
    const standing = standingAt(alert, at)
    const queue = waiting.get(group) ?? []
    const oldest = at.subtract({ minutes: rule.when.withinMinutes })
    queue.splice(0, queue.findIndex((one) => isAfter(one.at, oldest)) >>> 0)
    if (isReady(standing, rule) && !isWatched) queue.push({ alert, at })
    waiting.set(group, queue)
    const step = declareStep(
      rule,
      {
        standing: isWatched && standing !== 'muted' ? 'unanswered' : standing,
        since: alert.firstAt,
        last: isWatched ? { state: 'triage', watchUntil: null, endedAt: null } : null,
        alike: queue.length,
        lately: latelyOf(declared, at),
      },
      at,
    )
    switch (step.do) {
      case 'join':
        if (last) {
          last.alerts++
          last.until = lasting(alert, last.until, now)
        }
        break
      case 'declare': {
        const would = declare(rule, queue, { alert, at, now })
        declared.push(would)
        lastOf.set(group, would)
        waiting.delete(group)
        break
      }
      case 'limit':
        limited++
        break
      case 'wait':
      case 'nothing':
        break
    }
  }
  const taken = declared.reduce((sum, { alerts: count }) => sum + count, 0)
  return {
    meant,
    passed: rule.does === 'join' ? 0 : meant - taken - limited,
    incidents: declared.length,
    limited,
    examples: declared
      .slice(-mostExamples)
      .toReversed()
      .map(({ at, title, priority, alerts: count, alertId }) => ({ at, title, priority, alerts: count, alertId })),
  }
}

/** How many within the hour before? Looked at from the end, where the limit of a rule keeps them few. */
function latelyOf(declared: readonly Would[], at: Instant): number {
  const hourAgo = at.subtract({ hours: 1 })
  return declared.length - 1 - declared.findLastIndex((one) => !isAfter(one.at, hourAgo))
}

function declare(
  rule: ReadyRule,
  queue: readonly { readonly alert: PastAlert }[],
  { alert, at, now }: { readonly alert: PastAlert; readonly at: Instant; readonly now: Instant },
): Would {
  const alerts = queue.map((one) => one.alert)
  const mostUrgent = Math.min(...alerts.map((one) => priorityNumber(one.priority)))
  const priority = rule.declares.priority ?? asPriority(mostUrgent)
  const { summary, labels } = alert
  const title = titleFrom(rule.declares.title, {
    summary,
    labels,
    service: alert.serviceName,
    priority,
    count: alerts.length,
  })
  const until = alerts.reduce((latest, one) => lasting(one, latest, now), at)
  return { at, until, title, priority, alerts: alerts.length, alertId: alert.id }
}

/** Until then what comes belongs to it: as long as one of its alerts is open, and while it is watched after that. */
function lasting(alert: PastAlert, before: Instant, now: Instant): Instant {
  return latest(plusMinutes(alert.closedAt ?? now, watchMinutes), before)
}

function standingAt(alert: PastAlert, at: Instant): AlertStanding {
  if (alert.wasMuted) return 'muted'
  if (alert.closedAt && !isAfter(alert.closedAt, at)) return 'closed'
  return alert.answeredAt && !isAfter(alert.answeredAt, at) ? 'answered' : 'unanswered'
}

/** Would it count, with others like it? */
function isReady(standing: AlertStanding, { when }: ReadyRule): boolean {
  return standing === 'unanswered' || (standing === 'answered' && when.unacknowledgedMinutes === 0)
}
