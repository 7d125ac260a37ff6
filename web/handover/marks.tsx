import type { HandoverState } from '../../domain/handover/states.ts'
import type { IconName } from '../ui/Icon.tsx'
import { State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'

/** Which key was turned, and which is still to be. */
export function HandoverStateMark({ state }: { readonly state: HandoverState }) {
  const say = useWords('handover')
  return <State {...states[state]}>{say(`state.${state}`)}</State>
}

const states: Readonly<Record<HandoverState, { readonly tone: Tone; readonly icon: IconName }>> = {
  planned: { tone: 'calm', icon: 'calendar' },
  draft: { tone: 'warning', icon: 'edit' },
  signed: { tone: 'info', icon: 'handover' },
  questioned: { tone: 'warning', icon: 'message' },
  accepted: { tone: 'ok', icon: 'check' },
  missed: { tone: 'critical', icon: 'warning' },
  unaccepted: { tone: 'critical', icon: 'warning' },
  called_off: { tone: 'calm', icon: 'close' },
}
