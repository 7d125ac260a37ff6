import { useWords } from '../words/words.ts'
import styles from './Legend.module.css'

/** What the looks of the bars mean. */
export function Legend() {
  const say = useWords('schedules')
  const terms = useWords('terms')
  return (
    <ul className={styles.legend} aria-label={say('legend.title')}>
      <li>
        <span className={styles.primary} />
        {terms('onCallRole.primary')}
      </li>
      <li>
        <span className={styles.secondary} />
        {terms('onCallRole.secondary')}
      </li>
      <li>
        <span className={styles.override} />
        {say('override.one')}
      </li>
      <li>
        <span className={styles.gap} />
        {say('gap.title')}
      </li>
      <li>
        <span className={styles.now} />
        {say('now.now')}
      </li>
    </ul>
  )
}
