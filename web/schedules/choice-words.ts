import { useMe } from '../shell/me.ts'
import { useLanguage, useWords } from '../words/words.ts'
import type { Choice } from './choice.ts'
import type { OverrideStart } from './OverrideDialog.tsx'
import { lengthWords, spanWords } from './span-words.ts'

/** Says what is chosen, line by line: when and how long, and whom that is about. */
export function useChoiceWords(zone: string): (choice: Choice, start: OverrideStart | null) => readonly string[] {
  const say = useWords('dragging')
  const language = useLanguage()
  const me = useMe().person
  return (choice, start) => {
    if (!start) return [say(choice.span.from < choice.span.until ? 'nothing' : 'empty')]
    const names = new Map([[me.id, me.name], ...namesIn(choice)])
    const name = choice.held ? names.get(start.personId) : undefined
    const other = start.replaces === null ? undefined : names.get(start.replaces)
    const who =
      name && other
        ? say('takes', { name, other })
        : name
          ? say('onCall', { name })
          : other
            ? say('insteadOf', { other })
            : undefined
    const when = `${spanWords(start, language, zone)} · ${lengthWords(start, language)}`
    return who ? [when, who] : [when]
  }
}

function namesIn({ lane, held }: Choice): readonly (readonly [string, string])[] {
  const bars = [...(lane?.bars ?? []), ...(held ? [held] : [])]
  return bars.flatMap((bar) => (bar.kind === 'shift' ? [[bar.personId, bar.name] as const] : []))
}
