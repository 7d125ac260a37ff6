import { Segmented, Select, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { withMonthDay, withStart, withUnit, withWeekday } from './draft-steps.ts'
import type { RotationDraft } from './draft.ts'
import { usePersonName } from './person-name.ts'
import { useWeekdayName } from './rhythm.ts'
import styles from './RotationForm.module.css'
import type { Wrong } from './RotationForm.tsx'

/** How long a turn lasts, when it is handed over, when the first begins and whose it is. */
export function RhythmFields({ rotation, wrong, onChange }: RhythmFieldsProps) {
  const say = useWords('schedules')
  const count = Number(rotation.length) || 1
  return (
    <>
      <div className={styles.length}>
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
          onChange={(unit) => onChange(withUnit(rotation, unit))}
          options={[
            { value: 'hour', label: say('rotation.hours', { count }) },
            { value: 'day', label: say('rotation.days', { count }) },
            { value: 'week', label: say('rotation.weeks', { count }) },
            { value: 'month', label: say('rotation.months', { count }) },
          ]}
        />
      </div>
      <div className={styles.pair}>
        <HandoverDay rotation={rotation} wrong={wrong} onChange={onChange} />
        <TextInput
          label={say('rotation.time')}
          type="time"
          value={rotation.handoverTime}
          onChange={(time) => onChange({ ...rotation, handoverTime: time.slice(0, 5) })}
          error={wrong('handoverTime')}
          {...(rotation.unit === 'hour' ? { hint: say('rotation.timeOfHours', { count }) } : {})}
        />
      </div>
      <div className={styles.pair}>
        <TextInput
          label={say('rotation.startsOn')}
          hint={say('rotation.startsOnHint')}
          type="date"
          value={rotation.startsOn}
          onChange={(startsOn) => onChange(withStart(rotation, startsOn))}
          error={wrong('startsOn')}
        />
        <BeginsWith rotation={rotation} wrong={wrong} onChange={onChange} />
      </div>
    </>
  )
}

function HandoverDay({ rotation, wrong, onChange }: RhythmFieldsProps) {
  const say = useWords('schedules')
  const weekday = useWeekdayName()
  switch (rotation.unit) {
    case 'hour':
    case 'day':
      return null
    case 'week':
      return (
        <Select
          label={say('rotation.weekday')}
          value={String(rotation.handoverWeekday)}
          options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekday(day) }))}
          onChange={(day) => onChange(withWeekday(rotation, Number(day)))}
          error={wrong('handoverWeekday')}
        />
      )
    case 'month':
      return (
        <Select
          label={say('rotation.monthDay')}
          value={String(rotation.handoverDay)}
          options={Array.from({ length: 31 }, (_, day) => ({
            value: String(day + 1),
            label: say('rotation.dayOfMonth', { day: day + 1 }),
          }))}
          onChange={(day) => onChange(withMonthDay(rotation, Number(day)))}
          error={wrong('handoverDay')}
          {...(rotation.handoverDay > 28 ? { hint: say('rotation.shortMonths', { day: rotation.handoverDay }) } : {})}
        />
      )
  }
}

/** Whose turn the first is; where one person takes all turns there is nothing to choose. */
function BeginsWith({ rotation, wrong, onChange }: RhythmFieldsProps) {
  const say = useWords('schedules')
  const nameOf = usePersonName()
  const { turns, startsWith } = rotation
  if (turns.length < 2) return null
  return (
    <Select
      label={say('rotation.startsWith')}
      hint={say('rotation.startsWithHint')}
      value={String(startsWith % turns.length)}
      options={turns.map((turn, at) => ({
        value: String(at),
        label: say('rotation.turnOf', { number: at + 1, people: turn.map(nameOf).join(' + ') }),
      }))}
      onChange={(at) => onChange({ ...rotation, startsWith: Number(at) })}
      error={wrong('startsWith')}
    />
  )
}

type RhythmFieldsProps = {
  readonly rotation: RotationDraft
  readonly wrong: Wrong
  readonly onChange: (rotation: RotationDraft) => void
}
