import { useId } from 'react'
import type { ReactNode } from 'react'
import styles from './Card.module.css'
import { classes } from './classes.ts'

/** A titled surface for one matter. `flush` lets a list or table reach its edges; `tone` marks what needs a person now. */
export function Card({ title, about, actions, flush = false, tone, children }: CardProps) {
  const titleId = useId()
  return (
    <section
      className={classes(styles.card, tone && styles[tone])}
      {...(title === undefined ? {} : { 'aria-labelledby': titleId })}
    >
      {title === undefined && !actions ? null : (
        <header className={styles.head}>
          <div className={styles.words}>
            {title === undefined ? null : (
              <h2 className={styles.title} id={titleId}>
                {title}
              </h2>
            )}
            {about ? <p className={styles.about}>{about}</p> : null}
          </div>
          {actions ? <div className={styles.actions}>{actions}</div> : null}
        </header>
      )}
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  )
}

type CardProps = {
  readonly title?: ReactNode
  readonly about?: ReactNode
  readonly actions?: ReactNode
  readonly flush?: boolean
  readonly tone?: 'critical' | 'warning' | undefined
  readonly children: ReactNode
}
