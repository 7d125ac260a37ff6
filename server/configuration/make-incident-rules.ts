import type { Plan } from '../../domain/configuration/diff.ts'
import { matchersOf } from '../../domain/configuration/route-text.ts'
import type { IncidentRuleWhole } from '../../domain/configuration/whole.ts'
import type { IncidentRule } from '../../domain/incidents/rule.ts'
import { incidentRuleActions } from '../incidents/rule-actions.ts'
import { versionOf } from '../team-rules.ts'
import type { Stored } from './load.ts'
import { eachChanged, idOf, type Making } from './make.ts'

/** Puts the rules of each team in the place of those it has. One of the same name is the same one: its incidents go on. */
export async function makeIncidentRules(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('incidentRules', plan, making, async ({ key, after }) => {
    const there = stored.incidentRules.get(key) ?? []
    const free = [...there]
    const rules = after.inOrder.map((rule) => {
      const at = free.findIndex(({ name }) => name === rule.name)
      const [known] = at < 0 ? [] : free.splice(at, 1)
      return { ...(known ? { id: known.id } : {}), ...ruleOf(rule, stored) }
    })
    const teamId = idOf(stored, 'teams', key)
    await incidentRuleActions.setIncidentRules(ctx, { teamId, rules, version: versionOf(there) })
  })
}

function ruleOf(rule: IncidentRuleWhole, stored: Stored): Omit<IncidentRule, 'id' | 'teamId'> {
  const { service, source, policy } = rule
  return {
    name: rule.name,
    when: {
      matchers: rule.when === null ? [] : [...matchersOf(rule.when)],
      serviceId: service === null ? null : idOf(stored, 'services', service),
      sourceId: source === null ? null : idOf(stored, 'sources', source),
      atLeast: rule.atLeast,
      afterAlerts: rule.afterAlerts,
      withinMinutes: rule.withinMinutes,
      unacknowledgedMinutes: rule.unacknowledgedMinutes,
    },
    does: rule.does,
    groupLabels: [...rule.groupBy],
    declares: {
      title: rule.title,
      priority: rule.priority,
      isPrivate: rule.private,
      calls: rule.calls,
      policyId: policy === null ? null : idOf(stored, 'policies', policy),
      mostPerHour: rule.mostPerHour,
    },
    isEnabled: rule.enabled,
  }
}
