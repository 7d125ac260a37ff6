import { useWords } from '../words/words.ts'
import type { OnShift } from './timeline.ts'

/** Why somebody is on call, as a sentence: "Rotation Weekly, turn 14", "Override: dentist". */
export function useBecauseWords(): (because: OnShift['because']) => string {
  const say = useWords('schedules')
  const calendars = useWords('calendars')
  return ({ by, calendarName, rotationName, turn, temporaryName, reason }) => {
    switch (by) {
      case 'override':
        return reason ? say('because.overrideFor', { reason }) : say('because.override')
      case 'calendar':
        return calendars('because', { name: calendarName ?? '' })
      case 'temporary':
        return say('because.temporary', { name: temporaryName ?? '' })
      case 'rotation':
        return say('because.rotation', { rotation: rotationName ?? '', turn: turn ?? 0 })
    }
  }
}
