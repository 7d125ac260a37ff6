import { useWords } from '../words/words.ts'
import type { OnShift } from './timeline.ts'

/** Why somebody is on call, as a sentence: "Rotation Weekly, turn 14", "Override: dentist". */
export function useBecauseWords(): (because: OnShift['because']) => string {
  const say = useWords('schedules')
  return ({ by, rotationName, turn, reason }) => {
    if (by === 'override') return reason ? say('because.overrideFor', { reason }) : say('because.override')
    return say('because.rotation', { rotation: rotationName ?? '', turn: turn ?? 0 })
  }
}
