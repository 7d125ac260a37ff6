// Policies as PagerDuty's escalation policies: rules of people and schedules, one after the other.
import { isAlways } from '../escalation/holds.ts'
import { isPlain, type Policy, type Step, type Target } from '../escalation/policy.ts'
import { isObject, own } from './json.ts'
import { referenceIn, textIn, type Fields } from './pagerduty-rest-asks.ts'
import { idOf, uuidIn } from './pagerduty-rest-ids.ts'
import { headOf, reference, type Here, type Names } from './pagerduty-rest-objects.ts'

export type PolicyNames = Readonly<Record<'people' | 'schedules' | 'teams', Names>>

export function escalationPolicyOf(here: Here, policy: Policy, names: PolicyNames, services: readonly object[]) {
  return {
    ...headOf(here, 'escalation_policy', policy.id, policy.name),
    name: policy.name,
    description: null,
    num_loops: policy.repeats,
    repeat_enabled: policy.repeats > 0,
    on_call_handoff_notifications: 'if_has_services',
    escalation_rules: policy.steps.map((step, level) => ({
      id: `${idOf(policy.id)}L${level + 1}`,
      escalation_delay_in_minutes: step.waitMinutes,
      targets: step.targets.map((target) => targetOf(here, target, names)),
    })),
    services,
    teams: [reference(here, 'team', policy.teamId, names.teams.nameOf(policy.teamId))] as object[],
  }
}

/** Teams, channels and policies in a policy are targets that PagerDuty does not have: they are shown under their own type. */
function targetOf({ url }: Here, target: Target, names: PolicyNames): object {
  switch (target.kind) {
    case 'person':
      return reference({ url }, 'user', target.personId, names.people.nameOf(target.personId))
    case 'schedule':
      return reference({ url }, 'schedule', target.scheduleId, names.schedules.nameOf(target.scheduleId))
    case 'team':
      return reference({ url }, 'team', target.teamId, names.teams.nameOf(target.teamId))
    case 'policy':
      return { ...reference({ url }, 'escalation_policy', target.policyId, ''), summary: null }
    case 'channel':
      return { id: idOf(target.channelId), type: 'channel_reference', summary: null, self: null, html_url: null }
  }
}

/** Would writing it back in PagerDuty's words lose something? Those policies are changed in Baton. */
export function saysMore({ steps, mayWaitFrom }: Pick<Policy, 'steps' | 'mayWaitFrom'>): boolean {
  return mayWaitFrom != null || steps.some((step) => !isPlain(step) || !isAlways(step) || step.targets.some(isOwn))
}

function isOwn(target: Target): boolean {
  return !(target.kind === 'person' || (target.kind === 'schedule' && target.role === undefined))
}

export type PolicyAsked = { readonly name: string; readonly steps: readonly Step[]; readonly repeats: number }

/** A policy as its rules say; every error of it at once. What is not said stays as it was. */
export function readEscalationPolicy(
  fields: Fields,
  before: PolicyAsked = { name: '', steps: [], repeats: 0 },
): PolicyAsked | { readonly errors: readonly string[] } {
  const errors: string[] = []
  const rules = own(fields, 'escalation_rules')
  const steps = Array.isArray(rules) ? rules.map((rule, i) => stepIn(rule, i, errors)) : before.steps
  if (steps.length === 0) errors.push('Escalation rules must not be empty')
  if (steps.length > 20) errors.push('There can be 20 escalation rules')
  const loops = own(fields, 'num_loops')
  if (loops !== undefined && loops !== null && !(typeof loops === 'number' && loops >= 0 && loops <= 9))
    errors.push('Num loops must be between 0 and 9')
  const name = textIn(fields, 'name').trim() || before.name
  if (name === '') errors.push('Name must not be empty')
  if (errors.length > 0) return { errors: errors.slice(0, 50) }
  return { name, steps, repeats: typeof loops === 'number' ? Math.trunc(loops) : before.repeats }
}

function stepIn(rule: unknown, position: number, errors: string[]): Step {
  const said = isObject(rule) ? rule : {}
  const at = `Escalation rule ${position + 1}`
  const delay = own(said, 'escalation_delay_in_minutes')
  const waitMinutes = typeof delay === 'number' && Number.isInteger(delay) ? delay : 0
  if (waitMinutes < 1 || waitMinutes > 1440) errors.push(`${at}: escalation_delay_in_minutes must be 1 to 1440`)
  const named = own(said, 'targets')
  const targets = (Array.isArray(named) ? named : []).map((target) => targetIn(target))
  if (targets.length === 0 || targets.length > 10) errors.push(`${at} must have 1 to 10 targets`)
  if (targets.includes(null)) errors.push(`${at}: targets must be users or schedules, by their ids`)
  return { waitMinutes, targets: targets.filter((target) => target !== null) }
}

function targetIn(said: unknown): Target | null {
  const fields = isObject(said) ? said : {}
  const id = uuidIn(own(fields, 'id'))
  const type = textIn(fields, 'type')
  if (id === null) return null
  if (/^user(_reference)?$/.test(type)) return { kind: 'person', personId: id }
  return /^schedule(_reference)?$/.test(type) ? { kind: 'schedule', scheduleId: id } : null
}

/** The first team that is named; undefined when none is, null when it is none. */
export function teamIn(fields: Fields): string | null | undefined {
  const teams = own(fields, 'teams')
  if (!Array.isArray(teams) || teams.length === 0) return undefined
  const [first] = teams as readonly unknown[]
  return uuidIn(isObject(first) ? referenceIn({ first }, 'first') : first)
}
