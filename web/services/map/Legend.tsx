import { PriorityMark } from '../../alerts/marks.tsx'
import { State } from '../../ui/State.tsx'
import { useWords } from '../../words/words.ts'
import styles from './Legend.module.css'

/** What the marks of the drawing mean. */
export function Legend() {
  const say = useWords('serviceMap')
  return (
    <ul className={styles.legend} aria-label={say('legend.title')}>
      {(['P1', 'P2', 'P3', 'P4'] as const).map((priority) => (
        <li key={priority}>
          <PriorityMark priority={priority} />
        </li>
      ))}
      <li>
        <State tone="calm" icon="service" look="plain">
          {say('legend.calm')}
        </State>
      </li>
      <li>
        <State tone="warning" icon="link" look="plain">
          {say('legend.downstream')}
        </State>
      </li>
      <li>
        <State tone="critical" icon="now" look="plain">
          {say('legend.cause')}
        </State>
      </li>
      <li>
        <State tone="critical" icon="sound" look="plain">
          {say('legend.echo')}
        </State>
      </li>
    </ul>
  )
}
