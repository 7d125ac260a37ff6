import { useRef } from 'react'
import { Button } from '../ui/Button.tsx'
import { FieldError } from '../ui/Field.tsx'
import { useWords } from '../words/words.ts'
import { asWritten, usualHours } from './restriction-draft.ts'
import type { Restriction } from './restriction-draft.ts'
import styles from './RestrictionsField.module.css'
import { RestrictionFields } from './RestrictionFields.tsx'

const choices = ['working', 'nights', 'weekends'] as const

/** In which hours of the week the rotation counts: always, or some that one press fills in and the fields then change. */
export function RestrictionsField({ restrictions, problem, onChange }: RestrictionsFieldProps) {
  const say = useWords('schedules')
  const adding = useRef<HTMLDivElement>(null)
  const remove = (at: number) => {
    onChange(restrictions.toSpliced(at, 1))
    // The button that was pressed is gone; the focus stays in the field.
    adding.current?.querySelector('button')?.focus()
  }
  return (
    <fieldset className={styles.restrictions}>
      <legend>{say('hours.title')}</legend>
      <p className={styles.hint}>{say(restrictions.length === 0 ? 'hours.always' : 'hours.outside')}</p>
      {restrictions.map((restriction, at) => (
        <RestrictionFields
          key={at}
          restriction={restriction}
          number={at + 1}
          onChange={(changed) => onChange(restrictions.with(at, changed))}
          onRemove={() => remove(at)}
        />
      ))}
      <div ref={adding} className={styles.choices}>
        {choices.map((choice) => (
          <Button
            key={choice}
            size="small"
            icon="plus"
            onPress={() => onChange([...restrictions, asWritten(usualHours[choice])])}
          >
            {say(`hours.${choice}`)}
          </Button>
        ))}
      </div>
      <FieldError id="" error={problem} />
    </fieldset>
  )
}

type RestrictionsFieldProps = {
  readonly restrictions: readonly Restriction[]
  readonly problem: string | undefined
  readonly onChange: (restrictions: readonly Restriction[]) => void
}
