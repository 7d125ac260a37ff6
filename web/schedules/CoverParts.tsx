import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { State } from '../ui/State.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { useWhyNotCover } from './cover-may.ts'
import { windowOf } from './cover.ts'
import type { CoverTold } from './cover.ts'
import styles from './CoverCard.module.css'
import { spanWords, unbroken } from './span-words.ts'

/** Who takes a part, and who would: to that the asker says yes here. */
export function CoverParts({ cover }: { readonly cover: CoverTold }) {
  if (cover.parts.length === 0) return null
  return (
    <ul className={styles.list}>
      {cover.parts.map((part) => (
        <PartLine key={part.id} cover={cover} part={part} />
      ))}
    </ul>
  )
}

function PartLine({ cover, part }: { readonly cover: CoverTold; readonly part: CoverTold['parts'][number] }) {
  const say = useWords('cover')
  const language = useLanguage()
  const { zone } = useMe().person
  const mayNot = useWhyNotCover()('agree', cover)
  const agree = useAction('agreeToCoverPart', { done: say('agree.done') })
  const span = unbroken(spanWords(windowOf(part), language, zone))
  return (
    <li className={styles.part}>
      <span>
        <State tone={part.isAgreed ? 'ok' : 'info'} icon={part.isAgreed ? 'check' : 'person'} look="plain">
          {part.name} {say(part.isAgreed ? 'part.agreed' : 'part.offered')}
        </State>{' '}
        {span}
      </span>
      {part.isAgreed || mayNot ? null : (
        <Button tone="primary" busy={agree.busy} onPress={() => agree.run({ coverId: cover.id, partId: part.id })}>
          {say('agree.do')}
        </Button>
      )}
    </li>
  )
}
