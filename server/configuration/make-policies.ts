import type { Plan } from '../../domain/configuration/diff.ts'
import type { StepWhole } from '../../domain/configuration/whole.ts'
import type { Step } from '../../domain/escalation/policy.ts'
import { escalationActions } from '../escalation/actions.ts'
import type { Stored } from './load.ts'
import { eachChanged, idOf, type Making } from './make.ts'

/** Writes and changes policies. */
export async function makePolicies(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('policies', plan, making, async ({ key, before, after }) => {
    const { name, repeats, returnAfterMinutes } = after
    const text = { name, repeats, returnAfterMinutes, steps: after.steps.map((step) => stepOf(step, stored)) }
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

function stepOf({ wait, targets }: StepWhole, stored: Stored): Step {
  return {
    waitMinutes: wait,
    targets: targets.map((target) =>
      'schedule' in target
        ? { kind: 'schedule', scheduleId: idOf(stored, 'schedules', target.schedule) }
        : { kind: 'person', personId: idOf(stored, 'people', target.person) },
    ),
  }
}
