import { useId } from 'react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Field, FieldError } from './Field.tsx'
import type { Labelled } from './Field.tsx'
import styles from './Field.module.css'
import { Hidden } from './Hidden.tsx'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'

/** One line of text. `onChange` hands over the value itself. */
export function TextInput({
  label,
  hideLabel,
  hint,
  error,
  optional,
  value,
  onChange,
  icon,
  code,
  ...rest
}: TextInputProps) {
  return (
    <Field {...labelled({ label, hideLabel, hint, error, optional })}>
      {(control) => {
        const input = (
          <input
            {...control}
            {...rest}
            className={classes(styles.control, code && styles.code)}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        )
        return icon ? (
          <span className={styles.affix}>
            <Icon name={icon} />
            {input}
          </span>
        ) : (
          input
        )
      }}
    </Field>
  )
}

/** Several lines of text; it grows with what is written. */
export function TextArea({ label, hideLabel, hint, error, optional, value, onChange, code, ...rest }: TextAreaProps) {
  return (
    <Field {...labelled({ label, hideLabel, hint, error, optional })}>
      {(control) => (
        <textarea
          {...control}
          {...rest}
          className={classes(styles.control, code && styles.code)}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** One of several, by the platform's own list. */
export function Select<Value extends string>({
  label,
  hideLabel,
  hint,
  error,
  optional,
  value,
  options,
  onChange,
  name,
  disabled,
}: SelectProps<Value>) {
  return (
    <Field {...labelled({ label, hideLabel, hint, error, optional })}>
      {(control) => (
        <span className={styles.select}>
          <select
            {...control}
            {...(name ? { name } : {})}
            {...(disabled ? { disabled } : {})}
            className={styles.control}
            value={value}
            onChange={(event) => {
              const chosen = options[event.currentTarget.selectedIndex]
              if (chosen) onChange(chosen.value)
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </span>
      )}
    </Field>
  )
}

/** Yes or no. */
export function Checkbox({ label, hint, error, checked, onChange, name }: CheckboxProps) {
  const id = useId()
  return (
    <label className={styles.choice}>
      <input
        type="checkbox"
        checked={checked}
        {...(name ? { name } : {})}
        {...(error ? { 'aria-invalid': true, 'aria-describedby': id } : {})}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={styles.words}>{label}</span>
      {hint ? <span className={styles.hint}>{hint}</span> : null}
      <FieldError id={id} error={error} />
    </label>
  )
}

/** One of two to five, all visible. `hideLabel` keeps the label for screen readers only, for filters above a list. */
export function Segmented<Value extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
}: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.group}>
      {hideLabel ? (
        <legend>
          <Hidden>{label}</Hidden>
        </legend>
      ) : (
        <legend className={styles.label}>{label}</legend>
      )}
      <div className={styles.segments}>
        {options.map((option) => (
          <label key={option.value} className={styles.segment}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.icon ? <Icon name={option.icon} /> : null}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** With exact optional properties, `undefined` must be left out rather than handed on. */
function labelled({ label, hideLabel, hint, error, optional }: Loose<Labelled>): Labelled {
  return { label, hint, error, ...(optional ? { optional } : {}), ...(hideLabel ? { hideLabel } : {}) }
}

type Loose<T extends Labelled> = { readonly [Key in keyof T]: T[Key] | undefined } & { readonly label: string }

type Valued = { readonly value: string; readonly onChange: (value: string) => void; readonly code?: boolean }

type TextInputProps = Labelled &
  Valued & {
    readonly icon?: IconName
    readonly type?:
      'text' | 'email' | 'password' | 'search' | 'tel' | 'url' | 'number' | 'date' | 'time' | 'datetime-local'
    readonly name?: string
    readonly placeholder?: string
    readonly required?: boolean
    readonly disabled?: boolean
    readonly autoComplete?: string
    readonly autoFocus?: boolean
    readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search'
    readonly min?: number | string
    readonly max?: number | string
    readonly step?: number | string
    readonly maxLength?: number
    readonly spellCheck?: boolean
    /** The id of a `datalist` with what is known. */
    readonly list?: string
  }

type TextAreaProps = Labelled &
  Valued & {
    readonly name?: string
    readonly placeholder?: string
    readonly required?: boolean
    readonly rows?: number
    readonly maxLength?: number
    readonly spellCheck?: boolean
  }

export type Option<Value extends string> = { readonly value: Value; readonly label: string }

type SelectProps<Value extends string> = Labelled & {
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value) => void
  readonly name?: string
  readonly disabled?: boolean
}

type CheckboxProps = Omit<Labelled, 'optional' | 'label' | 'hideLabel'> & {
  readonly label: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly name?: string
}

type SegmentedProps<Value extends string> = {
  readonly label: string
  readonly hideLabel?: boolean
  readonly value: Value
  readonly options: readonly (Option<Value> & { readonly icon?: IconName })[]
  readonly onChange: (value: Value) => void
}
