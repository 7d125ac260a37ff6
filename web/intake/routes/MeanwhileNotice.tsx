import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Bar } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { differences } from './draft.ts'
import type { Difference, Route } from './draft.ts'
import styles from './RoutesEditor.module.css'

/** Somebody else has saved these routes while one wrote: what they did, and whose shall hold. One's own draft stays meanwhile. */
export function MeanwhileNotice({ before, after, unavailable, busy, onTheirs, onMine }: MeanwhileNoticeProps) {
  const say = useWords('routes')
  const wordsOf = (each: Difference) =>
    each.how === 'moved' ? say('meanwhile.moved') : say(`meanwhile.${each.how}`, { name: each.name })
  return (
    <Notice tone="warning" title={say('meanwhile.title')}>
      <ul className={styles.differences}>
        {differences(before, after).map((each) => (
          <li key={wordsOf(each)}>{wordsOf(each)}</li>
        ))}
      </ul>
      <p>{say('meanwhile.say')}</p>
      <Bar>
        <Button size="small" icon="again" onPress={onTheirs}>
          {say('meanwhile.theirs')}
        </Button>
        <Button size="small" busy={busy} unavailable={unavailable} onPress={onMine}>
          {say('meanwhile.mine')}
        </Button>
      </Bar>
    </Notice>
  )
}

type MeanwhileNoticeProps = {
  readonly before: readonly Route[]
  readonly after: readonly Route[]
  readonly unavailable: string | undefined
  readonly busy: boolean
  readonly onTheirs: () => unknown
  readonly onMine: () => unknown
}
