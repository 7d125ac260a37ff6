// The rules by which alerts become incidents, as a file has them.
import { writeMatchers } from '../../domain/alerts/matchers.ts'
import type { IncidentRuleWhole } from '../../domain/configuration/whole.ts'
import type { IncidentRule } from '../../domain/incidents/rule.ts'
import type { NameOf } from './names.ts'

/** A rule as a file has it. */
export function incidentRuleText(rule: IncidentRule, slugOf: NameOf): IncidentRuleWhole {
  const { when, declares } = rule
  return {
    name: rule.name,
    when: when.matchers.length === 0 ? null : writeMatchers(when.matchers),
    service: when.serviceId && slugOf(when.serviceId),
    source: when.sourceId && slugOf(when.sourceId),
    atLeast: when.atLeast,
    afterAlerts: when.afterAlerts,
    withinMinutes: when.withinMinutes,
    unacknowledgedMinutes: when.unacknowledgedMinutes,
    does: rule.does,
    groupBy: [...rule.groupLabels],
    title: declares.title,
    priority: declares.priority,
    private: declares.isPrivate,
    calls: declares.calls,
    policy: declares.policyId && slugOf(declares.policyId),
    mostPerHour: declares.mostPerHour,
    enabled: rule.isEnabled,
  }
}

/** In a file stands what is not as usual. */
export function incidentRulesEntry(of: { readonly team: string; readonly inOrder: readonly IncidentRuleWhole[] }) {
  return { team: of.team, inOrder: of.inOrder.map(ruleEntry) }
}

function ruleEntry({ name, ...rule }: IncidentRuleWhole) {
  const said = Object.entries(rule).filter(([field, value]) => value !== null && !isUsual(field, value))
  return { name, ...Object.fromEntries(said) }
}

const usual = new Map<string, unknown>([
  ['afterAlerts', 1],
  ['withinMinutes', 10],
  ['unacknowledgedMinutes', 0],
  ['does', 'declare'],
  ['title', '{summary}'],
  ['private', false],
  ['calls', 'nobody'],
  ['mostPerHour', 5],
  ['enabled', true],
])

function isUsual(field: string, value: unknown): boolean {
  return usual.get(field) === value || (field === 'groupBy' && Array.isArray(value) && value.length === 0)
}
