import { PersonSelect } from '../people/PersonSelect.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { Pair } from '../ui/Form.tsx'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { roles } from './roles.ts'
import { faultsOfShift, momentOf } from './temporary-draft.ts'
import type { ShiftDraft, ShiftFaults, TemporaryDraft } from './temporary-draft.ts'
import styles from './TemporaryForm.module.css'

/** One shift of a temporary schedule: who, as what, from when until when. */
export function TemporaryShift({ shift, number, temporary, zone, problemAt, onChange }: TemporaryShiftProps) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  const faults = faultsOfShift(shift, temporary)
  const set = (part: Partial<ShiftDraft>) => onChange({ ...shift, ...part })
  const wrong = (field: keyof ShiftFaults, sent: string) => {
    const fault = faults[field]
    return fault ? say(`fault.${fault}`) : problemAt(sent)
  }
  return (
    <fieldset className={styles.shift}>
      <legend>
        <Hidden>{say('temporary.shift', { number })}</Hidden>
      </legend>
      <div className={styles.who}>
        <PersonSelect
          label={say('temporary.who', { number })}
          value={shift.personId}
          onChange={(personId) => set({ personId })}
          error={wrong('personId', 'personId')}
        />
        <IconButton
          icon="trash"
          size="small"
          label={say('temporary.removeShift', { number })}
          onPress={() => onChange(null)}
        />
      </div>
      <Segmented
        label={say('rotation.role')}
        hideLabel
        value={shift.role}
        onChange={(role) => set({ role })}
        options={roles.map((role) => ({ value: role, label: terms(`onCallRole.${role}`) }))}
      />
      <Pair>
        <TextInput
          label={say('override.from')}
          type="datetime-local"
          value={shift.from.text}
          onChange={(text) => set({ from: momentOf(zone, text) })}
          error={wrong('from', 'startsAt')}
        />
        <TextInput
          label={say('override.until')}
          type="datetime-local"
          value={shift.until.text}
          onChange={(text) => set({ until: momentOf(zone, text) })}
          error={wrong('until', 'endsAt')}
        />
      </Pair>
    </fieldset>
  )
}

type TemporaryShiftProps = {
  readonly shift: ShiftDraft
  readonly number: number
  readonly temporary: TemporaryDraft
  readonly zone: string
  readonly problemAt: (field: string) => string | undefined
  /** Null takes the shift away. */
  readonly onChange: (shift: ShiftDraft | null) => void
}
