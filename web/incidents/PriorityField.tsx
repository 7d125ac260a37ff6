import { PriorityMark } from '../alerts/marks.tsx'
import type { PriorityName } from '../../domain/paging/priority.ts'
import { classes } from '../ui/classes.ts'
import { Hidden } from '../ui/Hidden.tsx'
import { useWords } from '../words/words.ts'
import styles from './PriorityField.module.css'

/** How bad it is, each of the four with what it means; none is chosen while `value` is null. */
export function PriorityField({ value, onChange, hideLabel = false }: PriorityFieldProps) {
  const say = useWords('incidents')
  return (
    <fieldset className={styles.field}>
      <legend>{hideLabel ? <Hidden>{say('new.priority')}</Hidden> : say('new.priority')}</legend>
      <div className={styles.choices}>
        {(['P1', 'P2', 'P3', 'P4'] as const).map((priority) => (
          <label key={priority} className={classes(styles.choice, priority === value && styles.chosen)}>
            <input
              type="radio"
              name="priority"
              value={priority}
              checked={priority === value}
              onChange={() => onChange(priority)}
            />
            <PriorityMark priority={priority} />
            <span>{say(`priority.${priority}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

type PriorityFieldProps = {
  readonly value: PriorityName | null
  readonly onChange: (priority: PriorityName) => void
  readonly hideLabel?: boolean
}
