import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import styles from './State.module.css'

export type Tone = 'critical' | 'warning' | 'ok' | 'info' | 'calm'

/** What state something is in: a drawing and a word, tinted. Colour is never the only sign. */
export function State({ tone, icon, look = 'soft', children }: StateProps) {
  return (
    <span className={classes(styles.state, styles[tone], look !== 'plain' && styles[look])}>
      <Icon name={icon} />
      {children}
    </span>
  )
}

/** A short fact such as a count, a tag or a role; it says nothing about good or bad unless `tone` does. */
export function Badge({ tone = 'calm', look = 'soft', children }: BadgeProps) {
  return (
    <span className={classes(styles.state, styles.wordOnly, styles[tone], look !== 'plain' && styles[look])}>
      {children}
    </span>
  )
}

type Look = 'soft' | 'solid' | 'plain'
type StateProps = { readonly tone: Tone; readonly icon: IconName; readonly look?: Look; readonly children: ReactNode }
type BadgeProps = { readonly tone?: Tone; readonly look?: Look; readonly children: ReactNode }
