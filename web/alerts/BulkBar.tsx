import { useState } from 'react'
import { api } from '../api.ts'
import { asProblem } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { showNotice } from '../ui/notices.ts'
import { useWords } from '../words/words.ts'
import styles from './AlertsScreen.module.css'
import { isEmpty, nothingChosen, sizeOf } from './selection.ts'
import type { Selection } from './selection.ts'
import type { AlertQuery } from './use-alert-list.ts'
import { mostByIds } from './use-bulk.ts'

/** What can be done to the alerts that are chosen. */
export function BulkBar({ selection, onSelect, filter, bulk, isChoosing, onStop }: BulkBarProps) {
  const say = useWords('alertList')
  const [counting, setCounting] = useState(false)
  if (isEmpty(selection) && !isChoosing) return null
  const tooMany = !selection.matching && selection.ids.size > mostByIds ? say('tooManyChosen') : undefined
  const countAll = async () => {
    setCounting(true)
    try {
      const { count, isMore, upTo } = await api.countAlerts(filter)
      if (isMore) showNotice({ tone: 'warning', say: say('tooMany') })
      else if (count === 0) showNotice({ tone: 'info', say: say('noneMatch') })
      else onSelect({ ...nothingChosen, matching: { seen: count, upTo } })
    } catch (error) {
      showNotice({ tone: 'critical', say: asProblem(error).sentence })
    }
    setCounting(false)
  }
  const nothing = isEmpty(selection) ? say('chosen', { count: 0 }) : tooMany
  return (
    <section className={styles.bulk} aria-label={say('chosen', { count: sizeOf(selection) })}>
      <output className={styles.chosen}>{say('chosen', { count: sizeOf(selection) })}</output>
      <Button
        icon="check"
        tone="primary"
        keys="a"
        busy={bulk.busy}
        unavailable={nothing}
        onPress={() => bulk.acknowledge(selection)}
      >
        {say('acknowledge')}
      </Button>
      <Button icon="ok" keys="c" unavailable={nothing} onPress={() => bulk.close(selection)}>
        {say('close')}
      </Button>
      {selection.matching ? null : (
        <Button tone="quiet" busy={counting} onPress={countAll}>
          {say('all')}
        </Button>
      )}
      <Button tone="quiet" icon="close" onPress={onStop}>
        {say(isChoosing ? 'stopChoosing' : 'none')}
      </Button>
    </section>
  )
}

type BulkBarProps = {
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  readonly filter: Omit<AlertQuery, 'sort'>
  readonly bulk: {
    readonly busy: boolean
    readonly acknowledge: (selection: Selection) => unknown
    readonly close: (selection: Selection) => unknown
  }
  readonly isChoosing: boolean
  readonly onStop: () => void
}
