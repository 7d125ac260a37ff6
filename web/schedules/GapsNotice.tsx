import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { momentWords, spanWords, unbroken } from './span-words.ts'
import type { GapBar } from './timeline.ts'

const most = 4

/** When nobody would be on call, by name: a gap is found here, not in the night. */
export function GapsNotice({ gaps, now, zone }: GapsNoticeProps) {
  const say = useWords('schedules')
  const spans = useWords('spans')
  const language = useLanguage()
  if (gaps.length === 0) return null
  const words = (gap: GapBar) => {
    const from = Math.max(gap.from, now)
    return gap.goesOn
      ? spans('from', { at: momentWords(from, language, zone) })
      : unbroken(spanWords({ from, until: gap.until }, language, zone))
  }
  return (
    <Notice tone="critical" title={say('gaps.title', { count: gaps.length })}>
      <ul>
        {gaps.slice(0, most).map((gap) => (
          <li key={gap.from}>{words(gap)}</li>
        ))}
      </ul>
      {gaps.length > most ? <p>{say('gaps.more', { count: gaps.length - most })}</p> : null}
    </Notice>
  )
}

type GapsNoticeProps = { readonly gaps: readonly GapBar[]; readonly now: number; readonly zone: string }
