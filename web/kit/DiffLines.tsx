import { useMemo } from 'react'
import { lineDiff } from '../../domain/kit/line-diff.ts'
import type { LineChange } from '../../domain/kit/line-diff.ts'
import { classes } from '../ui/classes.ts'
import { Hidden } from '../ui/Hidden.tsx'
import { useWords } from '../words/words.ts'
import styles from './DiffLines.module.css'

/** What changed between two texts, line by line; what stayed is folded away but for the lines around. */
export function DiffLines({ before, after }: { readonly before: string; readonly after: string }) {
  const say = useWords('kit')
  const shown = useMemo(() => around(lineDiff(before, after)), [before, after])
  if (shown.every((each) => 'folded' in each)) return <p className={styles.none}>{say('versions.none')}</p>
  return (
    <div className={styles.diff}>
      {shown.map((each, at) => {
        const key = `${at}`
        return 'folded' in each ? (
          <div key={key} className={styles.folded}>
            {say('versions.unchanged', { count: each.folded })}
          </div>
        ) : (
          <div key={key} className={classes(styles.line, each.is !== 'same' && styles[each.is])}>
            <span className={styles.mark} aria-hidden>
              {each.is === 'added' ? '+' : each.is === 'removed' ? '−' : ''}
            </span>
            {each.is === 'same' ? null : <Hidden>{say(`versions.${each.is}`)}</Hidden>}
            <span className={styles.text}>{each.text || '\u00a0'}</span>
          </div>
        )
      })}
    </div>
  )
}

type Shown = LineChange | { readonly folded: number }

const shownAround = 2

function around(lines: readonly LineChange[]): readonly Shown[] {
  const near = new Set<number>()
  for (const [at, line] of lines.entries())
    if (line.is !== 'same') for (let by = -shownAround; by <= shownAround; by++) near.add(at + by)
  const shown: Shown[] = []
  for (const [at, line] of lines.entries()) {
    const last = shown.at(-1)
    if (near.has(at)) shown.push(line)
    else if (last && 'folded' in last) shown.splice(-1, 1, { folded: last.folded + 1 })
    else shown.push({ folded: 1 })
  }
  return shown
}
