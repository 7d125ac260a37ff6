import type { ReactNode } from 'react'
import styles from './Explained.module.css'
import { useHint } from './Hint.tsx'

/** A short mark that tells more when pointed at, focused or touched. */
export function Explained({ why, children }: { readonly why: string; readonly children: ReactNode }) {
  const { owner, hint, show } = useHint(why)
  return (
    <>
      <button type="button" className={styles.explained} {...owner} onClick={(event) => show(event.currentTarget)}>
        {children}
      </button>
      {hint}
    </>
  )
}
