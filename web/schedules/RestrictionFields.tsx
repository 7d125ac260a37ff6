import { IconButton } from '../ui/Button.tsx'
import { FieldError } from '../ui/Field.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { Segmented, Select, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { endOf, faultsOfRestriction, withKind, withWeekdayToggled } from './restriction-draft.ts'
import type { Restriction, RestrictionField } from './restriction-draft.ts'
import styles from './RestrictionsField.module.css'
import { useHoursWords, useWeekdayName } from './rhythm.ts'

const week = [1, 2, 3, 4, 5, 6, 7]

/** One window of the week: on some days from a time to a time, or from one day and time to another. */
export function RestrictionFields({ restriction, number, onChange, onRemove }: RestrictionFieldsProps) {
  const say = useWords('schedules')
  const hours = useHoursWords()
  const faults = faultsOfRestriction(restriction)
  const wrong = (field: RestrictionField) => {
    const fault = faults[field]
    return fault && say(`fault.${fault}`)
  }
  const told = hours(restriction)
  return (
    <fieldset className={styles.window}>
      <legend>
        <Hidden>{say('hours.one', { number })}</Hidden>
      </legend>
      <div className={styles.head}>
        <strong>{told}</strong>
        <IconButton icon="trash" size="small" label={say('hours.remove', { hours: told })} onPress={onRemove} />
      </div>
      <Segmented
        label={say('hours.kind')}
        hideLabel
        value={restriction.kind}
        onChange={(kind) => onChange(withKind(restriction, kind))}
        options={[
          { value: 'days', label: say('hours.onDays') },
          { value: 'span', label: say('hours.fromDay') },
        ]}
      />
      {restriction.kind === 'days' ? (
        <OnDays restriction={restriction} wrong={wrong} onChange={onChange} />
      ) : (
        <FromDay restriction={restriction} wrong={wrong} onChange={onChange} />
      )}
    </fieldset>
  )
}

function OnDays({ restriction, wrong, onChange }: KindProps<'days'>) {
  const say = useWords('schedules')
  const weekday = useWeekdayName()
  const short = useWeekdayName('short')
  const { weekdays, from, to } = restriction
  const end = endOf(restriction)
  return (
    <>
      <fieldset>
        <legend>
          <Hidden>{say('hours.days')}</Hidden>
        </legend>
        <div className={styles.days}>
          {week.map((day) => (
            <label key={day} className={styles.day}>
              <input
                type="checkbox"
                aria-label={weekday(day)}
                checked={weekdays.includes(day)}
                onChange={() => onChange({ ...restriction, weekdays: withWeekdayToggled(weekdays, day) })}
              />
              <span aria-hidden="true">{short(day)}</span>
            </label>
          ))}
        </div>
        <FieldError id="" error={wrong('weekdays')} />
      </fieldset>
      <div className={styles.pair}>
        <Clock
          label={say('hours.from')}
          value={from}
          error={wrong('from')}
          onChange={(at) => onChange({ ...restriction, from: at })}
        />
        <Clock
          label={say('hours.to')}
          value={to}
          error={wrong('to')}
          hint={end === 'same_day' ? undefined : say(`hours.ends.${end}`)}
          onChange={(at) => onChange({ ...restriction, to: at })}
        />
      </div>
    </>
  )
}

function FromDay({ restriction, wrong, onChange }: KindProps<'span'>) {
  const say = useWords('schedules')
  const { fromWeekday, fromTime, toWeekday, toTime } = restriction
  return (
    <>
      <div className={styles.pair}>
        <Weekday
          label={say('hours.from')}
          value={fromWeekday}
          onChange={(day) => onChange({ ...restriction, fromWeekday: day })}
        />
        <Clock
          label={say('hours.at')}
          value={fromTime}
          error={wrong('fromTime')}
          onChange={(at) => onChange({ ...restriction, fromTime: at })}
        />
      </div>
      <div className={styles.pair}>
        <Weekday
          label={say('hours.to')}
          value={toWeekday}
          onChange={(day) => onChange({ ...restriction, toWeekday: day })}
        />
        <Clock
          label={say('hours.at')}
          value={toTime}
          error={wrong('toTime')}
          onChange={(at) => onChange({ ...restriction, toTime: at })}
        />
      </div>
    </>
  )
}

function Clock({ label, value, error, hint, onChange }: ClockProps) {
  return (
    <TextInput
      label={label}
      type="time"
      value={value}
      error={error}
      hint={hint}
      onChange={(time) => onChange(time.slice(0, 5))}
    />
  )
}

function Weekday({ label, value, onChange }: WeekdayProps) {
  const weekday = useWeekdayName()
  return (
    <Select
      label={label}
      value={String(value)}
      options={week.map((day) => ({ value: String(day), label: weekday(day) }))}
      onChange={(day) => onChange(Number(day))}
    />
  )
}

type RestrictionFieldsProps = {
  readonly restriction: Restriction
  readonly number: number
  readonly onChange: (restriction: Restriction) => void
  readonly onRemove: () => void
}

type KindProps<Kind extends Restriction['kind']> = Pick<RestrictionFieldsProps, 'onChange'> & {
  readonly restriction: Extract<Restriction, { kind: Kind }>
  readonly wrong: (field: RestrictionField) => string | undefined
}

type ClockProps = {
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  readonly hint?: string | undefined
  readonly onChange: (time: string) => void
}

type WeekdayProps = {
  readonly label: string
  readonly value: number
  readonly onChange: (weekday: number) => void
}
