import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import type { Entry } from './entry-words.ts'

const Markdown = lazy(() => import('../markdown/Markdown.tsx'))

/**
 * A note with marks of Markdown in it, drawn as it is meant; until its reader is here it is shown as it was written. `by`: who wrote it,
 * where that is more than their name.
 */
export function NoteText({ entry, by }: { readonly entry: Entry; readonly by?: ReactNode }) {
  const say = useWords('log')
  const text = textOf(entry)
  const name = entry.facts['via'] === 'mail' ? say('note.mailed', { name: entry.actorName }) : entry.actorName
  return (
    <div>
      {by ?? `${name}:`}
      <Suspense fallback={<span> {text}</span>}>
        <Markdown text={text} />
      </Suspense>
    </div>
  )
}

/** Does a note say something that plain text shows badly? */
export function isMarked(entry: Entry): boolean {
  return (
    entry.kind === 'note_written' && /https?:\/\/|\*\*|`|^\s*(?:[-*+]|\d+[.)]|#{1,6}|>)\s|\]\(|\|/m.test(textOf(entry))
  )
}

function textOf({ facts }: Entry): string {
  const { text } = facts
  return typeof text === 'string' ? text : ''
}
