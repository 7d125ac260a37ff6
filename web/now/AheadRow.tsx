import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { momentWords, spanWords, unbroken } from '../schedules/span-words.ts'
import { useTroubleWords } from '../schedules/trouble-words.ts'
import { spanOfTrouble } from '../schedules/troubles.ts'
import type { TroubleGroup } from '../schedules/troubles.ts'
import { useMe } from '../shell/me.ts'
import { Row } from '../ui/Rows.tsx'
import { useLanguage, useWords } from '../words/words.ts'

/** What goes wrong on one schedule, the worst of it, and how much more there is. */
export function AheadRow({ id, lead, group }: AheadRowProps) {
  const say = useWords('troubles')
  const spans = useWords('spans')
  const words = useTroubleWords()
  const language = useLanguage()
  const { zone } = useMe().person
  const { first, all } = group
  const { from, until, goesOn } = spanOfTrouble(first)
  const when = goesOn
    ? spans('from', { at: momentWords(from, language, zone) })
    : unbroken(spanWords({ from, until }, language, zone))
  const more = all.length > 1 ? say('now.more', { count: all.length - 1 }) : ''
  return (
    <Row
      id={id}
      title={`${first.scheduleName}: ${words(first)}`}
      meta={more ? `${when}, ${more}` : when}
      lead={lead}
      href={paths.schedule(first.scheduleId)}
    />
  )
}

type AheadRowProps = { readonly id: string; readonly lead: ReactNode; readonly group: TroubleGroup }
