import { useLoaded } from '../query.tsx'
import { Checkbox } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import styles from './ServicesField.module.css'

/** Which services are suspected: those of the team first, since it knows them best, then all others. */
export function ServicesField({ teamId, chosen, onChange }: ServicesFieldProps) {
  const say = useWords('incidents')
  const services = useLoaded('listServices', {}).data?.services ?? []
  const inOrder = services.toSorted(
    (a, b) => Number(b.teamId === teamId) - Number(a.teamId === teamId) || a.name.localeCompare(b.name),
  )
  return (
    <fieldset className={styles.field}>
      <legend>{say('new.services')}</legend>
      <div className={styles.choices}>
        {inOrder.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={(isChosen) => onChange(isChosen ? [...chosen, id] : chosen.filter((each) => each !== id))}
          />
        ))}
      </div>
    </fieldset>
  )
}

type ServicesFieldProps = {
  readonly teamId: string
  readonly chosen: readonly string[]
  readonly onChange: (serviceIds: string[]) => void
}
