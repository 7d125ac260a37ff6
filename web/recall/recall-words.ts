// Why a past case is shown, and what is different now, as the reader's language says it.
import type { useWords } from '../words/words.ts'
import type { Hit } from './RecallCard.tsx'

type Say = ReturnType<typeof useWords<'recall'>>

/** Why it is shown: the surest reason first, and the words that both say. */
export function reasonWords({ because }: Hit, say: Say): string {
  return becauseWords(because, say)
}

/** The same for anything that is shown because of something. */
export function becauseWords(because: Hit['because'], say: Say): string {
  const sure = (['key', 'rule', 'service'] as const).filter((each) => because[each])
  // Whoever reads that it is the same alert needs no other reason.
  const words = because.key || because.words.length === 0 ? [] : [quoted(because.words)]
  return [...(because.key ? [say('because.key')] : sure.map((each) => say(`because.${each}`))), ...words].join(' · ')
}

/** What is different now; nothing where nothing is. */
export function differenceWords({ differs, because }: Hit, say: Say): readonly string[] {
  const { services, priority, words } = differs
  return [
    ...(services ? [say('change', { now: services.now.join(', '), before: services.before.join(', ') })] : []),
    ...(priority ? [say('change', priority)] : []),
    ...(because.key || words.now.length === 0 ? [] : [say('only.now', { words: quoted(words.now) })]),
    ...(because.key || words.before.length === 0 ? [] : [say('only.before', { words: quoted(words.before) })]),
  ]
}

/** How long something took, roughly. */
export function spanWords(seconds: number, say: Say): string {
  const minutes = Math.round(seconds / 60)
  if (minutes < 1) return say('span.short')
  if (minutes < 120) return say('span.minutes', { count: minutes })
  return minutes < 48 * 60
    ? say('span.hours', { count: Math.round(minutes / 60) })
    : say('span.days', { count: Math.round(minutes / 1_440) })
}

function quoted(words: readonly string[]): string {
  return words.join(', ')
}
