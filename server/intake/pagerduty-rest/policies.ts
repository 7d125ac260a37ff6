// Escalation policies over PagerDuty's REST API.
import { invalid, notFound, type Reply } from '../../../domain/intake/pagerduty-rest-answers.ts'
import { fieldsIn, type Fields } from '../../../domain/intake/pagerduty-rest-asks.ts'
import { uuidIn } from '../../../domain/intake/pagerduty-rest-ids.ts'
import { reference, teamOf, userOf } from '../../../domain/intake/pagerduty-rest-objects.ts'
import {
  escalationPolicyOf,
  readEscalationPolicy,
  saysMore,
  teamIn,
} from '../../../domain/intake/pagerduty-rest-policies.ts'
import { isNamed, listIn, paged } from '../../../domain/intake/pagerduty-rest-query.ts'
import type { Policy } from '../../../domain/escalation/policy.ts'
import { allNames, must, namesOf, pageOf, pathUuid, slugFor, tell, type Asking } from './asking.ts'

export async function listPolicies(asking: Asking): Promise<Reply> {
  const { query } = asking
  const [teams, users] = [listIn(query, 'team_ids').map(uuidIn), listIn(query, 'user_ids').map(uuidIn)]
  const policies = (await asking.known.policies()).filter(
    (policy) =>
      isNamed(query, policy.name) &&
      (teams.length === 0 || teams.includes(policy.teamId)) &&
      (users.length === 0 ||
        policy.steps.some((step) => step.targets.some((one) => one.kind === 'person' && users.includes(one.personId)))),
  )
  const shown = await policyShown(asking)
  return { status: 200, body: paged('escalation_policies', policies.map(shown), pageOf(asking)) }
}

export async function getPolicy(asking: Asking, id: string): Promise<Reply> {
  const policy = await found(asking, id)
  return { status: 200, body: { escalation_policy: (await policyShown(asking))(policy) } }
}

/** How long somebody may have a page before it comes back, where PagerDuty says nothing about it. */
const returnAfterMinutes = 60

export async function createPolicy(asking: Asking): Promise<Reply> {
  const { fields } = must(fieldsIn(asking.body, 'escalation_policy'))
  const policies = await asking.known.policies()
  const asked = readEscalationPolicy(fields)
  if ('errors' in asked) return tell(invalid(...asked.errors))
  refuseTaken(policies, asked.name, null)
  const made = await asking.ask('createPolicy', {
    slug: slugFor(asked.name, policies, 'policy'),
    name: asked.name.slice(0, 200).toWellFormed(),
    teamId: await teamFor(asking, fields),
    steps: [...asked.steps],
    repeats: asked.repeats,
    returnAfterMinutes,
  })
  return { status: 201, body: { escalation_policy: (await policyShown(asking))({ ...made, services: 0 }) } }
}

export async function updatePolicy(asking: Asking, id: string): Promise<Reply> {
  const policy = await found(asking, id)
  const { fields } = must(fieldsIn(asking.body, 'escalation_policy'))
  if (saysMore(policy))
    tell(
      invalid('This policy says more than PagerDuty has words for (teams, channels, hours, turns): change it in Baton'),
    )
  const asked = readEscalationPolicy(fields, policy)
  if ('errors' in asked) return tell(invalid(...asked.errors))
  refuseTaken(await asking.known.policies(), asked.name, policy.id)
  const changed = await asking.ask('changePolicy', {
    policyId: policy.id,
    version: policy.version,
    name: asked.name.slice(0, 200).toWellFormed(),
    steps: [...asked.steps],
    repeats: asked.repeats,
    returnAfterMinutes: policy.returnAfterMinutes,
  })
  return { status: 200, body: { escalation_policy: (await policyShown(asking))(changed) } }
}

async function policyShown({ here, known, query }: Asking): Promise<(policy: Policy) => object> {
  const include = new Set(listIn(query, 'include'))
  const [names, services, teams, people] = [
    await allNames(known),
    await known.services(),
    await known.teams(),
    await known.people(),
  ]
  const whole = new Map<string, object>(
    include.has('targets')
      ? people.map((person) => userOf(here, person, namesOf(teams))).map((user) => [user.id, user])
      : [],
  )
  return (policy) => {
    const used = services.filter(({ policyId }) => policyId === policy.id)
    const shown = escalationPolicyOf(
      here,
      policy,
      names,
      used.map(({ id, name }) => reference(here, 'service', id, name)),
    )
    const team = teams.find(({ id }) => id === policy.teamId)
    return {
      ...shown,
      escalation_rules: shown.escalation_rules.map((rule) => ({
        ...rule,
        targets: rule.targets.map((target) => whole.get('id' in target ? String(target.id) : '') ?? target),
      })),
      ...(include.has('teams') && team ? { teams: [teamOf(here, team)] } : {}),
    }
  }
}

async function found({ known }: Asking, id: string): Promise<Policy> {
  const policyId = pathUuid(id)
  return (await known.policies()).find((policy) => policy.id === policyId) ?? tell(notFound())
}

/** PagerDuty's policies need no team, Baton's do: the one named, else the only one that can be meant. */
async function teamFor({ ctx, known }: Asking, fields: Fields): Promise<string> {
  const named = teamIn(fields)
  if (named) return named
  const mine = ctx.actor.kind === 'person' ? Object.keys(ctx.actor.teams) : []
  const all = mine.length > 0 ? mine : (await known.teams()).map(({ id }) => id)
  const [only] = all
  if (named === null || only === undefined || all.length > 1)
    tell(invalid('Teams must name the team of the policy by its id'))
  return only
}

function refuseTaken(policies: readonly Policy[], name: string, id: string | null): void {
  if (policies.some((policy) => policy.id !== id && policy.name === name)) tell(invalid('Name has already been taken'))
}
