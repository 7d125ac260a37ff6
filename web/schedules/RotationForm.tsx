import { useState } from 'react'
import { ZoneSelect } from '../people/ZoneSelect.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Form } from '../ui/Form.tsx'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { withTurns } from './draft-steps.ts'
import { faultsOf } from './draft.ts'
import type { RotationDraft } from './draft.ts'
import { RestrictionsField } from './RestrictionsField.tsx'
import { RhythmFields } from './RhythmFields.tsx'
import { roles } from './roles.ts'
import styles from './RotationForm.module.css'
import { TurnsField } from './TurnsField.tsx'

/** One rotation: who answers for what, how long a turn lasts, when it is handed over, in which hours, and who takes turns. */
export function RotationForm({ rotation, problemAt, onChange, onRemove }: RotationFormProps) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  // As it was at first: it must not close while somebody writes in it.
  const [isOpen] = useState(rotation.layer !== '0' || rotation.endsOn !== '')
  const faults = faultsOf(rotation)
  const set = (part: Partial<RotationDraft>) => onChange({ ...rotation, ...part })
  const wrong = (field: keyof RotationDraft) => {
    const fault = faults[field]
    return fault ? say(`fault.${fault}`) : problemAt(field)
  }
  return (
    <Card
      title={rotation.name || say('rotation.one')}
      actions={
        <IconButton
          icon="trash"
          size="small"
          label={say('rotation.remove', { name: rotation.name })}
          onPress={onRemove}
        />
      }
    >
      <Form onSubmit={() => undefined}>
        <TextInput
          label={say('field.name')}
          value={rotation.name}
          onChange={(name) => set({ name })}
          maxLength={200}
          error={wrong('name')}
        />
        <div className={styles.said}>
          <Segmented
            label={say('rotation.role')}
            value={rotation.role}
            onChange={(role) => set({ role })}
            options={roles.map((role) => ({ value: role, label: terms(`onCallRole.${role}`) }))}
          />
          <p className={styles.hint}>{say(`rotation.roleSay.${rotation.role}`)}</p>
        </div>
        <TurnsField
          turns={rotation.turns}
          error={rotation.id === undefined ? undefined : wrong('turns')}
          onChange={(turns) => onChange(withTurns(rotation, turns))}
        />
        <RhythmFields rotation={rotation} wrong={wrong} onChange={onChange} />
        <RestrictionsField
          restrictions={rotation.restrictions}
          problem={problemAt('restrictions')}
          onChange={(restrictions) => set({ restrictions })}
        />
        <Fold say={say('rotation.more')} open={isOpen}>
          <div className={styles.fields}>
            <ZoneSelect
              label={say('rotation.zone')}
              hint={say('rotation.zoneHint')}
              value={rotation.zone}
              onChange={(zone) => set({ zone })}
              error={wrong('zone')}
            />
            <div className={styles.pair}>
              <TextInput
                label={say('rotation.layer')}
                hint={say('rotation.layerHint')}
                inputMode="numeric"
                value={rotation.layer}
                onChange={(layer) => set({ layer })}
                error={wrong('layer')}
              />
              <TextInput
                label={say('rotation.endsOn')}
                hint={say('rotation.endsOnHint')}
                type="date"
                optional
                value={rotation.endsOn}
                onChange={(endsOn) => set({ endsOn })}
                error={wrong('endsOn')}
              />
            </div>
          </div>
        </Fold>
      </Form>
    </Card>
  )
}

export type Wrong = (field: keyof RotationDraft) => string | undefined

type RotationFormProps = {
  readonly rotation: RotationDraft
  readonly problemAt: Wrong
  readonly onChange: (rotation: RotationDraft) => void
  readonly onRemove: () => void
}
