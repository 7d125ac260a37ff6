import { Menu as Base } from '@base-ui/react/menu'
import type { ReactNode } from 'react'
import { buttonClass, squareButtonClass } from './Button.tsx'
import type { ButtonSize, ButtonTone } from './Button.tsx'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import styles from './Menu.module.css'

/** The less frequent things one can do, behind one button. `icon` without `children` makes a square button named `label`. */
export function Menu({ label, icon, children, className, tone, size, items, defaultOpen = false }: MenuProps) {
  return (
    <Base.Root defaultOpen={defaultOpen}>
      <Base.Trigger
        className={
          className ??
          classes(buttonClass({ tone: tone ?? (children ? 'plain' : 'quiet'), size }), !children && squareButtonClass)
        }
        aria-label={typeof children === 'string' ? undefined : label}
      >
        {icon ? <Icon name={icon} /> : null}
        {children}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={styles.place} sideOffset={6} align="end" collisionPadding={8}>
          <Base.Popup className={styles.menu} aria-label={label}>
            {items.map((item, position) => (
              <Entry key={keyOf(item, position)} item={item} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export type MenuItem =
  | 'line'
  | {
      readonly say: string
      readonly icon?: IconName
      readonly onPress?: () => unknown
      readonly href?: string
      readonly danger?: boolean
      /** Why it cannot be chosen now; shown below its name. */
      readonly unavailable?: string | undefined
    }
  | { readonly group: string; readonly note: string }
  | {
      readonly group: string
      readonly value: string
      readonly options: readonly { readonly value: string; readonly say: string; readonly icon?: IconName }[]
      readonly onChange: (value: string) => unknown
    }

function Entry({ item }: { readonly item: MenuItem }) {
  if (item === 'line') return <Base.Separator className={styles.line} />
  if ('note' in item) {
    return (
      <div className={styles.head}>
        <strong>{item.group}</strong>
        <span className={styles.why}>{item.note}</span>
      </div>
    )
  }
  if ('group' in item) {
    return (
      <Base.RadioGroup value={item.value} onValueChange={(value: unknown) => item.onChange(String(value))}>
        <Base.Group>
          <Base.GroupLabel className={styles.group}>{item.group}</Base.GroupLabel>
          {item.options.map((option) => (
            <Base.RadioItem key={option.value} value={option.value} className={styles.item} closeOnClick>
              {option.icon ? <Icon name={option.icon} /> : null}
              <span className={styles.words}>{option.say}</span>
              <Base.RadioItemIndicator>
                <Icon name="check" />
              </Base.RadioItemIndicator>
            </Base.RadioItem>
          ))}
        </Base.Group>
      </Base.RadioGroup>
    )
  }
  const content = (
    <>
      {item.icon ? <Icon name={item.icon} /> : null}
      <span className={styles.words}>
        {item.say}
        {item.unavailable ? <span className={styles.why}>{item.unavailable}</span> : null}
      </span>
    </>
  )
  const className = classes(styles.item, item.danger && styles.danger)
  return item.href && !item.unavailable ? (
    <Base.LinkItem href={item.href} className={className} closeOnClick>
      {content}
    </Base.LinkItem>
  ) : (
    <Base.Item className={className} disabled={Boolean(item.unavailable)} onClick={() => item.onPress?.()}>
      {content}
    </Base.Item>
  )
}

function keyOf(item: MenuItem, position: number): string {
  return item === 'line' ? `line ${position}` : 'group' in item ? item.group : item.say
}

type MenuProps = {
  readonly label: string
  readonly icon?: IconName
  readonly children?: ReactNode
  readonly tone?: ButtonTone
  readonly size?: ButtonSize
  readonly items: readonly MenuItem[]
  /** Instead of the look of a button. */
  readonly className?: string | undefined
  readonly defaultOpen?: boolean
}
