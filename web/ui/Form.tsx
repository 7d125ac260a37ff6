import type { KeyboardEventHandler, ReactNode } from 'react'
import styles from './Form.module.css'

/** Fields below each other; Enter submits, the browser's own checks stay out of the way. */
export function Form({ onSubmit, onKeyDown, actions, children }: FormProps) {
  return (
    <form
      className={styles.form}
      noValidate
      {...(onKeyDown ? { onKeyDown } : {})}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </form>
  )
}

/** Fields that belong side by side where there is room. */
export function Pair({ children }: { readonly children: ReactNode }) {
  return <div className={styles.pair}>{children}</div>
}

type FormProps = {
  readonly onSubmit: () => unknown
  /** `sendByKeys` for a form around a `TextArea`. */
  readonly onKeyDown?: KeyboardEventHandler<HTMLFormElement>
  readonly actions?: ReactNode
  readonly children: ReactNode
}
