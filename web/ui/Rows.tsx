import type { ComponentPropsWithRef, ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Rows.module.css'

/** A list to read from top to bottom. Put it in a flush `Card`. */
export function Rows({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {children}
    </ul>
  )
}

/**
 * One line of a list: `lead` (avatar, state), title, `meta` below it, `trail` at the end. With `href` or `onPress` the
 * whole row acts, and j and k move between rows. On a phone the trail goes below;
 * `wrapTrail={false}` keeps a short one, such as a count, where it is.
 */
export function Row({
  id,
  lead,
  title,
  meta,
  trail,
  href,
  onPress,
  chosen = false,
  wrapTrail = true,
  place,
}: RowProps) {
  const acts = Boolean(href ?? onPress)
  return (
    <li
      {...place}
      className={classes(styles.row, acts && styles.linked, chosen && styles.chosen, wrapTrail && styles.wrapping)}
    >
      {lead ? <div className={styles.lead}>{lead}</div> : null}
      <div className={styles.main}>
        <div className={styles.title}>
          {href ? (
            <a className={styles.cover} href={href} data-row={id ?? href} {...(chosen ? { 'aria-current': true } : {})}>
              {title}
            </a>
          ) : onPress ? (
            <button type="button" className={styles.cover} data-row={id ?? ''} onClick={() => onPress()}>
              {title}
            </button>
          ) : (
            title
          )}
        </div>
        {meta ? <div className={styles.meta}>{meta}</div> : null}
      </div>
      {trail ? <div className={styles.trail}>{trail}</div> : null}
    </li>
  )
}

type RowProps = {
  /** What `focusedRow()` answers while the row has the focus, so that keys can act on it. */
  readonly id?: string
  readonly lead?: ReactNode
  readonly title: ReactNode
  readonly meta?: ReactNode
  readonly trail?: ReactNode
  readonly href?: string
  readonly onPress?: () => unknown
  readonly chosen?: boolean
  readonly wrapTrail?: boolean
  /** Where it stands in a list that draws only what is in sight. */
  readonly place?: Omit<ComponentPropsWithRef<'li'>, 'className' | 'children'>
}
