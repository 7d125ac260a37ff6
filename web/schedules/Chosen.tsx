import { classes } from '../ui/classes.ts'
import { useLanguage, useWords } from '../words/words.ts'
import { mayMove } from './choice.ts'
import type { Part } from './choice.ts'
import styles from './Chosen.module.css'
import { panelId, useDrag } from './DragArea.tsx'
import type { Drag } from './DragArea.tsx'
import { momentWords, spanWords } from './span-words.ts'
import { shareOf } from './timeline.ts'
import type { Window } from './timeline.ts'

/** What is being chosen, as far as it lies in this row of the timeline; with handles unless a hand is holding it. */
export function Chosen({ window }: { readonly window: Window }) {
  const drag = useDrag()
  if (!drag?.choice) return null
  const share = shareOf(drag.start ?? drag.choice.span, window)
  const parts = drag.isOpen ? (['from', 'whole', 'until'] as const) : []
  return (
    <>
      {share ? (
        <span
          className={classes(styles.mark, share.isCutBefore && styles.cutBefore, share.isCutAfter && styles.cutAfter)}
          style={{ insetInlineStart: `${share.start * 100}%`, inlineSize: `${share.size * 100}%` }}
        />
      ) : null}
      {parts.map((part) => (
        <Handle key={part} part={part} drag={drag} window={window} />
      ))}
    </>
  )
}

function Handle({ part, drag, window }: HandleProps) {
  const say = useWords('dragging')
  const language = useLanguage()
  const { choice, ruler } = drag
  if (!choice || !mayMove(choice, part, ruler)) return null
  const { span } = choice
  const seen = { from: Math.max(span.from, ruler.from), until: Math.min(span.until, ruler.until) }
  const at = part === 'whole' ? (seen.from + seen.until) / 2 : Math.min(seen[part], ruler.until)
  // An end belongs to the row that it closes.
  const isHere = part === 'until' ? at > window.from && at <= window.until : at >= window.from && at < window.until
  if (!isHere) return null
  const value = span[part === 'until' ? 'until' : 'from']
  return (
    <span
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input's thumb cannot lie on a row of the timeline
      role="slider"
      tabIndex={0}
      className={classes(styles.handle, styles[part])}
      data-handle={part}
      style={{ insetInlineStart: `${((at - window.from) / (window.until - window.from)) * 100}%` }}
      aria-label={say(part)}
      aria-describedby={panelId}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={minutes(ruler.until - ruler.from)}
      aria-valuenow={minutes(value - ruler.from)}
      aria-valuetext={
        part === 'whole' ? spanWords(span, language, ruler.zone) : momentWords(value, language, ruler.zone)
      }
    />
  )
}

function minutes(ms: number): number {
  return Math.round(ms / 60_000)
}

type HandleProps = { readonly part: Part; readonly drag: Drag; readonly window: Window }
