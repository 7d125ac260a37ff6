import { writeMatcher } from '../../domain/alerts/matchers.ts'
import type { EndpointOutput } from '../api.ts'
import { Badge, State } from '../ui/State.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { endsSoon } from './silence-ends.ts'
import styles from './silence-words.module.css'

export type Silence = EndpointOutput<'getSilence'>

/** Whether it mutes now, is to come or is over; one that lapses soon says so. */
export function SilenceStateMark({ silence }: { readonly silence: Silence }) {
  const say = useWords('silences')
  const now = useNow()
  if (endsSoon(silence, now.getTime())) {
    return (
      <State tone="warning" icon="clock">
        {say('state.soon')}
      </State>
    )
  }
  const { tone, icon } = marks[silence.state]
  return (
    <State tone={tone} icon={icon}>
      {say(`state.${silence.state}`)}
    </State>
  )
}

/** What it mutes: its matchers as they are written, or the names of its services. */
export function SilencedWhat({ silence }: { readonly silence: Silence }) {
  const say = useWords('silences')
  if (silence.kind === 'maintenance') {
    return <span>{say('ofServices', { names: silence.services.map(({ name }) => name).join(', ') })}</span>
  }
  return (
    <span className={styles.matchers}>
      {silence.matchers.map(written).map((matcher) => (
        <code key={matcher} className={styles.matcher}>
          {matcher}
        </code>
      ))}
    </span>
  )
}

/** From when, or until when: what matters of its times as it stands now. */
export function SilenceTimes({ silence }: { readonly silence: Silence }) {
  const say = useWords('silences')
  const words = silence.state === 'pending' ? say('starts') : silence.state === 'active' ? say('until') : say('ended')
  return (
    <span>
      {words} <Time at={silence.state === 'pending' ? silence.startsAt : silence.endsAt} as="moment" />
    </span>
  )
}

/** How many it keeps from paging now, and how many it ever did. */
export function SilenceCounts({ silence }: { readonly silence: Silence }) {
  const say = useWords('silences')
  if (silence.state === 'pending') return null
  return (
    <>
      {silence.mutedNow > 0 ? <Badge tone="info">{say('mutedNow', { count: silence.mutedNow })}</Badge> : null}
      <span>{silence.mutedInAll === 0 ? say('mutedNone') : say('mutedInAll', { count: silence.mutedInAll })}</span>
    </>
  )
}

function written({ name, value, isRegex = false, isEqual = true }: Silence['matchers'][number]): string {
  return writeMatcher({ name, value, isRegex, isEqual })
}

const marks = {
  active: { tone: 'info', icon: 'soundOff' },
  pending: { tone: 'calm', icon: 'clock' },
  expired: { tone: 'calm', icon: 'check' },
} as const
