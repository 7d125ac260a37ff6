// What people do with policies: write them, and rehearse them before they are needed.
import type { escalationApi } from '../../domain/escalation/api.ts'
import type { Policy, Step, Target } from '../../domain/escalation/policy.ts'
import { rehearse, type Rehearsed } from '../../domain/escalation/rehearse.ts'
import { policyLimits, policyNamedBy, whyNotFollowed, type Entangled } from '../../domain/escalation/steps.ts'
import { priorityNumber } from '../../domain/paging/priority.ts'
import { maskedAddress, seesAddresses } from '../../domain/paging/mask.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { FieldProblem } from '../../domain/problems.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { brokenConstraint, type Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import {
  deletePolicy,
  insertPolicy,
  isKnownTarget,
  loadPolicies,
  loadPolicy,
  lockPolicy,
  replacePolicy,
  policyCalled,
  usesOfPolicy,
} from './policies.ts'
import { loadRoster } from './roster.ts'
import { allTurns } from './turns.ts'

export const escalationActions: Actions<keyof typeof escalationApi> = {
  listPolicies: async (ctx) => ({ policies: await loadPolicies(ctx.db) }),
  getPolicy: async (ctx, { policyId }) => (await loadPolicy(ctx.db, policyId)) ?? refuse('not_found'),

  createPolicy: (ctx, input) =>
    commit(ctx, async (tx) => {
      await refuseUnknown(tx, input)
      const policy = { ...input, id: ctx.newId() }
      await refuseEntangled(tx, policy)
      await insertPolicy(tx, policy, ctx.now).catch(translateTakenSlug)
      const about = { teamId: input.teamId, subject: `policy:${policy.id}` }
      const made = entry(ctx, 'policy_created', { name: input.name }, about)
      return said({ ...policy, version: 1, services: 0 }, made, ['policies'])
    }),

  changePolicy: (ctx, { policyId, version, ...text }) =>
    commit(ctx, async (tx) => {
      const before = (await loadPolicy(tx, policyId)) ?? refuse('not_found')
      if (before.version !== version) refuse('changed_meanwhile', { version: before.version })
      await refuseUnknown(tx, text)
      await refuseEntangled(tx, { ...text, id: policyId })
      const isChanged = await replacePolicy(tx, { id: policyId, version }, text, ctx.now)
      if (!isChanged) refuse('changed_meanwhile')
      const about = { teamId: before.teamId, subject: `policy:${policyId}` }
      const changed = entry(ctx, 'policy_changed', { name: text.name }, about)
      return said({ ...before, ...text, version: version + 1 }, changed, ['policies'])
    }),

  removePolicy: (ctx, { policyId }) =>
    commit(ctx, async (tx) => {
      const policy = (await lockPolicy(tx, policyId)) ?? refuse('not_found')
      const { usedBy, hadPages } = await usesOfPolicy(tx, policyId)
      if (usedBy.length > 0 || hadPages) refuse('still_used', { usedBy, hadPages })
      await deletePolicy(tx, policyId)
      const about = { teamId: policy.teamId, subject: `policy:${policyId}` }
      return said({ done: true as const }, entry(ctx, 'policy_removed', { name: policy.name }, about), ['policies'])
    }),

  rehearsePolicy: async (ctx, { policy, at, priority, after, answered, without }) => {
    await refuseUnknown(ctx.db, policy, 'policy.')
    const roster = await loadRoster(ctx.db)
    const rehearsed = rehearse(
      policy,
      {
        priority: priorityNumber(priority),
        from: at ?? ctx.now,
        after: after ?? 'start',
        had: await allTurns(ctx.db),
        policyId: await policyCalled(ctx.db, policy.slug),
        answered,
        declined: new Set(without),
      },
      roster,
    )
    return withMaskedAddresses(rehearsed, ctx.actor)
  },
}

/** Refuses a policy of a team, or with targets, that are not there. */
async function refuseUnknown(
  db: Db,
  policy: { readonly teamId?: string; readonly steps: readonly Step[] },
  within = '',
): Promise<void> {
  const errors: FieldProblem[] = []
  if (policy.teamId !== undefined) {
    const team = await db.selectFrom('team').select('id').where('id', '=', policy.teamId).executeTakeFirst()
    if (!team) errors.push({ path: `${within}teamId`, say: 'No team has this id.' })
  }
  const targets = policy.steps.flatMap((step) => step.targets)
  const isKnown = await isKnownTarget(db, targets)
  policy.steps.forEach((step, i) =>
    step.targets.forEach((target, j) => {
      if (!isKnown(target)) errors.push(unknownTarget(target, `${within}steps.${i}.targets.${j}`))
    }),
  )
  if (errors.length > 0) refuse('unknown_reference', undefined, errors)
}

function unknownTarget(target: Target, path: string): FieldProblem {
  switch (target.kind) {
    case 'person':
      return { path: `${path}.personId`, say: 'Nobody here has this id.' }
    case 'schedule':
      return { path: `${path}.scheduleId`, say: 'No schedule has this id.' }
    case 'team':
      return { path: `${path}.teamId`, say: 'No team has this id.' }
    case 'policy':
      return { path: `${path}.policyId`, say: 'No policy has this id.' }
    case 'channel':
      return { path: `${path}.channelId`, say: 'No channel has this id.' }
  }
}

/** Refuses a text by which this policy, or one that names it, could not be followed to its end. */
async function refuseEntangled(db: Db, policy: Pick<Policy, 'id' | 'name' | 'steps'>): Promise<void> {
  const others = await loadPolicies(db)
  const isNamed = others.some(({ steps }) => steps.some((step) => policyNamedBy(step) === policy.id))
  if (!isNamed && policy.steps.every((step) => policyNamedBy(step) === null)) return
  const policies = new Map([...others, policy].map((each) => [each.id, each]))
  const own = whyNotFollowed(policy.id, policies)
  if (own) refuse('policies_entangled', undefined, [entangled(own)])
  for (const { id, name } of others) {
    const why = whyNotFollowed(id, policies)
    if (why)
      refuse('policies_entangled', { policy: name }, [
        { path: 'steps', say: `The policy "${name}" names this one. ${entangled(why).say}` },
      ])
  }
}

function entangled({ step, because }: Entangled): FieldProblem {
  return { path: `steps.${step}.targets.0.policyId`, say: entangledSay[because] }
}

const entangledSay = {
  leads_back: 'This leads back to the policy itself.',
  too_deep: `Policies can stand in one another ${policyLimits.depth} deep.`,
  too_long: `Together with the policies in it this has more than ${policyLimits.steps} steps.`,
} as const satisfies Record<Entangled['because'], string>

/** A rehearsal may be asked by everybody; whose addresses it shows in full is no wider than on the person's own page. */
function withMaskedAddresses(rehearsed: Rehearsed, actor: Actor): Rehearsed {
  const moments = rehearsed.moments.map((moment) => ({
    ...moment,
    reaches: moment.reaches.map((reached) =>
      seesAddresses(actor, { personId: reached.personId, teamIds: [] })
        ? reached
        : { ...reached, ways: reached.ways.map((way) => ({ ...way, address: maskedAddress(way) })) },
    ),
  }))
  return { ...rehearsed, moments }
}

function translateTakenSlug(error: unknown): never {
  if (brokenConstraint(error) === 'policy_slug_key') {
    refuse('slug_taken', undefined, [{ path: 'slug', say: 'Another policy has this short name.' }])
  }
  throw error
}
