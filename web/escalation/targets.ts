import { useTeams } from '../people/teams.ts'
import { usePersonName } from '../schedules/person-name.ts'
import { useLoaded } from '../query.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { useWords } from '../words/words.ts'
import type { Target } from './draft.ts'

/** What the schedule, person, team, policy or channel of a target is called. */
export function useThingName(): (target: Target) => string {
  const say = useWords('escalation')
  const personName = usePersonName()
  const teams = useTeams()
  const schedules = useLoaded('listSchedules', {}).data?.schedules
  const policies = useLoaded('listPolicies', {}).data?.policies
  const channels = useLoaded('listTeamChannels', {}).data?.channels
  const ofChannels = useWords('channels')
  return (target) => {
    switch (target.kind) {
      case 'person':
        return personName(target.personId)
      case 'schedule': {
        const found = schedules?.find((schedule) => schedule.id === target.scheduleId)
        return found?.name ?? (schedules ? say('scheduleGone') : '…')
      }
      case 'team':
        return teams.nameOf(target.teamId)
      case 'policy':
        return policies?.find((policy) => policy.id === target.policyId)?.name ?? '…'
      case 'channel': {
        const found = channels?.find((channel) => channel.id === target.channelId)
        return found?.name ?? (channels ? ofChannels('gone') : '…')
      }
    }
  }
}

/** What a target is called, with whom of it the step reaches where that is not the usual. */
export function useTargetName(): (target: Target) => string {
  const say = useWords('escalation')
  const nameOf = useThingName()
  return (target) => {
    const name = nameOf(target)
    if (target.kind === 'team') return `${name} · ${say(`part.${target.part}`)}`
    return target.kind === 'schedule' && target.role !== undefined ? `${name} · ${say(`role.${target.role}`)}` : name
  }
}

export const targetIcons = {
  person: 'person',
  schedule: 'calendar',
  team: 'people',
  policy: 'policy',
  channel: 'send',
} as const satisfies Record<Target['kind'], IconName>
