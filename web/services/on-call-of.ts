// Who is on call for a service: the schedules that its policy reaches, in the order in which it does.
import type { EndpointOutput } from '../api.ts'

export type Policy = EndpointOutput<'listPolicies'>['policies'][number]
type OnCall = EndpointOutput<'listOnCall'>['onCall'][number]

/** The schedules of this policy, and of those that stand in its steps, as they are on call; each once. */
export function onCallOf<Each extends Pick<OnCall, 'scheduleId' | 'teamId'>>(
  policyId: string,
  policies: readonly Pick<Policy, 'id' | 'steps'>[],
  onCall: readonly Each[],
): readonly Each[] {
  const seen = new Set<string>()
  const found = new Set<Each>()
  const visit = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    for (const target of policies.find((policy) => policy.id === id)?.steps.flatMap(({ targets }) => targets) ?? []) {
      if (target.kind === 'policy') visit(target.policyId)
      for (const each of onCall) {
        const isMeant =
          (target.kind === 'schedule' && target.scheduleId === each.scheduleId) ||
          (target.kind === 'team' && target.part === 'on_call' && target.teamId === each.teamId)
        if (isMeant) found.add(each)
      }
    }
  }
  visit(policyId)
  return [...found]
}
