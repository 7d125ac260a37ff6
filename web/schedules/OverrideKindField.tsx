import { useId } from 'react'
import { useWords } from '../words/words.ts'
import type { OverrideKind } from './override-draft.ts'
import styles from './OverrideKindField.module.css'

const kinds = ['take_over', 'replace', 'add', 'remove'] as const satisfies readonly OverrideKind[]

/** What the override does, in plain words: all four are read before one is chosen. */
export function OverrideKindField({ value, onChange }: OverrideKindFieldProps) {
  const say = useWords('schedules')
  const name = useId()
  return (
    <fieldset className={styles.kinds}>
      <legend>{say('override.kind')}</legend>
      <div className={styles.list}>
        {kinds.map((kind) => (
          <label key={kind} className={styles.kind}>
            <input type="radio" name={name} value={kind} checked={kind === value} onChange={() => onChange(kind)} />
            <span className={styles.name}>{say(`override.kinds.${kind}`)}</span>
            <span className={styles.hint}>{say(`override.kindsSay.${kind}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

type OverrideKindFieldProps = {
  readonly value: OverrideKind
  readonly onChange: (kind: OverrideKind) => void
}
