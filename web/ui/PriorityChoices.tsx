import styles from './PriorityChoices.module.css'

/** Which of these priorities are meant; what is chosen stays in their order. */
export function PriorityChoices<P extends string>({ of, chosen, onChange }: PriorityChoicesProps<P>) {
  return (
    <div className={styles.priorities}>
      {of.map((priority) => (
        <label key={priority} className={styles.priority}>
          <input
            type="checkbox"
            checked={chosen.includes(priority)}
            onChange={() => onChange(of.filter((each) => chosen.includes(each) !== (each === priority)))}
          />
          <span>{priority}</span>
        </label>
      ))}
    </div>
  )
}

type PriorityChoicesProps<P extends string> = {
  readonly of: readonly P[]
  readonly chosen: readonly P[]
  readonly onChange: (chosen: readonly P[]) => void
}
