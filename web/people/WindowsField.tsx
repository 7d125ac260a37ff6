import { asWritten } from '../schedules/restriction-draft.ts'
import type { Restriction } from '../schedules/restriction-draft.ts'
import { RestrictionFields } from '../schedules/RestrictionFields.tsx'
import { Button } from '../ui/Button.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import styles from './WindowsField.module.css'

/** The first hours that one press writes: a night, and the day between. */
export const night = { kind: 'days', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' } as const

/** Windows of hours in the week, on somebody's wall clock; one press adds a night. */
export function WindowsField({ label, addLabel, within, isReadOnly, onChange }: WindowsFieldProps) {
  return (
    <fieldset className={styles.windows} disabled={isReadOnly}>
      <legend>{within.length === 0 ? <Hidden>{label}</Hidden> : label}</legend>
      {within.map((restriction, at) => (
        <RestrictionFields
          key={at}
          restriction={restriction}
          number={at + 1}
          onChange={(changed) => onChange(within.with(at, changed))}
          onRemove={() => onChange(within.toSpliced(at, 1))}
        />
      ))}
      {isReadOnly ? null : (
        <div>
          <Button size="small" icon="plus" onPress={() => onChange([...within, asWritten(night)])}>
            {addLabel}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

type WindowsFieldProps = {
  readonly label: string
  readonly addLabel: string
  readonly within: readonly Restriction[]
  readonly isReadOnly: boolean
  readonly onChange: (within: readonly Restriction[]) => void
}
