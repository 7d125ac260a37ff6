import { ZoneSelect } from '../people/ZoneSelect.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Form } from '../ui/Form.tsx'
import { Segmented, Select, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { faultsOf, withStart, withWeekday } from './draft.ts'
import type { RotationDraft } from './draft.ts'
import { useWeekdayName } from './rhythm.ts'
import styles from './RotationForm.module.css'
import { TurnsField } from './TurnsField.tsx'

/** One rotation: who answers for what, how long a turn lasts, when it is handed over, and who takes turns. */
export function RotationForm({ rotation, problemAt, onChange, onRemove }: RotationFormProps) {
  const say = useWords('schedules')
  const terms = useWords('terms')
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
        <div className={styles.pair}>
          <TextInput
            label={say('field.name')}
            value={rotation.name}
            onChange={(name) => set({ name })}
            maxLength={200}
            error={wrong('name')}
          />
          <Segmented
            label={say('rotation.role')}
            value={rotation.role}
            onChange={(role) => set({ role })}
            options={[
              { value: 'primary', label: terms('onCallRole.primary') },
              { value: 'secondary', label: terms('onCallRole.secondary') },
              ...(rotation.role === 'shadow' ? [{ value: 'shadow' as const, label: terms('onCallRole.shadow') }] : []),
            ]}
          />
        </div>
        <TurnsField
          turns={rotation.turns}
          error={rotation.id === undefined ? undefined : wrong('turns')}
          onChange={(turns) => set({ turns })}
        />
        <Rhythm rotation={rotation} wrong={wrong} onChange={onChange} />
        <Fold say={say('rotation.more')} open={rotation.layer !== '0' || rotation.endsOn !== ''}>
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
                label={say('rotation.endsOn')}
                hint={say('rotation.endsOnHint')}
                type="date"
                optional
                value={rotation.endsOn}
                onChange={(endsOn) => set({ endsOn })}
                error={wrong('endsOn')}
              />
              <TextInput
                label={say('rotation.layer')}
                hint={say('rotation.layerHint')}
                inputMode="numeric"
                value={rotation.layer}
                onChange={(layer) => set({ layer })}
                error={wrong('layer')}
              />
            </div>
          </div>
        </Fold>
      </Form>
    </Card>
  )
}

function Rhythm({ rotation, wrong, onChange }: RhythmProps) {
  const say = useWords('schedules')
  const weekday = useWeekdayName()
  const count = Number(rotation.length) || 1
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          label={say('rotation.length')}
          inputMode="numeric"
          value={rotation.length}
          onChange={(length) => onChange({ ...rotation, length })}
          error={wrong('length')}
        />
        <Segmented
          label={say('rotation.unit')}
          value={rotation.unit}
          onChange={(unit) =>
            onChange(unit === 'week' ? withStart({ ...rotation, unit }, rotation.startsOn) : { ...rotation, unit })
          }
          options={[
            { value: 'day', label: say('rotation.days', { count }) },
            { value: 'week', label: say('rotation.weeks', { count }) },
            ...(rotation.unit === 'hour' ? [{ value: 'hour' as const, label: say('rotation.hours', { count }) }] : []),
            ...(rotation.unit === 'month'
              ? [{ value: 'month' as const, label: say('rotation.months', { count }) }]
              : []),
          ]}
        />
      </div>
      <div className={styles.pair}>
        {rotation.unit === 'week' ? (
          <Select
            label={say('rotation.weekday')}
            value={String(rotation.handoverWeekday)}
            options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekday(day) }))}
            onChange={(day) => onChange(withWeekday(rotation, Number(day)))}
          />
        ) : null}
        <TextInput
          label={say('rotation.time')}
          type="time"
          value={rotation.handoverTime}
          onChange={(time) => onChange({ ...rotation, handoverTime: time.slice(0, 5) })}
          error={wrong('handoverTime')}
        />
      </div>
      <TextInput
        label={say('rotation.startsOn')}
        hint={say('rotation.startsOnHint')}
        type="date"
        value={rotation.startsOn}
        onChange={(startsOn) =>
          onChange(rotation.unit === 'week' ? withStart(rotation, startsOn) : { ...rotation, startsOn })
        }
        error={wrong('startsOn')}
      />
    </>
  )
}

type Wrong = (field: keyof RotationDraft) => string | undefined

type RotationFormProps = {
  readonly rotation: RotationDraft
  readonly problemAt: Wrong
  readonly onChange: (rotation: RotationDraft) => void
  readonly onRemove: () => void
}

type RhythmProps = Pick<RotationFormProps, 'rotation' | 'onChange'> & { readonly wrong: Wrong }
