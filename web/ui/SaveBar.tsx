import type { ReactNode } from 'react'
import styles from './SaveBar.module.css'

/** Stays at the bottom while a long form scrolls: what went wrong, then the buttons that keep or leave the work. */
export function SaveBar({ problem, children }: { readonly problem?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles.bar}>
      {problem}
      <div className={styles.buttons}>{children}</div>
    </div>
  )
}
