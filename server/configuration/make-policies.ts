import type { Plan } from '../../domain/configuration/diff.ts'
import { namedFirst } from '../../domain/configuration/policy-order.ts'
import type { StepWhole, TargetWhole } from '../../domain/configuration/whole.ts'
import type { Step, Target } from '../../domain/escalation/policy.ts'
import { escalationActions } from '../escalation/actions.ts'
import type { Stored } from './load.ts'
import { restrictionOf } from './schedule-text.ts'
import { eachChanged, idOf, type Making } from './make.ts'

/** Writes and changes policies, those that others name first. */
export async function makePolicies(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  const ordered = { ...plan, policies: namedFirst(plan.policies, ({ after }) => after) }
  await eachChanged('policies', ordered, making, async ({ key, before, after }) => {
    const { name, repeats, returnAfterMinutes, mayWaitFrom = null } = after
    const text = {
      name,
      repeats,
      returnAfterMinutes,
      mayWaitFrom,
      steps: after.steps.map((step) => stepOf(step, stored)),
    }
    if (before) {
      const version = stored.policies.get(key)?.version ?? 0
      await escalationActions.changePolicy(ctx, { ...text, policyId: idOf(stored, 'policies', key), version })
    } else {
      const teamId = idOf(stored, 'teams', after.team)
      const made = await escalationActions.createPolicy(ctx, { ...text, slug: key, teamId })
      stored.ids.policies.set(key, made.id)
    }
  })
}

function stepOf({ wait, targets, priorities, hours, inTurn, mustAnswer }: StepWhole, stored: Stored): Step {
  return {
    waitMinutes: wait,
    targets: targets.map((target) => targetOf(target, stored)),
    ...(priorities ? { priorities } : {}),
    ...(hours ? { hours: { zone: hours.zone, within: hours.within.map(restrictionOf) } } : {}),
    ...(inTurn ? { inTurn } : {}),
    ...(mustAnswer ? { mustAnswer } : {}),
  }
}

function targetOf(target: TargetWhole, stored: Stored): Target {
  if ('schedule' in target) {
    const { schedule, ...role } = target
    return { kind: 'schedule', scheduleId: idOf(stored, 'schedules', schedule), ...role }
  }
  if ('team' in target) return { kind: 'team', teamId: idOf(stored, 'teams', target.team), part: target.part }
  if ('policy' in target) return { kind: 'policy', policyId: idOf(stored, 'policies', target.policy) }
  if ('channel' in target) return { kind: 'channel', channelId: idOf(stored, 'channels', target.channel) }
  return { kind: 'person', personId: idOf(stored, 'people', target.person) }
}
