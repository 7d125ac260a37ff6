import { useState } from 'react'
import { useWords } from '../words/words.ts'
import { Button, IconButton } from './Button.tsx'
import { classes } from './classes.ts'
import styles from './CopyBox.module.css'
import { showNotice } from './notices.ts'

/** Text to take elsewhere: a key, an address, a piece of configuration. Without `title` it is a single line. */
export function CopyBox({ text, title, label, wrap = false }: CopyBoxProps) {
  const say = useWords('ui')
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      setTimeout(() => setCopied(false), 2_000)
    } catch {
      showNotice({ tone: 'warning', say: say('copyByHand') })
    }
  }
  const code = (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
    <pre className={classes(styles.code, wrap && styles.wrap)} tabIndex={0} aria-label={title ?? label}>
      <code>{text}</code>
    </pre>
  )
  const icon = isCopied ? 'check' : 'copy'
  return title ? (
    <div className={styles.box}>
      <div className={styles.head}>
        <span>{title}</span>
        <Button tone="quiet" size="small" icon={icon} onPress={copy}>
          {isCopied ? say('copied') : say('copy')}
        </Button>
      </div>
      {code}
    </div>
  ) : (
    <div className={classes(styles.box, styles.line)}>
      {code}
      <IconButton size="small" icon={icon} label={isCopied ? say('copied') : say('copy')} onPress={copy} />
    </div>
  )
}

type CopyBoxProps = {
  readonly text: string
  readonly title?: string
  /** What the text is, for screen readers, when there is no title. */
  readonly label: string
  readonly wrap?: boolean
}
