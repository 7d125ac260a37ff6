import type { ReactNode } from 'react'
import styles from './Button.module.css'
import { classes } from './classes.ts'
import { useHint } from './Hint.tsx'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'

export type ButtonTone = 'plain' | 'primary' | 'danger' | 'quiet'
export type ButtonSize = 'small' | 'medium' | 'large'

/**
 * Does one thing, or with `href` goes to one place. `unavailable` says why it cannot be done now: the button stays
 * focusable, does nothing, and tells the reason to pointer, keyboard and screen reader.
 */
export function Button({ children, icon, iconAfter, keys, wide = false, ...rest }: ButtonProps) {
  return (
    <Pressable {...rest} className={classes(buttonClass(rest), wide && styles.wide)}>
      {rest.busy ? <Icon name="busy" spin /> : icon ? <Icon name={icon} /> : null}
      {children}
      {iconAfter ? <Icon name={iconAfter} /> : null}
      {keys && !rest.unavailable ? <Kbd keys={keys} /> : null}
    </Pressable>
  )
}

/** A button that is only a drawing; `label` names it to screen readers and shows as a hint. */
export function IconButton({ icon, label, ...rest }: IconButtonProps) {
  return (
    <Pressable {...rest} label={label} className={classes(buttonClass({ tone: 'quiet', ...rest }), styles.square)}>
      <Icon name={rest.busy ? 'busy' : icon} spin={rest.busy === true} />
    </Pressable>
  )
}

/** The look of a button, for elements that must be drawn by another library. */
export function buttonClass({ tone = 'plain', size = 'medium' }: Look): string {
  return classes(
    styles.button,
    tone !== 'plain' && styles[tone],
    size === 'small' && styles.small,
    size === 'large' && styles.large,
  )
}

export const squareButtonClass = styles.square

function Pressable({
  children,
  className,
  onPress,
  href,
  type,
  unavailable,
  busy,
  label,
  pressed,
  newTab,
}: PressableProps) {
  const why = useHint(unavailable)
  const name = useHint(label, 'names')
  const owner = { ...name.owner, ...why.owner, ...(label ? { 'aria-label': label } : {}) }
  const hint = unavailable ? why.hint : name.hint
  if (href && !unavailable) {
    return (
      <>
        <a
          className={className}
          href={href}
          onClick={() => onPress?.()}
          {...owner}
          {...(newTab ? { target: '_blank', rel: 'noreferrer' } : {})}
        >
          {children}
        </a>
        {hint}
      </>
    )
  }
  return (
    <>
      <button
        type={type === 'submit' ? 'submit' : 'button'}
        className={className}
        {...owner}
        {...(unavailable ? { 'aria-disabled': true } : {})}
        {...(busy ? { 'aria-busy': true } : {})}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        onClick={(event) => {
          if (unavailable || busy) {
            event.preventDefault()
            why.show(event.currentTarget)
          } else onPress?.()
        }}
      >
        {children}
      </button>
      {hint}
    </>
  )
}

type Look = { readonly tone?: ButtonTone | undefined; readonly size?: ButtonSize | undefined }

type Behaviour = {
  readonly onPress?: (() => unknown) | undefined
  readonly href?: string | undefined
  /** Opens `href` beside this screen. */
  readonly newTab?: boolean | undefined
  readonly type?: 'button' | 'submit' | undefined
  /** Why this cannot be done now; absent when it can. */
  readonly unavailable?: string | undefined
  readonly busy?: boolean | undefined
  /** For a button that stays down while something is on. */
  readonly pressed?: boolean | undefined
}

export type ButtonProps = Look &
  Behaviour & {
    readonly children: ReactNode
    readonly icon?: IconName | undefined
    readonly iconAfter?: IconName | undefined
    /** The key that does the same, shown on the button: `a`, `g n`. */
    readonly keys?: string | undefined
    readonly wide?: boolean | undefined
  }

export type IconButtonProps = Look & Behaviour & { readonly icon: IconName; readonly label: string }

type PressableProps = Behaviour & {
  readonly children: ReactNode
  readonly className: string
  readonly label?: string | undefined
}
