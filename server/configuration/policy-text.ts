// Policies as a file has them.
import type { Policy, Target } from '../../domain/escalation/policy.ts'
import type { TargetWhole, Whole } from '../../domain/configuration/whole.ts'
import type { NameOf } from './names.ts'
import { restrictionText } from './schedule-text.ts'

export function policyText(policy: Policy, slugOf: NameOf, emailOf: NameOf): Whole<'policies'> {
  const { slug, name, teamId, steps, repeats, returnAfterMinutes, mayWaitFrom } = policy
  return {
    slug,
    name,
    team: slugOf(teamId),
    steps: steps.map(({ waitMinutes, targets, priorities, hours, inTurn, mustAnswer }) => ({
      wait: waitMinutes,
      targets: targets.map((target) => targetText(target, slugOf, emailOf)),
      ...(priorities ? { priorities } : {}),
      ...(hours ? { hours: { zone: hours.zone, within: hours.within.map(restrictionText) } } : {}),
      ...(inTurn ? { inTurn } : {}),
      ...(mustAnswer ? { mustAnswer } : {}),
    })),
    repeats,
    returnAfterMinutes,
    ...(mayWaitFrom ? { mayWaitFrom } : {}),
  }
}

function targetText(target: Target, slugOf: NameOf, emailOf: NameOf): TargetWhole {
  switch (target.kind) {
    case 'person':
      return { person: emailOf(target.personId) }
    case 'schedule':
      return { schedule: slugOf(target.scheduleId), ...(target.role === undefined ? {} : { role: target.role }) }
    case 'team':
      return { team: slugOf(target.teamId), part: target.part }
    case 'policy':
      return { policy: slugOf(target.policyId) }
    case 'channel':
      return { channel: slugOf(target.channelId) }
  }
}
