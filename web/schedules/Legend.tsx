import { useWords } from '../words/words.ts'
import styles from './Legend.module.css'
import { everybodyOf } from './timeline.ts'
import type { ToldShift } from './timeline.ts'

/** What the looks of the bars mean; the rarer looks only where they occur. */
export function Legend({ shifts, hasAway = false }: LegendProps) {
  const say = useWords('schedules')
  const leave = useWords('leave')
  const terms = useWords('terms')
  const hasShadow = shifts.some((shift) => shift.shadows.length > 0)
  const hasTemporary = shifts.some((shift) => everybodyOf(shift).some(({ because }) => because.by === 'temporary'))
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
      {hasShadow ? (
        <li>
          <span className={styles.shadow} />
          {terms('onCallRole.shadow')}
        </li>
      ) : null}
      {hasTemporary ? (
        <li>
          <span className={styles.temporary} />
          {say('temporary.one')}
        </li>
      ) : null}
      <li>
        <span className={styles.override} />
        {say('override.one')}
      </li>
      <li>
        <span className={styles.gap} />
        {say('gap.title')}
      </li>
      {hasAway ? (
        <li>
          <span className={styles.away} />
          {leave('away.one')}
        </li>
      ) : null}
      <li>
        <span className={styles.now} />
        {say('now.now')}
      </li>
    </ul>
  )
}

type LegendProps = { readonly shifts: readonly ToldShift[]; readonly hasAway?: boolean }
