import type { PriorityName } from '../../domain/paging/priority.ts'
import type { AlertState } from '../../domain/alerts/states.ts'
import type { IconName } from '../ui/Icon.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { Badge, State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'

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

/** Where an alert stands. */
export function AlertStateMark({
  state,
  look = 'soft',
}: {
  readonly state: AlertState
  readonly look?: 'soft' | 'plain'
}) {
  const say = useWords('terms')
  return (
    <State {...states[state]} look={look}>
      {say(`alertState.${state}`)}
    </State>
  )
}

/** Says that an alert is kept from paging on purpose, and until when at the latest. */
export function MutedMark({ muted }: { readonly muted: { readonly title: string; readonly until: string } }) {
  const say = useWords('terms')
  return (
    <State tone="calm" icon="soundOff" look="plain">
      <span title={muted.title}>
        {say('mutedUntil')} <Time at={muted.until} as="moment" />
      </span>
    </State>
  )
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
