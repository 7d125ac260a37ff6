import { usePersonName } from '../schedules/person-name.ts'
import { useLoaded } from '../query.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { useWords } from '../words/words.ts'
import type { Target } from './draft.ts'

/** What a target is called. */
export function useTargetName(): (target: Target) => string {
  const say = useWords('escalation')
  const personName = usePersonName()
  const schedules = useLoaded('listSchedules', {}).data?.schedules
  return (target) => {
    switch (target.kind) {
      case 'person':
        return personName(target.personId)
      case 'schedule': {
        const found = schedules?.find((schedule) => schedule.id === target.scheduleId)
        return found?.name ?? (schedules ? say('scheduleGone') : '…')
      }
    }
  }
}

export const targetIcons = { person: 'person', schedule: 'calendar' } as const satisfies Record<
  Target['kind'],
  IconName
>
