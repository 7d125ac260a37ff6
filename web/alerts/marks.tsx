import type { PriorityName } from '../../domain/paging/priority.ts'
import type { AlertState } from '../../domain/alerts/states.ts'
import type { IconName } from '../ui/Icon.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { Badge, State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { Alert } from './may.ts'

/** How urgent: a shape and P1 to P4; `full` adds the word. */
export function PriorityMark({ priority, full = false }: { readonly priority: PriorityName; readonly full?: boolean }) {
  const say = useWords('terms')
  const { tone, icon, look } = priorities[priority]
  return (
    <State tone={tone} icon={icon} look={look}>
      {full ? (
        `${priority} ${say(`priority.${priority}`)}`
      ) : (
        <span title={say(`priority.${priority}`)}>
          {priority} <Hidden>{say(`priority.${priority}`)}</Hidden>
        </span>
      )}
    </State>
  )
}

/** Where an alert stands; of one that is kept from paging on purpose, until when at the latest. */
export function AlertStateMark({ alert, look = 'soft' }: AlertStateMarkProps) {
  const say = useWords('terms')
  const { state, muted } = alert
  return muted ? (
    <State tone="calm" icon="soundOff" look={look}>
      <span title={muted.kind === 'flapping' ? say('flaps', { times: muted.title }) : muted.title}>
        {say('mutedUntil')} <Time at={muted.until} as="moment" />
      </span>
    </State>
  ) : (
    <State {...states[state]} look={look}>
      {say(`alertState.${state}`)}
    </State>
  )
}

type AlertStateMarkProps = {
  readonly alert: Pick<Alert, 'state'> & Partial<Pick<Alert, 'muted'>>
  readonly look?: 'soft' | 'plain'
}

/** Says that this is only a test. */
export function TestMark() {
  return <Badge tone="info">{useWords('terms')('test')}</Badge>
}

const priorities: Readonly<Record<PriorityName, { tone: Tone; icon: IconName; look: 'solid' | 'soft' }>> = {
  P1: { tone: 'critical', icon: 'critical', look: 'solid' },
  P2: { tone: 'warning', icon: 'warning', look: 'soft' },
  P3: { tone: 'info', icon: 'up', look: 'soft' },
  P4: { tone: 'calm', icon: 'down', look: 'soft' },
}

const states: Readonly<Record<AlertState, { tone: Tone; icon: IconName }>> = {
  triggered: { tone: 'critical', icon: 'ringing' },
  acknowledged: { tone: 'info', icon: 'check' },
  snoozed: { tone: 'calm', icon: 'clock' },
  closed: { tone: 'ok', icon: 'ok' },
}
