import { useId } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import styles from './Field.module.css'
import { hidden } from './Hidden.tsx'
import { Icon } from './Icon.tsx'

/** Label, hint and error around one control. The control spreads what `children` is handed, so all of them belong together. */
export function Field({ label, hideLabel = false, hint, error, optional = false, children }: FieldProps) {
  const say = useWords('ui')
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={styles.field}>
      <label className={hideLabel ? hidden : styles.label} htmlFor={id}>
        {label}
        {optional ? <span className={styles.optional}>{say('optional')}</span> : null}
      </label>
      {children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
      })}
      {hint ? (
        <p className={styles.hint} id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  )
}

/** What is wrong with a value, said as soon as it is known. */
export function FieldError({ id, error }: { readonly id: string; readonly error: string | undefined }) {
  return error ? (
    <p className={styles.error} id={id} role="alert">
      <Icon name="critical" />
      <span>{error}</span>
    </p>
  ) : null
}

export type Labelled = {
  readonly label: string
  /** For screen readers only: where place and drawing say it, as in a search above a list. */
  readonly hideLabel?: boolean
  readonly hint?: ReactNode
  /** What is wrong with the value and what it should be. */
  readonly error?: string | undefined
  readonly optional?: boolean
}

export type ControlProps = {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: boolean
}

type FieldProps = Labelled & { readonly children: (control: ControlProps) => ReactNode }
