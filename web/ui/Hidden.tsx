import type { ReactNode } from 'react'
import styles from './Hidden.module.css'

/** The look of words that only a screen reader gets. */
export const hidden = styles.hidden

/** Words for a screen reader only. */
export function Hidden({ children }: { readonly children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>
}
