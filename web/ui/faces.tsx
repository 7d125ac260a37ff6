import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import styles from './faces.module.css'
import { Hidden } from './Hidden.tsx'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'

/** Nothing here yet: says what would be here, and `action` is the next step. */
export function Empty({ icon = 'ok', title, children, action, tall = false }: EmptyProps) {
  return (
    <div className={classes(styles.face, tall && styles.tall)}>
      <span className={styles.sign}>
        <Icon name={icon} />
      </span>
      <h3 className={styles.title}>{title}</h3>
      {children ? <p className={styles.say}>{children}</p> : null}
      {action ? <div className={styles.actions}>{action}</div> : null}
    </div>
  )
}

/** Something did not work: what, what to do, and the code to tell somebody. */
export function Failed({ title, say, code, onRetry, busy = false, tall = false }: FailedProps) {
  const word = useWords('ui')
  return (
    <div className={classes(styles.face, tall && styles.tall)} role="alert">
      <span className={classes(styles.sign, styles.critical)}>
        <Icon name="critical" />
      </span>
      <h3 className={styles.title}>{title}</h3>
      <p className={styles.say}>{say}</p>
      {onRetry ? (
        <div className={styles.actions}>
          <Button icon="again" onPress={onRetry} busy={busy}>
            {word('retry')}
          </Button>
        </div>
      ) : null}
      {code ? <p className={styles.code}>{code}</p> : null}
    </div>
  )
}

/** Not for this person: who can help. */
export function Forbidden({ title, say, action, tall = false }: ForbiddenProps) {
  return (
    <div className={classes(styles.face, tall && styles.tall)}>
      <span className={styles.sign}>
        <Icon name="lock" />
      </span>
      <h3 className={styles.title}>{title}</h3>
      <p className={styles.say}>{say}</p>
      {action ? <div className={styles.actions}>{action}</div> : null}
    </div>
  )
}

/** The outline of what is being loaded. */
export function Skeleton({ shape = 'rows', lines = 4 }: SkeletonProps) {
  const say = useWords('ui')
  return (
    <output className={styles.loading}>
      <Hidden>{say('loading')}</Hidden>
      {shape === 'text' ? <div className={classes(styles.bone, styles.heading)} /> : null}
      {Array.from({ length: lines }, (_, line) =>
        shape === 'rows' ? (
          <div key={line} className={styles.rowBones}>
            <div className={classes(styles.bone, styles.round)} />
            <div className={classes(styles.bone, styles.long)} />
            <div className={classes(styles.bone, styles.short)} />
          </div>
        ) : (
          <div key={line} className={classes(styles.bone, line % 3 === 2 && styles.long)} />
        ),
      )}
    </output>
  )
}

type EmptyProps = {
  readonly icon?: IconName
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly tall?: boolean
}

type FailedProps = {
  readonly title: string
  readonly say: string
  readonly code?: string
  readonly onRetry?: () => unknown
  readonly busy?: boolean
  readonly tall?: boolean
}

type ForbiddenProps = {
  readonly title: string
  readonly say: string
  readonly action?: ReactNode
  readonly tall?: boolean
}

type SkeletonProps = { readonly shape?: 'rows' | 'text'; readonly lines?: number }
