import type { ReactNode } from 'react'
import styles from './Avatar.module.css'
import { classes } from './classes.ts'
import { hueOf, initialsOf } from './initials.ts'

/** A person's initials on a colour that is always theirs. Decorative: write the name beside it, as `Named` does. */
export function Avatar({ name, size = 'medium' }: AvatarProps) {
  return (
    <span
      className={classes(styles.avatar, size !== 'medium' && styles[size])}
      style={{ '--hue': hueOf(name) }}
      data-initials={initialsOf(name)}
      aria-hidden="true"
    />
  )
}

/** Avatar and name on one line; `children` replaces the plain name, for instance by a link. */
export function Named({ name, size = 'medium', children }: AvatarProps & { readonly children?: ReactNode }) {
  return (
    <span className={styles.person}>
      <Avatar name={name} size={size} />
      <span>{children ?? name}</span>
    </span>
  )
}

type AvatarProps = { readonly name: string; readonly size?: 'small' | 'medium' | 'large' }
