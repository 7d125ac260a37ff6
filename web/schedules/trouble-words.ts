import { useLanguage, useWords } from '../words/words.ts'
import { otherOf } from './troubles.ts'
import type { TroubleTold } from './troubles.ts'

/** What a trouble is, as its schedule tells it. */
export function useTroubleWords(): (trouble: TroubleTold, scheduleId?: string) => string {
  const say = useWords('troubles')
  const language = useLanguage()
  return (trouble, scheduleId = trouble.scheduleId) => {
    const name = trouble.personName ?? say('somebodyGone')
    switch (trouble.kind) {
      case 'nobody_on_call':
        return say('kind.nobody_on_call')
      case 'out_of_reach':
        return say('kind.out_of_reach', { name })
      case 'two_primaries':
        return say('kind.two_primaries', { name, other: otherOf(trouble, scheduleId).name })
      case 'on_leave':
        return say('kind.on_leave', { name })
      case 'on_holiday':
        return say('kind.on_holiday', { name, holiday: trouble.holiday?.[language] ?? '' })
    }
  }
}
