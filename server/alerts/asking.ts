// From alerts that wait to be paged to what asks for a page: by whose policy, and who shares one.
import type { Plan } from '../../domain/escalation/escalate.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { mayWait } from '../../domain/escalation/waiting.ts'
import { isItself } from '../../domain/paging/itself.ts'
import { spansServices } from '../../domain/services/grouping.ts'
import type { PageAsk } from '../escalation/pages.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import type { Opening } from './opening-statement.ts'
import type { FreshAlert } from './waiting.ts'

/**
 * Which of these alerts ask for a page of their own, and which share another's? One page a service is being answered for: an
 * alert follows one of its service that is as urgent as it is. (product A4: a flood is one page)
 */
export function openingOf(alerts: readonly Pageable[], roster: ServerRoster): Opening {
  const leaders = new Map<string, Pageable>()
  const asks: Opening['asks'][number][] = []
  const following = new Map<number, { leader: number; priority: number }>()
  for (const alert of alerts) {
    const group = isTest(alert) ? null : alert.page_group
    const joins =
      !isTest(alert) &&
      alert.service_id !== null &&
      (group !== null || roster.services.get(alert.service_id)?.joinsUnanswered === true)
    const shared = sharedBy(alert, group)
    const leader = joins ? leaders.get(shared) : undefined
    if (leader && mayFollow(leader, alert, roster))
      following.set(alert.id, { leader: leader.id, priority: alert.priority })
    else {
      asks.push({ ...asAsk(alert, roster), joins, group })
      if (joins) leaders.set(shared, alert)
    }
  }
  return { asks, following }
}

/** Alerts with the same text here may share a page: of one service, or one group of a route, by one policy. */
function sharedBy(alert: Pageable, group: string | null): string {
  return `${spansServices(group) ? '' : alert.service_id} ${alert.policy_id} ${group}`
}

/** A page that may be held is shared with what is just as urgent: nothing waits that would be paged by itself. */
function mayFollow(leader: Pageable, alert: Pageable, roster: ServerRoster): boolean {
  const service = leader.service_id ? roster.services.get(leader.service_id) : undefined
  const policy = service && roster.policies.get(alert.policy_id ?? service.policyId)
  return mayWait(policy, leader.priority) ? leader.priority === alert.priority : leader.priority <= alert.priority
}

function isTest(alert: Pick<Pageable, 'key'>): boolean {
  return alert.key.startsWith('baton-test:')
}

/** What paging needs of an alert, from its acceptance or read from the database. */
export type Pageable = Omit<FreshAlert, 'paging_due_at'>

/** What a route chose, while it is there; else the policy of the service. */
function policyOf({ policy_id }: Pageable, otherwise: string, roster: Roster): string {
  return policy_id !== null && roster.policies.has(policy_id) ? policy_id : otherwise
}

export function asAsk(alert: Pageable, roster: Roster): PageAsk {
  const service = alert.service_id ? roster.services.get(alert.service_id) : undefined
  const plan: Plan = isItself(alert)
    ? { kind: 'itself' }
    : service
      ? { kind: 'policy', policyId: policyOf(alert, service.policyId, roster) }
      : { kind: 'fallback', teamId: alert.team_id }
  return {
    plan,
    priority: alert.priority,
    alert: {
      id: alert.id,
      summary: alert.summary,
      serviceId: alert.service_id,
      teamId: alert.team_id,
      raisedAt: alert.first_at,
      isTest: isTest(alert),
      note: '', // a monitor's: whoever raises one by hand opens its page in the same commit
    },
  }
}
