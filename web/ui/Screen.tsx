import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { nameDocument } from './document-title.ts'
import { Icon } from './Icon.tsx'
import styles from './Screen.module.css'

/** A whole screen: names the document, one heading, actions beside it, then the content in one rhythm. */
export function Screen({ title, documentTitle, about, back, marks, actions, children }: ScreenProps) {
  const say = useWords('ui')
  const named = documentTitle ?? (typeof title === 'string' ? title : '')
  useEffect(() => nameDocument({ title: say('documentTitle', { title: named }) }), [named, say])
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        {back ? (
          <a className={styles.back} href={back.href}>
            <Icon name="left" />
            {back.say}
          </a>
        ) : null}
        <div className={styles.line}>
          <div className={styles.words}>
            <h1 className={styles.title} tabIndex={-1}>
              {title}
            </h1>
            {marks ? <div className={styles.marks}>{marks}</div> : null}
            {about ? <p className={styles.about}>{about}</p> : null}
          </div>
          {actions ? <div className={styles.actions}>{actions}</div> : null}
        </div>
      </header>
      {children}
    </div>
  )
}

/** The matter on the left, what is known about it on the right; one column on small screens. */
export function Columns({ children, aside }: { readonly children: ReactNode; readonly aside: ReactNode }) {
  return (
    <div className={styles.columns}>
      <Stack>{children}</Stack>
      <Stack>{aside}</Stack>
    </div>
  )
}

/** Things below each other at the usual distance. */
export function Stack({ children }: { readonly children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>
}

/** Filters and searches in a line above a list. */
export function Bar({ children }: { readonly children: ReactNode }) {
  return <div className={styles.bar}>{children}</div>
}

/** Names and values of one thing. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map((fact) => (
        <FactLine key={fact.name} {...fact} />
      ))}
    </dl>
  )
}

export type Fact = { readonly name: string; readonly value: ReactNode }

function FactLine({ name, value }: Fact) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

type ScreenProps = {
  readonly title: ReactNode
  /** For the browser tab, when the title is not plain text. */
  readonly documentTitle?: string
  readonly about?: ReactNode
  readonly back?: { readonly href: string; readonly say: string }
  /** States and badges right below the title. */
  readonly marks?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}
