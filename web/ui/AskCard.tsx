import type { ReactNode } from 'react'
import styles from './AskCard.module.css'
import { classes } from './classes.ts'

/**
 * One matter between people, among others of its kind: what state it is in, its title, and what is asked. `asks`: it waits for whoever
 * reads, and stands out; `dense`: it says little.
 */
export function AskCard({ asks, dense = false, marks, title, level: Heading, children }: AskCardProps) {
  return (
    <article className={classes(styles.card, dense && styles.dense, asks && styles.waiting)}>
      <p className={styles.marks}>{marks}</p>
      <Heading className={styles.title}>{title}</Heading>
      {children}
    </article>
  )
}

type AskCardProps = {
  readonly asks: boolean
  readonly dense?: boolean
  readonly marks: ReactNode
  /** As a link, where there is more behind it. */
  readonly title: ReactNode
  readonly level: 'h2' | 'h3'
  readonly children: ReactNode
}
