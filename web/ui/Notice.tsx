import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import styles from './Notice.module.css'
import type { Tone } from './State.tsx'

/** A message that stays in its place on the screen: what is so, and what to do about it. */
export function Notice({ tone = 'info', title, children, action, icon }: NoticeProps) {
  return (
    <div className={classes(styles.notice, styles[tone])} role={tone === 'critical' ? 'alert' : 'status'}>
      <Icon name={icon ?? iconOf[tone]} />
      <div className={styles.words}>
        {title ? <p className={styles.title}>{title}</p> : null}
        {children ? <div className={styles.say}>{children}</div> : null}
      </div>
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  )
}

export const iconOf: Readonly<Record<Tone, IconName>> = {
  critical: 'critical',
  warning: 'warning',
  ok: 'ok',
  info: 'info',
  calm: 'info',
}

type NoticeProps = {
  readonly tone?: Tone
  readonly title?: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly icon?: IconName
}
