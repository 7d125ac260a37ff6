import type { ReactNode } from 'react'
import styles from './Fold.module.css'
import { Icon } from './Icon.tsx'

/** What only some want to see, behind one line that says what it is. What is costly to draw can wait for `onOpen`. */
export function Fold({ say, open = false, onOpen, children }: FoldProps) {
  return (
    <details
      className={styles.fold}
      open={open}
      onToggle={({ newState }) => (newState === 'open' ? onOpen?.() : undefined)}
    >
      <summary>
        <Icon name="right" />
        {say}
      </summary>
      {children}
    </details>
  )
}

type FoldProps = {
  readonly say: string
  readonly open?: boolean
  readonly onOpen?: () => void
  readonly children: ReactNode
}
