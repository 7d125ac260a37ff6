import type { IncidentState } from '../../domain/incidents/stages.ts'
import type { IconName } from '../ui/Icon.tsx'
import { State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'

/** Where an incident stands: in one of its stages, or how it ended. */
export function IncidentStateMark({ state, look = 'soft' }: StateMarkProps) {
  const say = useWords('incidents')
  return (
    <State {...states[state]} look={look}>
      {say(`stage.${state}`)}
    </State>
  )
}

/** Says that users are no longer hurt. */
export function MitigatedMark({ look = 'soft' }: Pick<StateMarkProps, 'look'>) {
  const say = useWords('incidents')
  return (
    <State tone="ok" icon="check" look={look}>
      {say('row.mitigated')}
    </State>
  )
}

/** Says that only who takes part sees it. */
export function PrivateMark({ look = 'soft' }: Pick<StateMarkProps, 'look'>) {
  const say = useWords('incidents')
  return (
    <State tone="calm" icon="lock" look={look}>
      {say('row.private')}
    </State>
  )
}

const states: Readonly<Record<IncidentState, { readonly tone: Tone; readonly icon: IconName }>> = {
  triage: { tone: 'critical', icon: 'search' },
  coordination: { tone: 'critical', icon: 'people' },
  mitigation: { tone: 'warning', icon: 'now' },
  resolution: { tone: 'info', icon: 'edit' },
  follow_up: { tone: 'info', icon: 'log' },
  closed: { tone: 'ok', icon: 'ok' },
  dismissed: { tone: 'calm', icon: 'close' },
  merged: { tone: 'calm', icon: 'link' },
}

type StateMarkProps = { readonly state: IncidentState; readonly look?: 'soft' | 'plain' }
