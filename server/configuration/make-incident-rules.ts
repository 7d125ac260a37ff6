import type { Plan } from '../../domain/configuration/diff.ts'
import { matchersOf } from '../../domain/configuration/route-text.ts'
import type { IncidentRuleWhole } from '../../domain/configuration/whole.ts'
import { writeMatchers } from '../../domain/alerts/matchers.ts'
import type { IncidentRule } from '../../domain/incidents/rule.ts'
import { incidentRuleActions, versionOf } from '../incidents/rule-actions.ts'
import type { Stored } from './load.ts'
import { eachChanged, idOf, type Making } from './make.ts'
import type { NameOf } from './names.ts'

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
