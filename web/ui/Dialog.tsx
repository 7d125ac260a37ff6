import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { buttonClass, squareButtonClass } from './Button.tsx'
import { classes } from './classes.ts'
import styles from './Dialog.module.css'
import { Hidden } from './Hidden.tsx'
import { Icon } from './Icon.tsx'

/**
 * One matter in front of everything else: focus stays inside, Escape and the veil close it, focus returns afterwards.
 * On a phone it is a sheet. `actions` stay visible below a long body; the main one comes last.
 */
export function Dialog({ open, onClose, title, about, actions, size = 'medium', bare = false, children }: DialogProps) {
  const say = useWords('ui')
  return (
    <Base.Root
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.veil} />
        <Base.Popup
          initialFocus={firstField}
          className={classes(styles.dialog, size === 'wide' && styles.wide, bare && styles.top)}
        >
          {bare ? (
            <Hidden>
              <Base.Title>{title}</Base.Title>
            </Hidden>
          ) : (
            <header className={styles.head}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <Base.Close
                className={classes(buttonClass({ tone: 'quiet', size: 'small' }), squareButtonClass)}
                aria-label={say('close')}
              >
                <Icon name="close" />
              </Base.Close>
              {about ? <Base.Description className={styles.about}>{about}</Base.Description> : null}
            </header>
          )}
          {bare ? children : <div className={styles.body}>{children}</div>}
          {actions ? <footer className={styles.actions}>{actions}</footer> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** Writing can begin at once; a dialog without a field takes the focus itself. */
function firstField(): HTMLElement | null {
  const dialog = document.querySelector<HTMLElement>('[role="dialog"]:not([data-closed])')
  return dialog?.querySelector<HTMLElement>('input, select, textarea') ?? dialog
}

type DialogProps = {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly about?: ReactNode
  readonly actions?: ReactNode
  readonly size?: 'medium' | 'wide'
  /** No visible head, no padding, near the top: for a palette. */
  readonly bare?: boolean
  readonly children: ReactNode
}
