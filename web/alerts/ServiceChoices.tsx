import { useLoaded } from '../query.tsx'
import { Loaded } from '../Loaded.tsx'
import { Checkbox } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import styles from './ServiceChoices.module.css'

/** Which services go into maintenance: those of the team, or all where it is everybody's. */
export function ServiceChoices({ teamId, chosen, onChange }: ServiceChoicesProps) {
  const say = useWords('silences')
  const services = useLoaded('listServices', {})
  return (
    <fieldset className={styles.services}>
      <legend>{say('services')}</legend>
      <Loaded query={services} isEmpty={(answer) => answer.services.length === 0} empty={<p>{say('noServices')}</p>}>
        {(answer) => (
          <div className={styles.choices}>
            {answer.services
              .filter((service) => teamId === null || service.teamId === teamId)
              .toSorted((a, b) => a.name.localeCompare(b.name))
              .map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={chosen.includes(id)}
                  onChange={(isChosen) => onChange(isChosen ? [...chosen, id] : chosen.filter((each) => each !== id))}
                />
              ))}
          </div>
        )}
      </Loaded>
    </fieldset>
  )
}

type ServiceChoicesProps = {
  readonly teamId: string | null
  readonly chosen: readonly string[]
  readonly onChange: (serviceIds: readonly string[]) => void
}
