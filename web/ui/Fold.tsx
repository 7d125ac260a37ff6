import type { ReactNode } from 'react'
import styles from './Fold.module.css'
import { Icon } from './Icon.tsx'

/** What only some want to see, behind one line that says what it is. */
export function Fold({ say, open = false, children }: FoldProps) {
  return (
    <details className={styles.fold} open={open}>
      <summary>
        <Icon name="right" />
        {say}
      </summary>
      {children}
    </details>
  )
}

type FoldProps = { readonly say: string; readonly open?: boolean; readonly children: ReactNode }
