import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { Time } from '../ui/Time.tsx'
import styles from './Entries.module.css'
import { markOf } from './entry-marks.ts'
import { isMarked, NoteText } from './NoteText.tsx'
import { useEntryWords } from './entry-words.ts'
import type { Entry } from './entry-words.ts'

/**
 * Lines of the log below each other. With `linked` a line leads to its alert; j and k move between those. `by` says which of
 * its times stands before a line; what else is told of it comes behind, by `renderTools`.
 */
export function Entries({ entries, linked = false, label, fresh, about, by = 'written', renderTools }: EntriesProps) {
  const words = useEntryWords()
  return (
    <ol className={styles.entries} aria-label={label}>
      {entries.map((entry) => {
        const { icon, tone } = markOf(entry.kind)
        const sentence = about ? words(entry).replace(`: ${about}`, '') : words(entry)
        const href = linked && entry.alertId !== null ? paths.alert(entry.alertId) : undefined
        const more = renderTools?.(entry, sentence)
        return (
          <li
            key={entry.id}
            className={classes(
              styles.entry,
              href && styles.linked,
              renderTools && styles.tooled,
              entry.id === fresh && styles.fresh,
            )}
          >
            <span className={styles.time}>
              <Time at={by === 'happened' ? (entry.happenedAt ?? entry.at) : entry.at} as="clock" />
            </span>
            <span className={classes(styles.mark, styles[tone])}>
              <Icon name={icon} />
            </span>
            <div className={styles.told}>
              {isMarked(entry) ? (
                <NoteText
                  entry={entry}
                  by={
                    href ? (
                      // The line leads to its alert; links in what was written lead where they say.
                      <a className={styles.cover} href={href} data-row={`entry ${entry.id}`} aria-label={sentence}>
                        {entry.actorName}:
                      </a>
                    ) : undefined
                  }
                />
              ) : href ? (
                <a className={styles.cover} href={href} data-row={`entry ${entry.id}`}>
                  {sentence}
                </a>
              ) : (
                <span className={styles.words}>{sentence}</span>
              )}
              {more}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

type EntriesProps = {
  readonly entries: readonly Entry[]
  readonly label: string
  readonly linked?: boolean
  /** The summary of the one alert that all of it is about: it need not stand in each line. */
  readonly about?: string
  /** The entry that was just written, shown for a moment. */
  readonly fresh?: number | undefined
  readonly by?: 'written' | 'happened'
  readonly renderTools?: (entry: Entry, sentence: string) => ReactNode
}
